#include "server/rules/checks.h"

#include "server/rules/faults.h"
#include "server/store/keys.h"
#include "server/store/rows.h"
#include "server/store/settings.h"

#include "desk/lifecycle.h"
#include "desk/reply_rules.h"

namespace server::rules
{

using namespace Qt::StringLiterals;
using store::keyOf;

namespace
{

bool exists(sql::Connection& sql, const QString& table, qint64 id)
{
    return id > 0 && sql.value<qint64>(u"SELECT 1 FROM %1 WHERE id = ?"_s.arg(table), id).has_value();
}

Refused unknown(const char* code, const char* message)
{
    return {422, QString::fromLatin1(code), tr(message), {}};
}

/// A row of its own for bytes that a message has already.
qint64 copyUpload(sql::Connection& sql, qint64 id)
{
    return sql
        .value<qint64>(u"INSERT INTO attachments (name, mime, size, content_id, sha256, uploaded, agent, session, "
                       "message, created) SELECT name, mime, size, content_id, sha256, uploaded, agent, session, 0, "
                       "created FROM attachments WHERE id = ? RETURNING id"_s,
                       id)
        .value_or(0);
}

/// The agent's own, complete upload; locked, so that it is not pruned meanwhile. Two replies that went out at once with
/// one file may have shared its upload: the second gets a copy.
std::optional<desk::Attachment> findUpload(sql::Connection& sql, qint64 id, qint64 agent)
{
    desk::Attachment file;
    bool isTaken = false;
    {
        auto rows = sql.query(u"SELECT name, mime, size, content_id, sha256, message FROM attachments "
                              "WHERE id = ? AND agent = ? AND uploaded = size {for update}"_s,
                              id, agent);
        if (!rows.next())
            return std::nullopt;
        file = {store::idOf<desk::AttachmentId>(id),
                rows.text(0),
                rows.text(1),
                rows.integer(2),
                rows.text(3),
                rows.text(4)};
        isTaken = rows.integer(5) != 0;
    }
    if (isTaken)
        file.id = store::idOf<desk::AttachmentId>(copyUpload(sql, id));
    return file;
}

std::optional<Refused> resolveFiles(sql::Connection& sql, desk::Operation& operation)
{
    QList<desk::Attachment> files;
    for (const desk::Attachment& named : std::as_const(operation.attachments)) {
        const auto file = findUpload(sql, keyOf(named.id), keyOf(operation.by));
        if (!file || files.contains(*file))
            return unknown("no-such-attachment",
                           "A file of this message is not on the server. Attach it anew, then send again.");
        files.append(*file);
    }
    operation.attachments = files;
    return std::nullopt;
}

/// BEY-3: what the author has not seen. Chat: a colleague's; else either side's; automatic answers never count.
QList<desk::Message> newerMessages(sql::Connection& sql, const desk::Ticket& ticket, const desk::Operation& operation)
{
    // In SQL, not behind its limit: a visitor may have written more than that since.
    const QString side = ticket.channel == desk::Channel::WebChat ? u"AND outbound = 1 "_s : QString();
    // What stands behind the message that was seen (TKT-13): history that is brought in later stands before it.
    const auto seen = store::standingIn(sql, keyOf(ticket.id), keyOf(operation.seen)).value_or(store::Standing{0, 0});
    QList<desk::Message> newer;
    auto rows = sql.query(u"SELECT %1 FROM messages WHERE ticket = ? AND "
                          "(place, id) > (CAST(? AS BIGINT), CAST(? AS BIGINT)) AND kind = 'message' %2"
                          "AND author_kind <> 'system' AND NOT (author_kind = 'agent' AND author = ?) "
                          "ORDER BY place, id LIMIT 100"_s.arg(store::messageColumns(), side),
                          keyOf(ticket.id), seen.place, seen.id, keyOf(operation.by));
    while (rows.next())
        newer.append(store::readMessage(rows));
    return newer;
}

std::optional<Refused> replyRefusal(sql::Connection& sql, const desk::Ticket& ticket, const desk::Operation& operation,
                                    const Actor& actor, desk::Instant now)
{
    const auto profile = store::findProfile(sql, keyOf(ticket.requester));
    if (!profile)
        return unknown("no-such-profile", "The customer of this ticket is gone, so no reply can be sent.");
    desk::ReplyContext context;
    context.smsSender = store::smsSenders(sql).value(profile->country, desk::SmsSender::None);
    context.agentEmail = actor.agent.email;
    context.now = now;
    const desk::ReplyVerdict verdict = desk::mayReply(ticket, *profile, context);
    if (verdict.state == desk::ReplyState::Refused)
        return Refused{422, verdict.code, verdict.message, {}};
    if (operation.sendAnyway)
        return std::nullopt;
    const auto newer = newerMessages(sql, ticket, operation);
    if (newer.isEmpty())
        return std::nullopt;
    return Refused{409, u"stale"_s,
                   tr("Something newer has come since this was written. It was not sent; read the newer messages, then "
                      "send it again or change it."),
                   newer};
}

} // namespace

std::optional<Actor> findActor(sql::Connection& sql, const desk::AgentId& agent)
{
    auto found = store::findAgent(sql, keyOf(agent));
    if (!found || !found->active || found->role == desk::Role::Other)
        return std::nullopt;
    return Actor{*found};
}

namespace
{

/// Who or what an undo brings back may be gone by now.
std::optional<Refused> restoredReferences(sql::Connection& sql, const desk::Operation& operation)
{
    if (!operation.before || !operation.after)
        return std::nullopt;
    const desk::TicketState& before = *operation.before;
    const bool agent = before.assignee != operation.after->assignee && before.assignee;
    if (agent && !findActor(sql, before.assignee))
        return unknown("unknown-agent", "This agent does not exist or has no access. Choose another one.");
    const bool team = before.team != operation.after->team && before.team;
    if (team && !exists(sql, u"teams"_s, keyOf(before.team)))
        return unknown("unknown-team", "This team does not exist any more. Choose another one.");
    return std::nullopt;
}

} // namespace

std::optional<Refused> resolveReferences(sql::Connection& sql, desk::Operation& operation)
{
    using K = desk::OperationKind;
    if (operation.kind == K::Assign && operation.assignee && !findActor(sql, operation.assignee))
        return unknown("unknown-agent", "This agent does not exist or has no access. Choose another one.");
    if (operation.kind == K::SetTeam && operation.team && !exists(sql, u"teams"_s, keyOf(operation.team)))
        return unknown("unknown-team", "This team does not exist any more. Choose another one.");
    if (operation.kind == K::Restore) {
        if (auto gone = restoredReferences(sql, operation))
            return gone;
    }
    if (operation.kind == K::AddLabel && !exists(sql, u"labels"_s, keyOf(operation.label)))
        return unknown("unknown-label", "This label does not exist any more. Choose another one.");
    return resolveFiles(sql, operation);
}

std::optional<Refused> mayExecute(sql::Connection& sql, const desk::Ticket& ticket, const desk::Operation& operation,
                                  const Actor& actor, desk::Instant now)
{
    if (const auto refusal = desk::mayApply(ticket, operation, now))
        return Refused{422, refusal->code, refusal->message, {}};
    if (operation.kind == desk::OperationKind::Reply)
        return replyRefusal(sql, ticket, operation, actor, now);
    return std::nullopt;
}

} // namespace server::rules
