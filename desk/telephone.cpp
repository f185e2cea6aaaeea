#include "desk/telephone.h"

#include <algorithm>

namespace desk
{

using namespace Qt::StringLiterals;

namespace
{
constexpr qsizetype kFewestDigits = 7;
constexpr qsizetype kMostDigits = 15;
constexpr qsizetype kWholeNumber = 9; ///< with an area code, in nearly every country
constexpr qsizetype kLongKey = 8;
constexpr qsizetype kShortKey = 7;
constexpr qsizetype kWidestGap = 3; ///< ` - ` or `) `

bool isGap(QChar c)
{
    switch (c.unicode()) {
    case u' ':
    case u'-':
    case u'.':
    case u'/':
    case u'(':
    case u')':
    case 0x00A0: // no-break space
    case 0x2010: // hyphens and dashes
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x202F: // narrow no-break space
        return true;
    default:
        return false;
    }
}

bool isDigitOf(QChar c)
{
    return c.category() == QChar::Number_DecimalDigit;
}

/// Reads one run that begins at `start`, a digit; `end` is behind its last digit.
struct Run {
    QString digits;
    qsizetype end = 0;
};

Run runAt(QStringView text, qsizetype start)
{
    Run run;
    qsizetype gap = 0;
    for (qsizetype at = start; at < text.size(); ++at) {
        const QChar c = text[at];
        if (isDigitOf(c)) {
            // A second number behind the first: "0612345678 0687654321".
            if (gap > 0 && c.digitValue() == 0 && run.digits.size() >= kWholeNumber)
                break;
            run.digits += QChar(u'0' + char16_t(c.digitValue()));
            run.end = at + 1;
            gap = 0;
        } else if (!isGap(c) || ++gap > kWidestGap) {
            break;
        }
    }
    return run;
}
} // namespace

QList<Telephone> telephonesIn(QStringView text)
{
    QList<Telephone> list;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (!isDigitOf(text[at]))
            continue;
        const Run run = runAt(text, at);
        const bool isInWord =
            (at > 0 && text[at - 1].isLetter()) || (run.end < text.size() && text[run.end].isLetter());
        if (!isInWord && run.digits.size() >= kFewestDigits && run.digits.size() <= kMostDigits)
            list += Telephone{at, run.end - at, run.digits};
        at = run.end - 1;
    }
    return list;
}

bool isMeantAsTelephone(const Telephone& telephone, QStringView text)
{
    if (telephone.digits.startsWith(u'0') || telephone.digits.size() >= kWholeNumber)
        return true;
    const QStringView before = text.first(telephone.start);
    return before.endsWith(u'+') || before.endsWith(u'(');
}

QStringList storedTelephoneKeys(const Telephone& telephone)
{
    QStringList keys;
    if (telephone.digits.size() >= kLongKey)
        keys += telephone.digits.last(kLongKey);
    keys += telephone.digits.last(kShortKey);
    return keys;
}

QString askedTelephoneKey(const Telephone& telephone)
{
    const auto* const first =
        std::find_if_not(telephone.digits.cbegin(), telephone.digits.cend(), [](QChar c) { return c == u'0'; });
    const qsizetype significant = telephone.digits.cend() - first;
    return telephone.digits.last(significant >= kLongKey ? kLongKey : kShortKey);
}

} // namespace desk
