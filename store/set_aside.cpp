#include "store/set_aside.h"

#include "store/draft_rows.h"
#include "store/outbox_rows.h"
#include "store/work_file.h"

#include <QCoreApplication>
#include <QUuid>

namespace store
{

namespace
{
struct SetAsideText {
    Q_DECLARE_TR_FUNCTIONS(store::Writer)
};
} // namespace

bool isForThisTicket(sql::Connection& db, const desk::Draft& draft)
{
    if (!draft.ticketCreated.isSet())
        return true;
    const auto created =
        db.value<qint64>(QStringLiteral("SELECT created FROM ticket WHERE id = ?"), draft.ticket.value());
    return !created || *created == draft.ticketCreated.ms;
}

void park(sql::Connection& db, const desk::Draft& draft)
{
    OutboxRow row;
    row.operation.id = desk::OperationId(QUuid::createUuid().toString(QUuid::WithoutBraces));
    row.operation.kind = draft.note ? desk::OperationKind::Note : desk::OperationKind::Reply;
    row.operation.ticket = draft.ticket;
    row.operation.ticketCreated = draft.ticketCreated;
    row.operation.at = draft.updated;
    row.operation.text = draft.text;
    row.operation.html = draft.html;
    row.ticketCreated = draft.ticketCreated;
    row.requester = draft.requester;
    row.files = draft.files;
    row.created = draft.updated;
    row.state = OutboxState::Parked;
    row.reasonCode = kOtherTicket;
    row.reason =
        SetAsideText::tr("The desk was restored, and the number of the ticket for which this was written is another "
                         "customer's now. It was not sent; the text is kept. Copy it to the right ticket, then "
                         "discard it here.");
    insertOutbox(db, row);
}

void forgetDraft(sql::Connection& db, const desk::Draft& draft)
{
    db.execute(QStringLiteral("DELETE FROM draft WHERE ticket = ? AND note = ?"), draft.ticket.value(), draft.note);
    // Its earlier versions, too, belong to no ticket that is here.
    db.execute(QStringLiteral("DELETE FROM draft_history WHERE ticket = ? AND note = ?"), draft.ticket.value(),
               draft.note);
}

bool setDraftsAside(sql::Connection& db)
{
    QList<desk::Draft> drafts = draftRows(db);
    drafts.removeIf([&db](const desk::Draft& draft) { return isForThisTicket(db, draft); });
    if (drafts.isEmpty())
        return false;
    WorkChange change(db);
    for (const desk::Draft& draft : std::as_const(drafts)) {
        park(change.db, draft);
        forgetDraft(change.db, draft);
    }
    change.commit();
    return true;
}

} // namespace store
