#include "tests/sync/exchange.h"

#include <QTest>

using namespace Qt::StringLiterals;

int inSample(int cases)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return (cases + 2) / 3;
#else
    return cases;
#endif
}

bool everyFault()
{
    return qEnvironmentVariable("BELLHOP_FAULTS") == u"all";
}

QList<desk::TicketId> Exchange::tickets() const
{
    QList<desk::TicketId> ids = m_rig.desk.tickets().keys();
    std::sort(ids.begin(), ids.end());
    return ids;
}

void Exchange::prepare()
{
    for (int i = 0; i < 7; ++i) {
        const auto status = i % 3 == 0 ? desk::Status::Closed : desk::Status::Open;
        const auto ticket = m_rig.desk.addTicket(u"Ticket %1"_s.arg(i), status);
        m_rig.desk.addMessage(ticket, u"Question %1"_s.arg(i));
        m_rig.desk.addMessage(ticket, u"More of %1"_s.arg(i));
    }
}

bool Exchange::isUsable()
{
    const QList<desk::TicketId> ids = tickets();
    return m_rig.ticket(ids.at(1)) && m_rig.ticket(ids.at(2)) && m_rig.ticket(ids.at(4));
}

void Exchange::act()
{
    const QList<desk::TicketId> ids = tickets();
    const auto& a = ids.at(1);
    const auto& b = ids.at(2);
    m_operations.append(m_rig.note(a, u"First note"_s));
    m_operations.append(m_rig.reply(a, u"An answer"_s));
    m_operations.append(m_rig.note(b, u"Elsewhere"_s));
    m_rig.desk.addMessage(b, u"From the customer"_s);
    m_operations.append(m_rig.submit(Rig::operation(desk::OperationKind::Close, b)));
    m_rig.desk.changeTicket(ids.at(4), [](desk::Ticket& t) { t.subject = u"Renamed"_s; });
    m_rig.desk.removeTicket(ids.at(5));
    for (int i = 0; i < 9; ++i) {
        const desk::TicketId on = QList{a, b, ids.at(4)}.at(i % 3);
        m_operations.append(m_rig.note(on, u"Note %1"_s.arg(i)));
        m_operations.append(m_rig.submit(Rig::operation(desk::OperationKind::MarkUnread, on)));
    }
    m_operations.append(m_rig.note(a, u"Last note"_s));
    m_rig.engine().wake();
}

void Exchange::note(const QString& text)
{
    if (m_rig.ticket(tickets().at(1)))
        m_operations.append(m_rig.note(tickets().at(1), text));
}

void Exchange::check()
{
    QVERIFY(m_rig.untilConverged());
    for (const desk::Operation& operation : std::as_const(m_operations))
        QCOMPARE(m_rig.desk.executions(operation.id), 1);
    const auto quiet = [this] { return m_rig.isLive() && m_rig.state.trouble.isEmpty(); };
    QVERIFY2(m_rig.until(quiet), qPrintable(m_rig.state.trouble));
}
