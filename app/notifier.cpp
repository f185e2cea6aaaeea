#include "app/notifier.h"

#include "app/session_bus.h"
#include "models/desk_session.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QLocale>

namespace app
{

using namespace Qt::StringLiterals;

namespace
{

const QString kNotifierService = u"org.freedesktop.Notifications"_s;
const QString kNotifierPath = u"/org/freedesktop/Notifications"_s;
constexpr qint64 kFresh = 2 * desk::kMinute; // what a first sync or a long sleep brings is not news
constexpr qint64 kSkew = desk::kHour; // while live what comes is new, even where the clocks of desk and computer differ
constexpr qsizetype kSingly = 3;      // more at once become one notice

} // namespace

Notifier::Notifier(models::DeskSession& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&session, &models::DeskSession::changed, this, &Notifier::take);
    if (hasSessionBus())
        listen();
}

void Notifier::listen()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(kNotifierService, kNotifierPath, kNotifierService, u"ActionInvoked"_s, this,
                SLOT(actionInvoked(uint, QString)));
    bus.connect(kNotifierService, kNotifierPath, kNotifierService, u"NotificationClosed"_s, this,
                SLOT(noticeClosed(uint, uint)));
    const QDBusMessage ask =
        QDBusMessage::createMethodCall(kNotifierService, kNotifierPath, kNotifierService, u"GetCapabilities"_s);
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(ask), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher* done) {
        done->deleteLater();
        const QDBusPendingReply<QStringList> reply = *done;
        m_markup = reply.isValid() && reply.value().contains(u"body-markup"_s);
    });
}

void Notifier::take(const store::ChangeSet& changes)
{
    if (m_inFront || !m_enabled)
        return;
    QList<desk::Ticket> tickets;
    QStringList texts;
    for (const store::TicketChange& change : changes.tickets) {
        const bool written = isWritten(change);
        if (!written && !isAwake(change))
            continue;
        tickets.append(*change.after);
        texts.append(written ? change.after->snippet : tr("Back from its snooze: %1").arg(change.after->subject));
    }
    if (tickets.size() > kSingly)
        return notifyMany(tickets);
    for (qsizetype i = 0; i < tickets.size(); ++i)
        notify(tickets.at(i), texts.at(i));
}

bool Notifier::isWritten(const store::TicketChange& change) const
{
    if (!change.after || change.after->spam || change.after->status != desk::Status::Open)
        return false;
    const desk::Ticket& after = *change.after;
    const bool wrote = after.lastInbound.isSet() && (!change.before || change.before->lastInbound < after.lastInbound);
    const bool mine = after.assignee.isEmpty() || after.assignee == m_session.me().id;
    const qint64 fresh = m_session.syncState().link == store::Link::Live ? kSkew : kFresh;
    return wrote && mine && m_session.clock().now() - after.lastInbound < fresh;
}

/// Its time has come; somebody who reopens a ticket before that knows it.
bool Notifier::isAwake(const store::TicketChange& change) const
{
    if (!change.before || !change.after || change.after->spam)
        return false;
    const bool woke = change.before->status == desk::Status::Snoozed && change.after->status == desk::Status::Open;
    const desk::Instant due = change.before->snoozedUntil;
    return woke && change.after->assignee == m_session.me().id && due.isSet() && due - m_session.clock().now() < kFresh;
}

void Notifier::notify(const desk::Ticket& ticket, const QString& text)
{
    show(ticket.id, {ticket.requesterName, text, tr("Open ticket")});
    Q_EMIT noticed(ticket);
}

void Notifier::notifyMany(const QList<desk::Ticket>& tickets)
{
    QStringList names;
    for (const desk::Ticket& ticket : tickets.first(kSingly))
        names << ticket.requesterName;
    show({}, {tr("%n ticket(s) want you", nullptr, int(tickets.size())),
              tr("%1 and others").arg(QLocale().createSeparatedList(names)), tr("Show Bellhop")});
    Q_EMIT noticedMany(tickets);
}

/// The desktop names a notice in its answer, and only a named one can be changed. Until then the newest words wait: a
/// customer who writes three times at once gets one notice.
void Notifier::show(const desk::TicketId& about, const Wording& wording)
{
    if (!hasSessionBus())
        return;
    const auto asked = m_asked.find(about);
    if (asked != m_asked.end())
        *asked = wording;
    else
        hand(about, wording);
}

void Notifier::hand(const desk::TicketId& about, const Wording& wording)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    const uint former = m_ofTicket.value(about, 0u);
    QVariantMap hints{{u"desktop-entry"_s, u"org.bellhop.Bellhop"_s}, {u"category"_s, u"im.received"_s}};
    if (former != 0)
        hints.insert(u"suppress-sound"_s, true); // it has rung for this ticket
    QDBusMessage call = QDBusMessage::createMethodCall(kNotifierService, kNotifierPath, kNotifierService, u"Notify"_s);
    call << u"Bellhop"_s << former << u"org.bellhop.Bellhop"_s
         << wording.title
         // A customer's words must stay words.
         << (m_markup ? wording.text.toHtmlEscaped() : wording.text) << QStringList{u"default"_s, wording.action}
         << hints << -1;
    m_asked.insert(about, std::nullopt);
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, about](QDBusPendingCallWatcher* done) {
        done->deleteLater();
        const QDBusPendingReply<uint> reply = *done;
        handed(about, reply.isValid() ? reply.value() : 0);
    });
}

/// `id`: 0 when the desktop did not take it.
void Notifier::handed(const desk::TicketId& about, uint id)
{
    if (id != 0) {
        m_shown.insert(id, about);
        m_ofTicket.insert(about, id);
    }
    if (const std::optional<Wording> newer = m_asked.take(about))
        hand(about, *newer);
}

void Notifier::actionInvoked(uint id, const QString&)
{
    const auto found = m_shown.constFind(id);
    if (found == m_shown.constEnd())
        return;
    if (found->isEmpty())
        return Q_EMIT showAsked();
    // A listener may come back here, and change what is shown.
    const desk::TicketId ticket = *found; // NOLINT(performance-unnecessary-copy-initialization)
    Q_EMIT ticketAsked(ticket);
}

void Notifier::noticeClosed(uint id, uint)
{
    if (m_shown.contains(id))
        m_ofTicket.remove(m_shown.take(id));
}

} // namespace app
