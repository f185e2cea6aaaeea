#pragma once
// Telephone numbers as people write them: `06 1234 5678`, `+31 (0)6-12345678` and `0031612345678` are one number. Pure.

#include <QList>
#include <QString>
#include <QStringList>

namespace desk
{

/// A run of digits in a text that may be a telephone number.
struct Telephone {
    qsizetype start = 0; ///< of the text
    qsizetype length = 0;
    QString digits; ///< 0 to 9, all of them, 7 to 15 (E.164 has no more)

    bool operator==(const Telephone&) const = default;
};

/// All runs of a text that may be numbers, from left to right, apart from each other. Linear time.
QList<Telephone> telephonesIn(QStringView text);

/// Whether the run is meant as a telephone number and not as an order or a date: it begins with +, 0 or a bracket, or
/// has nine digits. `text` is where it was found.
bool isMeantAsTelephone(const Telephone& telephone, QStringView text);

/// What a stored number is found by: its last eight digits and its last seven, for countries and codes are left out or
/// written in many ways before them.
QStringList storedTelephoneKeys(const Telephone& telephone);
/// The one of them that an asked number is looked up by.
QString askedTelephoneKey(const Telephone& telephone);

} // namespace desk
