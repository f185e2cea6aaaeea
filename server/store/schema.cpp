#include "server/store/schema.h"

#include "server/store/reindex.h"

#include <QCoreApplication>
#include <QUuid>

namespace server::store
{

using namespace Qt::StringLiterals;

namespace
{

const auto kPeople = uR"(
CREATE TABLE desk_counter (one {int} NOT NULL PRIMARY KEY CHECK (one = 1), seq {int} NOT NULL, floor {int} NOT NULL);
INSERT INTO desk_counter (one, seq, floor) VALUES (1, 0, 0);
CREATE TABLE settings (name {text} NOT NULL PRIMARY KEY, value {text} NOT NULL);
CREATE TABLE agents (
    id {id}, seq {int} NOT NULL, name {text} NOT NULL, email {text} NOT NULL UNIQUE, role {text} NOT NULL,
    active {bool} NOT NULL, password {text} NOT NULL, feed_floor {int} NOT NULL, read_floor {int} NOT NULL);
CREATE INDEX agents_seq ON agents (seq);
CREATE TABLE teams (id {id}, seq {int} NOT NULL, name {text} NOT NULL);
CREATE INDEX teams_seq ON teams (seq);
CREATE TABLE team_members (team {int} NOT NULL, agent {int} NOT NULL, PRIMARY KEY (agent, team)) {without rowid};
CREATE TABLE labels (id {id}, seq {int} NOT NULL, name {text} NOT NULL, color {text} NOT NULL);
CREATE INDEX labels_seq ON labels (seq);
CREATE TABLE macros (id {id}, seq {int} NOT NULL, body {json} NOT NULL);
CREATE INDEX macros_seq ON macros (seq);
CREATE TABLE views (id {id}, seq {int} NOT NULL, owner {int} NOT NULL, body {json} NOT NULL);
CREATE INDEX views_seq ON views (seq);
CREATE TABLE token_families (
    id {text} NOT NULL PRIMARY KEY, agent {int} NOT NULL, device {text} NOT NULL, created {int} NOT NULL,
    revoked {bool} NOT NULL);
CREATE INDEX token_families_agent ON token_families (agent);
CREATE TABLE tokens (
    hash {text} NOT NULL PRIMARY KEY, kind {text} NOT NULL, agent {int} NOT NULL, family {text} NOT NULL,
    expires {int} NOT NULL, spent {bool} NOT NULL);
CREATE INDEX tokens_family ON tokens (family);
CREATE INDEX tokens_expires ON tokens (expires);
)"_s;

const auto kCustomers = uR"(
CREATE TABLE profiles (
    id {id}, seq {int} NOT NULL, name {text} NOT NULL, blocked {bool} NOT NULL, ticket_count {int} NOT NULL,
    body {json} NOT NULL);
CREATE INDEX profiles_seq ON profiles (seq);
CREATE TABLE identities (
    kind {text} NOT NULL, value {text} NOT NULL, profile {int} NOT NULL, PRIMARY KEY (kind, value)) {without rowid};
CREATE TABLE orders (
    id {id}, seq {int} NOT NULL, profile {int} NOT NULL, placed {int} NOT NULL, body {json} NOT NULL);
CREATE INDEX orders_seq ON orders (seq);
CREATE INDEX orders_profile ON orders (profile, placed);
CREATE TABLE subscriptions (id {id}, seq {int} NOT NULL, profile {int} NOT NULL, body {json} NOT NULL);
CREATE INDEX subscriptions_seq ON subscriptions (seq);
CREATE INDEX subscriptions_profile ON subscriptions (profile);
CREATE TABLE events (id {id}, seq {int} NOT NULL, profile {int} NOT NULL, at {int} NOT NULL, body {json} NOT NULL);
CREATE INDEX events_seq ON events (seq);
CREATE INDEX events_profile ON events (profile, at);
)"_s;

const auto kWork = uR"(
CREATE TABLE tickets (
    id {id}, seq {int} NOT NULL, number {int} NOT NULL, channel {text} NOT NULL, status {text} NOT NULL,
    spam {bool} NOT NULL, priority {text} NOT NULL, subject {text} NOT NULL, requester {int} NOT NULL,
    requester_name {text} NOT NULL, recipient {text} NOT NULL, brand {text} NOT NULL, attribution {text} NOT NULL,
    assignee {int} NOT NULL, team {int} NOT NULL, labels {text} NOT NULL, created {int} NOT NULL,
    updated {int} NOT NULL, first_reply {int} NOT NULL, closed {int} NOT NULL, snoozed_until {int} NOT NULL,
    returned {bool} NOT NULL, waiting_since {int} NOT NULL, last_inbound {int} NOT NULL, last_message {int} NOT NULL,
    snippet {text} NOT NULL, snippet_outbound {bool} NOT NULL, has_attachment {bool} NOT NULL,
    message_count {int} NOT NULL, satisfaction {int} NOT NULL, newest_inbound {int} NOT NULL);
