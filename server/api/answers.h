#pragma once
// From the store's results to what goes over the wire (docs/protocol.md).

#include "server/http/message.h"
#include "server/rules/auth.h"
#include "server/store/feed.h"
#include "server/store/reading.h"
#include "server/store/result.h"

#include <QJsonArray>
#include <QJsonObject>

namespace server::api
{

/// The version of the API that every answer names.
inline constexpr int kApiVersion = 1;

/// Problem+json with the fault's `code`; Retry-After and Upload-Offset where the fault carries them.
http::Response faultAnswer(const store::Fault& fault);
/// The same from words.
http::Response problem(int status, const QString& code, const QString& detail);

/// As one line: a frame of a websocket.
QByteArray bytes(const QJsonObject& object);

/// A list of desk values as a JSON array.
template<class T>
QJsonArray arrayOf(const QList<T>& values)
{
    QJsonArray array;
    for (const T& value : values)
        array.append(toJson(value));
    return array;
}

QJsonObject pageJson(const store::FeedPage& page);
QJsonObject bootstrapJson(const store::Bootstrap& bootstrap);
QJsonObject ticketPageJson(const store::TicketPage& page);
QJsonObject messagePageJson(const store::MessagePage& page);
QJsonObject profileJson(const store::ProfileDetails& details);
QJsonObject searchJson(const store::SearchPage& page);
QJsonObject signInJson(const rules::SignIn& signIn);
QJsonObject deskJson(const store::DeskInfo& desk);

} // namespace server::api
