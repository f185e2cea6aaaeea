#include "desk/invisible.h"

#include <algorithm>
#include <iterator>

namespace desk
{

namespace
{

struct InvisibleRange {
    char32_t first;
    char32_t last;
};

/// What QChar::category() does not tell: marks, letters and unassigned places that show nothing.
constexpr InvisibleRange kInvisible[] = {
    {0x34f, 0x34f},     {0x115f, 0x1160},   {0x17b4, 0x17b5},   {0x180b, 0x180f},   {0x2060, 0x206f},
    {0x2800, 0x2800},   {0x3164, 0x3164},   {0xfe00, 0xfe0f},   {0xffa0, 0xffa0},   {0xfff0, 0xfffb},
    {0x1bca0, 0x1bca3}, {0x1d159, 0x1d159}, {0x1d173, 0x1d17a}, {0xe0000, 0xe0fff},
};

/// Prefix marks of numbers and verses (Prepended_Concatenation_Mark) are format characters that are drawn.
bool isDrawnFormat(char32_t c)
{
    return (c >= 0x600 && c <= 0x605) || c == 0x6dd || c == 0x70f || c == 0x890 || c == 0x891 || c == 0x8e2 ||
           c == 0x110bd || c == 0x110cd;
}

} // namespace

bool isInvisible(char32_t c)
{
    if (QChar::isSpace(c))
        return false;
    const QChar::Category category = QChar::category(c);
    if (category == QChar::Other_Control || (category == QChar::Other_Format && !isDrawnFormat(c)))
        return true;
    return std::any_of(std::begin(kInvisible), std::end(kInvisible),
                       [c](const InvisibleRange& range) { return c >= range.first && c <= range.last; });
}

QString withoutInvisible(const QString& text)
{
    QString out;
    out.reserve(text.size());
    for (const char32_t c : text.toUcs4()) {
        if (!isInvisible(c))
            out += QChar::fromUcs4(c);
    }
    return out;
}

bool showsNothing(const QString& text)
{
    const QList<uint> points = text.toUcs4();
    return std::all_of(points.begin(), points.end(), [](char32_t c) { return QChar::isSpace(c) || isInvisible(c); });
}

} // namespace desk
