#include "ui/thread/thread_view.h"

#include "models/desk_session.h"
#include "ui/theme/focus_ring.h"
#include "ui/theme/relative_time.h"
#include "ui/theme/theme.h"
#include "ui/thread/thread_accessible.h"

#include <QScrollBar>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kMargin = 24; ///< at the sides
constexpr int kLive = 400;  ///< how far from the viewport cards are made
constexpr int kKeep = 1200; ///< and how far they are kept
constexpr int kPasses = 4;  ///< measuring makes rows come into reach; a few passes settle it

QDate dayOf(const desk::Message& message)
{
    return message.at.utc().toLocalTime().date();
}

} // namespace

ThreadView::ThreadView(CardServices services, models::ThreadModel& model, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_services(services)
    , m_model(model)
{
    ThreadAccessible::install();
    setObjectName(u"thread"_s);
    setAccessibleName(tr("Messages"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    FocusRing::setOwnFocus(this);
    viewport()->setBackgroundRole(QPalette::Window);
    viewport()->setAutoFillBackground(true);
    const auto colour = [this] {
        QPalette colours = viewport()->palette();
        colours.setColor(QPalette::Window, tokens().bg);
        viewport()->setPalette(colours);
    };
    colour();
    connect(&Theme::current(), &Theme::changed, this, [this, colour] {
        colour();
        scheduleLayout();
    });
    connect(&model, &QAbstractItemModel::modelReset, this, &ThreadView::reset);
    connect(&model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex&, int first, int last) { inserted(first, last); });
    connect(&model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex&, int first, int last) { removed(first, last); });
    connect(&model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex& a, const QModelIndex& b) { changed(a.row(), b.row()); });
    connect(&model, &models::ThreadModel::olderChanged, this, [this] {
        m_olderAsked = false;
        scheduleLayout();
    });
    reset();
}

ThreadView::~ThreadView() = default;

void ThreadView::reset()
{
    if (focusedCard())
        setFocus(Qt::OtherFocusReason);
    for (MessageCard* card : std::as_const(m_cards))
        putAside(card);
    m_cards.clear();
    m_column.clear();
    m_pending.clear();
    m_firstUnread.reset();
    m_lastShown = {};
    m_olderAsked = false;
    m_anchor = {};
    m_atEnd = true;
    if (m_model.rowCount() > 0)
        inserted(0, m_model.rowCount() - 1);
    scheduleLayout();
}

void ThreadView::openAt(std::optional<store::MessageKey> firstUnread)
{
    m_firstUnread = firstUnread;
    m_fresh = true;
    if (firstUnread) {
        for (int row = 0; row < m_model.rowCount(); ++row) {
            if (m_model.at(row).key != *firstUnread)
                continue;
            m_anchor = {row, kThreadPadding};
            m_atEnd = false;
        }
    }
    layoutNow();
}

void ThreadView::setPending(const QList<store::OutboxRow>& rows)
{
    QHash<desk::OperationId, store::OutboxRow> pending;
    for (const store::OutboxRow& row : rows)
        pending.insert(row.operation.id, row);
    m_pending.swap(pending);
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const desk::OperationId& id = m_model.at(row).message.operation;
        if (!id.isEmpty() && (m_pending.contains(id) || pending.contains(id)))
            changed(row, row);
    }
}

void ThreadView::inserted(int first, int last)
{
    QList<int> heights;
    for (int row = first; row <= last; ++row)
        heights.append(estimatedHeight(m_model.at(row).message, columnWidth()));
    const bool front = first <= m_anchor.row && m_column.count() > 0 && !m_atEnd;
    m_column.insert(first, heights);
    if (front)
        m_anchor.row += last - first + 1;
    if (last + 1 < m_model.rowCount())
        changed(last + 1, last + 1); // its day heading may have moved up
    scheduleLayout();
}

void ThreadView::removed(int first, int last)
{
    m_column.remove(first, last - first + 1);
    if (m_anchor.row > last)
        m_anchor.row -= last - first + 1;
    else
        m_anchor.row = qMin(m_anchor.row, qMax(0, first));
    if (first < m_model.rowCount())
        changed(first, first);
    forgetGone();
    scheduleLayout();
}

void ThreadView::changed(int first, int last)
{
    for (int row = first; row <= last; ++row)
        if (MessageCard* live = m_cards.value(m_model.at(row).key.value))
            live->show(contentOf(row));
    scheduleLayout();
}

QString ThreadView::headingOf(int row) const
{
    const QDate day = dayOf(m_model.at(row).message);
    // Rows stand in the order of their places (TKT-13); a time that goes back, by some server's clock, begins no day.
    if (row > 0 && day <= dayOf(m_model.at(row - 1).message))
        return {};
    return dayHeading(day, m_services.context.session.clock().now().utc().toLocalTime().date());
}

int ThreadView::columnWidth() const
{
    return qMax(120, viewport()->width() - 2 * kMargin);
}

/// Above the first row; a short thread stands at the bottom, next to the composer.
qint64 ThreadView::contentTop() const
{
    return qMax<qint64>(kThreadPadding, viewport()->height() - m_column.total() - kThreadPadding + 12);
}

int ThreadView::rowAt(int y) const
{
    return m_column.rowAt(m_scroll + y - contentTop());
}

QRect ThreadView::rowRect(int row) const
{
    if (row < 0 || row >= m_column.count())
        return {};
    constexpr qint64 most = INT_MAX / 2;
    const qint64 top = qBound(-most, contentTop() + m_column.top(row) - m_scroll, most);
    return {kMargin, int(top), columnWidth(), m_column.height(row)};
}

