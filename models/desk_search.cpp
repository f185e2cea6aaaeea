#include "models/desk_search.h"

#include "models/desk_session.h"
#include "models/remote.h"
#include "store/search_query.h"

namespace models
{

namespace
{
constexpr int kPauseMs = 300;
constexpr int kMostDeskHits = 50;
constexpr qsizetype kShortest = 2; ///< every word that begins with one letter would be half of a large desk

bool isGone(store::Link link)
{
    return link == store::Link::Offline || link == store::Link::SignedOut || link == store::Link::Refused;
}
} // namespace

DeskSearch::DeskSearch(DeskSession& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_question(QString())
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &DeskSearch::ask);
    connect(&session, &DeskSession::syncStateChanged, this, &DeskSearch::weigh);
}

void DeskSearch::setQuestion(const QString& text)
{
    m_question = store::serverQuestion(text);
    m_pause.stop();
    weigh();
}

void DeskSearch::weigh()
{
    // Nobody has answered and nobody will: with the line back the words may be asked for again.
    if (isGone(m_session.syncState().link) && (m_ask == Ask::UnderWay || m_ask == Ask::Failed)) {
        m_ask = Ask::None;
        ++m_token;
    }
    show(wanted());
}

DeskSearch::State DeskSearch::wanted() const
{
    const store::SyncState& sync = m_session.syncState();
    if (!m_session.remote() || sync.historyComplete || (m_question && m_question->isEmpty()))
        return State::Quiet;
    if (!m_question)
        return State::Filtered;
    if (isAsked())
        return m_ask == Ask::UnderWay ? State::Asking : m_ask == Ask::Failed ? State::Failed : State::Quiet;
    const bool soon = sync.link == store::Link::Live || sync.link == store::Link::CatchingUp;
    return soon && m_question->size() >= kShortest ? State::Waiting : State::HereOnly;
}

void DeskSearch::show(State state)
{
    if (state != State::Waiting || m_session.syncState().link != store::Link::Live)
        m_pause.stop();
    else if (!m_pause.isActive()) // the pause goes by the typing, not by what else happens
        m_pause.start();
    if (std::exchange(m_state, state) != state)
        Q_EMIT stateChanged();
}

void DeskSearch::ask()
{
    m_asked = *m_question;
    m_ask = Ask::UnderWay;
    m_trouble.clear();
    m_more = false;
    show(State::Asking);
    m_session.remote()->search(
        m_asked, kMostDeskHits, this,
        [this, token = ++m_token](const QString& error, bool more) { answered(token, error, more); });
}

void DeskSearch::answered(quint64 token, const QString& error, bool more)
{
    if (token != m_token)
        return;
    m_ask = error.isEmpty() ? Ask::Answered : Ask::Failed;
    m_trouble = error;
    m_more = more;
    if (error.isEmpty() && isAsked())
        Q_EMIT found();
    weigh();
}

} // namespace models
