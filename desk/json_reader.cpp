#include "desk/json_reader.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace desk
{

namespace
{

/// The position of the first unit that wellFormed() must change; the size if there is none.
qsizetype firstIllFormed(QStringView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar unit = text[i];
        if (unit.isNull())
            return i;
        if (!unit.isSurrogate())
            continue;
        if (unit.isLowSurrogate() || i + 1 == text.size() || !text[i + 1].isLowSurrogate())
            return i;
        ++i;
    }
    return text.size();
}

} // namespace

QString wellFormed(QString text)
{
    qsizetype bad = firstIllFormed(text);
    if (bad == text.size())
        return text;
    QString good;
    good.reserve(text.size());
    QStringView rest(text);
    while (bad < rest.size()) {
        good += rest.left(bad);
        if (!rest[bad].isNull())
            good += QChar(QChar::ReplacementCharacter);
        rest = rest.mid(bad + 1);
        bad = firstIllFormed(rest);
    }
    return good += rest;
}

void Reader::fail(const JsonPath& path, const QString& message)
{
    if (!m_error)
        m_error = JsonError{path.toString(), message};
}

void Reader::fail(JsonError error)
{
    if (!m_error)
        m_error = std::move(error);
}

void Reader::finish()
{
    if (m_unknown == Unknown::Ignored)
        return;
    for (auto field = m_object.constBegin(); field != m_object.constEnd() && !m_error; ++field) {
        const QString key = field.key();
        if (!std::any_of(m_asked.cbegin(), m_asked.cend(), [&key](QLatin1StringView asked) { return key == asked; }))
            fail({JsonPath(m_path, key).toString(), QStringLiteral("unknown field"), JsonError::Kind::UnknownField});
    }
}

void Reader::read(const QJsonValue& value, const JsonPath& path, QString& out)
{
    if (!value.isString())
        return fail(path, QStringLiteral("expected string"));
    out = wellFormed(value.toString());
}

void Reader::read(const QJsonValue& value, const JsonPath& path, bool& out)
{
    if (!value.isBool())
        return fail(path, QStringLiteral("expected true or false"));
    out = value.toBool();
}

bool Reader::whole(const QJsonValue& value, const JsonPath& path, qint64& out)
{
    const double number = value.toDouble(std::numeric_limits<double>::quiet_NaN());
    if (!value.isDouble() || std::isnan(number) || number != std::floor(number)) {
        fail(path, QStringLiteral("expected whole number"));
        return false;
    }
    const qint64 exact = std::abs(number) > double(kLargestWhole) ? kLargestWhole + 1 : value.toInteger();
    if (exact > kLargestWhole || exact < -kLargestWhole) {
        fail(path, QStringLiteral("number too large"));
        return false;
    }
    out = exact;
    return true;
}

void Reader::read(const QJsonValue& value, const JsonPath& path, qint64& out)
{
    whole(value, path, out);
}

void Reader::read(const QJsonValue& value, const JsonPath& path, int& out)
{
    qint64 number = 0;
    if (!whole(value, path, number))
        return;
    if (number < std::numeric_limits<int>::min() || number > std::numeric_limits<int>::max())
        return fail(path, QStringLiteral("number too large"));
    out = int(number);
}

void Reader::read(const QJsonValue& value, const JsonPath& path, double& out)
{
    if (!value.isDouble())
        return fail(path, QStringLiteral("expected number"));
    out = value.toDouble();
}

void Reader::read(const QJsonValue& value, const JsonPath& path, Instant& out)
{
    qint64 ms = 0;
    if (!whole(value, path, ms))
        return;
    if (ms < 0)
        return fail(path, QStringLiteral("must not be negative"));
    out = {ms};
}

void Reader::read(const QJsonValue& value, const JsonPath& path, QMap<QString, QString>& out)
{
    if (!value.isObject())
        return fail(path, QStringLiteral("expected object"));
    const QJsonObject object = value.toObject();
    out.clear();
    for (auto it = object.constBegin(); it != object.constEnd() && !m_error; ++it) {
        const QString key = it.key();
        read(it.value(), JsonPath(path, key), out[wellFormed(key)]);
    }
}

} // namespace desk
