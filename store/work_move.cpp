#include "store/work_move.h"

#include "sql/rewrite.h"
#include "store/schema.h"
#include "store/work_file.h"

#include "sql/migration.h"

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
const QString kMoving = u"moving"_s;

// Positions are given anew, in the same order; a draft that is already here and younger stays, the other becomes a
// version of it.
constexpr const char kCopy[] = R"(
INSERT OR IGNORE INTO work.outbox (id, ticket, state, created, not_before, attempts, reason_code, reason, receipt,
    operation, files, chosen_files, newer, in_doubt, ticket_created, requester)
  SELECT o.id, o.ticket, o.state, o.created, o.not_before, o.attempts, o.reason_code, o.reason, o.receipt,
    o.operation, o.files, o.chosen_files, o.newer,
    o.state IN (1, 2) AND o.attempts > 0, COALESCE(t.created, 0), COALESCE(t.requester, '')
  FROM main.outbox o LEFT JOIN main.ticket t ON t.id = o.ticket ORDER BY o.position;
INSERT INTO work.draft_history (ticket, note, saved, body)
  SELECT h.ticket, h.note, h.saved, h.body FROM main.draft_history h
  WHERE NOT EXISTS (SELECT 1 FROM work.draft_history w
                    WHERE w.ticket = h.ticket AND w.note = h.note AND w.saved = h.saved AND w.body = h.body)
  ORDER BY h.version;
INSERT INTO work.draft_history (ticket, note, saved, body)
  SELECT d.ticket, d.note, min(d.updated, w.updated), CASE WHEN d.updated > w.updated THEN w.body ELSE d.body END
  FROM main.draft d JOIN work.draft w ON w.ticket = d.ticket AND w.note = d.note WHERE d.body <> w.body;
INSERT INTO work.draft (ticket, note, updated, body, ticket_created, requester)
  SELECT d.ticket, d.note, d.updated, d.body, COALESCE(t.created, 0), COALESCE(t.requester, '')
  FROM main.draft d LEFT JOIN main.ticket t ON t.id = d.ticket WHERE true
  ON CONFLICT (ticket, note) DO UPDATE SET updated = excluded.updated, body = excluded.body
  WHERE excluded.updated > draft.updated;
INSERT OR REPLACE INTO work.fact (name, value)
  SELECT name, value FROM main.setting WHERE name = 'desk-id';
)";
} // namespace

bool holdsWork(sql::Connection& cache)
{
    return sql::schemaVersion(cache) < kFirstWithoutWork && sql::tableExists(cache, u"outbox"_s);
}

void moveWork(sql::Connection& db)
{
    WorkChange change(db);
    if (!fact(db, kMoving).isEmpty()) {
        for (const QString& table : {u"outbox"_s, u"draft"_s, u"draft_history"_s})
            db.execute(u"DELETE FROM work."_s + table);
    }
    db.executeScript(QLatin1String(kCopy));
    putFact(db, kMoving, u"yes"_s);
    change.commit();
}

void moveIsDone(sql::Connection& db)
{
    if (fact(db, kMoving).isEmpty())
        return;
    WorkChange change(db);
    putFact(db, kMoving, {});
    change.commit();
}

} // namespace store
