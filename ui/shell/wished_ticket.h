#pragma once
// The ticket of a bellhop:// link or of `#123` in the palette, which may not be on this computer (THR-11).

#include "desk/ids.h"

#include <QObject>

#include <optional>

namespace models
{
class DeskSession;
}

namespace ui
{

/// One wish at a time. It is kept while there is no line, and while the desk could not be asked.
class WishedTicket : public QObject
{
    Q_OBJECT

public:
    explicit WishedTicket(models::DeskSession& session, QObject* parent = nullptr);

    /// Found at once where the ticket is here; else the desk is asked as soon as the link is live.
    void wish(qint64 number);
    /// Who opens another one waits no longer.
    void drop();

Q_SIGNALS:
    void found(const desk::TicketId& ticket, qint64 number);
    void said(const QString& sentence); ///< that it has to wait, or that there is no such ticket

private:
    void look();
    void ask();
    void answered(quint64 token, const QString& error);
    void sayNone();

    models::DeskSession& m_session;
    std::optional<qint64> m_number;
    bool m_isAsked = false; ///< since the line is there
    quint64 m_token = 0;
};

} // namespace ui