CREATE INDEX tickets_seq ON tickets (seq);
CREATE INDEX tickets_requester ON tickets (requester, channel, id);
CREATE INDEX tickets_active ON tickets (updated, id) WHERE status <> 'closed';
CREATE INDEX tickets_assignee ON tickets (assignee, status);
CREATE TABLE ticket_labels (
    ticket {int} NOT NULL, label {int} NOT NULL, PRIMARY KEY (label, ticket)) {without rowid};
CREATE TABLE messages (
    id {id}, seq {int} NOT NULL, ticket {int} NOT NULL, kind {text} NOT NULL, outbound {bool} NOT NULL,
    channel {text} NOT NULL, author_kind {text} NOT NULL, author {int} NOT NULL, author_name {text} NOT NULL,
    at {int} NOT NULL, text {text} NOT NULL, html {text} NOT NULL, delivery {text} NOT NULL, failure {text} NOT NULL,
    attachments {json} NOT NULL, operation {text} NOT NULL, event_kind {text} NOT NULL, event_from {text} NOT NULL,
    event_to {text} NOT NULL);
CREATE INDEX messages_seq ON messages (seq);
CREATE INDEX messages_ticket ON messages (ticket, id);
CREATE TABLE message_sources (
    channel {text} NOT NULL, source {text} NOT NULL, message {int} NOT NULL, ticket {int} NOT NULL,
    PRIMARY KEY (channel, source)) {without rowid};
CREATE TABLE attachments (
    id {id}, name {text} NOT NULL, mime {text} NOT NULL, size {int} NOT NULL, content_id {text} NOT NULL,
    sha256 {text} NOT NULL, uploaded {int} NOT NULL, agent {int} NOT NULL, session {text} NOT NULL,
    message {int} NOT NULL, created {int} NOT NULL);
CREATE INDEX attachments_message ON attachments (message);
CREATE INDEX attachments_sha256 ON attachments (sha256);
CREATE TABLE read_marks (
    agent {int} NOT NULL, ticket {int} NOT NULL, seq {int} NOT NULL, message {int} NOT NULL, unread {bool} NOT NULL,
    PRIMARY KEY (ticket, agent)) {without rowid};
CREATE INDEX read_marks_seq ON read_marks (seq);
CREATE INDEX read_marks_agent ON read_marks (agent, seq);
CREATE TABLE tombstones (
    kind {text} NOT NULL, id {text} NOT NULL, owner {int} NOT NULL, seq {int} NOT NULL, at {int} NOT NULL,
    PRIMARY KEY (kind, id, owner)) {without rowid};
CREATE INDEX tombstones_seq ON tombstones (seq);
CREATE INDEX tombstones_at ON tombstones (at);
CREATE TABLE operations (
    id {text} NOT NULL PRIMARY KEY, agent {int} NOT NULL, digest {text} NOT NULL, status {int} NOT NULL,
    answer {json} NOT NULL, seq {int} NOT NULL, created {int} NOT NULL);
CREATE INDEX operations_created ON operations (created);
CREATE TABLE chat_sessions (
    id {text} NOT NULL PRIMARY KEY, profile {int} NOT NULL, ticket {int} NOT NULL, created {int} NOT NULL);
CREATE INDEX chat_sessions_ticket ON chat_sessions (ticket);
CREATE TABLE jobs (
    kind {text} NOT NULL, subject {int} NOT NULL, due {int} NOT NULL, PRIMARY KEY (kind, subject)) {without rowid};
CREATE INDEX jobs_due ON jobs (due);
)"_s;

/// A refresh token whose answer was lost may be sent again: when it was spent, and which token its successors replace.
const auto kRefreshGrace = uR"(
ALTER TABLE tokens ADD COLUMN spent_at {int} NOT NULL DEFAULT 0;
ALTER TABLE tokens ADD COLUMN replaces {text} NOT NULL DEFAULT '';
)"_s;