ThreadView::Anchor ThreadView::anchorAt(qint64 scroll) const
{
    const int row = m_column.rowAt(scroll - contentTop());
    if (row < 0)
        return {};
    return {row, contentTop() + m_column.top(row) - scroll};
}

qint64 ThreadView::scrollOf(const Anchor& anchor) const
{
    const int row = qMin(anchor.row, qMax(0, m_column.count() - 1));
    return contentTop() + m_column.top(row) - anchor.offset;
}

void ThreadView::scheduleLayout()
{
    if (std::exchange(m_scheduled, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_scheduled)
                layoutNow();
        },
        Qt::QueuedConnection);
}

void ThreadView::setScroll(qint64 scroll)
{
    const qint64 end = contentTop() + m_column.total() + kThreadPadding - 12;
    const qint64 most = qMax<qint64>(0, end - viewport()->height());
    m_scroll = qBound<qint64>(0, scroll, most);
    QScrollBar* bar = verticalScrollBar();
    bar->setPageStep(viewport()->height());
    bar->setSingleStep(Theme::current().px(40));
    bar->setRange(0, int(qMin<qint64>(most, INT_MAX)));
    bar->setValue(int(m_scroll));
}

/// Makes and measures the cards near the viewport; what the reader looks at stays where it is.
void ThreadView::layoutNow()
{
    m_scheduled = false;
    if (m_placing)
        return;
    m_placing = true;
    const int reach = m_fresh ? 0 : kLive;
    int first = 0;
    int last = -1;
    for (int pass = 0; pass < kPasses && m_column.count() > 0; ++pass) {
        setScroll(m_atEnd ? m_column.total() + viewport()->height() : scrollOf(m_anchor));
        first = m_column.rowAt(m_scroll - contentTop() - reach);
        last = m_column.rowAt(m_scroll - contentTop() + viewport()->height() + reach);
        if (!measure(first, last))
            break;
    }
    setScroll(m_atEnd ? m_column.total() + viewport()->height() : scrollOf(m_anchor));
    placeCards(first, last);
    releaseFar(first, last);
    m_placing = false;
    if (m_column.count() > 0 && m_scroll >= verticalScrollBar()->maximum())
        setAtEnd(true); // what was opened in the middle may fit whole
    wantOlder(first);
}

bool ThreadView::measure(int first, int last)
{
    bool moved = false;
    const int width = columnWidth();
    for (int row = first; row <= last; ++row) {
        MessageCard* card = m_cards.value(m_model.at(row).key.value);
        if (!card)
            card = makeCard(row);
        moved |= m_column.setHeight(row, card->heightFor(width)) != 0;
    }
    return moved;
}

void ThreadView::placeCards(int first, int last)
{
    const int width = columnWidth();
    for (int row = first; row <= last; ++row) {
        MessageCard* card = m_cards.value(m_model.at(row).key.value);
        if (card)
            card->setGeometry(kMargin, int(contentTop() + m_column.top(row) - m_scroll), width, m_column.height(row));
    }
}

void ThreadView::releaseFar(int first, int last)
{
    QSet<qint64> keep;
    const int from = m_column.count() ? m_column.rowAt(m_scroll - contentTop() - kKeep) : 0;
    const int to = m_column.count() ? m_column.rowAt(m_scroll - contentTop() + viewport()->height() + kKeep) : -1;
    for (int row = qMin(first, from); row <= qMax(last, to); ++row)
        keep.insert(m_model.at(row).key.value);
    const MessageCard* focused = focusedCard();
    for (auto it = m_cards.begin(); it != m_cards.end();) {
        if (keep.contains(it.key())) {
            if (const int row = rowOf((*it)->key()); row < first || row > last)
                (*it)->move(kMargin, -(*it)->height() - 10000); // kept, out of sight until it is placed again
            ++it;
            continue;
        }
        if (*it == focused)
            setFocus(Qt::OtherFocusReason);
        putAside(*it);
        it = m_cards.erase(it);
    }
}

void ThreadView::wantOlder(int firstRow)
{
    if (m_olderAsked || !m_model.hasOlder() || m_model.fetchingOlder() || !m_model.trouble().isEmpty() || firstRow > 0)
        return;
    m_olderAsked = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!m_atEnd || m_column.total() < viewport()->height())
                m_model.loadOlder();
            else
                m_olderAsked = false;
        },
        Qt::QueuedConnection);
}

void ThreadView::setAtEnd(bool atEnd)
{
    if (std::exchange(m_atEnd, atEnd) != atEnd)
        Q_EMIT endReached(atEnd);
}

void ThreadView::scrollContentsBy(int, int)
{
    if (m_placing)
        return;
    m_scroll = verticalScrollBar()->value();
    m_anchor = anchorAt(m_scroll);
    setAtEnd(m_scroll >= verticalScrollBar()->maximum());
    layoutNow();
    viewport()->update();
}

/// The messages above and below are made once those in sight are on the screen.
void ThreadView::paintEvent(QPaintEvent* event)
{
    QAbstractScrollArea::paintEvent(event);
    if (std::exchange(m_fresh, false))
        scheduleLayout();
}

void ThreadView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    layoutNow();
}

void ThreadView::scrollToEnd()
{
    setAtEnd(true);
    layoutNow();
}

} // namespace ui
