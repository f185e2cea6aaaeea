#pragma once

#include "models/remote.h"
#include "sync/engine.h"

namespace app
{

/// What screens ask of the network, carried to the engine.
class RemoteBridge final : public models::Remote
{
public:
    explicit RemoteBridge(syncing::Engine& engine)
        : m_engine(engine)
    {
    }

    void fetchThread(const desk::TicketId& ticket, QObject* context, Done done) override
    {
        m_engine.fetchThread(ticket, context, std::move(done));
    }
    void fetchProfile(const desk::ProfileId& profile, QObject* context, Done done) override
    {
        m_engine.fetchProfile(profile, context, std::move(done));
    }
    void fetchAttachment(const desk::Attachment& attachment, const QString& path, QObject* context, Done done) override
    {
        m_engine.fetchAttachment(attachment, path, context, std::move(done));
    }
    void search(const QString& words, int limit, QObject* context, Found done) override
    {
        m_engine.search(words, limit, context, std::move(done));
    }
    void setViewing(const desk::TicketId& ticket) override { m_engine.setViewing(ticket); }
    void setTyping(const desk::TicketId& ticket, bool typing) override { m_engine.setTyping(ticket, typing); }
    void outboxChanged() override { m_engine.outboxChanged(); }
    void wake() override { m_engine.wake(); }
    void loadAnew() override { m_engine.loadAnew(); }

private:
    syncing::Engine& m_engine;
};

} // namespace app
