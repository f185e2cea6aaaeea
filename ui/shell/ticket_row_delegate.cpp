#include "ui/shell/ticket_row_delegate.h"

#include "desk/reply_rules.h"
#include "models/desk_session.h"
#include "models/ticket_list_model.h"
#include "ui/theme/paint.h"
#include "ui/theme/relative_time.h"
#include "ui/theme/theme.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/chip.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace ui
{

using namespace Qt::StringLiterals;

/// Where a line of text stands, and the row's state.
struct TicketRowDelegate::Line {
    QRect rect;
    bool unread = false;
    Qt::LayoutDirection direction = Qt::LeftToRight;

    QRect atEnd(int width, int height) const
    {
        const QRect place(rect.right() - width + 1, rect.center().y() - height / 2 + 1, width, height);
        return QStyle::visualRect(direction, rect, place);
    }
    QRect atStart(int width) const
    {
        return QStyle::visualRect(direction, rect, QRect(rect.left(), rect.top(), width, rect.height()));
    }
};

namespace
{

constexpr int kAvatar = 36;
constexpr int kAvatarCompact = 28;
constexpr int kTextLeft = 58;
constexpr int kTextLeftCompact = 48;
constexpr int kWidestMark = 110;

bool isCompact()
{
    return Theme::current().density() == Theme::Density::Compact;
}

/// What the age counts from: how long the customer waits, else the last change.
desk::Instant ageOf(const desk::Ticket& ticket)
{
    return ticket.waitingSince.isSet() ? ticket.waitingSince : ticket.updated;
}

} // namespace

TicketRowDelegate::TicketRowDelegate(models::DeskSession& session, models::TicketListModel& model, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_session(session)
    , m_model(model)
{
}

QSize TicketRowDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {option.rect.width(), Theme::current().listRowHeight()};
}

void TicketRowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    paintGround(painter, option);
    const desk::Ticket* ticket = m_model.ticket(index.row());
    if (!ticket)
        return;
    const Theme& theme = Theme::current();
    const Tokens& t = tokens();
    const bool compact = isCompact();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QColor ground = selected ? t.selection : option.state.testFlag(QStyle::State_MouseOver) ? t.hover : t.panel;
    const int side = theme.px(compact ? kAvatarCompact : kAvatar);
    const int top = compact ? (option.rect.height() - side) / 2 : theme.px(10);
    const QRect avatar = QStyle::visualRect(option.direction, option.rect,
                                            QRect(option.rect.left() + space::m, option.rect.top() + top, side, side));
    const AvatarFace face{ticket->requesterName, ticket->requester.value(),
                          channelGlyph(desk::toString(ticket->channel))};
    painter->drawPixmap(avatar.topLeft(), avatarPixmap(face, side, ground, painter->device()->devicePixelRatioF()));

    const int left = theme.px(compact ? kTextLeftCompact : kTextLeft);
    const QRect text =
        QStyle::visualRect(option.direction, option.rect, option.rect.adjusted(left, 0, -(space::m + 2), 0));
    const int lineHeight = theme.metrics(Type::Body).height() + 3;
    const int lines = compact ? 2 : 3;
    int y = option.rect.top() + (option.rect.height() - 1 - lines * lineHeight) / 2;
    const auto next = [&] {
        const Line line{QRect(text.left(), y, text.width(), lineHeight), ticket->unread, option.direction};
        y += lineHeight;
        return line;
    };
    const Marks marks{m_model.hasDraft(ticket->id), index.data(models::TicketListModel::PendingRole).toBool(),
                      index.data(models::TicketListModel::UndecidedRole).toBool()};
    paintHead(painter, next(), *ticket);
    const Line subject = next();
    const int width = compact ? paintMarks(painter, subject, *ticket, marks) : subject.rect.width();
    painter->setPen(t.text);
    drawElided(painter, subject.atStart(width), ticket->subject.isEmpty() ? ticket->snippet : ticket->subject,
               int(ticket->unread ? Type::BodyStrong : Type::Body));
    if (!compact)
        paintSnippet(painter, next(), *ticket, marks);
}

void TicketRowDelegate::paintGround(QPainter* painter, const QStyleOptionViewItem& option) const
{
    const Tokens& t = tokens();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    painter->fillRect(option.rect, selected ? t.selection : hovered ? t.hover : t.panel);
    QRect line = option.rect;
    line.setTop(line.bottom());
    painter->fillRect(line, t.line);
    if (selected) {
        QRect bar = option.rect;
        bar.setWidth(extent::selectionBar);
        painter->fillRect(QStyle::visualRect(option.direction, option.rect, bar), t.accent);
    }
    if (option.state.testFlag(QStyle::State_HasFocus))
        paintFocusRing(painter, option.rect.adjusted(0, 0, 0, -1), 0, true);
}

