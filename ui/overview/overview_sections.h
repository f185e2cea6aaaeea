#pragma once
// Fills the sections of the overview from its facts (OVR-1 to OVR-7).

#include "models/overview.h"
#include "ui/context.h"

#include <functional>

class QWidget;

namespace ui
{

class Section;

/// Each function replaces what its section shows and hides the section when nothing belongs there.
struct OverviewWriter {
    const Context& context;
    const models::Overview& facts;

    void ticket(Section& section) const;
    void predictive(Section& section) const;
    void orders(Section& section) const;
    void subscriptions(Section& section) const;
    void consent(Section& section) const;
    void profile(Section& section) const;
    void activity(Section& section) const;
    void others(Section& section, QWidget* owner, const std::function<void(const desk::TicketId&)>& asked) const;

private:
    /// Why a list of the server's is empty here, `none` being the reason once it has told all of `total`.
    QString emptyText(int total, const QString& none) const;
};

} // namespace ui
