// Where the parts of a card stand, and what it paints itself.
#include "models/moments.h"
#include "ui/thread/message_card.h"

#include "models/desk_session.h"
#include "models/words.h"
#include "ui/theme/paint.h"
#include "ui/theme/relative_time.h"
#include "ui/theme/text_cache.h"
#include "ui/theme/theme.h"
#include "ui/thread/body_view.h"
#include "ui/thread/message_footer.h"
#include "ui/thread/page_line.h"

#include <QLayout>
#include <QLocale>
#include <QPainter>
#include <QStyle>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kGap = 12; ///< below every row
constexpr int kPadding = 14;
constexpr int kHeading = 36;
constexpr int kMark = 13; ///< an icon in the line above the text

bool isShown(const QWidget* widget)
{
    return widget && !widget->isHidden();
}

} // namespace

int MessageCard::aboveBox() const
{
    const bool heading = !m_content.heading.isEmpty() || m_content.firstUnread;
    return heading ? Theme::current().px(kHeading) : 0;
}

/// Of what waits here more is known than its delivery says (BEY-15).
desk::Message MessageCard::asKnown() const
{
    desk::Message shown = message();
    if (!doubtOf(m_services.context, m_content.pending).isEmpty())
        shown.delivery = desk::Delivery::Unconfirmed;
    return shown;
}

std::optional<DeliveryLook> MessageCard::look() const
{
    if (m_content.pending && m_content.pending->state == store::OutboxState::TakingBack)
        return DeliveryLook{Glyph::Undo, tr("taking back"), Ink::Warn};
    return deliveryLook(asKnown());
}

QString MessageCard::timeText() const
{
    QString text = models::timeOfDay(message().at.utc().toLocalTime().time());
    if (const auto shown = look())
        text += u" · "_s + shown->word;
    return text;
}

int MessageCard::eventHeight(int width) const
{
    const QFontMetrics& metrics = Theme::current().metrics(Type::Secondary);
    const int room = qMax(40, width - 2 * space::xl - extent::icon);
    const QRect text = metrics.boundingRect(QRect(0, 0, room, 10000), Qt::TextWordWrap, eventSentence(message()));
    return text.height();
}

int MessageCard::placeRow(QWidget* row, int left, int top, int width)
{
    if (!isShown(row))
        return 0;
    int height = 0;
    if (auto* body = qobject_cast<BodyView*>(row)) {
        body->fit(width);
        height = body->height();
    } else if (row->layout()) {
        height = row->layout()->heightForWidth(width);
    } else {
        height = row->hasHeightForWidth() ? row->heightForWidth(width) : row->sizeHint().height();
    }
    const bool button = qobject_cast<PushButton*>(row) != nullptr;
    const int taken = button ? qMin(width, row->sizeHint().width()) : width;
    // A bare button's words stand in line with the text above, its hover box outside of it.
    QRect place(button ? left - space::s : left, top, taken, height);
    if (layoutDirection() == Qt::RightToLeft)
        place.moveLeft(left + width - taken);
    row->setGeometry(place);
    return height;
}

int MessageCard::placeBody(int top, int width)
{
    const int left = m_box.left() + kPadding;
    int y = top;
    const auto add = [&](QWidget* row, int gap, int outdent = 0) {
        if (!isShown(row))
            return;
        y += gap;
        y += placeRow(row, left - outdent, y, width + 2 * outdent);
    };
    add(m_body, 0);
    add(m_bodyPages, space::xs);
    add(m_cut, space::xs);
    add(m_remoteLine, space::xs);
    add(m_quotedToggle, space::xs);
    add(m_quoted, space::xs);
    add(m_quotedPages, space::xs);
    add(m_files, space::s);
    add(m_footer, space::s, MessageFooter::kIndent);
    return y;
}

MessageCard::HeadWords MessageCard::headWords() const
{
    const bool note = m_shape == CardShape::Note;
    const bool mine =
        message().authorKind == desk::AuthorKind::Agent && message().author == m_services.context.session.me().id;
    HeadWords words{note   ? tr("Note")
                    : mine ? tr("You")
                           : message().authorName,
                    models::channelName(message().channel)};
    if (note)
        words.what =
            mine ? tr("only your team sees this") : tr("%1 · only your team sees this").arg(message().authorName);
    else if (message().authorKind == desk::AuthorKind::System)
        words.what = tr("automatic · %1").arg(words.what);
    return words;
}

/// The card's width at which nothing of the line above its text is cut.
int MessageCard::headWidth() const
{
    const Theme& theme = Theme::current();
    const QFontMetrics& small = theme.metrics(Type::Secondary);
    const HeadWords words = headWords();
    const int marks = look() ? theme.px(kMark) + space::xs : 0;
    return 2 * kPadding + theme.metrics(Type::BodyStrong).horizontalAdvance(singleLine(words.who)) + 2 + space::s +
           small.horizontalAdvance(singleLine(words.what)) + 2 + space::m + small.horizontalAdvance(timeText()) + marks;
}

int MessageCard::heightFor(int width)
{
    const int above = aboveBox();
    if (m_shape == CardShape::Event) {
        const int height = eventHeight(width);
        m_box = QRect(0, above, width, height);
        return above + height + kGap;
    }
    int taken = cardWidth(m_shape, width);
    const bool shrinks = m_shape == CardShape::Bubble && !isShown(m_files) && !isShown(m_footer);
    if (shrinks && m_body)
        taken = qBound(qMin(taken, headWidth()), m_body->naturalWidth(taken - 2 * kPadding) + 2 * kPadding, taken);
    const bool outbound = message().direction == desk::Direction::Outbound;
    const bool right = m_shape != CardShape::Note && outbound != (layoutDirection() == Qt::RightToLeft);
    m_box = QRect(right ? width - taken : 0, above, taken, 0);
    const int headHeight = Theme::current().metrics(Type::BodyStrong).height();
    m_head = QRect(m_box.left() + kPadding, above + space::m - 2, taken - 2 * kPadding, headHeight);
    const int bottom = placeBody(m_head.bottom() + 1 + space::xs, taken - 2 * kPadding);
    m_box.setHeight(bottom + space::m - above);
    return m_box.bottom() + 1 + kGap;
}

