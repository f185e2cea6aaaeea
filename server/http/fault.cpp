#include "server/http/fault.h"

namespace server::http
{

struct NthRequest::State {
    int index;
    Fault fault;
    std::function<bool(const Request&)> matches;
    std::atomic<int> seen{0};
    std::atomic<bool> fired{false};
};

NthRequest::NthRequest(int index, Fault fault, std::function<bool(const Request&)> matches)
    : m_state(std::make_shared<State>())
{
    m_state->index = index;
    m_state->fault = fault;
    m_state->matches = std::move(matches);
}

Fault NthRequest::operator()(const Request& request) const
{
    if (m_state->matches && !m_state->matches(request))
        return {};
    if (m_state->seen.fetch_add(1) != m_state->index)
        return {};
    m_state->fired = true;
    return m_state->fault;
}

bool NthRequest::fired() const
{
    return m_state->fired;
}

int NthRequest::seen() const
{
    return m_state->seen;
}

} // namespace server::http
