#include "store/schema.h"

#include "sql/tokenizer.h"
#include "store/history.h"
#include "store/index_floor.h"
#include "store/placing.h"

namespace store
{

namespace
{
// `waiting_order` and `urgency` are sort keys (store/list_order.h); the row id ends every index by itself, so that each
// (…, sort) index serves keyset pages. Times are milliseconds, 0 = unset. `gen` is the snapshot that saw the row last.
constexpr const char kTickets[] = R"(
CREATE TABLE ticket (
  key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, gen INTEGER NOT NULL DEFAULT 0,
  number INTEGER NOT NULL, channel TEXT NOT NULL, status TEXT NOT NULL, spam INTEGER NOT NULL,
  priority TEXT NOT NULL, subject TEXT NOT NULL, subject_folded TEXT NOT NULL,
  requester TEXT NOT NULL, requester_name TEXT NOT NULL, recipient TEXT NOT NULL, brand TEXT NOT NULL, brand_folded TEXT NOT NULL,
  attribution TEXT NOT NULL, assignee TEXT NOT NULL, team TEXT NOT NULL, labels TEXT NOT NULL,
  created INTEGER NOT NULL, updated INTEGER NOT NULL, first_reply INTEGER NOT NULL, closed INTEGER NOT NULL,
  snoozed_until INTEGER NOT NULL, returned INTEGER NOT NULL, waiting INTEGER NOT NULL, last_inbound INTEGER NOT NULL,
  last_message TEXT NOT NULL, snippet TEXT NOT NULL, snippet_outbound INTEGER NOT NULL,
  has_attachment INTEGER NOT NULL, message_count INTEGER NOT NULL, unread INTEGER NOT NULL,
  satisfaction INTEGER NOT NULL, waiting_order INTEGER NOT NULL, urgency INTEGER NOT NULL);
CREATE INDEX ticket_number ON ticket (number);
CREATE INDEX ticket_mine ON ticket (assignee, status, updated);
CREATE INDEX ticket_status ON ticket (status, updated);
CREATE INDEX ticket_channel ON ticket (channel, updated);
CREATE INDEX ticket_all ON ticket (spam, updated);
CREATE INDEX ticket_waiting ON ticket (spam, waiting_order);
CREATE INDEX ticket_urgency ON ticket (spam, urgency);
CREATE INDEX ticket_requester ON ticket (requester, updated);
CREATE INDEX ticket_due ON ticket (snoozed_until) WHERE status = 'snoozed' AND snoozed_until > 0;
CREATE TABLE ticket_label (
  label TEXT NOT NULL, ticket INTEGER NOT NULL, PRIMARY KEY (label, ticket)) WITHOUT ROWID;
CREATE INDEX ticket_label_of ON ticket_label (ticket);
CREATE TABLE shadow (ticket TEXT PRIMARY KEY, rev INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
)";

constexpr const char kMessages[] = R"(
CREATE TABLE message (
  key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, gen INTEGER NOT NULL DEFAULT 0,
  ticket TEXT NOT NULL, kind INTEGER NOT NULL, direction INTEGER NOT NULL, channel INTEGER NOT NULL,
  author_kind INTEGER NOT NULL, author TEXT NOT NULL, author_name TEXT NOT NULL, at INTEGER NOT NULL,
  text TEXT NOT NULL, html TEXT NOT NULL, delivery INTEGER NOT NULL, failure TEXT NOT NULL,
  attachments TEXT NOT NULL, operation TEXT NOT NULL,
  event_kind TEXT NOT NULL, event_from TEXT NOT NULL, event_to TEXT NOT NULL);
CREATE INDEX message_thread ON message (ticket, key);
CREATE TABLE thread_range (ticket TEXT PRIMARY KEY, floor INTEGER NOT NULL, complete INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE tombstone (
  kind TEXT NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (kind, id)) WITHOUT ROWID;
)";

// Contentless: the texts stand in their own tables, and what is indexed is their folded form. automerge=0: merges are
// done in bounded steps when idle, because left alone they stop the writer for most of a second.
constexpr const char kSearch[] = R"(
CREATE VIRTUAL TABLE message_fts USING fts5(text, content='', detail=full, tokenize="unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE ticket_fts USING fts5(text, content='', detail=full, tokenize="unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE profile_fts USING fts5(text, content='', detail=full, tokenize="unicode61 remove_diacritics 2");
CREATE TABLE term (term TEXT PRIMARY KEY, df INTEGER NOT NULL) WITHOUT ROWID;
)";

constexpr const char kCustomers[] = R"(
CREATE TABLE profile (
  key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, gen INTEGER NOT NULL DEFAULT 0,
  name TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE orders (
  id TEXT PRIMARY KEY, rev INTEGER NOT NULL, gen INTEGER NOT NULL DEFAULT 0, profile TEXT NOT NULL,
  number TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL);
CREATE INDEX orders_of ON orders (profile, at);
CREATE INDEX orders_number ON orders (number);
CREATE TABLE subscription (
  id TEXT PRIMARY KEY, rev INTEGER NOT NULL, gen INTEGER NOT NULL DEFAULT 0, profile TEXT NOT NULL,
  at INTEGER NOT NULL, body TEXT NOT NULL);
CREATE INDEX subscription_of ON subscription (profile, at);
CREATE TABLE event (
  id TEXT PRIMARY KEY, rev INTEGER NOT NULL, gen INTEGER NOT NULL DEFAULT 0, profile TEXT NOT NULL,
  at INTEGER NOT NULL, body TEXT NOT NULL);
CREATE INDEX event_of ON event (profile, at);
CREATE TABLE desk_row (
  kind TEXT NOT NULL, id TEXT NOT NULL, rev INTEGER NOT NULL, gen INTEGER NOT NULL DEFAULT 0, body TEXT NOT NULL,
  PRIMARY KEY (kind, id)) WITHOUT ROWID;
)";

constexpr const char kWork[] = R"(
CREATE TABLE outbox (
  position INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, ticket TEXT NOT NULL, state INTEGER NOT NULL,
  created INTEGER NOT NULL, not_before INTEGER NOT NULL, attempts INTEGER NOT NULL, reason_code TEXT NOT NULL,
  reason TEXT NOT NULL, receipt INTEGER NOT NULL, operation TEXT NOT NULL, files TEXT NOT NULL,
  chosen_files TEXT NOT NULL, newer TEXT NOT NULL);
CREATE INDEX outbox_lane ON outbox (ticket, position);
CREATE TABLE draft (
  ticket TEXT NOT NULL, note INTEGER NOT NULL, updated INTEGER NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (ticket, note)) WITHOUT ROWID;
CREATE TABLE draft_history (
  version INTEGER PRIMARY KEY AUTOINCREMENT, ticket TEXT NOT NULL, note INTEGER NOT NULL, saved INTEGER NOT NULL,
  body TEXT NOT NULL);
CREATE INDEX draft_history_of ON draft_history (ticket, note, version);
CREATE TABLE counter (
  view TEXT PRIMARY KEY, filter TEXT NOT NULL, count INTEGER NOT NULL, unread INTEGER NOT NULL, server INTEGER,
  exact INTEGER NOT NULL, counted_at INTEGER NOT NULL, crosses INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
)";

// What the built-in views ask for at once, the order last: without statistics the planner takes the index with the most
// equal columns, and a list is read from the index alone. Also with a status laid on top (VIEW-3).
constexpr const char kListIndexes[] = R"(
DROP INDEX ticket_mine;
DROP INDEX ticket_status;
DROP INDEX ticket_channel;
CREATE INDEX ticket_mine ON ticket (assignee, status, spam, updated);
CREATE INDEX ticket_status ON ticket (status, spam, updated);
CREATE INDEX ticket_channel ON ticket (channel, spam, updated);
CREATE INDEX ticket_channel_status ON ticket (channel, status, spam, updated);
)";

// The requester's name as a search compares it: an engine's own lower() knows ASCII only.
constexpr const char kFoldedNames[] = R"(
ALTER TABLE ticket ADD COLUMN requester_folded TEXT NOT NULL DEFAULT '';
)";

