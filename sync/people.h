#pragma once
// What admins ask the desk for about other agents: invitations and new passwords (ROLE-2). Nothing of it is stored.

#include "sync/base.h"

#include "desk/people.h"

#include <functional>

namespace syncing
{

struct Request;

class People
{
public:
    /// `secret` is the one-time word to hand over; with an `error`, a sentence, it is empty.
    using Done = std::function<void(const QString& error, const QString& secret)>;

    explicit People(Base& base);

    void invite(const QString& name, const QString& email, desk::Role role, const Done& done);
    void resetPassword(const desk::AgentId& agent, const Done& done);

private:
    void ask(const Request& request, const QString& member, const Done& done);

    Base& m_base;
};

} // namespace syncing
