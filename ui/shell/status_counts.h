#pragma once
// How many tickets of a view are open and snoozed: the figures on the tabs, counted off the UI thread (VIEW-3).

#include "desk/view.h"
#include "models/side_reader.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace models
{
class DeskSession;
}

namespace ui
{

class StatusCounts : public QObject
{
    Q_OBJECT

public:
    explicit StatusCounts(models::DeskSession& session, QObject* parent = nullptr);

    /// Forgets the figures and counts those of `view`; again, a little later, whenever tickets change.
    void show(const desk::View& view);
    std::optional<qint64> open() const { return m_open; } ///< unset = not known yet
    std::optional<qint64> snoozed() const { return m_snoozed; }

Q_SIGNALS:
    void changed();

private:
    void count();
    void counted(quint64 round, qint64 open, qint64 snoozed);

    models::DeskSession& m_session;
    models::SideReader m_reader;
    QTimer m_later;
    desk::View m_view;
    std::optional<qint64> m_open, m_snoozed;
    quint64 m_round = 0;
};

/// The one status that the view itself asks for; nullopt = several, or any.
std::optional<desk::Status> ownStatus(const desk::View& view);

} // namespace ui
