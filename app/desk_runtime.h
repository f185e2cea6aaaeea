#pragma once
// One desk in the running program: its file, its worker, its engine, its session.

#include "models/actions.h"
#include "models/desk_session.h"
#include "models/draft_keeper.h"
#include "store/worker.h"
#include "sync/engine.h"

#include <QObject>
#include <QTimer>
#include <QUrl>

#include <memory>

namespace app
{

class RemoteBridge;

class DeskRuntime : public QObject
{
    Q_OBJECT

public:
    /// `credentials` and `clock` outlive the runtime. `files`: where copies of drafts' files go.
    DeskRuntime(const QString& database, QString files, syncing::Credentials& credentials, const desk::Clock& clock,
                QObject* parent = nullptr);
    ~DeskRuntime() override;

    /// Opens the file; opened() or failed() follows.
    void open();
    /// Starts synchronisation with the desk at `server`; called again it moves to the new address.
    void connectTo(const QUrl& server);
    void wake();
    /// Drafts in, network down, file closed: in that order.
    void shutDown();

    models::DeskSession& session() { return *m_session; }
    models::Actions& actions() { return *m_actions; }
    models::DraftKeeper& drafts() { return *m_drafts; }
    syncing::Engine& engine() { return *m_engine; }

Q_SIGNALS:
    void opened();
    void failed(const QString& sentence);
    /// The desk's file was damaged and a new one has taken its place; before opened().
    void damaged(const QString& sentence);

private:
    void finishOpening();
    void cleanFiles();

    store::Worker m_worker;
    QString m_files;
    syncing::Credentials& m_credentials;
    const desk::Clock& m_clock;
    std::unique_ptr<models::Remote> m_remote;
    std::unique_ptr<syncing::Engine> m_engine;
    std::unique_ptr<models::DeskSession> m_session;
    std::unique_ptr<models::Actions> m_actions;
    std::unique_ptr<models::DraftKeeper> m_drafts;
    QTimer m_cleaning;
    bool m_started = false;
};

} // namespace app
