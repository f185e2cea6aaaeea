#include "ui/overview/order_row.h"

#include "ui/overview/money_text.h"
#include "ui/overview/overview_sections.h"
#include "ui/overview/section_rows.h"
#include "ui/theme/focus_ring.h"
#include "ui/theme/paint.h"
#include "ui/theme/relative_time.h"
#include "ui/theme/text_cache.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/chip.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QStyle>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{
/// States are the shop's own words; those that need care take a colour beside them.
struct State {
    const char* wire;
    const char* text;
};

/// What shops call the states of payment and fulfilment.
constexpr State kStates[]{
    {"paid", QT_TRANSLATE_NOOP("ui::OrderRow", "paid")},
    {"pending", QT_TRANSLATE_NOOP("ui::OrderRow", "pending")},
    {"authorized", QT_TRANSLATE_NOOP("ui::OrderRow", "authorized")},
    {"partially_paid", QT_TRANSLATE_NOOP("ui::OrderRow", "partly paid")},
    {"refunded", QT_TRANSLATE_NOOP("ui::OrderRow", "refunded")},
    {"partially_refunded", QT_TRANSLATE_NOOP("ui::OrderRow", "partly refunded")},
    {"voided", QT_TRANSLATE_NOOP("ui::OrderRow", "voided")},
    {"unfulfilled", QT_TRANSLATE_NOOP("ui::OrderRow", "unfulfilled")},
    {"partial", QT_TRANSLATE_NOOP("ui::OrderRow", "partial")},
    {"fulfilled", QT_TRANSLATE_NOOP("ui::OrderRow", "fulfilled")},
    {"delivered", QT_TRANSLATE_NOOP("ui::OrderRow", "delivered")},
    {"cancelled", QT_TRANSLATE_NOOP("ui::OrderRow", "cancelled")},
    {"failed", QT_TRANSLATE_NOOP("ui::OrderRow", "failed")},
};

/// For people; a state that is not known here is shown as the shop writes it.
QString stateText(QString state)
{
    for (const State& known : kStates)
        if (state == QLatin1String(known.wire))
            return OrderRow::tr(known.text);
    return state.replace(u'_', u' ');
}

ChipTone toneOf(const QString& state)
{
    static const QStringList warn{u"pending"_s, u"partial"_s, u"partially_refunded"_s, u"authorized"_s};
    static const QStringList bad{u"cancelled"_s, u"refunded"_s, u"voided"_s, u"failed"_s};
    return bad.contains(state) ? ChipTone::Danger : warn.contains(state) ? ChipTone::Warn : ChipTone::Neutral;
}
} // namespace

OrderHead::OrderHead(const desk::Order& order, QWidget* parent)
    : QAbstractButton(parent)
    , m_order(order)
{
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum); // Fixed would hold it to one line
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    FocusRing::setRing(this, radius::control);
    setAccessibleName(tr("Order %1, %2, %3, %4", "number, payment, fulfilment, total")
                          .arg(order.number, stateText(order.payment), stateText(order.fulfilment),
                               moneyText(order.total, order.currency)));
    setToolTip(plainToolTip(accessibleName()));
}

QSize OrderHead::sizeHint() const
{
    const Theme& theme = Theme::current();
    return {theme.px(180), qMax(theme.metrics(Type::SecondaryStrong).height() + space::s, theme.px(extent::control))};
}

int OrderHead::numberWidth(int width) const
{
    const QFontMetrics& strong = Theme::current().metrics(Type::SecondaryStrong);
    return qMin(strong.horizontalAdvance(m_order.number) + 2, width / 3);
}

bool OrderHead::statesFit(int width) const
{
    const QString money = moneyText(m_order.total, m_order.currency);
    int taken = numberWidth(width) + space::s + Theme::current().metrics(Type::Secondary).horizontalAdvance(money);
    for (const QString& state : {m_order.payment, m_order.fulfilment})
        if (!state.isEmpty())
            taken += chipSize(stateText(state)).width() + space::xs;
    return taken + space::xs <= width;
}

/// The states stand beside the number where there is room for them, else below it: they must be read.
int OrderHead::heightForWidth(int width) const
{
    const int below = statesFit(width) ? 0 : chipSize(u"x"_s).height() + space::xs;
    return sizeHint().height() + below;
}

