#pragma once
// What was typed into the search field, taken apart: words, phrases and filters (THR-11).

#include "desk/channel.h"
#include "desk/instant.h"
#include "desk/ticket.h"
#include "sql/question.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace store
{

/// `late "blue shirt" from:anna label:refund channel:sms status:open before:2026-01-31 has:attachment is:unread #48213`
struct SearchTerms {
    sql::Question question;              ///< what is no filter
    QStringList from;                    ///< parts of the author's or requester's name, folded; all must stand there
    QStringList labels;                  ///< names or ids, case-folded
    QList<desk::Channel> channels;       ///< all must be the ticket's, so that two different ones find nothing
    QList<desk::Status> statuses;        ///< the same
    std::optional<desk::Instant> before; ///< exclusive: the start of that day in local time
    std::optional<desk::Instant> after;  ///< inclusive: the start of that day
    bool hasAttachment = false;
    bool unread = false;

    bool hasWords() const { return !question.isEmpty(); }
    bool hasFilters() const
    {
        return !from.isEmpty() || !labels.isEmpty() || !channels.isEmpty() || !statuses.isEmpty() || before || after ||
               hasAttachment || unread;
    }
    bool isEmpty() const { return !hasWords() && !hasFilters(); }
};

/// Never fails: what is no filter is a word (sql/question.h).
SearchTerms parseSearch(const QString& text);

/// The full-text expression of the terms; `completions` are the words that the half-typed one may become. Empty = no
/// words.
QString matchExpression(const sql::Question& question, const QStringList& completions);

/// The same question for the server's search, which reads words, phrases and numbers as this side does. Nothing = it
/// has filters, which the server does not know.
std::optional<QString> serverQuestion(const QString& text);

} // namespace store
