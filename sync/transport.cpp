#include "sync/transport.h"

#include "desk/json.h"

#include <QBuffer>
#include <QDateTime>
#include <QLocale>
#include <QNetworkProxy>

#include <algorithm>

namespace syncing
{

using namespace Qt::StringLiterals;

namespace
{
constexpr int kOverallFactor = 10;
constexpr qint64 kLargestProblem = 8LL * 1024 * 1024;

/// A body that cannot be rewound: the network layer then reports a broken connection instead of sending it again.
class OneWayBody final : public QIODevice
{
public:
    explicit OneWayBody(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {
        open(QIODevice::ReadOnly);
    }
    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override { return m_bytes.size() - m_at + QIODevice::bytesAvailable(); }
    bool reset() override { return false; }

protected:
    qint64 readData(char* out, qint64 most) override
    {
        const qint64 count = std::min<qint64>(most, m_bytes.size() - m_at);
        if (count == 0)
            return -1;
        std::copy_n(m_bytes.constData() + m_at, count, out);
        m_at += count;
        return count;
    }
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qint64 m_at = 0;
};

/// Seconds or an HTTP date, in milliseconds from now.
qint64 retryAfterOf(const QByteArray& value)
{
    bool isNumber = false;
    const qint64 seconds = value.trimmed().toLongLong(&isNumber);
    if (isNumber)
        return std::clamp<qint64>(seconds, 0, 24 * 3600) * 1000;
    const QDateTime at = QLocale::c().toDateTime(QString::fromLatin1(value), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
    if (!at.isValid())
        return 0;
    const QDateTime utc(at.date(), at.time(), Qt::UTC);
    return std::max<qint64>(0, QDateTime::currentDateTimeUtc().msecsTo(utc));
}

void readProblem(Answer& answer)
{
    const auto problem = desk::parseObject(answer.body, kLargestProblem);
    if (!problem)
        return;
    answer.code = problem->value("code"_L1).toString().left(100);
    answer.detail = problem->value("detail"_L1).toString().left(2000);
    if (answer.detail.isEmpty())
        answer.detail = problem->value("title"_L1).toString().left(2000);
}

} // namespace

struct Transport::Call {
    Call(QNetworkReply* r, const Request& q, Answered d, Timers& timers)
        : reply(r)
        , request(q)
        , done(std::move(d))
        , idle(timers)
        , overall(timers)
    {
    }
    QNetworkReply* reply;
    Request request;
    Answered done;
    Alarm idle;
    Alarm overall;
    QByteArray body;
    qint64 received = 0;
    bool cut = false; ///< ended by a limit of ours
};

Transport::Transport(Timers& timers, const QUrl& server, qint64 timeout)
    : m_timers(timers)
    , m_server(server)
    , m_timeout(timeout)
{
    m_manager.setAutoDeleteReplies(false);
    m_manager.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
}

Transport::~Transport()
{
    const auto calls = std::exchange(m_calls, {});
    for (const auto& call : calls) {
        call->reply->disconnect(this);
        call->reply->abort();
        call->reply->deleteLater();
    }
}

void Transport::setServer(const QUrl& server)
{
    if (server == m_server)
        return;
    m_server = server;
    abortAll();
    m_manager.clearConnectionCache();
}

void Transport::abortAll()
{
    const QList<QNetworkReply*> replies = m_calls.keys();
    for (QNetworkReply* reply : replies)
        reply->abort();
}

QNetworkReply* Transport::begin(const Request& request)
{
    QUrl url = m_server;
    url.setPath(url.path(QUrl::FullyEncoded).chopped(url.path().endsWith(u'/') ? 1 : 0) + request.path,
                QUrl::TolerantMode);
    if (!request.query.isEmpty())
        url.setQuery(request.query);
    QNetworkRequest out(url);
    out.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    out.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    out.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    out.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    out.setHeader(QNetworkRequest::UserAgentHeader, u"bellhop/" BELLHOP_VERSION ""_s);
    for (const auto& [name, value] : request.headers)
        out.setRawHeader(name, value);
    if (request.body.isEmpty())
        return m_manager.sendCustomRequest(out, request.verb);
    out.setHeader(QNetworkRequest::ContentTypeHeader, request.bodyType);
    if (!request.once)
        return m_manager.sendCustomRequest(out, request.verb, request.body);
    out.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    out.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
    auto* body = new OneWayBody(request.body);
    QNetworkReply* reply = m_manager.sendCustomRequest(out, request.verb, body);
    body->setParent(reply);
    return reply;
}

void Transport::send(const Request& request, Answered done)
{
    QNetworkReply* reply = begin(request);
    // More than this is never held unread, so a huge answer cannot fill the memory before it is counted.
    reply->setReadBufferSize(1024 * 1024);
    const auto call = std::make_shared<Call>(reply, request, std::move(done), m_timers);
    m_calls.insert(reply, call);
    watch(call);
}

void Transport::watch(const std::shared_ptr<Call>& call)
{
    QNetworkReply* reply = call->reply;
    const auto with = [this, reply](void (Transport::*step)(const std::shared_ptr<Call>&)) {
        if (const auto found = m_calls.value(reply))
            (this->*step)(found);
    };
    connect(reply, &QNetworkReply::readyRead, this, [with] { with(&Transport::read); });
    connect(reply, &QNetworkReply::uploadProgress, this, [with] { with(&Transport::progressed); });
    // Queued: an error may be known inside send(), and nobody expects an answer before it returns.
    connect(
        reply, &QNetworkReply::finished, this, [with] { with(&Transport::finish); }, Qt::QueuedConnection);
    progressed(call);
    if (call->request.sink)
        return;
    call->overall.set(m_timeout * kOverallFactor, [reply] { reply->abort(); });
}

void Transport::progressed(const std::shared_ptr<Call>& call)
{
    QNetworkReply* reply = call->reply;
    call->idle.set(m_timeout, [reply] { reply->abort(); });
}

void Transport::read(const std::shared_ptr<Call>& call)
{
    progressed(call);
    const QByteArray piece = call->reply->readAll();
    if (piece.isEmpty() || call->cut)
        return;
    call->received += piece.size();
    const int status = call->reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool streamed = call->request.sink && status >= 200 && status < 300;
    const bool fits = call->received <= call->request.largest;
    if (fits && streamed)
        call->cut = !call->request.sink(status, call->reply->rawHeader("Content-Range"), piece);
    else if (fits)
        call->body += piece;
    else
        call->cut = true;
    if (call->cut)
        call->reply->abort();
}

void Transport::finish(const std::shared_ptr<Call>& call)
{
    QNetworkReply* reply = call->reply;
    if (reply->bytesAvailable() > 0 && !call->cut)
        read(call);
    m_calls.remove(reply);
    Answer answer;
    answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.network = reply->error();
    if (call->cut && answer.network == QNetworkReply::NoError)
        answer.network = QNetworkReply::OperationCanceledError;
    answer.reason = reply->errorString();
    answer.body = std::move(call->body);
    answer.retryAfter = retryAfterOf(reply->rawHeader("Retry-After"));
    answer.contentRange = reply->rawHeader("Content-Range");
    if (reply->hasRawHeader("Upload-Offset"))
        answer.uploadOffset = reply->rawHeader("Upload-Offset").toLongLong();
    if (const qint64 there = reply->rawHeader("Bellhop-Time").toLongLong(); there > 0 && onTime)
        onTime({there});
    if (answer.status >= 400)
        readProblem(answer);
    answer.error = classify(answer.network, answer.status, answer.code);
    reply->deleteLater();
    const Answered done = std::move(call->done);
    done(answer);
}

QString segment(const QString& id)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(id));
}

} // namespace syncing
