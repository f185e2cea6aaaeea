#pragma once
// Telephone numbers in what people write, whatever the spelling: `06 1234 5678`, `+31 (0)6 1234-5678`, `0031612345678`.

#include <QList>
#include <QString>

namespace desk
{

/// A number in a text. Two spellings of one line have the same key.
struct Telephone {
    qsizetype start = 0; ///< in UTF-16 units
    qsizetype length = 0;
    QString key; ///< the last eight digits: country codes, trunk zeros and what stands for them are before those
    bool operator==(const Telephone&) const = default;
};

/// Whatever may be a number: 9 to 15 digits in one piece (E.164 and the international prefix), or in groups when the
/// first begins with `+`, `0` or `(`. Groups stand apart by blanks, hyphens, full stops, slashes and brackets. Where a
/// number may end at several groups each of the ends is one. Pure; linear time. Shorter numbers, such as those of
/// orders, are none.
QList<Telephone> telephonesIn(QStringView text);

/// Those that somebody who looks for a number means: without overlap, each as long as its prefix allows.
QList<Telephone> telephonesAskedFor(QStringView text);

} // namespace desk
