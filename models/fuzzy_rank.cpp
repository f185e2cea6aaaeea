#include "models/fuzzy_rank.h"

#include <QStringList>

#include <algorithm>

namespace models
{

namespace
{

constexpr int kWhole = 50'000;
constexpr int kBeginning = 40'000;
constexpr int kWordStart = 30'000;
constexpr int kPart = 20'000;
constexpr int kLetters = 10'000;
constexpr int kLongest = 9'999;

QString folded(const QString& text)
{
    QString plain;
    for (const QChar c : text.normalized(QString::NormalizationForm_KD)) {
        if (c.category() != QChar::Mark_NonSpacing)
            plain += c;
    }
    return plain.toCaseFolded();
}

bool startsWord(const QString& text, qsizetype at)
{
    return at == 0 || !text.at(at - 1).isLetterOrNumber();
}

/// The letters of the pattern in their order; what they skip counts against the title. -1 = not all are there.
int skipped(const QString& pattern, const QString& title)
{
    qsizetype at = 0, first = -1;
    for (const QChar c : pattern) {
        at = title.indexOf(c, at);
        if (at < 0)
            return -1;
        if (first < 0)
            first = at;
        ++at;
    }
    return int(at - first - pattern.size());
}

int wordRank(const QString& word, const QString& title)
{
    if (title == word)
        return kWhole;
    if (title.startsWith(word))
        return kBeginning;
    qsizetype at = title.indexOf(word);
    const bool part = at >= 0;
    while (at >= 0 && !startsWord(title, at))
        at = title.indexOf(word, at + 1);
    if (at >= 0)
        return kWordStart;
    if (part)
        return kPart;
    const int gaps = skipped(word, title);
    // Letters strewn over a whole sentence are no match that anybody meant.
    const bool near = gaps >= 0 && gaps <= 3 * word.size();
    return near ? kLetters - std::min(gaps, kLongest) : -1;
}

} // namespace

int fuzzyRank(const QString& pattern, const QString& title)
{
    const QString wanted = folded(pattern.simplified());
    if (wanted.isEmpty())
        return 0;
    const QString text = folded(title);
    const int shortness = kLongest - int(std::min<qsizetype>(text.size(), kLongest));
    if (const int whole = wordRank(wanted, text); whole > kLetters)
        return whole + shortness;
    int worst = kWhole;
    for (const QString& word : wanted.split(u' ')) {
        const int rank = wordRank(word, text);
        if (rank < 0)
            return -1;
        worst = std::min(worst, rank);
    }
    return worst + shortness;
}

} // namespace models
