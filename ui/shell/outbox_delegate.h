#pragma once

#include "ui/theme/text_cache.h"

#include <QStyledItemDelegate>

namespace models
{
class OutboxModel;
}

namespace ui
{

/// Paints the cells of the outbox; the state has an icon before its words.
class OutboxDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    OutboxDelegate(models::OutboxModel& model, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintRowFocus(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;

    models::OutboxModel& m_model;
    mutable TextCache m_texts;
};

} // namespace ui
