#pragma once
// Paints one ticket of the list: who, what, since when, and what is special about it.

#include "desk/instant.h"
#include "ui/theme/text_cache.h"

#include <QStyledItemDelegate>

namespace desk
{
struct Ticket;
}
namespace models
{
class DeskSession;
class TicketListModel;
} // namespace models

namespace ui
{

/// Two lines and a snippet in comfortable density, two lines in compact. Texts that were cut are whole in the tooltip.
class TicketRowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    TicketRowDelegate(models::DeskSession& session, models::TicketListModel& model, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;

private:
    struct Line;
    struct Marks {
        bool draft = false;
        bool pending = false;   ///< actions of it wait in the outbox
        bool undecided = false; ///< one of them needs the agent
    };
    void paintGround(QPainter* painter, const QStyleOptionViewItem& option) const;
    void paintHead(QPainter* painter, const Line& line, const desk::Ticket& ticket) const;
    void paintSnippet(QPainter* painter, const Line& line, const desk::Ticket& ticket, Marks marks) const;
    /// Paints the marks at the end of the line (draft, label, paper clip) and answers the width left for the text.
    int paintMarks(QPainter* painter, const Line& line, const desk::Ticket& ticket, Marks marks) const;
    void drawElided(QPainter* painter, const QRect& rect, const QString& text, int type) const;
    QString windowText(const desk::Ticket& ticket) const;
    QString snippetOf(const desk::Ticket& ticket) const;

    models::DeskSession& m_session;
    models::TicketListModel& m_model;
    mutable TextCache m_texts;
};

} // namespace ui
