#include "server/http/body_budget.h"

#include <algorithm>

namespace server::http
{

BodyBudget::BodyBudget(qint64 all, qint64 perAddress, int files)
    : m_maxAll(all)
    , m_maxPerAddress(perAddress)
    , m_maxFiles(files)
{
}

bool BodyBudget::Lease::grow(qint64 bytes)
{
    const std::lock_guard lock(m_budget.m_mutex);
    qint64& own = m_budget.m_perAddress[m_address];
    if (m_budget.m_all + bytes > m_budget.m_maxAll || own + bytes > m_budget.m_maxPerAddress) {
        if (own == 0)
            m_budget.m_perAddress.remove(m_address);
        return false;
    }
    own += bytes;
    m_bytes += bytes;
    m_budget.m_all += bytes;
    m_budget.m_peak = std::max(m_budget.m_peak, m_budget.m_all);
    return true;
}

bool BodyBudget::Lease::takeFile()
{
    const std::lock_guard lock(m_budget.m_mutex);
    if (m_budget.m_files >= m_budget.m_maxFiles)
        return false;
    ++m_budget.m_files;
    m_hasFile = true;
    return true;
}

BodyBudget::Lease::~Lease()
{
    const std::lock_guard lock(m_budget.m_mutex);
    m_budget.m_all -= m_bytes;
    m_budget.m_files -= m_hasFile ? 1 : 0;
    const auto own = m_budget.m_perAddress.find(m_address);
    if (own != m_budget.m_perAddress.end() && (*own -= m_bytes) <= 0)
        m_budget.m_perAddress.erase(own);
}

qint64 BodyBudget::held() const
{
    const std::lock_guard lock(m_mutex);
    return m_all;
}

qint64 BodyBudget::peak() const
{
    const std::lock_guard lock(m_mutex);
    return m_peak;
}

} // namespace server::http