// Every list in the order of its index, however many tickets share a sort key; and the times that ages look at.
constexpr const char kOrders[] = R"(
CREATE INDEX ticket_created ON ticket (created);
CREATE INDEX ticket_updated ON ticket (updated);
CREATE INDEX ticket_waits ON ticket (waiting) WHERE waiting <> 0;
CREATE INDEX ticket_by_waiting ON ticket (waiting_order);
CREATE INDEX ticket_by_urgency ON ticket (urgency);
CREATE INDEX ticket_status_waiting ON ticket (status, waiting_order);
CREATE INDEX ticket_status_urgency ON ticket (status, urgency);
CREATE INDEX ticket_mine_waiting ON ticket (assignee, status, waiting_order);
CREATE INDEX ticket_mine_urgency ON ticket (assignee, status, urgency);
)";

// The agent's own work lies in a file of its own (store/work_schema.cpp). `arrived` says of which operations the rows
// here hold the effect already: 0 = their own message, 1 = everything.
constexpr const char kWithoutWork[] = R"(
DROP TABLE main.outbox;
DROP TABLE main.draft;
DROP TABLE main.draft_history;
CREATE TABLE arrived (operation TEXT PRIMARY KEY, whole INTEGER NOT NULL) WITHOUT ROWID;
)";

