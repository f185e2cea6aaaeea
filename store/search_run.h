#pragma once
// One search on one connection: tickets by their words, then messages, newest first; customers and orders beside them.

#include "sql/connection.h"
#include "store/search.h"
#include "store/search_query.h"

#include <functional>

namespace store
{

/// Runs on the connection's thread; `isStale` is asked between statements. Throws sql::Failure, Interrupted among them.
QList<SearchHit> runSearch(sql::Connection& db, const SearchTerms& terms, int limit,
                           const std::function<bool()>& isStale, bool& more);

/// The most frequent words of the desk that begin so, at most 200.
QStringList completionsOf(sql::Connection& db, const QString& prefix);

/// The words of a text around the first of the folded `marks`, on one line.
QString excerptOf(const QString& text, const QStringList& marks);

} // namespace store
