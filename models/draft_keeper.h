#pragma once
// Saves what is being written, at most a second behind the keyboard, and gives it back (THR-5, BEY-7).

#include "desk/draft.h"
#include "store/writer.h"

#include <QList>
#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

namespace models
{

class Actions;
class DeskSession;

class DraftKeeper : public QObject
{
    Q_OBJECT

public:
    /// `actions` give texts back: they never overwrite what is unsaved here, nor are they overwritten by it.
    DraftKeeper(DeskSession& session, Actions& actions, QObject* parent = nullptr);
    ~DraftKeeper() override; ///< hands in what is unsaved

    /// The newest text of it, saved or not.
    desk::Draft load(const desk::TicketId& ticket, bool note);
    /// Called on every change; saved 400 ms after the first unsaved change, or at once by flush(). `now` makes the
    /// draft when it is needed, at the latest by flush(), which its owner calls before it shows anything else or ends.
    void edit(const desk::TicketId& ticket, bool note, std::function<desk::Draft()> now);
    void edit(const desk::Draft& draft);
    void flush();
    /// An earlier version becomes the draft at once; the present one is kept as a version (BEY-7).
    void restore(desk::Draft version);
    /// Puts `text` in front of what is being written there, saved at once; the present draft is kept as a version. Ends
    /// with broughtBack().
    void bringBack(const desk::Draft& text);
    /// The text went into the outbox (Actions::queued): a save of it that still waits would bring the draft back.
    void forget(const desk::TicketId& ticket, bool note);
    bool saved() const { return !m_unsaved.has_value() && m_failed.isEmpty() && m_inFlight == 0; }

Q_SIGNALS:
    void savedChanged(bool saved);
    void failed(const QString& reason);
    /// The draft has changed under the composer by bringBack().
    void broughtBack(const desk::TicketId& ticket, bool note);

private:
    struct Unsaved {
        desk::TicketId ticket;
        bool note = false;
        std::function<desk::Draft()> now;
    };
    using Save = store::ChangeSet (store::Writer::*)(const desk::Draft&);
    void save(const desk::Draft& draft, Save how);
    void saved(const desk::Draft& draft, const QString& error);
    void keepForLater(const desk::Draft& draft);
    std::optional<desk::Draft> pending(const desk::TicketId& ticket, bool note) const;
    bool isForAnother(const desk::Draft& draft) const;
    void takeBack(const desk::Draft& returned);
    void tellSaved();

    DeskSession& m_session;
    std::optional<Unsaved> m_unsaved;
    QList<desk::Draft> m_handedIn; ///< on their way to the file, oldest first
    QList<desk::Draft> m_failed;   ///< refused by the disk, tried again
    bool m_toldSaved = true;
    int m_inFlight = 0;
    QTimer m_timer;
};

} // namespace models
