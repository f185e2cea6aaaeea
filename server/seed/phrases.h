#pragma once
// What customers and agents of the sample desk say. Internal to the seed.

#include "server/seed/random.h"

#include <QString>
#include <QStringList>

namespace server::seed
{

/// What the sentences talk about.
struct Matter {
    QString first; ///< the customer's first name
    QString order; ///< #10482
    QString product;
    QString agent; ///< the agent's first name
};

/// One matter's kind, or one language; the same for a whole conversation.
struct Topic {
    const char* label; ///< the desk's label for it; empty = none
    const char* subject;
    QList<const char*> openings;
    QList<const char*> answers;
    QList<const char*> followUps;
    QList<const char*> notes;
};
const QList<Topic>& topics();
/// Conversations in other languages and scripts: Arabic, Hebrew, Chinese, Japanese, Korean, German, emoji.
const QList<Topic>& foreignTopics();
/// What comes to spam.
const QStringList& spamTexts();

/// {first} {order} {product} {agent} filled in.
QString filled(const char* sentence, const Matter& matter);

} // namespace server::seed
