// What was typed into the search field, and what the desk's own search is asked of it.

#include "store/search_query.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestSearchQuery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbers_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("number");
        QTest::newRow("named") << u"#48213"_s << qint64(48213);
        QTest::newRow("digits alone") << u"48213"_s << qint64(48213);
        QTest::newRow("digits beside words") << u"48213 late"_s << qint64(0);
        QTest::newRow("named beside words") << u"late #48213"_s << qint64(48213);
        QTest::newRow("quoted") << u"\"48213\""_s << qint64(0);
        QTest::newRow("signed") << u"#+5"_s << qint64(0);
        QTest::newRow("a phone number") << u"+31612345678"_s << qint64(0);
        QTest::newRow("zero") << u"#0"_s << qint64(0);
        QTest::newRow("too large") << u"#99999999999999999999"_s << qint64(0);
        QTest::newRow("nothing") << u"#"_s << qint64(0);
    }
    void numbers()
    {
        QFETCH(QString, text);
        QFETCH(qint64, number);
        QCOMPARE(store::parseSearch(text).question.number, number);
    }

    void forTheDesk_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<std::optional<QString>>("question");
        const auto row = [](const QString& text, const std::optional<QString>& question) {
            QTest::newRow(qPrintable(text)) << text << question;
        };
        row(u""_s, u""_s);
        row(u"  "_s, u""_s);
        row(u"Late PARCEL"_s, u"late parcel"_s);
        row(u"parcel "_s, u"parcel "_s);
        row(u"\"blue shirt\" late"_s, u"\"blue shirt\" late"_s);
        row(u"late \"blue shirt\""_s, u"late \"blue shirt\" "_s);
        row(u"#41"_s, u"#41"_s);
        row(u"41"_s, u"41"_s);
        row(u"late #41"_s, u"late #41"_s);
        row(u"Cr\u00c8me"_s, u"cr\u00e8me"_s);
        row(u"no:filter"_s, u"no:filter"_s);
        row(u"late from:"_s, u"late "_s); // still being typed
        for (const QString& filter :
             {u"from:anna"_s, u"label:refund"_s, u"channel:sms"_s, u"status:open"_s, u"before:2026-01-31"_s,
              u"after:2026-01-31"_s, u"has:attachment"_s, u"is:unread"_s})
            row(u"late "_s + filter, std::nullopt);
    }
    void forTheDesk()
    {
        QFETCH(QString, text);
        QFETCH(std::optional<QString>, question);
        QCOMPARE(store::serverQuestion(text), question);
    }

    void neverLongerThanTheDeskReads()
    {
        const QString question = *store::serverQuestion(u"\u00df\u1e9e "_s.repeated(400));
        QVERIFY(question.size() <= 500);
    }
};

QTEST_GUILESS_MAIN(TestSearchQuery)
#include "tst_search_query.moc"
