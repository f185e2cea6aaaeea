// Paints the main window in all its states to PNG files, for looking at: ui_shots [FOLDER] [TEXT-SCALE] [WORD-SCALE].
// WORD-SCALE 1.4 lengthens every word of the program, as German would.
#include "tests/ui/shots/sample_desk.h"
#include "ui/first_run/first_run.h"
#include "ui/shell/commands.h"
#include "ui/shell/main_window.h"
#include "ui/shell/outbox_window.h"
#include "ui/shell/palette.h"
#include "ui/shell/performance_dialog.h"
#include "ui/shell/search_page.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QMessageBox>
#include <QTableView>
#include <QTest>
#include <QTranslator>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace
{

/// Every text of the program, longer by a share.
class Longer final : public QTranslator
{
public:
    explicit Longer(double scale)
        : m_scale(scale)
    {
    }
    bool isEmpty() const override { return false; }
    QString translate(const char*, const char* source, const char*, int n) const override
    {
        QString text = QString::fromUtf8(source);
        text.replace(u"%n"_s, QString::number(n));
        const int extra = int(double(text.size()) * (m_scale - 1));
        return text + QString(extra, u'e');
    }

private:
    double m_scale;
};

QDir folder;
bool saved = true;

void settle()
{
    for (int i = 0; i < 3; ++i)
        QTest::qWait(60);
}

void save(QWidget* window, const QString& name)
{
    const QString path = folder.filePath(name + u".png"_s);
    saved = window->grab().save(path) && saved;
    std::printf("%s\n", qPrintable(path));
}

void shoot(const QSize& size, const QString& name, bool tickets, store::Link link)
{
    ui_test::PaneDesk desk;
    desk.desk.clock.at = QDateTime::currentMSecsSinceEpoch();
    shots::fill(desk, tickets);
    store::SyncState state = shots::live(desk);
    state.link = link;
    if (link == store::Link::Offline)
        state.trouble = u"The desk cannot be reached. Reading, searching and writing go on; what you send waits in the "
                        "outbox and goes out by itself."_s;
    desk.preferences.setValue(u"theme/mode"_s, int(ui::Theme::current().mode()));
    desk.desk.session->setSyncState(state);
    desk.latency.record(ui::LatencyMeter::Kind::Key, 9);
    ui::MainWindow window(desk.context);
    window.resize(size);
    window.show();
    settle();
    if (tickets)
        window.openTicket(desk::TicketId(u"48201"_s));
    if (link == store::Link::Offline)
        QTest::qWait(2200);
    settle();
    save(&window, name);
}

void outbox(const QString& name)
{
    ui_test::PaneDesk desk;
    desk.desk.clock.at = QDateTime::currentMSecsSinceEpoch();
    shots::fill(desk, true);
    const auto reply = [&desk](const char* ticket, const QString& text) {
        desk::Draft draft;
        draft.ticket = desk::TicketId(QLatin1String(ticket));
        draft.text = text;
        return desk.actions.reply(draft, desk::ThenDo::Nothing);
    };
    const desk::OperationId parked = reply("48203", u"We expect it next week."_s);
    reply("48204", u"Your invoice is attached."_s);
    desk.actions.close(desk::TicketId(u"48207"_s));
    desk.desk.run([&parked](store::Writer& writer) {
        return writer.park(parked, u"stale"_s, u"The customer has written again since you began."_s,
                           {models_test::message(u"new"_s, 48203, {1'750'000'000'000}, u"Never mind, I found one!"_s)});
    });
    models::OutboxModel model(*desk.desk.session);
    ui::OutboxWindow window(desk.context, model);
    window.show();
    settle();
    save(&window, name);
}

/// What the last session left undecided, a reply that may have gone, a close that waits for its undo; quitting with it.
void undecided(const QString& tone)
{
    ui_test::PaneDesk desk;
    desk.desk.clock.at = QDateTime::currentMSecsSinceEpoch();
    shots::fill(desk, true);
    const auto reply = [&desk](const char* ticket, const QString& text) {
        desk::Operation made;
        made.id = desk::OperationId(u"reply-%1"_s.arg(QLatin1String(ticket)));
        made.ticket = desk::TicketId(QLatin1String(ticket));
        made.kind = desk::OperationKind::Reply;
        made.by = desk.desk.session->me().id;
        made.at = desk.desk.clock.now();
        made.text = text;
        desk.desk.run([made](store::Writer& writer) { return writer.submit(made, {}, {}, false); });
        return made.id;
    };
    const desk::OperationId parked = reply("48203", u"We expect it next week."_s);
    const desk::OperationId doubtful = reply("48201", u"Yes, all three come together on Friday."_s);
    desk.desk.run([&](store::Writer& writer) {
        writer.setSetting(u"capabilities"_s, u"take-back restore"_s);
        writer.markSending(doubtful);
        writer.postpone(doubtful, {}, u"network"_s, u"The desk did not answer."_s, true);
        return writer.park(parked, u"no-consent"_s, u"The customer has not agreed to SMS."_s, {});
    });
    desk.preferences.setValue(u"theme/mode"_s, int(ui::Theme::current().mode()));
    desk.desk.session->setSyncState(shots::live(desk));
    ui::MainWindow window(desk.context);
    window.resize(1024, 700);
    window.show();
    settle();
    window.openTicket(desk::TicketId(u"48201"_s));
    desk.actions.close(desk::TicketId(u"48207"_s));
    settle();
    save(&window, u"undecided-"_s + tone);
    window.close();
    settle();
    if (auto* question = window.findChild<QMessageBox*>(u"quitQuestion"_s))
        save(question, u"quit-"_s + tone);
    desk.commands.action(u"window.outbox"_s)->trigger();
    settle();
    auto* outbox = window.findChild<ui::OutboxWindow*>();
    outbox->findChild<QTableView*>(u"outboxTable"_s)->selectRow(1);
    settle();
    save(outbox, u"outbox-doubt-"_s + tone);
    desk.actions.withdraw(doubtful, true);
    settle();
    save(&window, u"taking-back-"_s + tone);
}

void searchAndPalette(const QString& tone)
{
    ui_test::PaneDesk desk;
    desk.desk.clock.at = QDateTime::currentMSecsSinceEpoch();
    shots::fill(desk, true);
    desk.preferences.setValue(u"theme/mode"_s, int(ui::Theme::current().mode()));
    desk.desk.session->setSyncState(shots::live(desk));
    ui::MainWindow window(desk.context);
    window.resize(1440, 900);
    window.show();
    settle();
    auto* field = window.findChild<QLineEdit*>(u"searchField"_s);
    field->setFocus();
    QTest::keyClicks(field, u"order"_s);
    settle();
    save(&window, u"search-"_s + tone);
    desk.commands.action(u"window.palette"_s)->trigger();
    auto* palette = window.findChild<ui::Palette*>();
    QTest::keyClicks(palette->findChild<QLineEdit*>(), u"go"_s);
    settle();
    save(palette, u"palette-"_s + tone);
}

void performance(const QString& name)
{
    using Kind = ui::LatencyMeter::Kind;
    ui::LatencyMeter meter;
    for (int i = 0; i < 200; ++i) {
        const double spread = i % 100 / 100.0;
        meter.record(Kind::OpenTicket, 14 + 9 * spread);
        meter.record(Kind::SwitchView, 4 + 3 * spread);
        meter.record(Kind::Key, 2 + spread);
        meter.record(Kind::Search, 12 + 100 * spread);
        meter.record(Kind::Read, 0.04 + spread);
        meter.record(Kind::SearchRead, 6 + 30 * spread);
        meter.record(Kind::FrameLag, 1 + 4 * spread);
        meter.record(Kind::PageLag, 20 + 100 * spread);
    }
    ui::PerformanceDialog dialog(meter);
    dialog.show();
    settle();
    save(&dialog, name);
}

void firstRun(const QString& name)
{
    ui::FirstRun dialog;
    dialog.show();
    settle();
    QTest::keyClick(&dialog, Qt::Key_Return);
    settle();
    save(&dialog, name);
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    folder = QDir(arguments.value(1, u"."_s));
    ui::Theme& theme = ui::Theme::current();
    theme.setTextScale(arguments.size() > 2 ? arguments.at(2).toDouble() : 1.0);
    theme.install(application);
    Longer longer(arguments.size() > 3 ? arguments.at(3).toDouble() : 1.0);
    if (arguments.size() > 3)
        QApplication::installTranslator(&longer);
    for (const auto mode : {ui::Theme::Mode::Light, ui::Theme::Mode::Dark}) {
        theme.setMode(mode);
        const QString tone = theme.isDark() ? u"dark"_s : u"light"_s;
        shoot({1440, 900}, u"window-"_s + tone, true, store::Link::Live);
        shoot({1280, 800}, u"offline-"_s + tone, true, store::Link::Offline);
        shoot({1280, 800}, u"empty-"_s + tone, false, store::Link::Live);
        shoot({1920, 1080}, u"wide-"_s + tone, true, store::Link::Live);
        searchAndPalette(tone);
        outbox(u"outbox-"_s + tone);
        undecided(tone);
        performance(u"performance-"_s + tone);
        firstRun(u"first-run-"_s + tone);
    }
    return saved ? 0 : 1;
}
