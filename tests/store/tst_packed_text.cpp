// Mail takes little room in the cache and comes back letter by letter (docs/decisions/0025-packed-mail.md).

#include "desk_file.h"

#include "sql/sqlite_connection.h"
#include "sql/transaction.h"
#include "store/packed_text.h"

#include <QTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace store_test;

namespace
{

const desk::TicketId kMailTicket(u"7"_s);

QString noise(int length, unsigned seed)
{
    std::minstd_rand random(seed);
    QString text;
    for (int i = 0; i < length; ++i)
        text += QChar(u'!' + char16_t(random() % 5000));
    return text;
}

/// A mail as a shop's customers write them: the frame repeats, the words do not.
QString mail(int number)
{
    return u"<html><head><style>p{margin:0 0 8px;font-family:Arial,Helvetica,sans-serif}</style></head><body>"
           "<p>Hello,</p><p>my parcel %1 is %2 days late.</p><p>%3</p>"
           "<table border=\"1\" cellpadding=\"4\"><tr><th>Order</th><th>Article</th><th "
           "align=\"right\">Pieces</th></tr>"
           "<tr><td>#%4</td><td>Article %5</td><td align=\"right\">%2</td></tr></table>"
           "<p style=\"color:#777777;font-size:small\">--<br>Customer %1<br>"
           "<a href=\"https://www.example/\">www.example</a></p>"
           "<div>The desk wrote:</div><blockquote type=\"cite\" style=\"margin-left:1em;border-left:2px solid #ccc\">"
           "<p>Thank you for your message about %4.</p></blockquote></body></html>"_s.arg(
               QString::number(number * 7919), QString::number(number % 9), noise(40, unsigned(number)),
               QString::number(number + 10000), QString::number(number % 31));
}

desk::Message withHtml(int number, const QString& html)
{
    desk::Message made = message(QString::number(number), kMailTicket.value(), 1000 + number,
                                 desk::Instant{1'749'000'000'000 + number}, u"text"_s);
    made.place = 1'749'000'000'000 + number;
    made.html = html;
    return made;
}

void bring(DeskFile& file, int first, int count, const std::function<QString(int)>& html)
{
    QList<desk::Entity> page;
    for (int number = first; number < first + count; ++number)
        page += withHtml(number, html(number));
    file.writer().applyHistory(page, {});
}

QString htmlOf(store::Reader& reader, int number)
{
    for (const auto& each : reader.thread(kMailTicket, {}, 5000).messages) {
        if (each.message.id.value() == QString::number(number))
            return each.message.html;
    }
    return u"not here"_s;
}

qint64 dictionaries(DeskFile& file)
{
    return file.writer().connection().value<qint64>(u"SELECT count(*) FROM text_dictionary"_s).value_or(-1);
}

/// Enough mail for a dictionary; one page after it, so that pages of both kinds are here.
void fill(DeskFile& file, int count = 1200)
{
    file.writer().applyChanges({change(ticket(kMailTicket.value(), 101))}, 101);
    for (int first = 1; first <= count; first += 200)
        bring(file, first, 200, mail);
}

} // namespace

