#pragma once
// The past in the background: open and snoozed tickets first, then all tickets, then all messages, newest first.
// Every commit is small and remembers how far it came; the agent's actions go in between.

#include "sync/backoff.h"
#include "sync/base.h"
#include "sync/pages.h"

#include "store/writer.h"

#include <QSet>
#include <QString>

#include <functional>
#include <memory>

namespace syncing
{

class History
{
public:
    /// `everything` false: only open and snoozed tickets.
    History(Base& base, bool everything);

    /// Goes on from what the file says; nothing happens while it runs or when all is here.
    void resume();
    /// A snapshot was stored: the file's state is new.
    void restart();

    std::function<void()> onApplied;

private:
    enum class Stage { Active, Tickets, Messages, Done };
    struct Known;

    void load();
    void loaded(const Known& known);
    Stage stage() const;
    QString key() const;
    void fetch();
    void answered(int run, const Answer& answer);
    void arrived(EntityPage page);
    bool isStuck(const EntityPage& page);
    store::HistoryState after(const EntityPage& page) const;
    void storeSlice(const std::shared_ptr<const EntityPage>& page, qsizetype begin);
    void pageStored(const EntityPage& page, const store::HistoryState& next);
    void complete();
    void sweep(store::SweepPlace place);
    void swept();
    void pause();
    void tellProgress();

    Base& m_base;
    bool m_everything;
    Alarm m_pause;
    Backoff m_backoff;
    bool m_running = false;
    bool m_loaded = false;
    int m_run = 0;           ///< answers of an earlier run are dropped
    qint64 m_generation = 0; ///< of the snapshot that this run belongs to
    bool m_sweeping = false;
    bool m_stuck = false;
    int m_emptyPages = 0;
    store::HistoryState m_state;
    QSet<QString> m_seen; ///< keys asked for in this stage: one that comes again would go round for ever
};

} // namespace syncing
