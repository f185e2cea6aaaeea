#include "ui/shell/wished_ticket.h"

#include "models/desk_session.h"
#include "models/remote.h"

namespace ui
{

WishedTicket::WishedTicket(models::DeskSession& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&session, &models::DeskSession::changed, this, [this](const store::ChangeSet& changes) {
        if (changes.everything || changes.swept || !changes.tickets.isEmpty())
            look();
    });
    connect(&session, &models::DeskSession::syncStateChanged, this, &WishedTicket::look);
}

void WishedTicket::wish(qint64 number)
{
    drop();
    m_number = number;
    look();
    if (!m_number)
        return;
    Q_EMIT said((m_isAsked ? tr("Ticket #%1 is not here yet; the desk is asked for it.")
                           : tr("Ticket #%1 is not here yet; it opens as soon as the desk has brought it."))
                    .arg(QString::number(number)));
}

void WishedTicket::drop()
{
    m_number.reset();
    m_isAsked = false;
    ++m_token;
}

void WishedTicket::look()
{
    if (!m_number)
        return;
    const qint64 number = *m_number;
    const auto ticket = m_session.read(std::optional<desk::TicketId>(),
                                       [number](store::Reader& reader) { return reader.byNumber(number); });
    if (ticket) {
        drop();
        Q_EMIT found(*ticket, number);
        return;
    }
    const store::SyncState& state = m_session.syncState();
    if (state.link == store::Link::Live && state.historyComplete)
        sayNone();
    else if (state.link == store::Link::Live && !m_isAsked && m_session.remote())
        ask();
    else if (state.link == store::Link::Offline || state.link == store::Link::SignedOut)
        m_isAsked = false; // once more when the line is back
}

void WishedTicket::ask()
{
    m_isAsked = true;
    // The ticket of the number stands before all other hits.
    m_session.remote()->search(u'#' + QString::number(*m_number), 1, this,
                               [this, token = ++m_token](const QString& error, bool) { answered(token, error); });
}

void WishedTicket::answered(quint64 token, const QString& error)
{
    if (token != m_token)
        return;
    look(); // what the desk has brought is in the file
    if (!m_number)
        return;
    if (error.isEmpty())
        return sayNone();
    Q_EMIT said(tr("The desk could not be asked for ticket #%1: %2 It opens as soon as the desk has brought it.")
                    .arg(QString::number(*m_number), error));
}

void WishedTicket::sayNone()
{
    const qint64 number = *m_number;
    drop();
    Q_EMIT said(tr("There is no ticket #%1 on this desk, or you may not see it.").arg(QString::number(number)));
}

} // namespace ui
