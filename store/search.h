#pragma once
// Search over everything cached (THR-11, BEY-1), on a reader thread of its own, cancellable.

#include "desk/ids.h"
#include "desk/instant.h"
#include "store/keys.h"

#include <QList>
#include <QString>

#include <functional>
#include <memory>

class QObject;

namespace store
{

/// One ticket found, with the most recent message that matched; words to mark are given folded.
struct SearchHit {
    enum class Kind { Ticket, Profile, Order };
    Kind kind = Kind::Ticket;
    desk::TicketId ticket;
    desk::ProfileId profile;
    desk::OrderId order;
    MessageKey message; ///< zero: the ticket's own words matched
    QString title;
    QString excerpt;   ///< around the match, plain text
    QStringList marks; ///< folded terms
    desk::Instant at;
};

struct SearchResult {
    quint64 token = 0;     ///< of the question
    QList<SearchHit> hits; ///< most recent first
    bool more = false;
    QString error;          ///< for people; empty = fine
    qint64 nanoseconds = 0; ///< time in the database; 0 = there was nothing to look for
};

/// The words and filters of a question: `late order from:anna label:refund channel:sms before:2026-01-31`.
struct SearchQuery {
    QString text;
    int limit = 50;
};

/// Thread-safe. A new question cancels the one under way; a stale answer is never delivered.
class SearchThread
{
public:
    explicit SearchThread(QString path);
    ~SearchThread();

    /// Answers in the thread of `context`; the returned token stands in the result.
    quint64 ask(const SearchQuery& query, QObject* context, std::function<void(const SearchResult&)> done);
    void cancel();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace store