/// Words under which cursors are given (server/store/epochs.h).
const auto kEpochs = uR"(
CREATE TABLE epochs (
    id {id}, word {text} NOT NULL UNIQUE, begins_at {int} NOT NULL, at {int} NOT NULL);
CREATE INDEX epochs_at ON epochs (at);
)"_s;

/// Tokens of `user token` are listed and ended one by one, apart from sign-ins.
const auto kStandingTokens = uR"(
ALTER TABLE token_families ADD COLUMN standing {bool} NOT NULL DEFAULT 0;
UPDATE token_families SET standing = 1 WHERE id IN (SELECT family FROM tokens WHERE kind = 'access' AND expires = 0);
)"_s;

/// A message's place in its thread (TKT-13), for what is there in the order of the ids: max(place before + 1, at),
/// which is n + max(at - n) over the n messages up to it. Clients that have a message already hold its time for its
/// place (a desk of before tells none): where the two differ it gets a new seq, so that they hear of it.
const auto kPlaces = uR"(
ALTER TABLE messages ADD COLUMN place {int} NOT NULL DEFAULT 0;
DROP INDEX messages_ticket;
UPDATE messages SET place = counted.place FROM (
    SELECT id, n + max(at - n) OVER (PARTITION BY ticket ORDER BY id) AS place FROM (
        SELECT id, ticket, {greatest}(at, 1) AS at, row_number() OVER (PARTITION BY ticket ORDER BY id) AS n FROM messages) AS numbered)
    AS counted WHERE counted.id = messages.id;
UPDATE messages SET seq = moved.seq FROM (
    SELECT id, (SELECT seq FROM desk_counter) + row_number() OVER (ORDER BY id) AS seq FROM messages WHERE place <> at)
    AS moved WHERE moved.id = messages.id;
UPDATE desk_counter SET seq = {greatest}(seq, (SELECT COALESCE(max(seq), 0) FROM messages));
CREATE INDEX messages_thread ON messages (ticket, place, id);
CREATE INDEX messages_place ON messages (place, id);
ALTER TABLE tickets ADD COLUMN inbound_place {int} NOT NULL DEFAULT 0;
UPDATE tickets SET inbound_place = COALESCE((SELECT place FROM messages WHERE id = tickets.newest_inbound), 0)
    WHERE newest_inbound > 0;
ALTER TABLE read_marks RENAME COLUMN message TO place;
UPDATE read_marks SET place = COALESCE((SELECT place FROM messages WHERE id = read_marks.place), 0) WHERE place > 0;
)"_s;

/// The one table that the engines cannot share: both index the words that sql/tokenizer.h finds, and no others.
void createSearch(sql::Connection& connection)
{
    if (connection.engine() == sql::Engine::Sqlite) {
        connection.executeScript(
            u"CREATE VIRTUAL TABLE message_search USING fts5(body, content='', detail=none, columnsize=0, "
            "tokenize='unicode61 remove_diacritics 2')"_s);
        return;
    }
    connection.executeScript(u"CREATE TABLE message_search (id BIGINT NOT NULL PRIMARY KEY, body tsvector NOT NULL);"
                             "CREATE INDEX message_search_body ON message_search USING gin (body)"_s);
}

/// Words are folded further than they were (sql/tokenizer.h).
void indexAnew(sql::Connection& connection)
{
    connection.executeScript(u"DROP TABLE message_search"_s);
    createSearch(connection);
    beginReindex(connection);
}

/// What clients tell desks apart by, and what visitors read above a chat; chosen once, in the step's transaction.
void nameDesk(sql::Connection& connection)
{
    const auto keep = u"INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING"_s;
    connection.execute(keep, u"desk-id"_s, QUuid::createUuid().toString(QUuid::WithoutBraces));
    connection.execute(keep, u"desk-name"_s, QCoreApplication::translate("server::store::Schema", "Help desk"));
}

} // namespace

QList<sql::Migration> serverMigrations()
{
    return {{1, u"people and tokens"_s, kPeople, {}},
            {2, u"customers and orders"_s, kCustomers, {}},
            {3, u"tickets, messages, feed, search"_s, kWork, createSearch},
            {4, u"grace for lost refreshes"_s, kRefreshGrace, {}},
            {5, u"the desk's id and name"_s, {}, nameDesk},
            {6, u"epochs of cursors"_s, kEpochs, {}},
            {7, u"tokens of the command line"_s, kStandingTokens, {}},
            {8, u"places of messages"_s, kPlaces, {}},
            {9, u"words are folded further"_s, {}, indexAnew}};
}

} // namespace server::store
