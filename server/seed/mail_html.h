#pragma once
// Rich mail as customers' programs write it. Internal to the seed.

#include "server/seed/phrases.h"

#include <QString>

namespace server::seed
{

/// HTML of a text: paragraphs, and by chance a quoted mail, an order table, an inline picture (`cid`, when not empty),
/// a remote picture and a signature.
QString mailHtml(Random& random, const QString& text, const QString& quoted, const Matter& matter, const QString& cid);

} // namespace server::seed
