#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <memory>
#include <optional>
#include <utility>

namespace server::http
{

/// Header fields in the order in which they came; names compare without case.
class Headers
{
public:
    using Field = std::pair<QByteArray, QByteArray>;

    /// First value of `name`, empty when absent.
    [[nodiscard]] QByteArray value(QByteArrayView name) const;
    /// Every value of `name`, in order.
    [[nodiscard]] QByteArrayList values(QByteArrayView name) const;
    [[nodiscard]] bool contains(QByteArrayView name) const;
    /// Adds one more field. CR, LF and NUL in a value become spaces, so that data can never start a header of its own.
    void add(const QByteArray& name, const QByteArray& value);
    /// Replaces every field of this name with one.
    void set(const QByteArray& name, const QByteArray& value);
    void remove(QByteArrayView name);
    [[nodiscard]] const QList<Field>& fields() const { return m_fields; }

private:
    QList<Field> m_fields;
};

/// One request, complete with its body. A plain value: copy it to any thread.
struct Request {
    QByteArray method;                        ///< Upper case, as sent: "GET".
    QByteArray target;                        ///< Raw request target, for logs; never decode it again.
    QStringList path;                         ///< Decoded segments; no "..", no slashes, no control characters inside.
    QList<std::pair<QString, QString>> query; ///< Decoded pairs in order.
    QHash<QString, QString> params;           ///< What {name} in the route's pattern matched.
    Headers headers;
    QByteArray body;
    QString peer;        ///< Client's address; X-Forwarded-For only from a trusted proxy.
    QByteArray host;     ///< Checked authority, "desk.example:8443".
    bool secure = false; ///< TLS here or, as told by a trusted proxy, in front.
    QByteArray id;       ///< Unique in this process; sent back as X-Request-Id.

    /// First query value of `name`; `absent` when it is not there.
    [[nodiscard]] QString queryValue(QStringView name, const QString& absent = {}) const;
    [[nodiscard]] bool hasQuery(QStringView name) const;
    /// Path parameter of the route's pattern; empty when the pattern has none of this name.
    [[nodiscard]] QString param(const QString& name) const { return params.value(name); }
    /// Token of "Authorization: Bearer TOKEN"; empty for anything else.
    [[nodiscard]] QByteArray bearerToken() const;
    /// "https://desk.example:8443", as the client sees this server.
    [[nodiscard]] QByteArray origin() const;
    /// Body as a JSON object; nothing when it is not one. `error` gets what is wrong, in words for a problem's detail.
    [[nodiscard]] std::optional<QJsonObject> jsonObject(QString* error = nullptr) const;
};

/// Answer to one request. Set either `body` or `filePath`. The server itself adds Date, Content-Length, Connection,
/// X-Request-Id and the safe defaults (nosniff, no-referrer, Cache-Control: no-store unless set).
struct Response {
    int status = 200;
    QByteArray contentType; ///< Empty: no Content-Type.
    Headers headers;
    QByteArray body;
    QString filePath; ///< Streamed from disk with constant memory.
    /// Strong entity tag, quoted. GET answers that have one get 304 / 206 / 416 from the server itself; a file without
    /// one gets a tag from its size and modification time.
    QByteArray etag;
    bool bare = false; ///< Without X-Request-Id and the safe defaults: nothing tells whose answer it is.

    [[nodiscard]] static Response json(const QJsonObject& object, int status = 200);
    [[nodiscard]] static Response json(const QJsonArray& array, int status = 200);
    [[nodiscard]] static Response jsonBytes(const QByteArray& utf8, int status = 200);
    [[nodiscard]] static Response text(const QByteArray& utf8, int status = 200);
    [[nodiscard]] static Response noContent();
    [[nodiscard]] static Response file(const QString& path, const QByteArray& contentType);
    /// RFC 9457 problem+json. `code` is a short stable name such as "stale" (empty: the status' own, problemCode()),
    /// `detail` is for people, `extra` are further members.
    [[nodiscard]] static Response problem(int status, const QString& code = {}, const QString& detail = {},
                                          const QJsonObject& extra = {});

    /// Chainable: `Response::problem(429).with("Retry-After", "3")`.
    [[nodiscard]] Response with(const QByteArray& name, const QByteArray& value) &&;
};

/// Standard reason phrase, "Not Found"; "Unknown" for what has none.
[[nodiscard]] QByteArray reasonPhrase(int status);
/// The code of a problem that says no more than its status: the phrase as one word, "not-found".
[[nodiscard]] QString problemCode(int status);

} // namespace server::http
