#include "sync/feed.h"

#include "desk/steady.h"
#include "store/writer.h"
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
constexpr int kPage = 500;
constexpr qsizetype kFeedSlice = 200; ///< rows of one commit: a few milliseconds
constexpr qsizetype kFramesKept = 64;
constexpr int kEmptyFeedPages = 50;
constexpr qint64 kPatience = 2000;
} // namespace

Feed::Feed(Base& base)
    : m_base(base)
    , m_storePause(base.timers)
    , m_patience(base.timers)
{
}

void Feed::start()
{
    if (m_started || m_starting)
        return;
    m_starting = true;
    const auto cursor = std::make_shared<desk::Cursor>();
    const auto bad = std::make_shared<QList<BadRow>>();
    const auto job = [cursor, bad](store::Writer& writer) {
        *cursor = writer.cursor();
        *bad = Unreadable::all(writer);
        return writer.recoverOutbox();
    };
    m_base.store(job, [this, cursor, bad](const QString& error) {
        m_starting = false;
        if (!error.isEmpty())
            return m_storePause.set(m_storeBackoff.next(), [this] { start(); });
        m_storeBackoff.reset();
        m_cursor = *cursor;
        m_started = true;
        m_base.unreadable.show(*bad);
        if (onStarted)
            onStarted();
        pull();
    });
}

void Feed::pull()
{
    if (!m_started)
        return;
    if (m_busy) {
        m_again = true;
        return;
    }
    m_busy = true;
    m_pulling = true;
    m_snapshotTaken = false;
    m_base.status.setPulling(true);
    request();
}

void Feed::loadAnew()
{
    m_anew = true;
    pull();
}

void Feed::serverIsAt(const desk::Cursor& newest)
{
    if (newest != m_cursor || m_busy)
        pull();
}

void Feed::expect(qint64 seq)
{
    m_expected = std::max(m_expected, seq);
    if (m_expected <= m_cursor.seq || m_patience.isSet())
        return;
    m_patience.set(kPatience, [this] {
        if (m_cursor.seq < m_expected)
            pull();
    });
}

void Feed::frame(const FeedPage& page)
{
    if (!m_started || !page.error.isEmpty())
        return pull();
    if (m_frames.size() >= kFramesKept) {
        m_frames.clear();
        return pull();
    }
    m_frames.append(page);
    nextFrame();
}

void Feed::nextFrame()
{
    while (!m_busy && !m_frames.isEmpty()) {
        FeedPage page = m_frames.takeFirst();
        if (page.to.word == m_cursor.word && page.to.seq <= m_cursor.seq)
            continue;
        if (page.from != m_cursor) {
            m_frames.clear();
            return pull();
        }
        m_busy = true;
        page.more = false;
        apply(std::move(page));
    }
}

void Feed::request()
{
    m_askedAt = m_base.clock.now();
    if (m_cursor.seq <= 0)
        return bootstrap(false);
    if (m_anew)
        return bootstrap(true);
    Request request;
    request.path = u"/v1/changes"_s;
    request.query.addQueryItem(u"after"_s, desk::cursorText(m_cursor));
    request.query.addQueryItem(u"limit"_s, QString::number(kPage));
    m_base.session.send(request, [this](const Answer& answer) { answered(answer); });
}

void Feed::answered(const Answer& answer)
{
    if (answer.error == ErrorClass::CursorGone) {
        if (m_snapshotTaken)
            return refuse(u"bootstrap.cursor: gone as soon as it was given"_s);
        return bootstrap(true);
    }
    if (!answer.ok())
        return fail(answer);
    m_base.decoder.run([body = answer.body] { return readFeed(body); },
                       [this, arrived = desk::steadyNow()](FeedPage page) {
                           page.arrived = arrived;
                           if (!page.error.isEmpty())
                               return refuse(page.error);
                           if (page.from != m_cursor)
                               return refuse(u"feed.from: differs from the cursor"_s);
                           m_emptyPages =
                               page.more && page.changes.isEmpty() && page.bad.isEmpty() ? m_emptyPages + 1 : 0;
                           if (m_emptyPages > kEmptyFeedPages)
                               return refuse(u"feed.more: without end"_s);
                           apply(std::move(page));
                       });
}

