#include "ui/shell/read_marker.h"

#include "models/actions.h"
#include "models/desk_session.h"

#include <QApplication>
#include <QWidget>

#include <algorithm>

namespace ui
{

namespace
{
constexpr int kShownMs = 700;
}

ReadMarker::ReadMarker(Context context, QWidget* window)
    : QObject(window)
    , m_context(context)
    , m_window(window)
{
    m_shown.setSingleShot(true);
    m_shown.setInterval(kShownMs);
    connect(&m_shown, &QTimer::timeout, this, &ReadMarker::mark);
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this, &ReadMarker::consider);
    connect(&context.session, &models::DeskSession::changed, this, [this](const store::ChangeSet& changes) {
        const bool mine = std::any_of(changes.tickets.begin(), changes.tickets.end(), [this](const auto& change) {
            return change.after && change.after->id == m_ticket && change.after->unread;
        });
        if (mine)
            consider();
    });
    connect(&context.actions, &models::Actions::queued, this, [this](const desk::Operation& operation) {
        if (operation.kind == desk::OperationKind::MarkUnread && operation.ticket == m_ticket) {
            m_left = true;
            m_shown.stop();
        }
    });
}

void ReadMarker::shown(const desk::TicketId& ticket)
{
    m_ticket = ticket;
    m_left = false;
    m_shown.stop();
    consider();
}

void ReadMarker::consider()
{
    if (!m_ticket.isEmpty() && !m_left && !m_shown.isActive())
        m_shown.start();
}

void ReadMarker::mark()
{
    const bool seen = m_window->isVisible() && !m_window->isMinimized() && m_window->isActiveWindow();
    if (!seen || m_left)
        return;
    const auto ticket = m_context.session.read(std::optional<desk::Ticket>(),
                                               [this](store::Reader& reader) { return reader.ticket(m_ticket); });
    if (!ticket || !ticket->unread)
        return;
    desk::MessageId last = ticket->lastMessage;
    if (last.isEmpty()) {
        const auto page = m_context.session.read(
            store::ThreadPage(), [this](store::Reader& reader) { return reader.thread(m_ticket, std::nullopt, 1); });
        if (!page.messages.isEmpty())
            last = page.messages.last().message.id;
    }
    if (!last.isEmpty())
        m_context.actions.markRead(m_ticket, last);
}

} // namespace ui
