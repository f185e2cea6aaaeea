#include "ui/thread/ticket_header.h"

#include "models/actions.h"
#include "models/desk_session.h"
#include "models/words.h"
#include "ui/shell/commands.h"
#include "ui/theme/relative_time.h"
#include "ui/theme/text_cache.h"
#include "ui/theme/theme.h"
#include "ui/thread/label_popover.h"
#include "ui/thread/snooze_menu.h"

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QPainter>

namespace ui
{

using namespace Qt::StringLiterals;

TicketHeader::TicketHeader(Context context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_subject(new ElidedLabel({}, Type::Title, Ink::Text, this))
    , m_summary(new ElidedLabel({}, Type::Secondary, Ink::Dim, this))
    , m_assign(new PushButton(tr("Assign"), ButtonKind::Secondary, this))
    , m_snooze(new PushButton(tr("Snooze"), ButtonKind::Secondary, this))
    , m_close(new PushButton(tr("Close"), ButtonKind::Secondary, this))
    , m_more(new IconButton(Glyph::More, tr("More for this ticket"), this))
    , m_assignMenu(new QMenu(this))
    , m_snoozeMenu(new QMenu(this))
    , m_moreMenu(new QMenu(this))
{
    setObjectName(u"ticketHeader"_s);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(20, space::s, space::m, space::s + 1);
    row->setSpacing(space::s);
    auto* words = new QVBoxLayout;
    words->setSpacing(1);
    words->addStretch(1);
    words->addWidget(m_subject);
    words->addWidget(m_summary);
    words->addStretch(1);
    row->addLayout(words, 1);
    for (QWidget* button : {static_cast<QWidget*>(m_assign), static_cast<QWidget*>(m_snooze),
                            static_cast<QWidget*>(m_close), static_cast<QWidget*>(m_more)})
        row->addWidget(button);
    m_assign->setObjectName(u"assign"_s);
    m_snooze->setObjectName(u"snooze"_s);
    m_close->setObjectName(u"closeTicket"_s);
    m_assign->setGlyph(Glyph::User);
    m_snooze->setGlyph(Glyph::Clock);
    fillSnoozeMenu(*m_snoozeMenu, context.session.clock(), this, [this](desk::Instant until) { snooze(until); });
    connect(m_assign, &QPushButton::clicked, this, &TicketHeader::openAssignMenu);
    connect(m_snooze, &QPushButton::clicked, this, &TicketHeader::openSnoozeMenu);
    connect(m_close, &QPushButton::clicked, this, &TicketHeader::toggleClosed);
    connect(m_more, &QToolButton::clicked, this, [this] {
        fillMoreMenu();
        m_moreMenu->popup(m_more->mapToGlobal(QPoint(0, m_more->height())));
    });
    const auto grow = [this] { setFixedHeight(Theme::current().px(extent::threadHeader)); };
    grow();
    connect(&Theme::current(), &Theme::changed, this, grow);
}

QString TicketHeader::summary() const
{
    const QLocale locale;
    QString number = QString::number(m_ticket.number);
    for (qsizetype at = number.size() - 3; at > 0; at -= 3)
        number.insert(at, QChar(0x2009)); // a thin space: figures that people say aloud
    QStringList parts{u'#' + number};
    const QString channel = models::channelName(m_ticket.channel);
    parts.append(m_ticket.recipient.isEmpty() ? channel
                                              : tr("%1 to %2", "channel, address").arg(channel, m_ticket.recipient));
    if (m_ticket.status == desk::Status::Snoozed)
        parts.append(m_ticket.snoozedUntil.isSet()
                         ? tr("snoozed until %1")
                               .arg(clockTime(m_ticket.snoozedUntil.utc().toLocalTime(),
                                              m_context.session.clock().now().utc().toLocalTime()))
                         : tr("snoozed until the customer writes"));
    if (m_ticket.status == desk::Status::Closed)
        parts.append(tr("closed"));
    if (m_ticket.returnedFromSnooze && m_ticket.status == desk::Status::Open)
        parts.append(tr("back from snooze"));
    if (m_ticket.priority != desk::Priority::Normal)
        parts.append(tr("priority %1").arg(models::priorityName(m_ticket.priority).toLower()));
    if (m_ticket.spam)
        parts.append(tr("spam"));
    return parts.join(u" · "_s);
}

void TicketHeader::setTicket(const desk::Ticket& ticket)
{
    m_ticket = ticket;
    m_subject->setFullText(ticket.subject.isEmpty() ? tr("No subject") : ticket.subject);
    m_summary->setFullText(summary());
    const bool mine = ticket.assignee == m_context.session.me().id;
    const QString who = ticket.assignee.isEmpty() ? tr("Assign")
                        : mine                    ? tr("Me")
                                                  : m_context.session.agentName(ticket.assignee);
    m_who = singleLine(who, 24);
    m_assign->setAccessibleName(ticket.assignee.isEmpty() ? tr("Assign this ticket") : tr("Assigned to %1").arg(who));
    const bool closed = ticket.status == desk::Status::Closed;
    m_close->setText(closed ? tr("Reopen") : tr("Close"));
    m_close->setGlyph(closed ? Glyph::Reopen : Glyph::Check);
    const bool chatOver = closed && ticket.channel == desk::Channel::WebChat; // TKT-3
    m_close->setEnabled(!chatOver);
    m_close->setToolTip(chatOver ? tr("A closed web chat is not reopened; the next one makes a new ticket.")
                                 : QString());
    m_snooze->setEnabled(!closed);
    fit();
}

/// In a narrow pane the buttons keep their glyphs and give up their words.
void TicketHeader::fit()
{
    const bool narrow = width() < Theme::current().px(440);
    m_assign->setText(narrow ? QString() : m_who);
    m_assign->setToolTip(narrow ? plainToolTip(m_assign->accessibleName()) : QString());
    m_snooze->setText(narrow ? QString() : tr("Snooze"));
    m_snooze->setAccessibleName(tr("Snooze"));
    const bool closed = m_ticket.status == desk::Status::Closed;
    const QString close = closed ? tr("Reopen") : tr("Close");
    m_close->setText(narrow ? QString() : close);
    m_close->setAccessibleName(closed ? tr("Reopen this ticket") : tr("Close this ticket"));
}

void TicketHeader::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

void TicketHeader::fillAssignMenu()
{
    m_assignMenu->clear();
    const models::DeskSession& session = m_context.session;
    models::Actions& actions = m_context.actions;
    const desk::TicketId id = m_ticket.id;
    const auto person = [&](const QString& name, const desk::AgentId& agent) {
        QAction* entry = m_assignMenu->addAction(name, &actions, [&actions, id, agent] { actions.assign(id, agent); });
        entry->setCheckable(true);
        entry->setChecked(m_ticket.assignee == agent);
    };
    person(tr("Me"), session.me().id);
    person(tr("Nobody"), {});
    m_assignMenu->addSeparator();
    for (const desk::Agent& agent : session.agents())
        if (agent.active && agent.id != session.me().id)
            person(singleLine(agent.name), agent.id);
    if (session.teams().isEmpty())
        return;
    m_assignMenu->addSection(tr("Team"));
    for (const desk::Team& team : session.teams()) {
        const bool has = m_ticket.team == team.id;
        QAction* entry = m_assignMenu->addAction(singleLine(team.name), &actions, [&actions, id, has, team] {
            actions.setTeam(id, has ? desk::TeamId() : team.id);
        });
        entry->setCheckable(true);
        entry->setChecked(has);
    }
}

void TicketHeader::openAssignMenu()
{
    fillAssignMenu();
    m_assignMenu->popup(m_assign->mapToGlobal(QPoint(0, m_assign->height())));
}

void TicketHeader::openSnoozeMenu()
{
    if (m_snooze->isEnabled())
        m_snoozeMenu->popup(m_snooze->mapToGlobal(QPoint(0, m_snooze->height())));
}

void TicketHeader::openLabels()
{
    openLabelPopover(m_context, m_ticket, m_more);
}

void TicketHeader::snooze(desk::Instant until)
{
    m_context.actions.snooze(m_ticket.id, until);
    Q_EMIT finished(m_ticket.id);
}

void TicketHeader::toggleClosed()
{
    if (!m_close->isEnabled())
        return;
    if (m_ticket.status == desk::Status::Closed) {
        m_context.actions.reopen(m_ticket.id);
        return;
    }
    m_context.actions.close(m_ticket.id);
    Q_EMIT finished(m_ticket.id);
}

void TicketHeader::assignToMe()
{
    m_context.actions.assign(m_ticket.id, m_context.session.me().id);
}

void TicketHeader::toggleSpam()
{
    m_context.actions.markSpam(m_ticket.id, !m_ticket.spam);
}

void TicketHeader::markUnread()
{
    m_context.actions.markUnread(m_ticket.id);
}

void TicketHeader::fillMoreMenu()
{
    m_moreMenu->clear();
    models::Actions& actions = m_context.actions;
    const desk::TicketId id = m_ticket.id;
    m_moreMenu->addAction(Icon::icon(Glyph::Tag), tr("Labels …"), this, &TicketHeader::openLabels);
    QMenu* priorities = m_moreMenu->addMenu(Icon::icon(Glyph::Sort), tr("Priority"));
    for (const desk::Priority priority :
         {desk::Priority::Urgent, desk::Priority::High, desk::Priority::Normal, desk::Priority::Low}) {
        QAction* entry = priorities->addAction(models::priorityName(priority), &actions,
                                               [&actions, id, priority] { actions.setPriority(id, priority); });
        entry->setCheckable(true);
        entry->setChecked(m_ticket.priority == priority);
    }
    m_moreMenu->addAction(Icon::icon(Glyph::Mail), tr("Mark as unread"), this, &TicketHeader::markUnread);
    m_moreMenu->addAction(Icon::icon(Glyph::Link), tr("Copy link"), this, [this] {
        QApplication::clipboard()->setText(u"bellhop://desk/ticket/%1"_s.arg(m_ticket.number));
    });
    m_moreMenu->addSeparator();
    m_moreMenu->addAction(Icon::icon(Glyph::Spam), m_ticket.spam ? tr("Not spam") : tr("Mark as spam"), this,
                          &TicketHeader::toggleSpam);
}

void TicketHeader::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().panel);
    painter.setPen(tokens().line);
    painter.drawLine(0, height() - 1, width(), height() - 1);
}

} // namespace ui
