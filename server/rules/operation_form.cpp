#include "server/rules/operation_form.h"

#include "server/rules/faults.h"
#include "server/rules/outgoing_body.h"
#include "server/store/plain_text.h"

#include "desk/json.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QUuid>

namespace server::rules
{

using namespace Qt::StringLiterals;
using store::Fault;
using store::FaultKind;
using store::Result;

namespace
{

QString digestOf(const QJsonObject& body)
{
    const QByteArray bytes = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

Fault badOperation(const QString& why)
{
    return {FaultKind::Invalid, u"bad-operation"_s, tr("The operation cannot be read: %1").arg(why), 0};
}

Fault unreadable(const desk::JsonError& error)
{
    using Kind = desk::JsonError::Kind;
    if (error.kind == Kind::Wrong)
        return badOperation(error.toString());
    const bool isKind = error.path == u"operation.kind"_s;
    const QString code = error.kind == Kind::UnknownField ? u"unknown-field"_s
                         : isKind                         ? u"unknown-kind"_s
                                                          : u"unknown-word"_s;
    return {FaultKind::Refused, code,
            tr("This desk's server does not know a part of this action, so nothing was done: %1").arg(error.toString()),
            0};
}

Fault misplaced(const desk::Operation& operation, const QString& field)
{
    return {FaultKind::Refused, u"unknown-field"_s,
            tr("This desk's server knows no field “%1” of an action “%2”, so nothing was done.")
                .arg(field, desk::toString(operation.kind)),
            0};
}

constexpr qsizetype kLongestText = 100'000;
constexpr qsizetype kLongestHtml = 500'000;
constexpr qsizetype kLongestId = 20;
constexpr qsizetype kMostFiles = 20;
constexpr qint64 kFarthestTime = 10 * 366 * desk::kDay;

bool isTooFar(desk::Instant time, desk::Instant now)
{
    return time.ms < 0 || time - now > kFarthestTime;
}

bool isSensible(const std::optional<desk::TicketState>& state, desk::Instant now)
{
    return !state || (!isTooFar(state->snoozedUntil, now) && !isTooFar(state->closed, now) &&
                      state->assignee.value().size() <= kLongestId && state->team.value().size() <= kLongestId);
}

/// What no client of ours makes like this; empty = nothing.
QString oddity(const desk::Operation& operation, desk::Instant now)
{
    if (operation.text.size() > kLongestText)
        return tr("its text has more than %1 characters.").arg(kLongestText);
    if (operation.html.size() > kLongestHtml)
        return tr("its HTML has more than %1 characters.").arg(kLongestHtml);
    if (operation.attachments.size() > kMostFiles)
        return tr("it has more than %1 files.").arg(kMostFiles);
    for (const QString& id : {operation.ticket.value(), operation.seen.value(), operation.assignee.value(),
                              operation.team.value(), operation.label.value()}) {
        if (id.size() > kLongestId)
            return tr("one of its ids is none of this desk.");
    }
    if (isTooFar(operation.at, now) || isTooFar(operation.until, now))
        return tr("one of its times makes no sense.");
    if (!isSensible(operation.before, now) || !isSensible(operation.after, now))
        return tr("what it brings back makes no sense.");
    return {};
}

} // namespace

std::optional<Fault> checkUuid(const QString& text)
{
    const QUuid uuid = QUuid::fromString(text);
    if (uuid.isNull() || uuid.toString(QUuid::WithoutBraces) != text)
        return badOperation(tr("its id is no lower-case UUID."));
    return std::nullopt;
}

Result<Wanted> readOperation(const QString& uuid, const QByteArray& body, const desk::AgentId& agent, desk::Instant now)
{
    if (const auto wrong = checkUuid(uuid))
        return *wrong;
    const auto object = desk::parseObject(body);
    if (!object)
        return badOperation(object.error().toString());
    // As it came: the codec leaves U+0000 out, and what an agent wrote is sent whole or not at all.
    for (const QString& field : {u"text"_s, u"html"_s})
        if (store::hasForbidden(object->value(field).toString()))
            return badOperation(tr("it holds a control character. Take it out, then send it again."));
    auto operation = desk::strictOperation(*object);
    if (!operation)
        return unreadable(operation.error());
    if (operation->id.value() != uuid)
        return badOperation(tr("its id is not the one of the address."));
    if (const QString odd = oddity(*operation, now); !odd.isEmpty())
        return badOperation(odd);
    if (const QString field = desk::misplacedField(*operation); !field.isEmpty())
        return misplaced(*operation, field);
    const OutgoingBody kept = outgoingBody(operation->text, operation->html);
    if (kept.isCut) // what an agent wrote is sent whole or not at all
        return badOperation(
            tr("its HTML is longer or deeper than the desk keeps. Send it as plain text, or in parts."));
    operation.value().by = agent;
    operation.value().text = kept.text;
    operation.value().html = kept.html;
    return Wanted{std::move(operation.value()), digestOf(*object)};
}

} // namespace server::rules
