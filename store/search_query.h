#pragma once
// What was typed into the search field, taken apart: words, phrases and filters (THR-11).

#include "desk/channel.h"
#include "desk/instant.h"
#include "desk/ticket.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace store
{

/// `late "blue shirt" from:anna label:refund channel:sms status:open before:2026-01-31 has:attachment is:unread #48213`
struct SearchTerms {
    QStringList words;          ///< folded, whole
    QList<QStringList> phrases; ///< folded words in this order
    QString prefix;             ///< folded, the last word while it is being typed; empty = none
    QStringList from;           ///< parts of the author's or requester's name, case-folded
    QStringList labels;         ///< names or ids, case-folded
    std::optional<desk::Channel> channel;
    std::optional<desk::Status> status;
    desk::Instant before; ///< exclusive: the start of that day in local time
    desk::Instant after;  ///< inclusive: the start of that day
    bool hasAttachment = false;
    bool unread = false;
    qint64 number = 0; ///< #48213, or digits with nothing beside them; 0 = none

    bool hasWords() const { return !words.isEmpty() || !phrases.isEmpty() || !prefix.isEmpty(); }
    bool hasFilters() const
    {
        return !from.isEmpty() || !labels.isEmpty() || channel || status || before.isSet() || after.isSet() ||
               hasAttachment || unread;
    }
    bool isEmpty() const { return !hasWords() && !hasFilters() && number == 0; }
};

/// Never fails: what is no filter is a word. Reads at most 500 characters and 16 words.
SearchTerms parseSearch(const QString& text);

/// The full-text expression of the terms; `completions` are the words that the prefix may become. Empty = no words.
QString matchExpression(const SearchTerms& terms, const QStringList& completions);

/// The same question for the server's search, which knows words and ticket numbers. Nothing = it has filters, which the
/// server does not know. A phrase is asked for by its words: more is found, the local search leaves out the rest.
std::optional<QString> serverQuestion(const SearchTerms& terms);

} // namespace store
