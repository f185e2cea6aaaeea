#pragma once

#include "sync/credentials.h"

#include <mutex>

namespace app
{

/// A token that is known and need not be kept: of the embedded server's run, or of --token-file. Any thread. A later
/// sign-in replaces it for this session.
class FixedCredentials final : public syncing::Credentials
{
public:
    explicit FixedCredentials(QString access)
        : m_tokens{std::move(access), {}}
    {
    }

    void load(QObject*, std::function<void(const syncing::Tokens&)> done) override { done(tokens()); }
    void save(const syncing::Tokens& tokens) override
    {
        const std::lock_guard lock(m_mutex);
        m_tokens = tokens;
    }
    void clear() override { save({}); }

private:
    syncing::Tokens tokens()
    {
        const std::lock_guard lock(m_mutex);
        return m_tokens;
    }

    std::mutex m_mutex;
    syncing::Tokens m_tokens;
};

} // namespace app
