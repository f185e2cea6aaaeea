// A client's file of an earlier version opens with all that waited in it and every thread in its order.

#include "store/reader.h"
#include "store/writer.h"
#include "tests/support/legacy.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace
{

class LaterClock final : public desk::Clock
{
public:
    desk::Instant now() const override { return {1'764'500'000'000}; }
};

/// The upgraded file, twice opened: the second start finds nothing more to do.
class Upgraded
{
public:
    Upgraded()
    {
        test::placeLegacy(u"client-4.db"_s, path());
        store::Writer(path(), clock).close();
        writer = std::make_unique<store::Writer>(path(), clock);
        reader = std::make_unique<store::Reader>(path());
    }

    QString path() const { return folder.filePath(u"desk.db"_s); }

    QTemporaryDir folder;
    LaterClock clock;
    std::unique_ptr<store::Writer> writer;
    std::unique_ptr<store::Reader> reader;
};

struct Waiting {
    const char* text;
    const char* ticket;
    store::OutboxState state;
    const char* reason;
    int files;
};

} // namespace

class TestLegacy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryRowOfTheOutbox();
    void keepsDraftsWithTheirVersions();
    void keepsTheOrderOfEachThread();
    void keepsSettings();
};

void TestLegacy::keepsEveryRowOfTheOutbox()
{
    using S = store::OutboxState;
    const QList<Waiting> wanted{
        {"held reply", "1", S::Held, "", 0},
        {"queued reply with a file", "1", S::Queued, "", 1},
        {"note in flight", "2", S::Sending, "", 0},
        {"acknowledged reply", "3", S::Acknowledged, "", 0},
        {"refused reply", "4", S::Parked, "no-consent", 0},
        {"stale reply", "5", S::Parked, "stale", 0},
        {"reply that waits for the line", "6", S::Queued, "network", 0},
        {"", "5", S::Queued, "", 0},
    };
    Upgraded file;
    const QList<store::OutboxRow> rows = file.reader->outbox();
    QCOMPARE(rows.size(), wanted.size());
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const store::OutboxRow& row = rows.at(i);
        QCOMPARE(row.operation.text, QLatin1String(wanted.at(i).text));
        QCOMPARE(row.operation.ticket.value(), QLatin1String(wanted.at(i).ticket));
        QCOMPARE(row.state, wanted.at(i).state);
        QCOMPARE(row.reasonCode, QLatin1String(wanted.at(i).reason));
        QCOMPARE(row.files.size(), wanted.at(i).files);
    }
    QCOMPARE(rows.at(3).receiptSeq, 600);
    QCOMPARE(rows.at(5).newer.size(), 1);
    QCOMPARE(rows.at(5).newer.first().text, u"what came since"_s);
}

void TestLegacy::keepsDraftsWithTheirVersions()
{
    Upgraded file;
    const auto reply = file.reader->draft(desk::TicketId(u"1"_s), false);
    QVERIFY(reply);
    QCOMPARE(reply->text, u"the draft as it stands"_s);
    QCOMPARE(reply->files.size(), 1);
    QCOMPARE(reply->seen.id.value(), u"112"_s);
    QStringList versions;
    for (const desk::Draft& version : file.reader->draftHistory(desk::TicketId(u"1"_s), false))
        versions.append(version.text);
    QCOMPARE(versions,
             (QStringList{u"short"_s, u"a first long version of what is written here, which is later shortened very "
                                      "much"_s}));
    const auto note = file.reader->draft(desk::TicketId(u"2"_s), true);
    QVERIFY(note);
    QCOMPARE(note->text, u"a note under way"_s);
}

/// TKT-13. In ticket 3 the server's clock went back an hour after the sixth message; ids tell how the desk received
/// them.
void TestLegacy::keepsTheOrderOfEachThread()
{
    Upgraded file;
    for (int ticket = 1; ticket <= 6; ++ticket) {
        QStringList ids;
        const auto page = file.reader->thread(desk::TicketId(QString::number(ticket)), std::nullopt, 1000);
        for (const store::ThreadMessage& one : page.messages)
            if (one.message.operation.isEmpty())
                ids.append(one.message.id.value());
        QStringList wanted;
        for (int i = 1; i <= 12; ++i)
            wanted.append(QString::number(ticket * 100 + i));
        QCOMPARE(ids, wanted);
    }
}

void TestLegacy::keepsSettings()
{
    Upgraded file;
    QCOMPARE(file.reader->setting(u"legacy-setting"_s), u"kept"_s);
    QVERIFY(file.reader->me());
    QCOMPARE(file.reader->me()->name, u"Mia Agent"_s);
}

QTEST_GUILESS_MAIN(TestLegacy)
#include "tst_legacy.moc"
