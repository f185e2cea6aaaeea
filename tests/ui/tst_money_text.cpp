// Money as each language writes it.

#include "ui/overview/money_text.h"

#include <QTest>

using namespace Qt::StringLiterals;

class MoneyTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsTheLanguage_data()
    {
        QTest::addColumn<QString>("locale");
        QTest::addColumn<qint64>("minor");
        QTest::addColumn<QString>("currency");
        QTest::addColumn<QString>("text");
        const auto row = [](const QString& locale, qint64 minor, const QString& currency, const QString& text) {
            QTest::addRow("%s %lld %s", qPrintable(locale), static_cast<long long>(minor), qPrintable(currency))
                << locale << minor << currency << text;
        };
        row(u"en_US"_s, 113600, u"EUR"_s, u"€1,136.00"_s);
        row(u"en_US"_s, -1250, u"USD"_s, u"-$12.50"_s);
        row(u"en_US"_s, 1200, u"CHF"_s, u"CHF 12.00"_s);
        row(u"en_US"_s, 1200, u"JPY"_s, u"¥1,200"_s);
        row(u"en_US"_s, 12345, u"BHD"_s, u"BHD 12.345"_s);
        row(u"en_GB"_s, 5, u"GBP"_s, u"£0.05"_s);
        row(u"de_DE"_s, 113600, u"EUR"_s, u"1.136,00 €"_s);
        row(u"de_DE"_s, -1250, u"EUR"_s, u"-12,50 €"_s);
        row(u"de_DE"_s, 1200, u"CHF"_s, u"12,00 CHF"_s);
        row(u"de_DE"_s, 1200, u"JPY"_s, u"1.200 ¥"_s);
        row(u"fr_FR"_s, 113600, u"EUR"_s, u"1 136,00 €"_s);
        row(u"de_DE"_s, 113600, QString(), u"1.136,00"_s);
        row(u"en_US"_s, -5, QString(), u"-0.05"_s);
        row(u"nl_NL"_s, 11800, u"EUR"_s, u"€ 118,00"_s);
    }
    void followsTheLanguage()
    {
        QFETCH(const QString, locale);
        QFETCH(const qint64, minor);
        QFETCH(const QString, currency);
        QFETCH(const QString, text);
        QCOMPARE(plain(ui::moneyText(minor, currency, QLocale(locale))), text);
    }

    void roughSumsLeaveCentsOut()
    {
        const QLocale german(u"de_DE"_s);
        QCOMPARE(plain(ui::roughMoneyText(113649, u"EUR"_s, german)), u"1.136 €"_s);
        QCOMPARE(plain(ui::roughMoneyText(6830, u"EUR"_s, german)), u"68,30 €"_s);
        QCOMPARE(plain(ui::roughMoneyText(6830, u"JPY"_s, german)), u"6.830 ¥"_s);
    }

private:
    /// Blanks of all widths as the one that is typed, signs as hyphens.
    static QString plain(QString text)
    {
        for (QChar& c : text) {
            if (c.isSpace())
                c = u' ';
            else if (c == QChar(0x2212))
                c = u'-';
        }
        return text;
    }
};

QTEST_GUILESS_MAIN(MoneyTextTest)
#include "tst_money_text.moc"
