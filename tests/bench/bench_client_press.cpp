// Switching views, opening tickets, typing: from the press to the paint.

#include "models/desk_session.h"
#include "sql/connection.h"
#include "tests/bench/client_rows.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QTableView>
#include <QTest>
#include <QVBoxLayout>

#include <array>

namespace bench
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kSwitches = 300;
constexpr int kOpenings = 300;
constexpr int kKeys = 300;
constexpr int kBetween = 30; ///< milliseconds between two presses: faster than any hand

QString sqlOf(const char* where)
{
    return u"SELECT * FROM ticket WHERE %1 ORDER BY updated DESC, key DESC LIMIT 60"_s.arg(QLatin1String(where));
}

void readAll(store::Reader& reader, const QString& sql)
{
    auto rows = reader.connection().query(sql);
    while (rows.next())
        rows.text(0);
}

} // namespace

void measureViews(Report& report, ClientWindow& client)
{
    struct View {
        const char* id;
        const char* where;
    };
    static constexpr std::array views{View{"my-inbox", "status = 'open' AND assignee = '1'"},
                                      View{"unassigned", "status = 'open' AND assignee = ''"}, View{"all", "spam = 0"},
                                      View{"channel-email", "channel = 'email' AND spam = 0"}};
    Samples ours, bare;
    store::Reader& reader = client.desk().session().reader();
    for (int i = 0; i < kSwitches; ++i) {
        const View& view = views[std::size_t(i) % views.size()];
        ours.push_back(
            client.application().pressToPaint([&] { client.window().showView(desk::ViewId(QLatin1String(view.id))); }));
        PaintClock::rest(kBetween);
    }
    client.show("my-inbox");
    for (int i = 0; i < kSwitches; ++i) {
        const QString sql = sqlOf(views[std::size_t(i) % views.size()].where);
        bare.push_back(sample(1, [&](int) { readAll(reader, sql); }).front());
    }
    addShare(report, u"switch view, press to paint"_s, 0.99, ours, bare, u"bare SQL of the same rows"_s, 16);
}

void measureOpening(Report& report, ClientWindow& client)
{
    client.show("all");
    Samples ours, bare;
    store::Reader& reader = client.desk().session().reader();
    QScrollBar* bar = client.list().verticalScrollBar();
    const int height = client.list().verticalHeader()->defaultSectionSize();
    for (int i = 0; i < kOpenings; ++i) {
        bar->setValue(i * height);
        PaintClock::rest(kBetween);
        const QPoint second(40, height + height / 2);
        ours.push_back(client.application().pressToPaint(
            [&] { QTest::mouseClick(client.list().viewport(), Qt::LeftButton, {}, second); },
            [&] { return !client.pane().isOpening(); }));
        PaintClock::rest(kBetween);
        const QString id = client.pane().ticket().value();
        bare.push_back(sample(1, [&](int) {
                           auto rows = reader.connection().query(
                               u"SELECT * FROM message WHERE ticket = ? ORDER BY key DESC LIMIT 50"_s, id);
                           while (rows.next())
                               rows.text(0);
                       }).front());
    }
    addShare(report, u"open ticket, press to paint"_s, 0.99, ours, bare, u"bare SQL of the same rows"_s, 50);
    client.show("my-inbox");
}

Keys pressKeys(ClientWindow& client, const std::function<bool(int)>& more)
{
    Keys keys;
    const QString letters = u"the parcel is on its way and arrives tomorrow "_s;
    for (int i = 0; more(i); ++i) {
        client.composer().setFocus();
        PaintClock::rest(kBetween);
        keys.composer.push_back(client.application().pressToPaint(
            [&] { QTest::keyClick(&client.composer(), letters.at(i % letters.size()).toLatin1()); }));
        client.list().setFocus();
        PaintClock::rest(kBetween);
        const bool last = client.list().currentIndex().row() + 1 >= client.tickets().rowCount();
        if (last)
            client.list().setShown({});
        keys.list.push_back(client.application().pressToPaint([&] { QTest::keyClick(&client.list(), Qt::Key_Down); }));
    }
    return keys;
}

namespace
{

/// A text field and a table of Qt's own, side by side.
Keys pressBareKeys(PaintClock& application)
{
    QWidget window;
    auto* column = new QVBoxLayout(&window);
    auto* text = new QTextEdit;
    auto* table = new QTableView;
    QStandardItemModel model(kKeys + 10, 1);
    for (int row = 0; row < model.rowCount(); ++row)
        model.setItem(row, 0, new QStandardItem(u"Row %1"_s.arg(row)));
    table->setModel(&model);
    column->addWidget(text);
    column->addWidget(table);
    window.resize(1000, 800);
    window.show();
    window.activateWindow();
    PaintClock::restUntil([&window] { return window.isActiveWindow(); }, 5000);
    PaintClock::rest(200);
    Keys keys;
    for (int i = 0; i < kKeys; ++i) {
        text->setFocus();
        PaintClock::rest(kBetween);
        keys.composer.push_back(application.pressToPaint([&] { QTest::keyClick(text, 'x'); }));
        table->setFocus();
        PaintClock::rest(kBetween);
        keys.list.push_back(application.pressToPaint([&] { QTest::keyClick(table, Qt::Key_Down); }));
    }
    return keys;
}

} // namespace

Keys measureKeys(Report& report, ClientWindow& client)
{
    client.show("my-inbox");
    const Keys bare = pressBareKeys(client.application());
    client.window().activateWindow();
    PaintClock::restUntil([&client] { return client.window().isActiveWindow(); }, 5000);
    QTest::keyClick(&client.list(), Qt::Key_Down);
    PaintClock::rest(500);
    const Keys ours = pressKeys(client, [](int pressed) { return pressed < kKeys; });
    addShare(report, u"key in the composer to paint, idle"_s, 0.99, ours.composer, bare.composer, u"bare QTextEdit"_s,
             16);
    addShare(report, u"key in the list to paint, idle"_s, 0.99, ours.list, bare.list, u"bare QTableView"_s, 16);
    return ours;
}

} // namespace bench