void MessageCard::paintHeading(QPainter& painter) const
{
    const Theme& theme = Theme::current();
    const Tokens& t = theme.tokens();
    const QRect area(0, 0, width(), aboveBox() - space::s);
    painter.setFont(theme.font(Type::CaptionStrong));
    const QString text = m_content.firstUnread
                             ? (m_content.heading.isEmpty() ? tr("New") : tr("%1 · new").arg(m_content.heading))
                             : m_content.heading;
    painter.setPen(m_content.firstUnread ? t.accent : t.dim);
    painter.drawText(area, Qt::AlignCenter, text);
    if (!m_content.firstUnread)
        return;
    const int half = theme.metrics(Type::CaptionStrong).horizontalAdvance(text) / 2 + space::m;
    const int y = area.center().y();
    painter.drawLine(0, y, width() / 2 - half, y);
    painter.drawLine(width() / 2 + half, y, width(), y);
}

void MessageCard::paintEventLine(QPainter& painter) const
{
    const Theme& theme = Theme::current();
    const QString text = eventSentence(message());
    const QFontMetrics& metrics = theme.metrics(Type::Secondary);
    const int room = qMax(40, width() - 2 * space::xl - extent::icon);
    QRect area = metrics.boundingRect(QRect(0, 0, room, 10000), Qt::TextWordWrap, text);
    area.moveTopLeft({(width() - area.width() + extent::icon + space::xs) / 2, m_box.top()});
    painter.setFont(theme.font(Type::Secondary));
    painter.setPen(theme.tokens().dim);
    painter.drawText(area, Qt::TextWordWrap | Qt::AlignHCenter, text);
    const QRectF icon(area.left() - extent::icon - space::xs, area.top() + (metrics.height() - 13) / 2.0, 13, 13);
    Icon::paint(&painter, eventGlyph(message()), icon, theme.tokens().dim);
}

void MessageCard::paintHead(QPainter& painter) const
{
    const Theme& theme = Theme::current();
    const Tokens& t = theme.tokens();
    const auto mirrored = [&](const QRect& area) { return QStyle::visualRect(layoutDirection(), m_head, area); };
    const int mark = theme.px(kMark);
    const auto markAt = [&](int left) {
        return mirrored({left, m_head.top() + (m_head.height() - mark) / 2, mark, mark});
    };

    const auto shown = look();
    const QString time = timeText();
    int right = m_head.right() + 1;
    if (shown) {
        right -= mark;
        Icon::paint(&painter, shown->glyph, markAt(right), inkColor(shown->ink));
        right -= space::xs;
    }
    const QFontMetrics& small = theme.metrics(Type::Secondary);
    const int timeWidth = small.horizontalAdvance(time);
    painter.setFont(theme.font(Type::Secondary));
    painter.setPen(shown ? inkColor(shown->ink) : t.dim);
    drawLine(&painter, mirrored({right - timeWidth, m_head.top(), timeWidth, m_head.height()}),
             Qt::AlignVCenter | Qt::AlignLeading, time);
    right -= timeWidth + space::s;

    const bool note = m_shape == CardShape::Note;
    auto [who, what] = headWords();
    const QFontMetrics& strong = theme.metrics(Type::BodyStrong);
    int left = m_head.left();
    if (note) {
        Icon::paint(&painter, Glyph::Lock, markAt(left), t.noteText);
        left += mark + space::xs;
    }
    const int whoWidth = qMin(strong.horizontalAdvance(singleLine(who)) + 2, qMax(0, right - left));
    painter.setFont(theme.font(Type::BodyStrong));
    painter.setPen(t.text);
    drawLine(&painter, mirrored({left, m_head.top(), whoWidth, m_head.height()}), Qt::AlignVCenter | Qt::AlignLeading,
             strong.elidedText(singleLine(who), Qt::ElideRight, whoWidth));
    left += whoWidth + space::s;
    const int room = right - left;
    if (note && small.horizontalAdvance(singleLine(what)) > room)
        what = message().authorName; // rather the whole name than half a sentence; the colour and the lock say the rest
    if (room < small.averageCharWidth() * 4)
        return;
    painter.setFont(theme.font(Type::Secondary));
    painter.setPen(note ? t.noteText : t.dim);
    drawLine(&painter, mirrored({left, m_head.top(), room, m_head.height()}), Qt::AlignVCenter | Qt::AlignLeading,
             small.elidedText(singleLine(what), Qt::ElideRight, room));
}

QColor Tokens::*MessageCard::ground() const
{
    if (m_shape == CardShape::Note)
        return &Tokens::note;
    return message().direction == desk::Direction::Outbound ? &Tokens::out : &Tokens::panel;
}

void MessageCard::paintEvent(QPaintEvent*)
{
    Q_EMIT painted();
    QPainter painter(this);
    if (aboveBox() > 0)
        paintHeading(painter);
    if (m_shape == CardShape::Event)
        return paintEventLine(painter);
    const Tokens& t = tokens();
    const bool outbound = message().direction == desk::Direction::Outbound;
    const QColor line = m_shape == CardShape::Note ? t.noteLine : outbound ? QColor() : t.line;
    paintBox(&painter, m_box, radius::bubble, t.*ground(), line);
    paintHead(painter);
}

} // namespace ui