QSize OrderHead::minimumSizeHint() const
{
    return {Theme::current().px(120), sizeHint().height()};
}

void OrderHead::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = Theme::current();
    if (underMouse())
        paintBox(&painter, rect(), radius::control, theme.tokens().hover);
    const auto mirrored = [this](const QRect& area) { return QStyle::visualRect(layoutDirection(), rect(), area); };
    const int line = sizeHint().height();
    const QString money = moneyText(m_order.total, m_order.currency);
    const int moneyWidth = theme.metrics(Type::Secondary).horizontalAdvance(money);
    painter.setFont(theme.font(Type::Secondary));
    painter.setPen(theme.tokens().text);
    drawLine(&painter, mirrored({width() - moneyWidth, 0, moneyWidth, line}), Qt::AlignVCenter | Qt::AlignLeading,
             money);

    const QFontMetrics& strong = theme.metrics(Type::SecondaryStrong);
    const int number = numberWidth(width());
    painter.setFont(theme.font(Type::SecondaryStrong));
    drawLine(&painter, mirrored({0, 0, number, line}), Qt::AlignVCenter | Qt::AlignLeading,
             strong.elidedText(singleLine(m_order.number), Qt::ElideRight, number));
    const bool beside = statesFit(width());
    int left = beside ? number + space::s : 0;
    const int end = beside ? width() - moneyWidth - space::xs : width();
    for (const QString& state : {m_order.payment, m_order.fulfilment}) {
        if (state.isEmpty())
            continue;
        const QString word = stateText(state);
        const QSize size = chipSize(word, qMax(0, end - left));
        if (left + theme.px(28) > end)
            break;
        const int top = beside ? (line - size.height()) / 2 : line;
        paintChip(&painter, mirrored({left, top, size.width(), size.height()}), word, toneOf(state));
        left += size.width() + space::xs;
    }
}

OrderRow::OrderRow(const desk::Order& order, const desk::Clock& clock, QWidget* parent)
    : QWidget(parent)
    , m_order(order)
    , m_clock(clock)
    , m_head(new OrderHead(order, this))
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(2);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::xs);
    row->addWidget(m_head, 1);
    auto* more = new IconButton(Glyph::More, tr("More for order %1").arg(order.number), this);
    auto* menu = new QMenu(more);
    menu->addAction(Icon::icon(Glyph::Copy), tr("Copy order number"), this,
                    [this] { QApplication::clipboard()->setText(m_order.number); });
    connect(more, &QToolButton::clicked, this,
            [more, menu] { menu->popup(more->mapToGlobal(QPoint(0, more->height()))); });
    row->addWidget(more, 0, Qt::AlignTop);
    m_column->addLayout(row);
    connect(m_head, &QAbstractButton::toggled, this, &OrderRow::setExpanded);
}

void OrderRow::setExpanded(bool expanded)
{
    m_head->setChecked(expanded);
    m_head->setAccessibleDescription(expanded ? tr("expanded") : tr("collapsed"));
    if (expanded && !m_details)
        fill();
    if (m_details)
        m_details->setVisible(expanded);
}

void OrderRow::fill()
{
    m_details = new QWidget(this);
    auto* column = new QVBoxLayout(m_details);
    column->setContentsMargins(space::m, 0, 0, space::xs);
    column->setSpacing(2);
    for (const desk::OrderLine& line : std::as_const(m_order.lines)) {
        const QString words = tr("%1 × %2").arg(QLocale().toString(line.quantity), line.title);
        column->addWidget(factRow(words, moneyText(line.unitPrice * line.quantity, m_order.currency), m_details));
    }
    const QString placed = clockTime(m_order.placed.utc().toLocalTime(), m_clock.now().utc().toLocalTime());
    column->addWidget(new TextLabel(tr("Placed %1").arg(placed), Type::Secondary, Ink::Dim, m_details));
    auto* tracking =
        new TextLabel(m_order.tracking.isEmpty() ? tr("No tracking yet") : tr("Tracking %1").arg(m_order.tracking),
                      Type::Secondary, Ink::Dim, m_details);
    tracking->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(tracking);
    m_column->addWidget(m_details);
}

} // namespace ui
