// Which texts show nothing to who reads them.
#include "desk/invisible.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestInvisible : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textsThatShowNothing_data();
    void textsThatShowNothing();
    void whatIsSeenStays();
};

void TestInvisible::textsThatShowNothing_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("nothing");
    for (const char32_t c : {0x20u,   0xa0u,   0xau,    0x9u,     0x2003u,  0x3000u,  0x2028u,  0x2029u,  0xadu,
                             0x34fu,  0x61cu,  0x115fu, 0x1160u,  0x17b4u,  0x17b5u,  0x180bu,  0x180eu,  0x200bu,
                             0x200cu, 0x200du, 0x200eu, 0x200fu,  0x202au,  0x202eu,  0x2060u,  0x2064u,  0x2066u,
                             0x2069u, 0x206fu, 0x2800u, 0x3164u,  0xfe00u,  0xfe0fu,  0xfeffu,  0xffa0u,  0xfff9u,
                             0x0u,    0x7fu,   0x85u,   0x1bca0u, 0x1d173u, 0xe0001u, 0xe0020u, 0xe0100u, 0xe01efu})
        QTest::addRow("U+%04X", unsigned(c)) << u' ' + QString::fromUcs4(&c, 1) + u'\n' << true;
    QTest::newRow("no character") << QString() << true;
    QTest::newRow("many") << u"\u200b\u2060 \ufe0f\u3164\n"_s << true;
    for (const QString& seen : {u"a"_s, u"."_s, u"\u200b.\u200b"_s, u"👍"_s, u"👨‍👩‍👧"_s, u"❤️"_s,
                                u"한"_s, u"י"_s, u"\u0601"_s, u"\ufffd"_s, u"\u0301"_s, u"0"_s, u"⠿"_s})
        QTest::newRow(qPrintable(seen)) << seen << false;
}

void TestInvisible::textsThatShowNothing()
{
    QFETCH(QString, text);
    QTEST(desk::showsNothing(text), "nothing");
}

void TestInvisible::whatIsSeenStays()
{
    QCOMPARE(desk::withoutInvisible(u"\u202eb\u200ba\u00adn\u2060k \U000e0061é👍\ufe0f"_s), u"bank é👍"_s);
    QCOMPARE(desk::withoutInvisible(u"a\tb\nc"_s), u"a\tb\nc"_s);
}

QTEST_APPLESS_MAIN(TestInvisible)
#include "tst_invisible.moc"
