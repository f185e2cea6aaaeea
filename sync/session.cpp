#include "sync/session.h"

#include "desk/json.h"

#include <QJsonDocument>

#include <utility>

namespace syncing
{

using namespace Qt::StringLiterals;

Session::Session(Transport& transport, Credentials& credentials)
    : m_transport(transport)
    , m_credentials(credentials)
{
}

void Session::load()
{
    if (m_state == State::Refreshing)
        return;
    m_state = State::Loading;
    const int number = ++m_load;
    m_credentials.load(this, [this, number](const Tokens& tokens) {
        if (number == m_load && m_state == State::Loading)
            loaded(tokens);
    });
}

void Session::loaded(const Tokens& tokens)
{
    m_tokens = tokens;
    if (tokens.access.isEmpty() && tokens.refresh.isEmpty())
        return signOut();
    m_state = State::Ready;
    if (onReady)
        onReady();
    releaseAll();
}

void Session::send(const Request& request, Answered done)
{
    dispatch({request, std::move(done), 0});
}

void Session::dispatch(Waiting waiting)
{
    if (m_state == State::SignedOut) {
        Answer answer;
        answer.error = ErrorClass::SignedOut;
        return answerLater(waiting.done, answer);
    }
    if (m_state != State::Ready) {
        m_waiting.append(std::move(waiting));
        return;
    }
    Request request = waiting.request;
    request.headers.append({QByteArrayLiteral("Authorization"), "Bearer " + m_tokens.access.toUtf8()});
    m_transport.send(request, [this, used = m_tokens.access, waiting = std::move(waiting)](const Answer& answer) {
        answered(used, waiting, answer);
    });
}

void Session::answered(const QString& usedToken, Waiting waiting, const Answer& answer)
{
    if (answer.error == ErrorClass::SignedOut && usedToken == m_tokens.access && m_state == State::Ready)
        signOut();
    if (answer.error != ErrorClass::Refresh)
        return waiting.done(answer);
    if (waiting.refreshes > 0 && usedToken == m_tokens.access) {
        // A fresh token that has run out at once: a clock is wrong somewhere; asking on and on would not help.
        Answer later = answer;
        later.error = ErrorClass::Transient;
        return waiting.done(later);
    }
    waiting.refreshes += 1;
    const bool outdated = usedToken != m_tokens.access;
    if (m_state == State::Ready && !outdated) {
        m_waiting.append(std::move(waiting));
        return refresh();
    }
    dispatch(std::move(waiting));
}

void Session::doubt(const QString& access)
{
    if (m_state == State::Ready && access == m_tokens.access && !m_tokens.refresh.isEmpty())
        refresh();
}

void Session::refresh()
{
    if (m_tokens.refresh.isEmpty())
        return signOut();
    m_state = State::Refreshing;
    Request request;
    request.verb = QByteArrayLiteral("POST");
    request.path = u"/v1/refresh"_s;
    request.body = QJsonDocument(QJsonObject{{u"refresh"_s, m_tokens.refresh}}).toJson(QJsonDocument::Compact);
    // A lost answer is asked for again within a minute (the gate's pauses); nothing below may repeat it after that.
    request.once = true;
    request.largest = 1024 * 1024;
    m_transport.send(request, [this](const Answer& answer) { refreshed(answer); });
}

void Session::refreshed(const Answer& answer)
{
    const auto object = answer.ok() ? desk::parseObject(answer.body) : desk::Parsed<QJsonObject>(desk::JsonError());
    const QString access = object ? object->value("access"_L1).toString() : QString();
    if (!access.isEmpty()) {
        m_tokens.access = access;
        m_tokens.refresh = object->value("refresh"_L1).toString(m_tokens.refresh);
        m_credentials.save(m_tokens);
        m_state = State::Ready;
        if (onReady)
            onReady();
        return releaseAll();
    }
    if (!answer.ok() && answer.error != ErrorClass::Transient)
        return signOut();
    // The tokens stay; whoever waited tries again later and meets the same refresh.
    m_state = State::Ready;
    Answer later = answer;
    later.error = ErrorClass::Transient;
    refuseAll(later);
}

void Session::signOut()
{
    m_state = State::SignedOut;
    Answer answer;
    answer.error = ErrorClass::SignedOut;
    refuseAll(answer);
    if (onSignedOut)
        onSignedOut();
}

void Session::releaseAll()
{
    for (Waiting& waiting : std::exchange(m_waiting, {}))
        dispatch(std::move(waiting));
}

void Session::refuseAll(const Answer& answer)
{
    for (const Waiting& waiting : std::exchange(m_waiting, {}))
        answerLater(waiting.done, answer);
}

void Session::answerLater(const Answered& done, const Answer& answer)
{
    QMetaObject::invokeMethod(
        this, [done, answer] { done(answer); }, Qt::QueuedConnection);
}

} // namespace syncing
