#pragma once
// Paints one search result: title, age, and the words around the match with the match marked.

#include "ui/theme/text_cache.h"

#include <QList>
#include <QStyledItemDelegate>

namespace models
{
class DeskSession;
}

namespace ui
{

/// Parts of `text` that match one of the folded words in `marks`: [begin, end) pairs in order, without overlap.
QList<QPair<int, int>> markedParts(const QString& text, const QStringList& marks);

class HitDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    HitDelegate(models::DeskSession& session, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;

private:
    void paintExcerpt(QPainter* painter, const QRect& rect, const QString& text, const QStringList& marks) const;

    models::DeskSession& m_session;
    mutable TextCache m_texts;
};

} // namespace ui
