// The thread: bounded widgets, a still anchor, and bodies that reach for nothing.
#include "models/body_cache.h"
#include "tests/ui/pane_desk.h"
#include "ui/thread/body_view.h"
#include "ui/thread/column_heights.h"
#include "ui/thread/file_shelf.h"
#include "ui/thread/picture_shelf.h"
#include "ui/thread/thread_view.h"
#include "ui/thread/ticket_pane.h"

#include <QAbstractButton>
#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace ui_test;

class ThreadPaneTest : public QObject
{
    Q_OBJECT

private:
    static QList<desk::Message> talk(int ticket, int count, desk::Instant start)
    {
        QList<desk::Message> all;
        for (int i = 0; i < count; ++i)
            all.append(models_test::message(u"m%1"_s.arg(i), ticket, start + i * desk::kMinute,
                                            u"Message number %1 "_s.arg(i).repeated(1 + i % 9)));
        return all;
    }

private Q_SLOTS:
    void heights()
    {
        ui::ColumnHeights column;
        QCOMPARE(column.rowAt(5), -1);
        column.insert(0, {10, 20, 30});
        QCOMPARE(column.total(), 60);
        QCOMPARE(column.top(2), 30);
        QCOMPARE(column.rowAt(-5), 0);
        QCOMPARE(column.rowAt(9), 0);
        QCOMPARE(column.rowAt(10), 1);
        QCOMPARE(column.rowAt(1000), 2);
        column.insert(0, {5});
        QCOMPARE(column.top(1), 5);
        QCOMPARE(column.setHeight(1, 12), 2);
        QCOMPARE(column.total(), 67);
        column.remove(0, 2);
        QCOMPARE(column.total(), 50);
        QCOMPARE(column.rowAt(20), 1);
    }

    void tenThousandMessages()
    {
        PaneDesk desk;
        desk.desk.apply({desk.ticket(1, desk::Channel::Sms), desk.profile(1)});
        desk.desk.page(1, talk(1, 10'000, desk.desk.clock.now() - 10'000 * desk::kMinute), false);
        models::ThreadModel model(*desk.desk.session);
        models::BodyCache bodies;
        ui::FileShelf files(*desk.desk.session);
        ui::ThreadView view({desk.context, bodies, files}, model);
        view.resize(500, 600);
        view.show();
        model.open(desk::TicketId(u"1"_s));
        view.openAt(std::nullopt);
        QVERIFY(view.liveCards() > 3);
        QCOMPARE(model.rowCount(), 50);
        QVERIFY(view.isAtEnd());
        while (model.rowCount() < 10'000) {
            const int before = model.rowCount();
            model.loadOlder();
            QVERIFY(model.rowCount() > before);
        }
        QScrollBar* bar = view.verticalScrollBar();
        int most = 0;
        for (int step = 20; step >= 0; --step) {
            bar->setValue(int(qint64(bar->maximum()) * step / 20));
            most = qMax(most, view.liveCards());
        }
        QVERIFY2(most < 120, qPrintable(QString::number(most)));
        QVERIFY(view.card(model.at(0).key)); // the oldest one is in reach now
    }

