#pragma once
// The way in: pulls from the cursor until nothing more is there; takes frames of the stream only when they continue
// the cursor; takes a complete snapshot when the cursor is gone (docs/protocol.md "Feed").

#include "sync/backoff.h"
#include "sync/base.h"
#include "sync/pages.h"

#include <QList>

#include <memory>

namespace syncing
{

class Feed
{
public:
    explicit Feed(Base& base);

    /// Reads the cursor from the file, then pulls.
    void start();
    /// Asks for everything since the cursor; while one is under way, once more after it.
    void pull();
    /// Takes a complete snapshot, whatever the cursor: what it does not contain goes, drafts and outbox stay.
    void loadAnew();
    /// Lines from the stream.
    void frame(const FeedPage& page);
    /// The stream is ready and the desk stands at `newest`.
    void serverIsAt(const desk::Cursor& newest);

    /// The desk executed something of ours at `seq`: asked for when the stream does not bring it within two seconds.
    void expect(qint64 seq);

    const desk::Cursor& cursor() const { return m_cursor; }
    bool isRunning() const { return m_started; }

    std::function<void()> onStarted;
    std::function<void()> onSnapshot; ///< a bootstrap was stored: history begins anew or goes on
    std::function<void()> onApplied;  ///< rows changed
    std::function<void()> onCaughtUp;

private:
    void request();
    void answered(const Answer& answer);
    void apply(FeedPage page);
    void lookAgain();
    void startOver();
    void pageApplied(const FeedPage& page);
    void bootstrap(bool sweep);
    void bootstrapAnswered(const Answer& answer, bool sweep);
    void storeBootstrap(const BootstrapPage& page, bool sweep);
    void finish();
    void nextFrame();
    void fail(const Answer& answer);
    void refuse(const QString& path);
    void storeFailed();
    void end();

    Base& m_base;
    Alarm m_storePause;
    Alarm m_patience; ///< for what was acknowledged and has not come yet
    Backoff m_storeBackoff;
    desk::Cursor m_cursor;
    qint64 m_expected = 0;
    bool m_started = false;
    bool m_starting = false;
    bool m_busy = false;
    bool m_again = false;
    bool m_pulling = false;
    bool m_anew = false; ///< a snapshot was asked for
    int m_emptyPages = 0;
    bool m_snapshotTaken = false; ///< in this pull
    desk::Instant m_askedAt;
    QList<FeedPage> m_frames;
};

} // namespace syncing
