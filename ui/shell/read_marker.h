#pragma once
// Marks the open ticket read once it has been shown for a moment (TKT-9).

#include "ui/context.h"

#include "desk/ids.h"

#include <QObject>
#include <QTimer>

class QWidget;

namespace ui
{

class ReadMarker : public QObject
{
    Q_OBJECT

public:
    /// `window`: nothing is read in a window that is hidden or behind others.
    ReadMarker(Context context, QWidget* window);

    void shown(const desk::TicketId& ticket); ///< empty: none is

private:
    void consider();
    void mark();

    Context m_context;
    QWidget* m_window;
    desk::TicketId m_ticket;
    QTimer m_shown;
    bool m_left = false; ///< the agent marked it unread: it stays so until it is opened again
};

} // namespace ui