    void olderKeepsTheAnchor()
    {
        PaneDesk desk;
        desk.desk.apply({desk.ticket(1, desk::Channel::Sms), desk.profile(1)});
        desk.desk.page(1, talk(1, 200, desk.desk.clock.now() - 200 * desk::kMinute), false);
        models::ThreadModel model(*desk.desk.session);
        models::BodyCache bodies;
        ui::FileShelf files(*desk.desk.session);
        ui::ThreadView view({desk.context, bodies, files}, model);
        view.resize(500, 600);
        view.show();
        model.open(desk::TicketId(u"1"_s));
        view.openAt(std::nullopt);
        view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum() - 700);
        const store::MessageKey key = model.at(40).key;
        view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum() - 1400);
        store::MessageKey seen{};
        for (int row = 0; row < model.rowCount() && !seen.value; ++row)
            if (ui::MessageCard* card = view.card(model.at(row).key); card && card->y() >= 0)
                seen = model.at(row).key;
        QVERIFY(seen.value != 0);
        const int before = view.card(seen)->y();
        const int rows = model.rowCount();
        model.loadOlder();
        QTRY_VERIFY(model.rowCount() > rows);
        QCoreApplication::processEvents();
        QVERIFY(view.card(seen));
        QVERIFY2(qAbs(view.card(seen)->y() - before) <= 1,
                 qPrintable(u"%1 -> %2"_s.arg(before).arg(view.card(seen)->y())));
        Q_UNUSED(key)
    }

    void aSavedCopyReplacesTheOldOneWholeOrNotAtAll()
    {
        PaneDesk desk;
        ui::FileShelf shelf(*desk.desk.session);
        desk::Attachment file;
        file.id = desk::AttachmentId(u"a1"_s);
        file.name = u"invoice.pdf"_s;
        QTemporaryDir folder;
        const QString target = folder.filePath(u"mine.pdf"_s);
        const auto write = [](const QString& path, const QByteArray& bytes) {
            QDir().mkpath(QFileInfo(path).path());
            QFile out(path);
            return out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size();
        };
        const auto content = [&] {
            QFile in(target);
            return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
        };
        QVERIFY(write(target, "what was there"));
        QSignalSpy saved(&shelf, &ui::FileShelf::saved);
        shelf.saveCopy(file, target); // it is not here
        QTRY_COMPARE(saved.size(), 1);
        QVERIFY(!saved.last().at(1).toString().isEmpty());
        QCOMPARE(content(), "what was there");
        QVERIFY(write(shelf.path(file), "the invoice"));
        shelf.saveCopy(file, target);
        QTRY_COMPARE(saved.size(), 2);
        QVERIFY(saved.last().at(1).toString().isEmpty());
        QCOMPARE(content(), "the invoice");
    }

    void hostileBodiesReadNoFile_data()
    {
        QTest::addColumn<QString>("html");
        QTest::newRow("path") << u"<img src='%1'>"_s;
        QTest::newRow("file url") << u"<img src='file://%1'>"_s;
        QTest::newRow("table background") << u"<table background='%1'><tr><td>x</td></tr></table>"_s;
        QTest::newRow("stylesheet") << u"<link rel=stylesheet href='%1'>x"_s;
        QTest::newRow("import") << u"<style>@import url('%1');</style>x"_s;
        QTest::newRow("unknown part") << u"<img src='cid:%1'>"_s;
    }
    void hostileBodiesReadNoFile()
    {
        QFETCH(QString, html);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"planted.png"_s);
        QImage planted(40, 30, QImage::Format_RGB32);
        planted.fill(Qt::red);
        QVERIFY(planted.save(path));
        ui::PictureShelf pictures;
        ui::BodyView view(pictures);
        view.resize(300, 200);
        view.setBody(html.arg(path), {}); // as if the cleaner had let it through
        view.fit(300);
        QVERIFY(!view.grab().isNull());
        QCOMPARE(view.bursts(), 0); // nothing is on its way either
        const QImage shown = view.grab().toImage();
        for (int y = 0; y < shown.height(); ++y)
            for (int x = 0; x < shown.width(); ++x)
                QVERIFY(shown.pixelColor(x, y) != QColor(Qt::red));
    }

    void ownPartsAreShown()
    {
        QImage part(40, 30, QImage::Format_RGB32);
        part.fill(Qt::red);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"logo.png"_s);
        QVERIFY(part.save(path));
        QByteArray bytes;
        QBuffer buffer(&bytes);
        QVERIFY(buffer.open(QIODevice::WriteOnly) && part.save(&buffer, "PNG"));
        const QString inside = u"<img src='data:image/png;base64,%1'>"_s.arg(QString::fromLatin1(bytes.toBase64()));
        for (const QString& html : {u"<img src='cid:logo@shop'>"_s, inside}) {
            ui::PictureShelf pictures;
            ui::BodyView view(pictures);
            view.setPart(u"logo@shop"_s, path);
            view.setBody(html, {});
            view.fit(300);
            QTRY_COMPARE(view.bursts(), 1);
            view.fit(300);
            QVERIFY(view.height() >= 30);
            QCOMPARE(view.grab().toImage().pixelColor(10, 10), QColor(Qt::red));
        }
    }

    /// Each was read and decoded anew with every one that came, at its full size, on the UI thread.
    void picturesComeInBursts()
    {
        QTemporaryDir folder;
        QString html;
        QStringList paths;
        for (int i = 0; i < 12; ++i) {
            QImage part(3000, 300, QImage::Format_RGB32);
            part.fill(Qt::red);
            paths.append(folder.filePath(u"%1.png"_s.arg(i)));
            QVERIFY(part.save(paths.last()));
            html += u"<p><img src='cid:part%1'></p>"_s.arg(i);
        }
        ui::PictureShelf pictures;
        ui::BodyView view(pictures);
        view.setBody(html, {});
        view.fit(800);
        for (int i = 0; i < paths.size(); ++i)
            view.setPart(u"part%1"_s.arg(i), paths.at(i));
        const auto decoded = [&] {
            view.fit(800); // as the card does with each height that is told
            return pictures.decoded();
        };
        QTRY_COMPARE(decoded(), 12);
        const auto shown = [&] {
            view.fit(800);
            const QImage picture = view.grab().toImage();
            int count = 0;
            bool inside = false;
            for (int y = 0; y < picture.height(); ++y) {
                const bool red = picture.pixelColor(5, y) == QColor(Qt::red);
                count += red && !inside;
                inside = red;
            }
            return count;
        };
        QTRY_COMPARE(shown(), 12);
        QVERIFY(view.document()->size().width() <= 800); // decoded for the card, not for the wall
        QVERIFY2(view.bursts() < 12, qPrintable(QString::number(view.bursts())));
        QCOMPARE(pictures.decoded(), 12);
    }

    void measuresFollowTheText()
    {
        ui::PictureShelf pictures;
        ui::BodyView view(pictures);
        view.setBody(u"<p>One line.</p>"_s, {});
        view.fit(300);
        const int one = view.height();
        view.setBody(u"<p>%1</p>"_s.arg(u"Many words make many lines. "_s.repeated(20)), {});
        view.fit(300);
        const int many = view.height();
        QVERIFY(many > 2 * one);
        view.fit(600);
        QVERIFY(view.height() < many);
        QVERIFY(view.naturalWidth(500) <= 500); // breaks the lines elsewhere
        view.fit(300);
        QCOMPARE(view.height(), many);
        view.setPlainBody(u"One line."_s);
        view.fit(300);
        QVERIFY(view.height() <= one); // without the margins of a paragraph
    }

    /// The widgets of one thread serve the next, and nothing of the former messages shows through.
    void cardsAreUsedAgain()
    {
        PaneDesk desk;
        desk.desk.apply({desk.ticket(1, desk::Channel::Email), desk.ticket(2, desk::Channel::Sms), desk.profile(1),
                         desk.profile(2)});
        QList<desk::Message> mails = talk(1, 4, desk.desk.clock.now() - desk::kHour);
        for (desk::Message& mail : mails) {
            mail.html = u"<p>%1</p><blockquote type=\"cite\"><p>Before</p></blockquote>"_s.arg(mail.text);
            mail.attachments = {desk::Attachment()};
            mail.attachments.first().id = desk::AttachmentId(mail.id.value());
            mail.attachments.first().name = u"invoice.pdf"_s;
        }
        desk.desk.page(1, mails, false);
        QList<desk::Message> texts = talk(2, 4, desk.desk.clock.now() - desk::kHour);
        for (desk::Message& text : texts)
            text.id = desk::MessageId(u"sms-"_s + text.id.value());
        desk.desk.page(2, texts, false);
        models::ThreadModel model(*desk.desk.session);
        models::BodyCache bodies;
        ui::FileShelf files(*desk.desk.session);
        ui::ThreadView view({desk.context, bodies, files}, model);
        view.resize(500, 900);
        view.show();
        const auto texted = [&view] {
            QStringList shown;
            for (auto* body : view.findChildren<ui::BodyView*>())
                if (body->isVisible())
                    shown.append(body->toPlainText());
            return shown;
        };
        const auto shownButtons = [&view] {
            const auto all = view.findChildren<QAbstractButton*>();
            return std::count_if(all.begin(), all.end(), [](const auto* button) { return button->isVisible(); });
        };
        model.open(desk::TicketId(u"1"_s));
        view.openAt(std::nullopt);
        QTRY_VERIFY(shownButtons() >= 4); // the quotes' toggles, and the files
        const auto cards = view.findChildren<ui::MessageCard*>();
        QCOMPARE(cards.size(), 4);
        model.open(desk::TicketId(u"2"_s));
        view.openAt(std::nullopt);
        QCOMPARE(view.findChildren<ui::MessageCard*>(), cards);
        QCOMPARE(shownButtons(), 0);
        QStringList shown = texted();
        shown.sort();
        QStringList wanted;
        for (const desk::Message& text : texts)
            wanted.append(text.text);
        wanted.sort();
        QCOMPARE(shown, wanted);
    }

    void emptyAndMissing()
    {
        PaneDesk desk;
        ui::TicketPane pane(desk.context);
        pane.resize(500, 600);
        pane.show();
        QVERIFY(pane.ticket().isEmpty());
        pane.open(desk::TicketId(u"404"_s));
        desk::Ticket late = desk.ticket(404, desk::Channel::Email);
        desk.desk.apply({late, desk.profile(404)});
        QVERIFY(pane.findChild<QWidget*>(u"ticketHeader"_s)->isVisible());
    }
};

QTEST_MAIN(ThreadPaneTest)
#include "tst_thread_pane.moc"
