#include "ui/composer/pick_list.h"

#include "ui/theme/focus_ring.h"
#include "ui/theme/paint.h"
#include "ui/theme/text_cache.h"
#include "ui/theme/theme.h"

#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kMostRows = 8;
constexpr int kDetail = Qt::UserRole + 1;

class PickDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {Theme::current().px(200), Theme::current().px(30)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Theme& theme = Theme::current();
        if (option.state & QStyle::State_Selected)
            paintBox(painter, option.rect, radius::control, theme.tokens().selection);
        const QRect row = option.rect.adjusted(space::s, 0, -space::s, 0);
        const QString title = singleLine(index.data(Qt::DisplayRole).toString());
        const QString detail = singleLine(index.data(kDetail).toString());
        const int most = detail.isEmpty() ? row.width() : row.width() * 2 / 3;
        const QFontMetrics& metrics = theme.metrics(Type::Body);
        const int width = qMin(most, metrics.horizontalAdvance(title) + 1);
        const auto draw = [&](const QRect& area, Type type, const QColor& ink, const QString& text) {
            painter->setFont(theme.font(type));
            painter->setPen(ink);
            drawLine(painter, QStyle::visualRect(option.direction, row, area), Qt::AlignVCenter | Qt::AlignLeading,
                     theme.metrics(type).elidedText(text, Qt::ElideRight, area.width()));
        };
        draw({row.left(), row.top(), width, row.height()}, Type::Body, theme.tokens().text, title);
        const int left = width + space::s;
        draw({row.left() + left, row.top(), row.width() - left, row.height()}, Type::Secondary, theme.tokens().dim,
             detail);
    }
};

} // namespace

PickList::PickList(const QString& name, QWidget* window)
    : QFrame(window)
    , m_list(new QListWidget(this))
{
    setAccessibleName(name);
    auto* column = new QVBoxLayout(this);
    const int room = extent::shadow + space::xs;
    column->setContentsMargins(room, room, room, room);
    column->addWidget(m_list);
    m_list->setAccessibleName(name);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setItemDelegate(new PickDelegate(m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(true);
    FocusRing::setOwnFocus(m_list);
    connect(m_list, &QListWidget::itemClicked, this, [this] { pickCurrent(); });
    hide();
}

void PickList::setItems(const QList<PickItem>& items)
{
    m_items = items;
    refill();
}

void PickList::setFilter(const QString& filter)
{
    m_filter = filter.trimmed();
    refill();
}

bool PickList::isEmpty() const
{
    return m_list->count() == 0;
}

void PickList::refill()
{
    const QStringList words = m_filter.split(u' ', Qt::SkipEmptyParts);
    QList<PickItem> first, rest;
    for (const PickItem& item : std::as_const(m_items)) {
        const QString whole = item.title + u' ' + item.detail;
        const bool fits = std::all_of(words.begin(), words.end(),
                                      [&](const QString& word) { return whole.contains(word, Qt::CaseInsensitive); });
        if (fits)
            (item.title.startsWith(m_filter, Qt::CaseInsensitive) ? first : rest).append(item);
    }
    m_list->clear();
    for (const PickItem& item : first + rest) {
        auto* row = new QListWidgetItem(item.title, m_list);
        row->setData(Qt::UserRole, item.id);
        row->setData(kDetail, item.detail);
        row->setData(Qt::AccessibleTextRole, item.detail.isEmpty() ? item.title : item.title + u", "_s + item.detail);
    }
    m_list->setCurrentRow(0);
    if (isVisible())
        place();
}

void PickList::openBeside(const QRect& anchor)
{
    m_anchor = anchor;
    place();
    show();
    raise();
}

void PickList::place()
{
    const Theme& theme = Theme::current();
    const int room = 2 * (extent::shadow + space::xs);
    const int rows = qBound(1, m_list->count(), kMostRows);
    const QSize wanted(qMin(theme.px(340), parentWidget()->width()), rows * theme.px(30) + room);
    int y = m_anchor.top() - wanted.height() + extent::shadow;
    if (y < 0)
        y = m_anchor.bottom() - extent::shadow;
    const int x = qBound(0, m_anchor.left() - extent::shadow, qMax(0, parentWidget()->width() - wanted.width()));
    setGeometry(QRect(QPoint(x, y), wanted));
}

bool PickList::takeKey(int key)
{
    const int rows = m_list->count();
    switch (key) {
    case Qt::Key_Down:
    case Qt::Key_Up: {
        if (rows == 0)
            return false;
        const int step = key == Qt::Key_Down ? 1 : rows - 1;
        m_list->setCurrentRow((m_list->currentRow() + step) % rows);
        return true;
    }
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
        if (rows == 0)
            return false;
        pickCurrent();
        return true;
    case Qt::Key_Escape:
        hide();
        Q_EMIT dismissed();
        return true;
    default:
        return false;
    }
}

void PickList::pickCurrent()
{
    const QListWidgetItem* row = m_list->currentItem();
    if (!row)
        return;
    const QString id = row->data(Qt::UserRole).toString();
    hide();
    Q_EMIT picked(id);
}

void PickList::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const int room = extent::shadow;
    const QRectF card = QRectF(rect()).adjusted(room, room, -room, -room);
    paintShadow(&painter, card, radius::card);
    paintBox(&painter, card, radius::card, tokens().panel, tokens().line);
}

} // namespace ui
