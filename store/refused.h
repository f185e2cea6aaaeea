#pragma once
// An action that the rules do not allow now (desk::mayApply): nothing was stored.

#include "desk/lifecycle.h"

#include <stdexcept>

namespace store
{

class Refused : public std::runtime_error
{
public:
    explicit Refused(desk::Refusal refusal)
        : std::runtime_error(refusal.code.toStdString())
        , m_refusal(std::move(refusal))
    {
    }
    const desk::Refusal& refusal() const { return m_refusal; }

private:
    desk::Refusal m_refusal;
};

} // namespace store
