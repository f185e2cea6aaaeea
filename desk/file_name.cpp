#include "desk/file_name.h"

#include <QList>

#include <algorithm>

namespace desk
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype kLongestEnding = 16;

struct Range {
    char32_t first;
    char32_t last;
};

/// Letters and marks by their category that leave no mark on the screen: fillers, joiners, selectors of a variant.
constexpr Range kUnseen[] = {
    {0x034f, 0x034f}, {0x115f, 0x1160}, {0x17b4, 0x17b5}, {0x180b, 0x180f},   {0x2800, 0x2800},
    {0x3164, 0x3164}, {0xfe00, 0xfe0f}, {0xffa0, 0xffa0}, {0xe0100, 0xe01ef},
};

bool isUnseen(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
        return true;
    default:
        return std::any_of(std::begin(kUnseen), std::end(kUnseen),
                           [c](const Range& range) { return c >= range.first && c <= range.last; });
    }
}

/// Persian and Indic words, and pictures made of several, hold joiners that are part of how they are written.
bool isJoined(char32_t before, char32_t joiner, char32_t after)
{
    const auto may = [](char32_t c) { return c >= 0x0600 && !isUnseen(c) && !QChar::isSpace(c); };
    return (joiner == 0x200c || joiner == 0x200d) && may(before) && may(after);
}

void strip(QString& name)
{
    const auto leads = [](QChar c) { return c == u'.' || c == u'-' || c == u' '; };
    const auto trails = [](QChar c) { return c == u'.' || c == u' '; };
    const auto first = std::find_if_not(name.cbegin(), name.cend(), leads);
    name.remove(0, first - name.cbegin());
    while (!name.isEmpty() && trails(name.back()))
        name.chop(1);
}

bool isTooLong(const QString& name)
{
    return name.size() > kLongestFileName || name.toUtf8().size() > kMostFileNameBytes;
}

void shorten(QString& name)
{
    if (!isTooLong(name))
        return;
    const qsizetype dot = name.lastIndexOf(u'.');
    const bool ends = dot > 0 && name.size() - dot <= kLongestEnding + 1;
    const QString ending = ends ? name.mid(dot) : QString();
    QString stem = ends ? name.left(dot) : name;
    while (!stem.isEmpty() && isTooLong(stem + ending))
        stem.chop(stem.back().isLowSurrogate() ? 2 : 1);
    strip(stem);
    name = stem + ending;
}

} // namespace

QString plainFileName(const QString& name)
{
    QString plain;
    const QList<uint> all = name.left(16 * kLongestFileName).toUcs4();
    for (qsizetype i = 0; i < all.size(); ++i) {
        const char32_t c = all.at(i);
        const bool inside = i > 0 && i + 1 < all.size();
        const bool blank = QChar::isSpace(c); // line breaks and tabs too
        if (blank && !plain.endsWith(u' '))
            plain += u' ';
        else if (!blank && c < 0x80 && u"/\\:*?\"<>|"_s.contains(QChar(char16_t(c))))
            plain += u'_';
        else if (!blank && (!isUnseen(c) || (inside && isJoined(all.at(i - 1), c, all.at(i + 1)))))
            plain += QChar::fromUcs4(c);
    }
    strip(plain);
    shorten(plain);
    return plain.isEmpty() ? u"file"_s : plain;
}

QString fileEnding(const QString& name)
{
    const QString plain = plainFileName(name);
    const qsizetype dot = plain.lastIndexOf(u'.');
    return dot < 0 ? QString() : plain.mid(dot + 1).trimmed().toLower();
}

} // namespace desk
