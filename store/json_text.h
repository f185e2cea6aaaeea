#pragma once
// Values that are stored as JSON text: written and read by the codec of desk/json.h.

#include "desk/json.h"
#include "sql/value.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace store
{

/// Compact JSON of one value, stored without a detour over QString.
template<class T>
sql::Utf8 jsonText(const T& value)
{
    return {QJsonDocument(desk::toJson(value)).toJson(QJsonDocument::Compact)};
}

/// The value; nullopt for text that is not one (the file was edited, or an older program wrote less).
template<class T>
std::optional<T> fromJsonText(const QByteArray& text)
{
    const auto parsed = desk::fromJson<T>(QJsonDocument::fromJson(text).object());
    if (!parsed)
        return std::nullopt;
    return *parsed;
}

/// A list as a JSON array; the empty list is the empty text.
template<class T>
sql::Utf8 jsonListText(const QList<T>& list)
{
    if (list.isEmpty())
        return {QByteArray("")};
    QJsonArray array;
    for (const T& each : list)
        array += desk::toJson(each);
    return {QJsonDocument(array).toJson(QJsonDocument::Compact)};
}

template<class T>
QList<T> listFromJsonText(const QByteArray& text)
{
    QList<T> list;
    if (text.isEmpty())
        return list;
    for (const auto& each : QJsonDocument::fromJson(text).array()) {
        if (const auto parsed = desk::fromJson<T>(each.toObject()); parsed)
            list += *parsed;
    }
    return list;
}

sql::Utf8 attachmentsText(const QList<desk::Attachment>& attachments);
QList<desk::Attachment> attachmentsFrom(const QByteArray& text);

/// Files have no codec of their own: they travel inside a draft.
sql::Utf8 filesText(const QList<desk::DraftFile>& files);
QList<desk::DraftFile> filesFrom(const QByteArray& text);

} // namespace store
