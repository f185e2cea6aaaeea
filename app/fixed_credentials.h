#pragma once

#include "sync/credentials.h"

namespace app
{

/// A token that is known and need not be kept: of the embedded server's run, or of --token-file.
class FixedCredentials final : public syncing::Credentials
{
public:
    explicit FixedCredentials(QString access)
        : m_tokens{std::move(access), {}}
    {
    }

    void load(QObject*, std::function<void(const syncing::Tokens&)> done) override { done(m_tokens); }
    void save(const syncing::Tokens&) override {}
    void clear() override {}

private:
    const syncing::Tokens m_tokens;
};

} // namespace app
