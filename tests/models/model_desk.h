#pragma once
// A real desk file with its worker and session, a clock that the test moves, and a network that answers when told.

#include "desk/entity.h"
#include "models/desk_session.h"
#include "models/remote.h"
#include "store/writer.h"

#include <QTemporaryDir>

#include <atomic>
#include <memory>

namespace models_test
{

/// Read by the worker's thread, moved by the test's.
class HandClock final : public desk::Clock
{
public:
    desk::Instant now() const override { return {at.load()}; }
    void advance(qint64 ms) { at += ms; }

    std::atomic<qint64> at = 1'750'000'000'000;
};

class FakeRemote final : public models::Remote
{
public:
    void fetchThread(const desk::TicketId& ticket, QObject*, Done done) override
    {
        threads.append(ticket);
        threadAnswers.append(std::move(done));
    }
    void fetchProfile(const desk::ProfileId& profile, QObject*, Done done) override
    {
        profiles.append(profile);
        profileAnswers.append(std::move(done));
    }
    void fetchAttachment(const desk::Attachment&, const QString&, QObject*, Done done) override { done({}); }
    void search(const QString& words, int limit, QObject*, Found done) override
    {
        searches.append(words);
        searchLimits.append(limit);
        searchAnswers.append(std::move(done));
    }
    void setViewing(const desk::TicketId& ticket) override { viewing = ticket; }
    void setTyping(const desk::TicketId&, bool) override {}
    void outboxChanged() override { ++outboxTold; }
    void wake() override {}
    void loadAnew() override { ++loadedAnew; }

    QList<desk::TicketId> threads;
    QList<desk::ProfileId> profiles;
    QList<Done> threadAnswers, profileAnswers;
    QStringList searches;
    QList<int> searchLimits;
    QList<Found> searchAnswers;
    desk::TicketId viewing;
    int outboxTold = 0;
    int loadedAnew = 0;
};

desk::Ticket ticket(int number, desk::Instant updated);
desk::Message message(const QString& id, int ticket, desk::Instant at, const QString& text = {});
desk::Change change(const desk::Entity& entity);
/// An agent "me", one more, two teams, two labels and a view "waiting" (open and waiting for more than two hours).
store::Bootstrap bootstrap();

class ModelDesk
{
public:
    ModelDesk();
    ~ModelDesk();

    /// Runs the job on the worker and returns when its changes have reached the models; the worker's error.
    QString run(store::Worker::Job job);
    /// Brings every view up to the clock.
    void crossViews();
    void apply(const QList<desk::Entity>& entities);
    /// One message of many at once, as the server's page of a thread; `older` = the server has more.
    void page(int ticket, const QList<desk::Message>& messages, bool older);
    void remove(desk::EntityKind kind, const QString& id);
    /// The first sync is not through: a thread is whole only as far as its pages say.
    void loseHistory();
    qint64 nextRev() { return ++m_rev; }
    QString path() const { return m_folder.filePath(QStringLiteral("desk.db")); }
    QString folder() const { return m_folder.path(); }

    HandClock clock;
    FakeRemote remote;

private:
    QTemporaryDir m_folder;
    qint64 m_rev = 100;

public:
    std::unique_ptr<store::Worker> worker;
    std::unique_ptr<models::DeskSession> session;
};

} // namespace models_test
