#include "store/draft_rows.h"

#include "store/json_text.h"
#include "store/set_aside.h"

#include "desk/other_ticket.h"

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
const QString kSelect = u"SELECT body, ticket_created, requester FROM draft "_s;

std::optional<desk::Draft> draftFrom(const sql::Statement& row)
{
    auto draft = fromJsonText<desk::Draft>(row.bytes(0));
    if (draft) {
        draft->ticketCreated.ms = row.integer(1);
        draft->requester = desk::ProfileId(row.text(2));
    }
    return draft;
}

/// Which ticket it is for: as the cache has it now, unless its author had another one's open; else as it was known
/// before.
desk::Draft withTicket(sql::Connection& db, desk::Draft draft, const std::optional<desk::Draft>& before)
{
    sql::Statement rows = db.query(u"SELECT created, requester FROM ticket WHERE id = ?"_s, draft.ticket.value());
    if (rows.next()) {
        desk::Ticket here;
        here.created.ms = rows.integer(0);
        here.requester = desk::ProfileId(rows.text(1));
        if (desk::isForAnother(draft, here))
            return draft;
        draft.ticketCreated = here.created;
        draft.requester = here.requester;
    } else if (!draft.ticketCreated.isSet() && before) {
        draft.ticketCreated = before->ticketCreated;
        draft.requester = before->requester;
    }
    return draft;
}

constexpr qint64 kBetweenVersions = 30 * desk::kSecond;

bool losesMuch(const desk::Draft& before, const desk::Draft& after)
{
    return after.text.size() * 3 < before.text.size() * 2 || after.files.size() < before.files.size();
}

bool isDue(sql::Connection& db, const desk::Draft& before)
{
    const auto last = db.value<qint64>(u"SELECT max(saved) FROM draft_history WHERE ticket = ? AND note = ?"_s,
                                       before.ticket.value(), before.note);
    return !last || before.updated.ms - *last >= kBetweenVersions;
}
} // namespace

QList<desk::Draft> draftRows(sql::Connection& db)
{
    QList<desk::Draft> drafts;
    sql::Statement rows = db.query(kSelect + u"ORDER BY updated DESC, ticket, note"_s);
    while (rows.next()) {
        if (const auto draft = draftFrom(rows))
            drafts += *draft;
    }
    return drafts;
}

std::optional<desk::Draft> findDraft(sql::Connection& db, const desk::TicketId& ticket, bool note)
{
    sql::Statement rows = db.query(kSelect + u"WHERE ticket = ? AND note = ?"_s, ticket.value(), note);
    if (!rows.next())
        return std::nullopt;
    return draftFrom(rows);
}

QList<desk::Draft> draftVersions(sql::Connection& db, const desk::TicketId& ticket, bool note)
{
    QList<desk::Draft> drafts;
    sql::Statement rows = db.query(
        u"SELECT body FROM draft_history WHERE ticket = ? AND note = ? ORDER BY version DESC"_s, ticket.value(), note);
    while (rows.next()) {
        if (const auto draft = fromJsonText<desk::Draft>(rows.bytes(0)))
            drafts += *draft;
    }
    return drafts;
}

void keepVersion(sql::Connection& db, const desk::Draft& draft)
{
    const QList<desk::Draft> versions = draftVersions(db, draft.ticket, draft.note);
    if (!versions.isEmpty() && versions.first().text == draft.text && versions.first().files == draft.files)
        return;
    db.execute(u"INSERT INTO draft_history (ticket, note, saved, body) VALUES (?, ?, ?, ?)"_s, draft.ticket.value(),
               draft.note, draft.updated.ms, jsonText(draft));
    db.execute(u"DELETE FROM draft_history WHERE ticket = ?1 AND note = ?2 AND version NOT IN "
               "(SELECT version FROM draft_history WHERE ticket = ?1 AND note = ?2 ORDER BY version DESC LIMIT ?3)"_s,
               draft.ticket.value(), draft.note, kDraftVersions);
}

bool putDraft(sql::Connection& db, const desk::Draft& draft)
{
    if (draft.isEmpty()) {
        clearDraft(db, draft.ticket, draft.note);
        return false;
    }
    auto before = findDraft(db, draft.ticket, draft.note);
    const desk::Draft named = withTicket(db, draft, before);
    if (!isForThisTicket(db, named)) {
        park(db, named);
        if (before && !isForThisTicket(db, *before)) {
            if (before->ticketCreated != named.ticketCreated) // else they are its older words
                park(db, *before);
            forgetDraft(db, *before);
        }
        return true;
    }
    const bool wasAnothers = before && !isForThisTicket(db, *before);
    if (wasAnothers) {
        park(db, *before);
        forgetDraft(db, *before);
        before.reset();
    }
    if (before && before->text != draft.text && (losesMuch(*before, draft) || isDue(db, *before)))
        keepVersion(db, *before);
    db.execute(u"INSERT OR REPLACE INTO draft (ticket, note, updated, body, ticket_created, requester) "
               "VALUES (?, ?, ?, ?, ?, ?)"_s,
               draft.ticket.value(), draft.note, draft.updated.ms, jsonText(draft), named.ticketCreated.ms,
               named.requester.value());
    return wasAnothers;
}

void clearDraft(sql::Connection& db, const desk::TicketId& ticket, bool note)
{
    if (const auto before = findDraft(db, ticket, note))
        keepVersion(db, *before);
    db.execute(u"DELETE FROM draft WHERE ticket = ? AND note = ?"_s, ticket.value(), note);
}

} // namespace store
