#pragma once

#include "ui/theme/text_cache.h"

#include <QStyledItemDelegate>

namespace ui
{

/// Paints one match of the palette: icon, title, what it is, its key.
class PaletteDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    static constexpr int kRow = 34; ///< height at text scale 1

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    mutable TextCache m_texts;
};

} // namespace ui
