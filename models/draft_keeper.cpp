#include "models/draft_keeper.h"

#include "models/actions.h"
#include "models/desk_session.h"

#include "desk/other_ticket.h"

#include <algorithm>
#include <utility>

namespace models
{

namespace
{

constexpr int kDelay = 400;       ///< milliseconds behind the first unsaved key press
constexpr int kRetryDelay = 3000; ///< after a save that failed

template<class Text>
bool isFor(const Text& draft, const desk::TicketId& ticket, bool note)
{
    return draft.ticket == ticket && draft.note == note;
}

} // namespace

DraftKeeper::DraftKeeper(DeskSession& session, Actions& actions, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &DraftKeeper::flush);
    connect(&actions, &Actions::textAsked, this, &DraftKeeper::flush);
    connect(&actions, &Actions::returned, this, &DraftKeeper::takeBack);
}

DraftKeeper::~DraftKeeper()
{
    if (m_unsaved)
        m_failed.append(m_unsaved->now());
    // Without a context: the worker finishes agent jobs before it stops.
    for (const desk::Draft& each : std::as_const(m_failed)) {
        m_session.worker().run(store::Worker::Urgency::Agent,
                               [draft = each](store::Writer& writer) { return writer.saveDraft(draft); });
    }
}

/// The newest text that the file does not have yet.
std::optional<desk::Draft> DraftKeeper::pending(const desk::TicketId& ticket, bool note) const
{
    if (m_unsaved && isFor(*m_unsaved, ticket, note))
        return m_unsaved->now();
    for (auto draft = m_handedIn.crbegin(); draft != m_handedIn.crend(); ++draft) {
        if (isFor(*draft, ticket, note))
            return *draft;
    }
    for (const desk::Draft& draft : m_failed) {
        if (isFor(draft, ticket, note))
            return draft;
    }
    return std::nullopt;
}

/// What was written after textAsked() is a whole draft without the returned text: saved as it is, it would lose that.
void DraftKeeper::takeBack(const desk::Draft& returned)
{
    if (const auto present = pending(returned.ticket, returned.note))
        edit(desk::inFrontOf(returned, *present));
}

/// The number is another customer's now; the file sets the text aside.
bool DraftKeeper::isForAnother(const desk::Draft& draft) const
{
    if (!draft.ticketCreated.isSet())
        return false;
    const auto ticket = m_session.read(std::optional<desk::Ticket>(),
                                       [&](store::Reader& reader) { return reader.ticket(draft.ticket); });
    return ticket && desk::isForAnother(draft, *ticket);
}

desk::Draft DraftKeeper::load(const desk::TicketId& ticket, bool note)
{
    if (const auto draft = pending(ticket, note); draft && !isForAnother(*draft))
        return *draft;
    desk::Draft empty;
    empty.ticket = ticket;
    empty.note = note;
    return m_session
        .read(std::optional<desk::Draft>(), [&](store::Reader& reader) { return reader.draft(ticket, note); })
        .value_or(empty);
}

void DraftKeeper::edit(const desk::Draft& draft)
{
    edit(draft.ticket, draft.note, [draft] { return draft; });
}

void DraftKeeper::edit(const desk::TicketId& ticket, bool note, std::function<desk::Draft()> now)
{
    if (m_unsaved && !isFor(*m_unsaved, ticket, note))
        flush();
    m_failed.removeIf([&](const desk::Draft& older) { return isFor(older, ticket, note); });
    m_unsaved = Unsaved{ticket, note, std::move(now)};
    if (!m_timer.isActive())
        m_timer.start(kDelay);
    tellSaved();
}

void DraftKeeper::flush()
{
    m_timer.stop();
    for (const desk::Draft& draft : std::exchange(m_failed, {}))
        save(draft, &store::Writer::saveDraft);
    if (const auto unsaved = std::exchange(m_unsaved, std::nullopt)) {
        desk::Draft draft = unsaved->now();
        draft.updated = m_session.clock().now();
        save(draft, &store::Writer::saveDraft);
    }
}

void DraftKeeper::forget(const desk::TicketId& ticket, bool note)
{
    m_failed.removeIf([&](const desk::Draft& draft) { return isFor(draft, ticket, note); });
    if (m_unsaved && isFor(*m_unsaved, ticket, note))
        m_unsaved.reset();
    if (!m_unsaved && m_failed.isEmpty())
        m_timer.stop();
    tellSaved();
}

void DraftKeeper::restore(desk::Draft version)
{
    flush();
    version.updated = m_session.clock().now();
    save(version, &store::Writer::restoreDraft);
}

void DraftKeeper::bringBack(const desk::Draft& text)
{
    flush();
    restore(desk::inFrontOf(text, load(text.ticket, text.note)));
    Q_EMIT broughtBack(text.ticket, text.note);
}

void DraftKeeper::save(const desk::Draft& draft, Save how)
{
    ++m_inFlight;
    m_handedIn.append(draft);
    m_session.worker().run(
        store::Worker::Urgency::Agent, [draft, how](store::Writer& writer) { return (writer.*how)(draft); }, this,
        [this, draft](const QString& error) { saved(draft, error); });
    tellSaved();
}

void DraftKeeper::saved(const desk::Draft& draft, const QString& error)
{
    --m_inFlight;
    m_handedIn.removeOne(draft);
    if (!error.isEmpty()) {
        keepForLater(draft);
        Q_EMIT failed(error);
    }
    tellSaved();
}

/// A newer text of the same draft carries this one's words already; else it is handed in again.
void DraftKeeper::keepForLater(const desk::Draft& draft)
{
    const auto isNewer = [&draft](const auto& other) { return isFor(other, draft.ticket, draft.note); };
    if ((m_unsaved && isNewer(*m_unsaved)) || std::any_of(m_handedIn.begin(), m_handedIn.end(), isNewer))
        return;
    m_failed.removeIf(isNewer);
    m_failed.append(draft);
    if (!m_timer.isActive())
        m_timer.start(kRetryDelay);
}

void DraftKeeper::tellSaved()
{
    if (saved() == m_toldSaved)
        return;
    m_toldSaved = saved();
    Q_EMIT savedChanged(m_toldSaved);
}

} // namespace models
