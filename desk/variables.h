#pragma once
// Variables in the text of a macro: {{ profile.first_name }}, {{ ticket.id }} ... (THR-8).

#include "desk/people.h"
#include "desk/profile.h"
#include "desk/ticket.h"

#include <QString>
#include <QStringList>

namespace desk
{

/// What the variables read. Names of ids (assignee, team, labels) are looked up by the caller.
struct VariableSource {
    Ticket ticket;
    Profile profile;
    Agent agent; ///< who writes
    Agent assignee;
    QString teamName;
    QStringList labelNames;
    QString ticketUrl;
};

struct Expanded {
    QString text;
    QStringList missing;   ///< names without a value, each once, in their order; they stay in `text` as written
    QStringList open = {}; ///< the placeholders of `missing` as they stand in `text`, braces included, each once

    bool operator==(const Expanded&) const = default;
};

/// Fills in each `{{ name }}`. A name that is unknown or has no value is missing: it is shown before sending, never
/// sent as blank. Values are put in as they are: braces inside a value are not expanded again. Linear in the text.
Expanded expandVariables(const QString& text, const VariableSource& source);

/// Which of `placeholders` (Expanded::open) still stand in `text`, in their order. Blanks are compared as one space:
/// editors turn one kind into another.
QStringList stillOpen(const QStringList& placeholders, const QString& text);

/// Every name that expandVariables() knows, for a macro's editor.
QStringList variableNames();

} // namespace desk
