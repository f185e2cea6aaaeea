#pragma once
// HTTP of one desk: one network manager, limits on time and size, no redirects, no HTTP/2. Knows nothing of tokens.

#include "desk/instant.h"
#include "sync/error_class.h"
#include "sync/timers.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QNetworkAccessManager>
#include <QObject>
#include <QPair>
#include <QString>
#include <QUrl>
#include <QUrlQuery>

#include <functional>

namespace syncing
{

inline constexpr qint64 kLargestAnswer = 64LL * 1024 * 1024;

struct Request {
    QByteArray verb = QByteArrayLiteral("GET");
    QString path; ///< below the server's address, percent-encoded
    QUrlQuery query;
    QByteArray body;
    QByteArray bodyType = QByteArrayLiteral("application/json");
    QList<QPair<QByteArray, QByteArray>> headers;
    /// The network layer must not send it a second time by itself when a kept connection breaks.
    bool once = false;
    qint64 largest = kLargestAnswer;
    /// Takes a successful body piece by piece instead of Answer::body; false ends the transfer.
    std::function<bool(int status, const QByteArray& range, const QByteArray& piece)> sink;
};

struct Answer {
    ErrorClass error = ErrorClass::Transient;
    QNetworkReply::NetworkError network = QNetworkReply::NoError;
    int status = 0; ///< 0 = no answer
    QByteArray body;
    QString code;   ///< of the problem document
    QString detail; ///< of the problem document, for people
    QString reason; ///< the network's words when there was no answer
    qint64 retryAfter = 0;
    qint64 uploadOffset = -1;
    QByteArray contentRange;

    bool ok() const { return error == ErrorClass::None; }
};

using Answered = std::function<void(const Answer&)>;

/// Lives on the worker thread. Destroying it ends all requests without an answer.
class Transport final : public QObject
{
    Q_OBJECT

public:
    Transport(Timers& timers, const QUrl& server, qint64 timeout);
    ~Transport() override;

    /// Requests under way to the old address fail as if the line had broken.
    void setServer(const QUrl& server);
    const QUrl& server() const { return m_server; }
    qint64 timeout() const { return m_timeout; }

    /// `timeout` milliseconds without any progress, or ten times as long in all, end it. `done` is never called from
    /// inside send().
    void send(const Request& request, Answered done);
    /// Ends all requests; each gets its answer.
    void abortAll();

    /// The desk's clock, as an answer that came just now tells it.
    std::function<void(desk::Instant there)> onTime;

private:
    struct Call;

    QNetworkReply* begin(const Request& request);
    void watch(const std::shared_ptr<Call>& call);
    void progressed(const std::shared_ptr<Call>& call);
    void read(const std::shared_ptr<Call>& call);
    void finish(const std::shared_ptr<Call>& call);

    Timers& m_timers;
    QUrl m_server;
    qint64 m_timeout;
    QNetworkAccessManager m_manager;
    QHash<QNetworkReply*, std::shared_ptr<Call>> m_calls;
};

/// An id as one segment of a path.
QString segment(const QString& id);

} // namespace syncing