class TestPackedText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBackAsItWas_data()
    {
        QTest::addColumn<QString>("html");
        QTest::newRow("none") << QString();
        QTest::newRow("short") << u"<p>Yes.</p>"_s;
        QTest::newRow("just below the shortest") << u"<p>"_s + QString(250, u'a');
        QTest::newRow("just above it") << u"<p>"_s + QString(254, u'a');
        QTest::newRow("a mail") << mail(3);
        QTest::newRow("three bytes a letter") << u"<p>"_s + QString(90, QChar(0x4E00));
        QTest::newRow("four bytes a letter") << u"<p>"_s + u"\U0001F642"_s.repeated(2000);
        QTest::newRow("nothing repeats") << noise(3000, 1);
        QTest::newRow("a megabyte") << mail(1).repeated(1200);
        QTest::newRow("line ends and tabs") << u"a\r\n\tb"_s.repeated(200);
    }

    void comesBackAsItWas()
    {
        QFETCH(const QString, html);
        DeskFile file;
        file.writer().applyChanges({change(ticket(kMailTicket.value(), 101))}, 101);
        bring(file, 1, 1, [&](int) { return html; });
        QCOMPARE(htmlOf(file.reader(), 1), html);
        fill(file); // ids 1 to 1200: the first is replaced by nothing, for it is as new
        QCOMPARE(dictionaries(file), 1);
        bring(file, 5000, 1, [&](int) { return html; }); // with the dictionary now
        QCOMPARE(htmlOf(file.reader(), 5000), html);
        file.reopen();
        QCOMPARE(htmlOf(file.reader(), 1), html);
        QCOMPARE(htmlOf(file.reader(), 5000), html);
    }

    void mailOfOneDeskTakesAFifth()
    {
        DeskFile file;
        fill(file);
        qint64 plain = 0;
        for (int number = 2001; number <= 3000; ++number)
            plain += mail(number).toUtf8().size();
        bring(file, 2001, 1000, mail);
        const qint64 packed = file.writer()
                                  .connection()
                                  .value<qint64>(u"SELECT sum(length(html)) FROM message WHERE id > '2000' AND "
                                                 "length(id) = 4 AND typeof(html) = 'blob'"_s)
                                  .value_or(0);
        QVERIFY2(packed > 0 && packed * 5 <= plain, qPrintable(u"%1 of %2 bytes"_s.arg(packed).arg(plain)));
    }

    /// A reader that was open before reads what is packed with a dictionary of later.
    void whoReadsAlreadyReadsOn()
    {
        DeskFile file;
        file.writer().applyChanges({change(ticket(kMailTicket.value(), 101))}, 101);
        bring(file, 1, 1, mail);
        store::Reader& early = file.reader();
        QCOMPARE(htmlOf(early, 1), mail(1));
        fill(file);
        bring(file, 5000, 1, mail);
        QCOMPARE(htmlOf(early, 5000), mail(5000));
    }

    /// The work goes on with the same dictionary after a restart, and mail that changes is packed anew.
    void oneDictionaryAFile()
    {
        DeskFile file;
        fill(file);
        QCOMPARE(dictionaries(file), 1);
        file.reopen();
        for (int first = 2000; first < 4000; first += 200)
            bring(file, first, 200, mail);
        QCOMPARE(dictionaries(file), 1);
        desk::Message edited = withHtml(2000, mail(9));
        edited.rev += 100'000;
        file.writer().applyHistory({edited}, {});
        QCOMPARE(htmlOf(file.reader(), 2000), mail(9));
    }

    void rowsOfBeforeAreText()
    {
        DeskFile file;
        fill(file, 200);
        sql::Connection& db = file.writer().connection();
        db.execute(u"UPDATE message SET html = ? WHERE id = '3'"_s, mail(77));
        QCOMPARE(htmlOf(file.reader(), 3), mail(77));
    }

    /// Never another text, never an empty one: the file is damaged, which has its way out (BEY-6).
    void whatCannotBeReadIsDamage_data()
    {
        QTest::addColumn<QString>("harm");
        QTest::newRow("its dictionary is gone") << u"DELETE FROM text_dictionary"_s;
        QTest::newRow("another dictionary") << u"UPDATE text_dictionary SET bytes = zeroblob(300)"_s;
        QTest::newRow("cut") << u"UPDATE message SET html = substr(html, 1, length(html) - 9) WHERE id = '5000'"_s;
        QTest::newRow("no frame") << u"UPDATE message SET html = x'0102030405060708' WHERE id = '5000'"_s;
        QTest::newRow("one empty blob") << u"UPDATE message SET html = x'' WHERE id = '5000'"_s;
        QTest::newRow("a length of exabytes")
            << u"UPDATE message SET html = x'28b52ffde0ffffffffffffff7f' WHERE id = '5000'"_s;
    }

    void whatCannotBeReadIsDamage()
    {
        QFETCH(const QString, harm);
        DeskFile file;
        fill(file);
        bring(file, 5000, 1, mail);
        file.writer().connection().execute(harm);
        file.reopen();
        try {
            htmlOf(file.reader(), 5000);
            QFAIL("it was read");
        } catch (const sql::Failure& failure) {
            QCOMPARE(failure.kind(), sql::ErrorKind::Corrupt);
        }
    }

    /// Nothing but room is lost when the dictionary cannot be stored.
    void withoutADictionaryTheMailComesAllTheSame()
    {
        DeskFile file;
        file.writer().connection().execute(
            u"CREATE TEMP TRIGGER full BEFORE INSERT ON text_dictionary BEGIN SELECT raise(ABORT, 'full'); END"_s);
        fill(file, 3000);
        QCOMPARE(dictionaries(file), 0);
        QCOMPARE(htmlOf(file.reader(), 3000), mail(3000));
        file.writer().connection().execute(u"DROP TRIGGER full"_s);
        for (int first = 4000; first < 6000; first += 200)
            bring(file, first, 200, mail);
        QCOMPARE(dictionaries(file), 1);
    }
};

QTEST_GUILESS_MAIN(TestPackedText)
#include "tst_packed_text.moc"
