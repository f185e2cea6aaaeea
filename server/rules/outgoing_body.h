#pragma once
// What of a client's HTML the desk keeps of an answer (THR-3, THR-4).

#include <QString>

namespace server::rules
{

/// The body of an answer as it is stored and goes to the customer.
struct OutgoingBody {
    QString text;
    QString html;       ///< cleaned; empty when nothing of it is left to show
    bool isCut = false; ///< a cap of the cleaner took something away: it is not what was written

    bool operator==(const OutgoingBody&) const = default;
};

/// No client is trusted: its HTML keeps what html::clean() lets through, which is all that the composer makes. Where
/// `text` is blank, it is read off the HTML. Pure, any thread.
OutgoingBody outgoingBody(const QString& text, const QString& html);

} // namespace server::rules
