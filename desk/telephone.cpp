#include "desk/telephone.h"

namespace desk
{

namespace
{

constexpr qsizetype kKeyDigits = 8;
constexpr qsizetype kFewestDigits = 9;
constexpr qsizetype kMostDigits = 15;
constexpr qsizetype kWidestGap = 3; ///< ` (0`, `) -`

bool isPhoneDigit(QChar c)
{
    return c.digitValue() >= 0;
}

bool isPhoneGap(QChar c)
{
    return c.isSpace() || QStringView(u"-./()\u2010\u2011\u2012\u2013").contains(c);
}

/// Groups of digits from one start, and where each of them ends.
struct Reading {
    QString digits;
    QList<QPair<qsizetype, qsizetype>> ends; ///< digits so far, place in the text
};

/// How many digits a number has at most that begins like this.
qsizetype mostDigits(bool isInternational, const QString& digits)
{
    if (digits.startsWith(u"00"))
        return kMostDigits;
    return isInternational ? 14 : 12; // with a trunk zero in brackets; national ones have up to twelve with theirs
}

/// Reads groups while there is room. `at` stands on a digit.
Reading readGroups(QStringView text, qsizetype at)
{
    Reading reading;
    while (reading.digits.size() <= kMostDigits) {
        while (at < text.size() && isPhoneDigit(text[at]) && reading.digits.size() <= kMostDigits)
            reading.digits += QChar(char16_t(u'0' + text[at++].digitValue()));
        if (at < text.size() && (isPhoneDigit(text[at]) || text[at].isLetter()))
            break; // too long, or no number
        reading.ends.append({reading.digits.size(), at});
        qsizetype next = at;
        while (next < text.size() && next - at < kWidestGap && isPhoneGap(text[next]))
            ++next;
        if (next == at || next >= text.size() || !isPhoneDigit(text[next]))
            break;
        at = next;
    }
    return reading;
}

/// Everything that may be a number and begins with the digit at `at`.
QList<Telephone> readingsAt(QStringView text, qsizetype at)
{
    qsizetype start = at;
    if (start > 0 && text[start - 1] == u'(')
        --start;
    const bool isInternational = start > 0 && text[start - 1] == u'+';
    if (isInternational)
        --start;
    const bool isGrouped = isInternational || text[at].digitValue() == 0;
    const Reading reading = readGroups(text, at);
    QList<Telephone> found;
    for (qsizetype i = 0; i < reading.ends.size(); ++i) {
        const auto [count, end] = reading.ends[i];
        const qsizetype most = i == 0 ? kMostDigits : mostDigits(isInternational, reading.digits);
        const bool isWhole = reading.ends.first().first >= kFewestDigits; // nothing belongs behind it
        if ((i > 0 && (!isGrouped || isWhole)) || count > most)
            break;
        if (count >= kFewestDigits)
            found.append({start, end - start, reading.digits.sliced(count - kKeyDigits, kKeyDigits)});
    }
    return found;
}

/// A number never begins inside a word or behind digits.
bool mayBegin(QStringView text, qsizetype at)
{
    return isPhoneDigit(text[at]) && (at == 0 || !text[at - 1].isLetterOrNumber());
}

} // namespace

QList<Telephone> telephonesIn(QStringView text)
{
    QList<Telephone> all;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (mayBegin(text, at))
            all += readingsAt(text, at);
    }
    return all;
}

QList<Telephone> telephonesAskedFor(QStringView text)
{
    QList<Telephone> all;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (!mayBegin(text, at))
            continue;
        const QList<Telephone> readings = readingsAt(text, at);
        if (readings.isEmpty())
            continue;
        all += readings.last();
        at = all.last().start + all.last().length - 1;
    }
    return all;
}

} // namespace desk
