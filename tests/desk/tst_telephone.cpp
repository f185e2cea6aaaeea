// One telephone number is one, however it is written, and nothing else is.

#include "desk/telephone.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestTelephone : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void spellings_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("keys");
        const auto row = [](const QString& text, const QStringList& keys) {
            QTest::newRow(qPrintable(text)) << text << keys;
        };
        for (const QString& same : {u"0612345678"_s,
                                    u"06 1234 5678"_s,
                                    u"06-12345678"_s,
                                    u"06 12 34 56 78"_s,
                                    u"+31612345678"_s,
                                    u"+31 6 1234 5678"_s,
                                    u"+31 (0)6 1234-5678"_s,
                                    u"+31(0)612345678"_s,
                                    u"0031612345678"_s,
                                    u"0031 6 1234 5678"_s,
                                    u"(06) 1234 5678"_s,
                                    u"06.1234.5678"_s,
                                    u"06/12345678"_s,
                                    u"612345678"_s,
                                    u"٠٦١٢٣٤٥٦٧٨"_s,
                                    u"０６１２３４５６７８"_s,
                                    u"call 06 1234 5678 please"_s,
                                    u"tel:+31612345678"_s,
                                    u"06\u00A01234\u00A05678"_s,
                                    u"06\u20111234\u20115678"_s,
                                    u"(+31) 6 1234 5678"_s})
            row(same, {u"12345678"_s});
        row(u"06 1234 5678 and +49 151 23456789"_s, {u"12345678"_s, u"23456789"_s});
        row(u"06 1234 5678 10130"_s, {u"12345678"_s}); // an order's number behind it
        row(u"0612345678 12"_s, {u"12345678"_s});
        row(u"0151 23456789"_s, {u"23456789"_s});
        row(u"10130 06 1234 5678"_s, {u"12345678"_s});
        for (const QString& none :
             {u""_s, u"10008"_s, u"#10130"_s, u"refund 10008"_s, u"10008 48213456"_s, u"12345678"_s, u"2026-01-31"_s,
              u"0 1 2 3"_s, u"1234 5678 9012 3456"_s, u"1234567890123456"_s, u"a0612345678"_s, u"0612345678b"_s,
              u"06 1234"_s, u"+"_s, u"("_s, u"+(0)"_s, u"00"_s})
            row(none, {});
    }
    void spellings()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, keys);
        QStringList found;
        for (const desk::Telephone& number : desk::telephonesAskedFor(text)) {
            QVERIFY(number.start >= 0 && number.start + number.length <= text.size());
            found += number.key;
        }
        QCOMPARE(found, keys);
        QStringList inText;
        for (const desk::Telephone& number : desk::telephonesIn(text))
            inText += number.key;
        for (const QString& key : keys)
            QVERIFY(inText.contains(key)); // whoever asks finds it
    }
};

QTEST_GUILESS_MAIN(TestTelephone)
#include "tst_telephone.moc"
