// The dictionary that completes a half-typed word (THR-11): its counts may lag, its words may not.

#include "desk_file.h"

#include "sql/connection.h"
#include "sql/fault_plan.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace store_test;

namespace
{

constexpr desk::Instant kThen{1'749'000'000'000};

void say(DeskFile& file, int number, const QString& text)
{
    file.writer().applyChanges({change(message(QString::number(number), u"7"_s, number, kThen, text))}, number);
}

void forget(DeskFile& file, int number, qint64 cursor)
{
    file.writer().applyChanges({deletion(desk::EntityKind::Message, QString::number(number), cursor)}, cursor);
}

std::optional<qint64> countOf(DeskFile& file, const QString& word)
{
    return file.writer().connection().value<qint64>(u"SELECT df FROM term WHERE term = ?"_s, word);
}

/// Three messages with the word, each of a commit of its own.
void sayThrice(DeskFile& file)
{
    file.writer().applyChanges({change(ticket(u"7"_s, 1))}, 1);
    for (int number : {2, 3, 4})
        say(file, number, u"parcel parcel"_s);
}

} // namespace

class TestDictionary : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNewWordIsThereAtOnce()
    {
        DeskFile file;
        sayThrice(file);
        QVERIFY(countOf(file, u"parcel"_s).has_value());
    }

    void idleTimeBringsTheCounts()
    {
        DeskFile file;
        sayThrice(file);
        while (file.writer().idleStep())
            continue;
        QCOMPARE(countOf(file, u"parcel"_s), 3);
        say(file, 5, u"parcel"_s);
        while (file.writer().idleStep())
            continue;
        QCOMPARE(countOf(file, u"parcel"_s), 4);
    }

    /// A busy desk leaves no idle time for hours.
    void aLiveDeskHoldsFewWords()
    {
        constexpr int kTexts = 100;
        constexpr int kWords = 100;
        DeskFile file;
        file.writer().applyChanges({change(ticket(u"7"_s, 1))}, 1);
        for (int number = 0; number < 2 * kTexts; ++number) {
            QStringList words;
            for (int i = 0; i < kWords; ++i)
                words.append(u"w%1x"_s.arg(number % kTexts * kWords + i));
            say(file, number + 2, words.join(u' '));
        }
        const auto counted = file.writer().connection().value<qint64>(u"SELECT COUNT(*) FROM term WHERE df = 2"_s);
        QVERIFY2(counted >= kTexts * kWords - 4'000, qPrintable(QString::number(counted.value_or(-1))));
    }

    void whatIsDeletedCountsAtOnce()
    {
        DeskFile file;
        sayThrice(file);
        forget(file, 3, 5);
        QCOMPARE(countOf(file, u"parcel"_s), 2);
        forget(file, 2, 6);
        forget(file, 4, 7);
        QVERIFY(!countOf(file, u"parcel"_s));
        say(file, 8, u"parcel"_s);
        QCOMPARE(countOf(file, u"parcel"_s), 1);
    }

    void aWordStaysThoughItsCountWasLost()
    {
        DeskFile file;
        sayThrice(file);
        file.reopen(); // as after a kill: two of three were never written
        QCOMPARE(countOf(file, u"parcel"_s), 1);
        forget(file, 2, 5);
        forget(file, 3, 6);
        QVERIFY(countOf(file, u"parcel"_s).has_value());
        forget(file, 4, 7);
        QVERIFY(!countOf(file, u"parcel"_s));
    }

    void aWordThatWasRolledBackIsWrittenTheNextTime()
    {
        DeskFile file;
        file.writer().applyChanges({change(ticket(u"7"_s, 1))}, 1);
        const auto plan = std::make_shared<sql::FaultPlan>(0);
        plan->only(sql::FaultPlan::Call::Commit);
        file.writer().connection().setFaultPlan(plan);
        QVERIFY_THROWS_EXCEPTION(sql::Failure, say(file, 2, u"parcel"_s));
        file.writer().connection().setFaultPlan({});
        QVERIFY(!countOf(file, u"parcel"_s));
        say(file, 2, u"parcel"_s);
        QCOMPARE(countOf(file, u"parcel"_s), 1);
    }
};

QTEST_GUILESS_MAIN(TestDictionary)
#include "tst_dictionary.moc"
