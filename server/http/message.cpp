#include "server/http/message.h"

#include "server/http/reason.h"

#include <QJsonDocument>

namespace server::http
{
using namespace Qt::StringLiterals;

namespace
{

bool sameName(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && qstrnicmp(a.data(), a.size(), b.data(), b.size()) == 0;
}

QByteArray oneLine(QByteArray text)
{
    for (char& c : text) {
        if (c == '\r' || c == '\n' || c == '\0')
            c = ' ';
    }
    return text;
}

Response made(int status, const QByteArray& type, const QByteArray& body)
{
    Response response;
    response.status = status;
    response.contentType = type;
    response.body = body;
    return response;
}

} // namespace

QByteArray Headers::value(QByteArrayView name) const
{
    for (const Field& field : m_fields) {
        if (sameName(field.first, name))
            return field.second;
    }
    return {};
}

QByteArrayList Headers::values(QByteArrayView name) const
{
    QByteArrayList found;
    for (const Field& field : m_fields) {
        if (sameName(field.first, name))
            found.append(field.second);
    }
    return found;
}

bool Headers::contains(QByteArrayView name) const
{
    return std::any_of(m_fields.cbegin(), m_fields.cend(), [&](const Field& f) { return sameName(f.first, name); });
}

void Headers::add(const QByteArray& name, const QByteArray& value)
{
    m_fields.append({oneLine(name), oneLine(value)});
}

void Headers::set(const QByteArray& name, const QByteArray& value)
{
    remove(name);
    add(name, value);
}

void Headers::remove(QByteArrayView name)
{
    m_fields.removeIf([&](const Field& field) { return sameName(field.first, name); });
}

QString Request::queryValue(QStringView name, const QString& absent) const
{
    for (const auto& [key, value] : query) {
        if (key == name)
            return value;
    }
    return absent;
}

bool Request::hasQuery(QStringView name) const
{
    return std::any_of(query.cbegin(), query.cend(), [&](const auto& pair) { return pair.first == name; });
}

QByteArray Request::bearerToken() const
{
    const QByteArray field = headers.value("Authorization").trimmed();
    static constexpr QByteArrayView scheme("Bearer ");
    if (field.size() <= scheme.size() || !sameName(QByteArrayView(field).first(scheme.size()), scheme))
        return {};
    return field.mid(scheme.size()).trimmed();
}

QByteArray Request::origin() const
{
    return (secure ? "https://" : "http://") + host;
}

std::optional<QJsonObject> Request::jsonObject(QString* error) const
{
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(body, &parse);
    if (parse.error == QJsonParseError::NoError && document.isObject())
        return document.object();
    if (error) {
        *error = parse.error == QJsonParseError::NoError
                     ? u"The body must be a JSON object."_s
                     : u"The body is not JSON: %1 at byte %2."_s.arg(parse.errorString()).arg(parse.offset);
    }
    return std::nullopt;
}

Response Response::json(const QJsonObject& object, int status)
{
    return jsonBytes(QJsonDocument(object).toJson(QJsonDocument::Compact), status);
}

Response Response::json(const QJsonArray& array, int status)
{
    return jsonBytes(QJsonDocument(array).toJson(QJsonDocument::Compact), status);
}

Response Response::jsonBytes(const QByteArray& utf8, int status)
{
    return made(status, "application/json", utf8);
}

Response Response::text(const QByteArray& utf8, int status)
{
    return made(status, "text/plain; charset=utf-8", utf8);
}

Response Response::noContent()
{
    return made(204, {}, {});
}

Response Response::file(const QString& path, const QByteArray& contentType)
{
    Response response = made(200, contentType, {});
    response.filePath = path;
    return response;
}

Response Response::problem(int status, const QString& code, const QString& detail, const QJsonObject& extra)
{
    QJsonObject object = extra;
    object[u"type"_s] = u"about:blank"_s;
    object[u"code"_s] = code.isEmpty() ? problemCode(status) : code;
    object[u"title"_s] = QString::fromLatin1(reasonPhrase(status));
    object[u"status"_s] = status;
    if (!detail.isEmpty())
        object[u"detail"_s] = detail;
    return made(status, "application/problem+json", QJsonDocument(object).toJson(QJsonDocument::Compact));
}

Response Response::with(const QByteArray& name, const QByteArray& value) &&
{
    headers.set(name, value);
    return std::move(*this);
}

QByteArray reasonPhrase(int status)
{
    for (const auto& [code, phrase] : reasons) {
        if (code == status)
            return phrase;
    }
    return "Unknown";
}

QString problemCode(int status)
{
    return QString::fromLatin1(reasonPhrase(status).toLower().replace(' ', '-'));
}

} // namespace server::http
