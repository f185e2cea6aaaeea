#pragma once
// Where a desk's secrets come from; app/ implements it over the keychain.

#include <QString>

#include <functional>

class QObject;

namespace syncing
{

struct Tokens {
    QString access;
    QString refresh; ///< empty: the access token does not expire
};

/// Called on the worker thread; answers arrive in the thread of `context`. Never blocks (P36: a locked or slow keychain
/// is not "no secret").
class Credentials
{
public:
    virtual ~Credentials() = default;
    virtual void load(QObject* context, std::function<void(const Tokens&)> done) = 0;
    virtual void save(const Tokens& tokens) = 0;
    virtual void clear() = 0;
};

} // namespace syncing
