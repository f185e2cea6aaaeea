#include "html/style.h"

#include <QRegularExpression>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace html
{
namespace
{

// #rrggbb for what is surely a colour, a bare name otherwise; empty for anything that could hide a url().
QString colourOf(const QString& raw)
{
    static const QRegularExpression hex(u"^#([0-9a-f]{3}|[0-9a-f]{6})$"_s);
    static const QRegularExpression rgb(u"^rgba?\\(\\s*(\\d{1,3})\\s*,\\s*(\\d{1,3})\\s*,\\s*(\\d{1,3})"
                                        u"\\s*(?:,\\s*[\\d.]{1,8}\\s*)?\\)$"_s);
    static const QRegularExpression name(u"^[a-z]{3,20}$"_s);
    const QString value = raw.trimmed().toLower();
    if (const auto match = hex.match(value); match.hasMatch()) {
        const QString digits = match.captured(1);
        if (digits.size() == 6)
            return value;
        return u"#"_s + digits[0] + digits[0] + digits[1] + digits[1] + digits[2] + digits[2];
    }
    if (const auto match = rgb.match(value); match.hasMatch()) {
        QString out = u"#"_s;
        for (int i = 1; i <= 3; ++i)
            out += QString::number(qMin(match.captured(i).toInt(), 255), 16).rightJustified(2, u'0');
        return out;
    }
    static const QStringList noColour{u"inherit"_s, u"initial"_s, u"unset"_s, u"transparent"_s, u"none"_s, u"auto"_s};
    return name.match(value).hasMatch() && !noColour.contains(value) ? value : QString();
}

QString oneOf(const QString& value, const QStringList& allowed)
{
    return allowed.contains(value) ? value : QString();
}

QString weightOf(const QString& value)
{
    if (value == u"bold"_s || value == u"bolder"_s || value.toInt() >= 600)
        return u"bold"_s;
    return value == u"normal"_s || value.toInt() > 0 ? u"normal"_s : QString();
}

bool isZero(const QString& value)
{
    static const QRegularExpression number(u"^0*(\\d*\\.?\\d*)(px|pt|em|rem|%)?$"_s);
    const auto match = number.match(value);
    if (!match.hasMatch() || value.isEmpty())
        return false;
    const double size = match.captured(1).toDouble();
    const bool relative = match.captured(2) == u"em"_s || match.captured(2) == u"rem"_s;
    return relative ? size < 0.2 : size < 3;
}

bool hides(const QString& name, const QString& value)
{
    if (name == u"display"_s)
        return value == u"none"_s;
    if (name == u"visibility"_s)
        return value == u"hidden"_s || value == u"collapse"_s;
    if (name == u"opacity"_s)
        return value.toDouble() < 0.1;
    if (name == u"font-size"_s)
        return isZero(value);
    return name == u"mso-hide"_s && value == u"all"_s;
}

} // namespace

Style readStyle(const QString& css, const QString& oldColor, const QString& oldBackground, const QString& oldAlign)
{
    static const QStringList aligns{u"left"_s, u"right"_s, u"center"_s, u"justify"_s};
    QString color = colourOf(oldColor);
    QString background = colourOf(oldBackground);
    QString align = oneOf(oldAlign.trimmed().toLower(), aligns);
    QString weight;
    QString slant;
    QString line;
    Style style;
    for (const QString& declaration : css.left(4096).split(u';', Qt::SkipEmptyParts)) {
        const qsizetype colon = declaration.indexOf(u':');
        if (colon < 0)
            continue;
        const QString name = declaration.left(colon).trimmed().toLower();
        QString value = declaration.mid(colon + 1).toLower();
        value = value.remove(u"!important"_s).trimmed();
        style.hidden = style.hidden || hides(name, value);
        if (name == u"color"_s)
            color = colourOf(value);
        else if (name == u"background-color"_s || name == u"background"_s)
            background = colourOf(value);
        else if (name == u"text-align"_s)
            align = oneOf(value, aligns);
        else if (name == u"font-weight"_s)
            weight = weightOf(value);
        else if (name == u"font-style"_s)
            slant = oneOf(value, {u"italic"_s, u"normal"_s});
        else if (name == u"text-decoration"_s || name == u"text-decoration-line"_s)
            line = oneOf(value, {u"underline"_s, u"line-through"_s, u"none"_s});
    }
    // Text in the colour of its ground is a trick to say one thing to people and another to filters.
    if (!color.isEmpty() && color == background)
        color = background = QString();
    const auto add = [&style](QStringView name, const QString& value) {
        if (!value.isEmpty())
            style.css += name.toString() + u":"_s + value + u";"_s;
    };
    add(u"color", color);
    add(u"background-color", background);
    add(u"font-weight", weight);
    add(u"font-style", slant);
    add(u"text-decoration", line);
    add(u"text-align", align);
    return style;
}

} // namespace html
