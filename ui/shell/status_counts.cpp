#include "ui/shell/status_counts.h"

#include "desk/mailbox.h"
#include "models/desk_session.h"
#include "models/ticket_list_model.h"

namespace ui
{

namespace
{
constexpr int kQuietMs = 1000; ///< changes are gathered before a count
}

std::optional<desk::Status> ownStatus(const desk::View& view)
{
    using desk::Filter;
    const auto statusOf = [](const Filter& filter) -> std::optional<desk::Status> {
        const bool one = filter.kind == Filter::Kind::Condition && filter.condition.field == desk::Field::Status &&
                         filter.condition.test == desk::Test::Is && filter.condition.values.size() == 1;
        return one ? desk::statusFrom(filter.condition.values.first()) : std::nullopt;
    };
    if (const auto status = statusOf(view.filter))
        return status;
    if (view.filter.kind != Filter::Kind::All)
        return std::nullopt;
    for (const Filter& child : view.filter.children) {
        if (const auto status = statusOf(child))
            return status;
    }
    return std::nullopt;
}

StatusCounts::StatusCounts(models::DeskSession& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_reader(session.worker().path())
{
    m_later.setSingleShot(true);
    m_later.setInterval(kQuietMs);
    connect(&m_later, &QTimer::timeout, this, &StatusCounts::count);
    connect(&session, &models::DeskSession::changed, this, [this](const store::ChangeSet& changes) {
        const bool counts = !changes.tickets.isEmpty() || changes.everything || !changes.crossed.isEmpty();
        if (counts && !m_view.id.isEmpty() && !m_later.isActive())
            m_later.start();
    });
}

void StatusCounts::show(const desk::View& view)
{
    m_view = view;
    m_open.reset();
    m_snoozed.reset();
    Q_EMIT changed();
    count();
}

void StatusCounts::count()
{
    m_later.stop();
    m_reader.clear();
    const quint64 round = ++m_round;
    const desk::Mailbox answers(this);
    const desk::Instant now = m_session.clock().now();
    m_reader.post([this, answers, round, now, filter = m_view.filter](store::Reader* reader) {
        if (!reader)
            return;
        try {
            const qint64 open = reader->count(models::withStatus(filter, desk::Status::Open), now);
            const qint64 snoozed = reader->count(models::withStatus(filter, desk::Status::Snoozed), now);
            answers.post([this, round, open, snoozed] { counted(round, open, snoozed); });
        } catch (const sql::Failure&) {
            return; // no figure is better than a wrong one; the next change tries again
        }
    });
}

void StatusCounts::counted(quint64 round, qint64 open, qint64 snoozed)
{
    if (round != m_round)
        return;
    m_open = open;
    m_snoozed = snoozed;
    Q_EMIT changed();
}

} // namespace ui
