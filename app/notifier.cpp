#include "app/notifier.h"

#include "models/desk_session.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace app
{

using namespace Qt::StringLiterals;

namespace
{

const QString kService = u"org.freedesktop.Notifications"_s;
const QString kPath = u"/org/freedesktop/Notifications"_s;
constexpr qint64 kFresh = 2 * desk::kMinute; // what a first sync or a long sleep brings is not news

} // namespace

Notifier::Notifier(models::DeskSession& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&session, &models::DeskSession::changed, this, &Notifier::take);
    QDBusConnection bus = QDBusConnection::sessionBus();
    bus.connect(kService, kPath, kService, u"ActionInvoked"_s, this, SLOT(actionInvoked(uint, QString)));
    bus.connect(kService, kPath, kService, u"NotificationClosed"_s, this, SLOT(noticeClosed(uint, uint)));
}

void Notifier::take(const store::ChangeSet& changes)
{
    if (m_quiet)
        return;
    for (const store::TicketChange& change : changes.tickets) {
        if (deserves(change))
            notify(*change.after);
    }
}

bool Notifier::deserves(const store::TicketChange& change) const
{
    if (!change.after || change.after->spam || change.after->status != desk::Status::Open)
        return false;
    const desk::Ticket& after = *change.after;
    const bool wrote = after.lastInbound.isSet() && (!change.before || change.before->lastInbound < after.lastInbound);
    const bool mine = after.assignee.isEmpty() || after.assignee == m_session.me().id;
    return wrote && mine && m_session.clock().now() - after.lastInbound < kFresh;
}

void Notifier::notify(const desk::Ticket& ticket)
{
    Q_EMIT noticed(ticket);
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    QDBusMessage call = QDBusMessage::createMethodCall(kService, kPath, kService, u"Notify"_s);
    // Body texts may carry markup on some desktops: a customer's words must stay words.
    call << u"Bellhop"_s << m_ofTicket.value(ticket.id, 0u) << u"org.bellhop.Bellhop"_s << ticket.requesterName
         << ticket.snippet.toHtmlEscaped() << QStringList{u"default"_s, tr("Open ticket")}
         << QVariantMap{{u"desktop-entry"_s, u"org.bellhop.Bellhop"_s}, {u"category"_s, u"im.received"_s}} << -1;
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, id = ticket.id](QDBusPendingCallWatcher* done) {
        done->deleteLater();
        const QDBusPendingReply<uint> reply = *done;
        if (!reply.isValid())
            return;
        m_shown.insert(reply.value(), id);
        m_ofTicket.insert(id, reply.value());
    });
}

void Notifier::actionInvoked(uint id, const QString&)
{
    if (const auto found = m_shown.constFind(id); found != m_shown.constEnd())
        Q_EMIT ticketAsked(*found);
}

void Notifier::noticeClosed(uint id, uint)
{
    m_ofTicket.remove(m_shown.take(id));
}

} // namespace app