// Places of messages (TKT-13). Old rows have none: their keys were made from the time, by this computer's clock where
// that was behind. What was inferred from such keys is asked for anew.
constexpr const char kPlaces[] = R"(
ALTER TABLE message ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
DELETE FROM thread_range WHERE complete = 0;
DELETE FROM setting WHERE name = 'messages-floor';
)";

// What messages are packed with (store/packed_text.h).
constexpr const char kTextDictionary[] = R"(
CREATE TABLE text_dictionary (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
)";

// Words are folded further than they were (sql/tokenizer.h), and the sizes of texts, which only a ranking needs, are
// not kept: the indexes begin anew.
constexpr const char kWordsAnew[] = R"(
DROP TABLE message_fts;
DROP TABLE ticket_fts;
DROP TABLE profile_fts;
DELETE FROM term;
CREATE VIRTUAL TABLE message_fts USING fts5(text, content='', columnsize=0, tokenize="unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE ticket_fts USING fts5(text, content='', columnsize=0, tokenize="unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE profile_fts USING fts5(text, content='', columnsize=0, tokenize="unicode61 remove_diacritics 2");
CREATE TABLE index_floor (what INTEGER PRIMARY KEY, key INTEGER NOT NULL);
)";

/// The keys of the desk's pages are others now, too: a history of messages that is under way begins at the newest
/// again.
void placeWhatIsHere(sql::Connection& connection)
{
    placeMessages(connection);
    HistoryState state = readHistory(connection);
    if (state.messagesNext.isEmpty())
        return;
    state.messagesNext.clear();
    state.messagesCame = 0;
    writeHistory(connection, state);
}

void foldNames(sql::Connection& connection)
{
    QStringList names;
    {
        sql::Statement rows = connection.query(QStringLiteral("SELECT DISTINCT requester_name FROM ticket"));
        while (rows.next())
            names += rows.text(0);
    }
    connection.executeScript(QStringLiteral("CREATE TEMP TABLE folded (name TEXT PRIMARY KEY, value TEXT)"));
    for (const QString& name : names)
        connection.execute(QStringLiteral("INSERT INTO folded VALUES (?, ?)"), name, sql::foldedText(name));
    connection.executeScript(
        QStringLiteral("UPDATE ticket SET requester_folded = (SELECT value FROM folded WHERE name = requester_name);"
                       "DROP TABLE folded"));
}

void configureSearch(sql::Connection& connection)
{
    for (const char* table : {"message_fts", "ticket_fts", "profile_fts"})
        connection.execute(
            QStringLiteral("INSERT INTO %1 (%1, rank) VALUES ('automerge', 0)").arg(QLatin1String(table)));
}

void indexAnew(sql::Connection& connection)
{
    configureSearch(connection);
    raiseFloors(connection);
    foldNames(connection);
}

QString script()
{
    return QLatin1String(kTickets) + QLatin1String(kMessages) + QLatin1String(kSearch) + QLatin1String(kCustomers) +
           QLatin1String(kWork);
}
} // namespace

const QList<sql::Migration>& migrations()
{
    static const QList<sql::Migration> steps{
        {1, QStringLiteral("the desk's tables"), script(), configureSearch},
        {2, QStringLiteral("lists from one index"), QLatin1String(kListIndexes), {}},
        {3, QStringLiteral("requesters' names folded"), QLatin1String(kFoldedNames), foldNames},
        {4, QStringLiteral("orders of lists"), QLatin1String(kOrders), {}},
        {kFirstWithoutWork, QStringLiteral("the agent's work lies elsewhere"), QLatin1String(kWithoutWork), {}},
        {kFirstWithoutWork + 1, QStringLiteral("places of messages"), QLatin1String(kPlaces), placeWhatIsHere},
        {kFirstWithoutWork + 2, QStringLiteral("messages are packed"), QLatin1String(kTextDictionary), {}},
        {kFirstWithoutWork + 3, QStringLiteral("words are folded further"), QLatin1String(kWordsAnew), indexAnew},
    };
    return steps;
}

int knownSchema()
{
    return migrations().last().number;
}

} // namespace store