void TicketRowDelegate::paintHead(QPainter* painter, const Line& line, const desk::Ticket& ticket) const
{
    const Theme& theme = Theme::current();
    const Tokens& t = tokens();
    const QString age = relativeTime(ageOf(ticket).utc().toLocalTime(), m_session.clock().now().utc().toLocalTime());
    const Type ageType = ticket.unread ? Type::SecondaryStrong : Type::Secondary;
    const int ageWidth = m_texts.width(age, ageType) + 4;
    painter->setFont(theme.font(ageType));
    painter->setPen(ticket.unread ? t.accent : t.dim);
    drawFigures(painter, line.atEnd(ageWidth, line.rect.height()), Qt::AlignVCenter | Qt::AlignTrailing, age);
    painter->setPen(t.text);
    const QString name = ticket.requesterName.isEmpty() ? tr("Unknown") : ticket.requesterName;
    drawElided(painter, line.atStart(line.rect.width() - ageWidth - space::s), name,
               int(ticket.unread ? Type::BodyStrong : Type::Body));
}

/// For a customer who waits where replies stop after a day (REPLY-7).
QString TicketRowDelegate::windowText(const desk::Ticket& ticket) const
{
    const desk::Instant closes = desk::windowCloses(ticket);
    const desk::Instant now = m_session.clock().now();
    if (ticket.status != desk::Status::Open || !ticket.waitingSince.isSet() || !closes.isSet() || closes <= now)
        return {};
    return tr("Reply window closes in %1").arg(remainingTime(closes.utc(), now.utc()));
}

QString TicketRowDelegate::snippetOf(const desk::Ticket& ticket) const
{
    if (m_session.customerTyping(ticket.id))
        return tr("typing…");
    QString text = ticket.snippetDirection == desk::Direction::Outbound && !ticket.snippet.isEmpty()
                       ? tr("You: %1", "the desk wrote last").arg(ticket.snippet)
                       : ticket.snippet;
    if (const QString window = windowText(ticket); !window.isEmpty())
        text =
            text.isEmpty() || text == ticket.subject ? window : tr("%1 · %2", "reply window, text").arg(window, text);
    if (ticket.returnedFromSnooze)
        text = text.isEmpty() ? tr("Back from snooze") : tr("Back from snooze · %1").arg(text);
    return text;
}

void TicketRowDelegate::paintSnippet(QPainter* painter, const Line& line, const desk::Ticket& ticket, Marks marks) const
{
    const int width = paintMarks(painter, line, ticket, marks);
    painter->setPen(tokens().dim);
    drawElided(painter, line.atStart(width), snippetOf(ticket), int(Type::Secondary));
}

int TicketRowDelegate::paintMarks(QPainter* painter, const Line& line, const desk::Ticket& ticket, Marks marks) const
{
    const Theme& theme = Theme::current();
    int end = 0;
    const auto take = [&](int width) {
        end += width + space::xs;
        return line.rect.width() - end - space::xs;
    };
    const auto chip = [&](const QString& text, ChipTone tone) {
        const QSize size = chipSize(text, theme.px(kWidestMark));
        if (end + size.width() > line.rect.width() * 2 / 3)
            return;
        Line place = line;
        place.rect.setWidth(line.rect.width() - end);
        if (line.direction == Qt::RightToLeft)
            place.rect.moveRight(line.rect.right());
        paintChip(painter, place.atEnd(size.width(), size.height()), text, tone);
        take(size.width());
    };
    if (marks.undecided)
        chip(tr("Not sent"), ChipTone::Danger);
    if (marks.draft)
        chip(tr("Draft"), ChipTone::Warn);
    if (marks.pending && !marks.undecided)
        chip(tr("Queued"), ChipTone::Accent);
    if (!marks.draft && !ticket.labels.isEmpty()) {
        if (const QString name = m_session.labelName(ticket.labels.first()); !name.isEmpty())
            chip(name, ChipTone::Neutral);
    }
    if (ticket.hasAttachment) {
        const int side = theme.px(12);
        Line place = line;
        place.rect.setWidth(line.rect.width() - end);
        if (line.direction == Qt::RightToLeft)
            place.rect.moveRight(line.rect.right());
        Icon::paint(painter, Glyph::Paperclip, place.atEnd(side, side), tokens().dim);
        take(side);
    }
    return end == 0 ? line.rect.width() : line.rect.width() - end - space::xs;
}

void TicketRowDelegate::drawElided(QPainter* painter, const QRect& rect, const QString& text, int type) const
{
    painter->setFont(Theme::current().font(Type(type)));
    drawLine(painter, rect, Qt::AlignVCenter | Qt::AlignLeading, m_texts.elided(text, Type(type), rect.width()));
}

bool TicketRowDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                                  const QModelIndex& index)
{
    if (event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const desk::Ticket* ticket = m_model.ticket(index.row());
    if (!ticket)
        return false;
    QStringList labels;
    for (const desk::LabelId& label : ticket->labels)
        labels.append(m_session.labelName(label));
    QStringList lines{tr("#%1 %2").arg(QString::number(ticket->number), ticket->requesterName), ticket->subject,
                      snippetOf(*ticket), exactTime(ticket->updated.utc().toLocalTime()), labels.join(u", "_s)};
    lines.removeAll(QString());
    QToolTip::showText(event->globalPos(), plainToolTip(lines.join(u'\n')), view);
    return true;
}

} // namespace ui
