#include "ui/overview/money_text.h"

#include <QHash>
#include <QStringList>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{

/// Digits of the minor unit (ISO 4217).
int minorDigits(const QString& currency)
{
    static const QStringList none{u"BIF"_s, u"CLP"_s, u"DJF"_s, u"GNF"_s, u"ISK"_s, u"JPY"_s, u"KMF"_s, u"KRW"_s,
                                  u"PYG"_s, u"RWF"_s, u"UGX"_s, u"VND"_s, u"VUV"_s, u"XAF"_s, u"XOF"_s, u"XPF"_s};
    static const QStringList three{u"BHD"_s, u"IQD"_s, u"JOD"_s, u"KWD"_s, u"LYD"_s, u"OMR"_s, u"TND"_s};
    return none.contains(currency) ? 0 : three.contains(currency) ? 3 : 2;
}

double majorUnits(qint64 minor, const QString& currency)
{
    double amount = double(minor);
    for (int digit = minorDigits(currency); digit > 0; --digit)
        amount /= 10;
    return amount;
}

/// Letters and digits do not run into each other.
QString codeApart(QString amount, const QString& symbol)
{
    const qsizetype at = amount.indexOf(symbol);
    if (at < 0 || !symbol.back().isLetter())
        return amount;
    if (at > 0 && amount[at - 1].isDigit())
        return amount.insert(at, QChar::Nbsp);
    const qsizetype end = at + symbol.size();
    return end < amount.size() && amount[end].isDigit() ? amount.insert(end, QChar::Nbsp) : amount;
}

/// The locale says on which side the symbol stands and what separates it.
QString moneyText(qint64 minor, const QString& currency, int digits, const QLocale& locale)
{
    static const QHash<QString, QString> symbols{
        {u"EUR"_s, u"€"_s}, {u"USD"_s, u"$"_s}, {u"GBP"_s, u"£"_s}, {u"JPY"_s, u"¥"_s}};
    const QString symbol = symbols.value(currency, currency);
    const double amount = qAbs(majorUnits(minor, currency));
    const QString sign = minor < 0 ? locale.negativeSign() : QString();
    if (symbol.isEmpty()) // nobody said which: it is not the reader's
        return sign + locale.toString(amount, 'f', digits);
    return sign + codeApart(locale.toCurrencyString(amount, symbol, digits), symbol);
}

} // namespace

QString moneyText(qint64 minor, const QString& currency, const QLocale& locale)
{
    return moneyText(minor, currency, minorDigits(currency), locale);
}

QString roughMoneyText(qint64 minor, const QString& currency, const QLocale& locale)
{
    const bool small = qAbs(majorUnits(minor, currency)) < 100;
    return moneyText(minor, currency, small ? minorDigits(currency) : 0, locale);
}

} // namespace ui