void Feed::apply(FeedPage page)
{
    const auto slices = std::make_shared<QList<FeedSlice>>(sliced(page, kFeedSlice));
    const auto bad = std::make_shared<QList<BadRow>>(page.bad);
    page.changes.clear();
    const auto stamp = m_pulling ? &store::ChangeSet::pageArrived : &store::ChangeSet::frameArrived;
    const auto isLost = std::make_shared<bool>(false);
    const auto step = std::make_shared<std::function<void()>>();
    const std::weak_ptr<std::function<void()>> again = step;
    *step = [this, slices, bad, page, stamp, isLost, again] {
        const FeedSlice slice = slices->takeFirst();
        const QList<BadRow> unread = std::exchange(*bad, {});
        const auto known = std::make_shared<QList<BadRow>>();
        const bool isEnd = slices->isEmpty() && !page.more;
        const auto job = [slice, unread, known, stamp, isEnd, isLost, arrived = page.arrived](store::Writer& writer) {
            Unreadable::remember(writer, unread);
            if (!unread.isEmpty())
                *known = Unreadable::all(writer);
            store::ChangeSet changes = writer.applyChanges(slice.changes, slice.cursor);
            changes.*stamp = arrived;
            *isLost = isEnd && writer.isLostTimeHere();
            return changes;
        };
        m_base.store(job, [this, slices, page, slice, known, isLost, self = again.lock()](const QString& error) {
            if (!error.isEmpty())
                return storeFailed();
            m_storeBackoff.reset();
            if (slice.cursor.seq >= m_cursor.seq)
                m_cursor = slice.cursor;
            if (!known->isEmpty())
                m_base.unreadable.show(*known);
            if (!slices->isEmpty())
                return (*self)();
            if (!*isLost)
                return pageApplied(page);
            page.from.word == page.to.word ? startOver() : lookAgain();
        });
    };
    (*step)();
}

/// What the new time told by answers between the page's reading and its commit is on the next page.
void Feed::lookAgain()
{
    if (onApplied)
        onApplied();
    m_pulling = true;
    m_base.status.setPulling(true);
    m_askedAt = m_base.clock.now();
    request();
}

/// What an answer or a fetched page brought here is not on the desk any more.
void Feed::startOver()
{
    m_pulling = true;
    m_base.status.setPulling(true);
    m_askedAt = m_base.clock.now();
    bootstrap(true);
}

void Feed::pageApplied(const FeedPage& page)
{
    if (onApplied)
        onApplied();
    if (m_pulling && page.more)
        return request();
    if (m_pulling)
        return finish();
    end();
}

void Feed::finish()
{
    m_base.status.setTrouble(Trouble::Answer, {});
    m_base.status.setCaughtUp(m_askedAt);
    m_base.succeeded();
    end();
    if (!m_busy && onCaughtUp)
        onCaughtUp();
}

void Feed::end()
{
    m_busy = false;
    m_pulling = false;
    m_base.status.setPulling(false);
    nextFrame();
    if (!m_busy && std::exchange(m_again, false))
        pull();
}

void Feed::fail(const Answer& answer)
{
    m_busy = false;
    m_pulling = false;
    m_again = false;
    m_frames.clear();
    m_base.status.setPulling(false);
    m_base.failed(answer);
}

void Feed::refuse(const QString& path)
{
    m_emptyPages = 0;
    m_busy = false;
    m_pulling = false;
    m_again = false;
    m_base.status.setPulling(false);
    m_base.status.setTrouble(Trouble::Answer, answerSentence(path));
    m_base.gate.closeForAWhile();
}

void Feed::storeFailed()
{
    m_busy = false;
    m_pulling = false;
    m_frames.clear();
    m_base.status.setPulling(false);
    m_storePause.set(m_storeBackoff.next(), [this] { pull(); });
}

void Feed::bootstrap(bool sweep)
{
    Request request;
    request.path = u"/v1/bootstrap"_s;
    m_base.session.send(request, [this, sweep](const Answer& answer) { bootstrapAnswered(answer, sweep); });
}

void Feed::bootstrapAnswered(const Answer& answer, bool sweep)
{
    if (!answer.ok())
        return fail(answer);
    m_base.decoder.run([body = answer.body] { return readBootstrap(body); },
                       [this, sweep](const BootstrapPage& page) {
                           if (!page.error.isEmpty())
                               return refuse(page.error);
                           storeBootstrap(page, sweep);
                       });
}

void Feed::storeBootstrap(const BootstrapPage& page, bool sweep)
{
    const auto otherDesk = std::make_shared<bool>(false);
    const auto known = std::make_shared<QList<BadRow>>();
    const auto job = [page, sweep, otherDesk, known](store::Writer& writer) {
        const QString stored = writer.deskId();
        *otherDesk = !stored.isEmpty() && stored != page.bootstrap.deskId;
        if (*otherDesk)
            return store::ChangeSet();
        if (sweep)
            Unreadable::forgetAll(writer);
        Unreadable::remember(writer, page.bad);
        *known = Unreadable::all(writer);
        return writer.applyBootstrap(page.bootstrap, sweep);
    };
    m_base.store(job, [this, otherDesk, known, cursor = page.bootstrap.cursor](const QString& error) {
        if (!error.isEmpty())
            return storeFailed();
        if (*otherDesk) {
            fail(Answer());
            m_base.gate.closeForGood();
            m_base.status.setTrouble(Trouble::Access, otherDeskSentence());
            return m_base.status.setDoor(Status::Door::Refused);
        }
        m_storeBackoff.reset();
        m_cursor = cursor;
        m_expected = 0; // the desk may stand before what it once acknowledged
        m_snapshotTaken = true;
        m_anew = false;
        m_base.unreadable.show(*known);
        if (onSnapshot)
            onSnapshot();
        // An empty desk stands at zero, where there is nothing to pull.
        if (m_cursor.seq > 0)
            return request();
        finish();
    });
}

} // namespace syncing
