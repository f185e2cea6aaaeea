#include "sql/fault_plan.h"

namespace sql
{

using namespace Qt::StringLiterals;

void FaultPlan::onCall(Call call, const QString& sql)
{
    if ((m_only && *m_only != call) || !sql.contains(m_text))
        return;
    if (heard)
        heard(call, sql);
    const int number = m_calls.fetch_add(1);
    if (m_failAt < 0)
        return;
    const bool due = m_lasting == Lasting::Once ? number == m_failAt : number >= m_failAt;
    if (!due)
        return;
    m_fired = true;
    throw Failure(m_kind, u"call %1 was made to fail"_s.arg(number), sql);
}

} // namespace sql
