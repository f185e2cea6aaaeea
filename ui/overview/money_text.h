#pragma once
// Amounts of money as people write them in their language.

#include <QLocale>
#include <QString>

namespace ui
{

/// Money in minor units of `currency` (ISO 4217), as `locale` writes it: "€118.00", in German "118,00 €". A currency
/// without a sign of its own keeps its code, apart from the digits: "CHF 12.00".
QString moneyText(qint64 minor, const QString& currency, const QLocale& locale = QLocale());

/// Money that is a forecast or a sum of many orders: cents say nothing from a hundred up, "€412".
QString roughMoneyText(qint64 minor, const QString& currency, const QLocale& locale = QLocale());

} // namespace ui
