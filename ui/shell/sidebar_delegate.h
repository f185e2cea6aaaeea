#pragma once
// Paints the rows of the sidebar: icon, name, count; headings between them.

#include "ui/theme/text_cache.h"

#include <QStyledItemDelegate>

namespace ui
{

class SidebarDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit SidebarDelegate(QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintHeading(QPainter* painter, const QRect& row, const QString& text) const;
    /// Paints the count and answers the width that it takes.
    int paintCount(QPainter* painter, const QRect& row, const QModelIndex& index, bool selected) const;

    mutable TextCache m_texts;
};

} // namespace ui
