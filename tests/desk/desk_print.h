#pragma once
// How Qt Test prints the desk's values when a comparison fails. Found by argument-dependent look-up: include it first.

#include "desk/filter.h"
#include "desk/json.h"
#include "desk/lifecycle.h"
#include "desk/reply_rules.h"
#include "desk/variables.h"

#include <QJsonDocument>
#include <QMetaType>
#include <QTest>

#include <variant>

namespace desk
{

inline char* print(const QString& text)
{
    return qstrdup(text.toUtf8().constData());
}

template<class T>
concept HasJson = requires(const T& value)
{
    toJson(value);
}
&&!std::is_same_v<T, Filter>;

/// Every value of the codec prints as its JSON.
template<HasJson T>
char* toString(const T& value)
{
    return qstrdup(QJsonDocument(toJson(value)).toJson(QJsonDocument::Compact).constData());
}

inline char* toString(const Filter& filter)
{
    return print(toText(filter));
}

inline char* toString(Instant at)
{
    return print(QString::number(at.ms));
}

inline char* toString(const Refusal& refusal)
{
    return print(refusal.code + QStringLiteral(": ") + refusal.message);
}

inline char* toString(const EventLine& line)
{
    return print(line.kind + QStringLiteral(": ") + line.from + QStringLiteral(" -> ") + line.to);
}

inline char* toString(const Expanded& expanded)
{
    return print(expanded.text + QStringLiteral(" missing: ") + expanded.missing.join(u','));
}

inline QString errorOf(const std::variant<Filter, FilterError>& parsed)
{
    const FilterError* error = std::get_if<FilterError>(&parsed);
    return error ? QStringLiteral("%1: %2").arg(error->position).arg(error->message) : QString();
}

} // namespace desk
