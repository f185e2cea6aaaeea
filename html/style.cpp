#include "html/style.h"

#include <QRegularExpression>
#include <QStringList>

#include <cmath>

using namespace Qt::StringLiterals;

namespace html
{
namespace
{

// "#rrggbb", or "rgba(...)" for what lets its ground through; empty where nothing is seen.
QString cssColour(int red, int green, int blue, double alpha)
{
    const int share = qBound(0, qRound(alpha * 255), 255);
    if (share == 0)
        return {};
    const auto bounded = [](int part) { return qBound(0, part, 255); };
    if (share < 255)
        return u"rgba(%1,%2,%3,%4)"_s.arg(bounded(red))
            .arg(bounded(green))
            .arg(bounded(blue))
            .arg(QString::number(share / 255.0, 'f', 3));
    QString out = u"#"_s;
    for (const int part : {red, green, blue})
        out += QString::number(bounded(part), 16).rightJustified(2, u'0');
    return out;
}

// "50%" is half of `whole`; without the sign the number itself.
double numberOf(const QString& raw, double whole)
{
    return raw.endsWith(u'%') ? raw.chopped(1).toDouble() / 100 * whole : raw.toDouble();
}

// CSS Color 4, the sample code of HSL to RGB: one channel of it, 0 to 1.
double channelOf(double hue, double saturation, double lightness, double shift)
{
    const double turn = std::fmod(shift + hue / 30, 12);
    return lightness - saturation * qMin(lightness, 1 - lightness) * qMax(-1.0, qMin(turn - 3, qMin(9 - turn, 1.0)));
}

// The four-letter and the spaced way of writing a function of colour (CSS Color 4) are read alike.
QString functionColour(const QRegularExpressionMatch& match)
{
    const double alpha = match.captured(5).isEmpty() ? 1 : numberOf(match.captured(5), 1);
    if (match.captured(1) == u"rgb"_s) {
        const auto part = [&match](int i) { return qRound(qMin(numberOf(match.captured(i), 255), 255.0)); };
        return cssColour(part(2), part(3), part(4), alpha);
    }
    double hue = std::fmod(match.captured(2).toDouble(), 360);
    if (hue < 0)
        hue += 360;
    const double saturation = qBound(0.0, numberOf(match.captured(3), 100) / 100, 1.0);
    const double lightness = qBound(0.0, numberOf(match.captured(4), 100) / 100, 1.0);
    const auto part = [&](double shift) { return qRound(255 * channelOf(hue, saturation, lightness, shift)); };
    return cssColour(part(0), part(8), part(4), alpha);
}

// What cssColour() says for what is surely a colour, a bare name otherwise; empty for anything that could hide a url().
QString colourOf(const QString& raw)
{
    static const QRegularExpression hex(u"^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$"_s);
    static const QRegularExpression function(
        u"^(rgb|hsl)a?\\(\\s*(-?[\\d.]{1,8}%?)(?:deg)?\\s*[,\\s]\\s*([\\d.]{1,8}%?)\\s*[,\\s]\\s*"
        u"([\\d.]{1,8}%?)\\s*(?:[,/]\\s*([\\d.]{1,8}%?)\\s*)?\\)$"_s);
    static const QRegularExpression name(u"^[a-z]{3,20}$"_s);
    const QString value = raw.trimmed().toLower();
    if (const auto match = hex.match(value); match.hasMatch()) {
        QString digits = match.captured(1);
        if (digits.size() <= 4) {
            QString twice;
            for (const QChar digit : digits)
                twice += QString(2, digit);
            digits = twice;
        }
        const auto part = [&digits](int at) { return digits.mid(at, 2).toInt(nullptr, 16); };
        return cssColour(part(0), part(2), part(4), digits.size() == 8 ? part(6) / 255.0 : 1);
    }
    if (const auto match = function.match(value); match.hasMatch())
        return functionColour(match);
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
