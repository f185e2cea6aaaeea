#include "sync/history.h"

#include "store/changes.h"
#include "store/desk_rows.h"
#include "sync/decoder.h"
#include "sync/gate.h"
#include "sync/session.h"
#include "sync/status.h"
#include "sync/unreadable.h"

namespace syncing
{

using namespace Qt::StringLiterals;

namespace
{
constexpr qsizetype kHistorySlice = 200;
constexpr int kTicketsPage = 200;
constexpr int kMessagesPage = 1000;
constexpr int kEmptyHistoryPages = 20;

const QString& sweptName()
{
    static const QString name = u"sync-swept"_s;
    return name;
}

qint64 number(store::Writer& writer, const QString& name)
{
    return store::setting(writer.connection(), name).toLongLong();
}

/// False once another snapshot has begun: what is left of the run before it must not touch the file.
bool isOf(store::Writer& writer, qint64 generation)
{
    return number(writer, u"generation"_s) == generation;
}
} // namespace

struct History::Known {
    store::HistoryState state;
    qint64 generation = 0;
    bool sweeping = false;
};

History::History(Base& base, bool everything)
    : m_base(base)
    , m_everything(everything)
    , m_pause(base.timers)
{
}

void History::restart()
{
    ++m_run;
    m_running = false;
    m_loaded = false;
    m_stuck = false;
    m_seen.clear();
    m_pause.cancel();
    resume();
}

void History::resume()
{
    if (m_running || m_stuck || !m_base.gate.isOpen())
        return;
    m_pause.cancel();
    m_running = true;
    if (m_loaded)
        return fetch();
    load();
}

void History::load()
{
    const auto known = std::make_shared<Known>();
    const auto job = [known](store::Writer& writer) {
        known->state = writer.history();
        known->generation = number(writer, u"generation"_s);
        known->sweeping = known->generation > number(writer, sweptName());
        return store::ChangeSet();
    };
    m_base.store(job, [this, known, run = m_run](const QString& error) {
        if (run != m_run)
            return;
        if (!error.isEmpty())
            return pause();
        loaded(*known);
    });
}

void History::loaded(const Known& known)
{
    m_state = known.state;
    m_generation = known.generation;
    m_sweeping = known.sweeping;
    m_loaded = true;
    tellProgress();
    fetch();
}

History::Stage History::stage() const
{
    if (!m_state.activeDone)
        return Stage::Active;
    if (m_everything && !m_state.ticketsDone)
        return Stage::Tickets;
    if (m_everything && !m_state.messagesDone)
        return Stage::Messages;
    return Stage::Done;
}

QString History::key() const
{
    switch (stage()) {
    case Stage::Active:
        return m_state.activeNext;
    case Stage::Tickets:
        return m_state.ticketsNext;
    case Stage::Messages:
        return m_state.messagesNext;
    case Stage::Done:
        break;
    }
    return {};
}

void History::fetch()
{
    const Stage now = stage();
    if (now == Stage::Done)
        return complete();
    Request request;
    const bool messages = now == Stage::Messages;
    request.path = messages ? u"/v1/history/messages"_s : u"/v1/history/tickets"_s;
    if (!messages)
        request.query.addQueryItem(u"scope"_s, now == Stage::Active ? u"active"_s : u"all"_s);
    if (!key().isEmpty())
        request.query.addQueryItem(u"before"_s, QString::fromLatin1(QUrl::toPercentEncoding(key())));
    request.query.addQueryItem(u"limit"_s, QString::number(messages ? kMessagesPage : kTicketsPage));
    m_base.session.send(request, [this, run = m_run](const Answer& answer) { answered(run, answer); });
}

void History::answered(int run, const Answer& answer)
{
    if (run != m_run)
        return;
    if (!answer.ok()) {
        m_running = false;
        if (answer.error == ErrorClass::SignedOut || answer.error == ErrorClass::NoAccess ||
            concernsTheLine(answer.status))
            return m_base.failed(answer); // the gate's opening resumes
        return pause();
    }
    const QLatin1StringView list = stage() == Stage::Messages ? "messages"_L1 : "tickets"_L1;
    m_base.decoder.run([body = answer.body, list] { return readEntities(body, list); },
                       [this, run](EntityPage page) {
                           if (run == m_run)
                               arrived(std::move(page));
                       });
}

void History::arrived(EntityPage page)
{
    if (page.error.isEmpty() && isStuck(page))
        page.error = u"history.next: goes round"_s;
    if (!page.error.isEmpty()) {
        m_base.status.setTrouble(Trouble::History, answerSentence(page.error));
        return pause();
    }
    m_backoff.reset();
    m_base.status.setTrouble(Trouble::History, {});
    storeSlice(std::make_shared<const EntityPage>(std::move(page)), 0);
}

bool History::isStuck(const EntityPage& page)
{
    if (page.next.isEmpty())
        return false;
    m_emptyPages = page.entities.isEmpty() && page.bad.isEmpty() ? m_emptyPages + 1 : 0;
    const bool again = page.next == key() || m_seen.contains(page.next);
    m_stuck = again || m_emptyPages > kEmptyHistoryPages;
    m_seen.insert(page.next);
    return m_stuck;
}

store::HistoryState History::after(const EntityPage& page) const
{
    store::HistoryState next = m_state;
    const bool end = page.next.isEmpty();
    switch (stage()) {
    case Stage::Active:
        next.activeDone = end;
        next.activeNext = page.next;
        break;
    case Stage::Tickets:
        next.ticketsDone = end;
        next.ticketsNext = page.next;
        break;
    case Stage::Messages:
        next.messagesDone = end;
        next.messagesNext = page.next;
        next.messagesCame += page.entities.size();
        break;
    case Stage::Done:
        break;
    }
    return next;
}

/// The next slice is queued when this one is on disk, and the last one alone moves on: a slice that cannot be written
/// must not be passed.
void History::storeSlice(const std::shared_ptr<const EntityPage>& page, qsizetype begin)
{
    const qsizetype end = begin + kHistorySlice;
    const bool last = end >= page->entities.size();
    const store::HistoryState next = last ? after(*page) : m_state;
    const auto job = [slice = page->entities.mid(begin, kHistorySlice), bad = last ? page->bad : QList<BadRow>(), next,
                      generation = m_generation](store::Writer& writer) {
        if (!isOf(writer, generation))
            return store::ChangeSet();
        Unreadable::remember(writer, bad);
        return writer.applyHistory(slice, next);
    };
    m_base.store(job, [this, page, next, end, last, run = m_run](const QString& error) {
        if (run != m_run)
            return;
        if (!error.isEmpty())
            return pause();
        if (last)
            return pageStored(*page, next);
        storeSlice(page, end);
    });
}

void History::pageStored(const EntityPage& page, const store::HistoryState& next)
{
    const Stage before = stage();
    m_state = next;
    if (stage() != before)
        m_seen.clear();
    if (!page.bad.isEmpty())
        m_base.unreadable.show(page.bad);
    tellProgress();
    if (onApplied)
        onApplied();
    if (!m_base.gate.isOpen()) {
        m_running = false;
        return;
    }
    fetch();
}

void History::complete()
{
    if (!m_sweeping || !m_everything) {
        m_running = false;
        return tellProgress();
    }
    sweep({});
}

/// In parts: an agent's action goes between them.
void History::sweep(store::SweepPlace place)
{
    const auto reached = std::make_shared<store::SweepPlace>(place);
    const auto job = [reached, generation = m_generation](store::Writer& writer) {
        return isOf(writer, generation) ? writer.sweepStep(*reached) : store::ChangeSet();
    };
    m_base.store(job, [this, reached, run = m_run](const QString& error) {
        if (run != m_run)
            return;
        if (!error.isEmpty())
            return pause();
        if (!reached->done)
            return sweep(*reached);
        swept();
    });
}

void History::swept()
{
    const auto job = [generation = m_generation](store::Writer& writer) {
        writer.setSetting(sweptName(), QString::number(generation));
        return store::ChangeSet();
    };
    m_base.store(job, [this, run = m_run](const QString& error) {
        if (run != m_run)
            return;
        if (!error.isEmpty())
            return pause();
        m_sweeping = false;
        m_running = false;
        tellProgress();
    });
}

/// Not the line's fault: only the history waits.
void History::pause()
{
    m_running = false;
    m_loaded = false; // the file knows how far it really came
    ++m_run;
    m_pause.set(m_backoff.next(), [this] {
        m_stuck = false;
        m_seen.clear();
        resume();
    });
}

void History::tellProgress()
{
    const bool whole = stage() == Stage::Done && m_everything && !m_sweeping;
    m_base.status.setHistory(m_state.messagesCame, m_state.messagesTotal, whole);
}

} // namespace syncing
