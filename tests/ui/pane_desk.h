#pragma once
// What the pane, the composer and the overview are given in tests: a real desk file, a clock that the test moves, a
// network that answers when told.

#include "models/actions.h"
#include "models/draft_keeper.h"
#include "tests/models/model_desk.h"
#include "ui/context.h"
#include "ui/latency_meter.h"
#include "ui/preferences.h"
#include "ui/shell/commands.h"

#include <QHash>

namespace ui_test
{

class HeldPreferences final : public ui::Preferences
{
public:
    QVariant value(const QString& key, const QVariant& fallback = {}) const override
    {
        return held.value(key, fallback);
    }
    void setValue(const QString& key, const QVariant& value) override { held.insert(key, value); }

    QHash<QString, QVariant> held;
};

struct PaneDesk {
    models_test::ModelDesk desk;
    HeldPreferences preferences;
    ui::Commands commands{preferences};
    ui::LatencyMeter latency;
    models::Actions actions{*desk.session};
    models::DraftKeeper drafts{*desk.session, actions};
    ui::Context context{*desk.session, actions, drafts, preferences, commands, latency};

    /// A ticket of this channel with a customer whose consent is given everywhere.
    desk::Ticket ticket(int number, desk::Channel channel);
    desk::Profile profile(int number) const;
    QList<store::OutboxRow> outbox();
};

} // namespace ui_test
