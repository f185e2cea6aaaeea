#include "ui/overview/overview_sections.h"

#include "models/actions.h"
#include "models/desk_session.h"
#include "models/words.h"
#include "ui/overview/money_text.h"
#include "ui/overview/section_rows.h"
#include "ui/theme/relative_time.h"
#include "ui/theme/text_cache.h"
#include "ui/theme/theme.h"
#include "ui/thread/label_popover.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/key_value_row.h"
#include "ui/widgets/section.h"

#include <QCoreApplication>
#include <QLocale>
#include <QVBoxLayout>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype kMostEvents = 12;
constexpr qsizetype kMostTickets = 8;

struct OverviewSectionsText {
    Q_DECLARE_TR_FUNCTIONS(ui::Overview)
};

void fact(Section& section, const QString& key, const QString& value, Ink ink = Ink::Text)
{
    if (value.isEmpty())
        return;
    auto* row = new KeyValueRow(key, {}, section.body()->parentWidget());
    row->setValue(value, ink);
    section.body()->addWidget(row);
}

QString timeText(const Context& context, desk::Instant at)
{
    return at.isSet() ? clockTime(at.utc().toLocalTime(), context.session.clock().now().utc().toLocalTime())
                      : QString();
}

/// An id of the wire is not shown as a word of ours: only the three known states are.
struct ConsentWord {
    QString text;
    Ink ink;
};

ConsentWord consentWord(desk::ConsentState state, bool repliesNeedIt)
{
    switch (state) {
    case desk::ConsentState::Subscribed:
        return {OverviewSectionsText::tr("subscribed"), Ink::Text};
    case desk::ConsentState::Unsubscribed:
        return {repliesNeedIt ? OverviewSectionsText::tr("withdrawn: replies closed")
                              : OverviewSectionsText::tr("unsubscribed"),
                repliesNeedIt ? Ink::Warn : Ink::Text};
    case desk::ConsentState::Unknown:
        return {repliesNeedIt ? OverviewSectionsText::tr("none: replies closed")
                              : OverviewSectionsText::tr("never asked"),
                repliesNeedIt ? Ink::Warn : Ink::Dim};
    }
    return {};
}

} // namespace

void OverviewWriter::ticket(Section& section) const
{
    const desk::Ticket& ticket = *facts.ticket();
    clearRows(section);
    section.header()->setTrailing(u"#%1"_s.arg(ticket.number));
    fact(section, OverviewSectionsText::tr("Recipient"), ticket.recipient);
    fact(section, OverviewSectionsText::tr("Created"), timeText(context, ticket.created));
    fact(section, OverviewSectionsText::tr("Channel"), models::channelName(ticket.channel));
    fact(section, OverviewSectionsText::tr("Status"), models::statusName(ticket.status));
    fact(section, OverviewSectionsText::tr("Assignee"),
         ticket.assignee.isEmpty() ? OverviewSectionsText::tr("nobody") : context.session.agentName(ticket.assignee),
         ticket.assignee.isEmpty() ? Ink::Dim : Ink::Text);
    fact(section, OverviewSectionsText::tr("Team"), context.session.teamName(ticket.team));
    fact(section, OverviewSectionsText::tr("Brand"), ticket.brand);
    fact(section, OverviewSectionsText::tr("Source"), ticket.attribution);
    if (ticket.satisfaction > 0)
        fact(section, OverviewSectionsText::tr("Rating"), OverviewSectionsText::tr("%1 of 5").arg(ticket.satisfaction));

    auto* chips = new ChipFlow(section.body()->parentWidget());
    QStringList names;
    QHash<QString, desk::LabelId> byName;
    for (const desk::LabelId& label : ticket.labels) {
        names.append(context.session.labelName(label));
        byName.insert(names.last(), label);
    }
    chips->setChips(names);
    chips->setEditable(true);
    chips->setObjectName(u"ticketLabels"_s);
    QObject::connect(chips, &ChipFlow::addRequested, chips,
                     [given = context, ticket, chips] { openLabelPopover(given, ticket, chips); });
    QObject::connect(chips, &ChipFlow::removeRequested, chips,
                     [&actions = context.actions, id = ticket.id, byName](const QString& name) {
                         if (byName.contains(name))
                             actions.removeLabel(id, byName.value(name));
                     });
    auto* row = new KeyValueRow(OverviewSectionsText::tr("Labels"), {}, section.body()->parentWidget());
    row->setValueWidget(chips);
    section.body()->addWidget(row);
}

void OverviewWriter::subscriptions(Section& section) const
{
    clearRows(section);
    section.setVisible(!facts.subscriptions().isEmpty());
    section.header()->setTrailing(QLocale().toString(facts.subscriptions().size()));
    for (const desk::Subscription& one : facts.subscriptions()) {
        const QString title = one.quantity > 1
                                  ? OverviewSectionsText::tr("%1 × %2").arg(QLocale().toString(one.quantity), one.title)
                                  : one.title;
        section.body()->addWidget(factRow(title, moneyText(one.price, one.currency), section.body()->parentWidget()));
        QStringList parts{OverviewSectionsText::tr("every %n day(s)", nullptr, one.intervalDays)};
        if (one.status == "active"_L1 && one.nextCharge.isSet())
            parts.append(OverviewSectionsText::tr("next charge %1")
                             .arg(QLocale().toString(one.nextCharge.utc().toLocalTime().date(),
                                                     OverviewSectionsText::tr("d MMM"))));
        else if (one.status != "active"_L1)
            parts.append(one.status);
        remark(section, parts.join(u" · "_s));
    }
}

void OverviewWriter::consent(Section& section) const
{
    clearRows(section);
    const auto& person = facts.profile();
    section.setVisible(person.has_value());
    if (!person)
        return;
    using State = desk::ConsentState;
    const desk::Consent& consent = person->consent;
    const desk::Channel channel = facts.ticket()->channel;
    // SMS marketing and transactional consent are separate; either opens replies (REPLY-2).
    const bool smsOpen = consent.smsMarketing == State::Subscribed || consent.smsTransactional == State::Subscribed;
    const State sms = smsOpen ? State::Subscribed
                      : consent.smsMarketing == State::Unsubscribed || consent.smsTransactional == State::Unsubscribed
                          ? State::Unsubscribed
                          : State::Unknown;
    ConsentWord smsWord = consentWord(sms, channel == desk::Channel::Sms || !person->phones.isEmpty());
    if (smsOpen && consent.smsMarketing != consent.smsTransactional)
        smsWord.text = consent.smsMarketing == State::Subscribed ? OverviewSectionsText::tr("marketing only")
                                                                 : OverviewSectionsText::tr("transactional only");
    fact(section, OverviewSectionsText::tr("SMS"), smsWord.text, smsWord.ink);
    const ConsentWord mail = consentWord(consent.email, false);
    fact(section, OverviewSectionsText::tr("E-mail"), mail.text, mail.ink);
    const ConsentWord whatsapp =
        consentWord(consent.whatsapp, channel == desk::Channel::WhatsApp || !person->phones.isEmpty());
    fact(section, OverviewSectionsText::tr("WhatsApp"), whatsapp.text, whatsapp.ink);
}

void OverviewWriter::profile(Section& section) const
{
    clearRows(section);
    const auto& person = facts.profile();
    if (!person) {
        remark(section, facts.loading() ? OverviewSectionsText::tr("Loading …")
                                        : OverviewSectionsText::tr("This customer's profile is not here yet."));
        return;
    }
    fact(section, OverviewSectionsText::tr("E-mail"), person->emails.join(u", "_s));
    fact(section, OverviewSectionsText::tr("Phone"), person->phones.join(u", "_s));
    QStringList handles;
    for (const QString& handle : person->handles)
        if (!handle.startsWith("visitor:"_L1)) // a web chat's own token, no name
            handles.append(handle.mid(handle.indexOf(u':') + 1));
    fact(section, OverviewSectionsText::tr("Handles"), handles.join(u", "_s));
    const auto chips = [&](const QString& key, const QStringList& names) {
        if (names.isEmpty())
            return;
        auto* flow = new ChipFlow(section.body()->parentWidget());
        flow->setChips(names);
        auto* row = new KeyValueRow(key, {}, section.body()->parentWidget());
        row->setValueWidget(flow);
        section.body()->addWidget(row);
    };
    chips(OverviewSectionsText::tr("Segments"), person->segments);
    chips(OverviewSectionsText::tr("Lists"), person->lists);
    for (auto it = person->properties.begin(); it != person->properties.end(); ++it)
        fact(section, it.key(), it.value());
    if (!person->notes.isEmpty())
        section.body()->addWidget(
            new TextLabel(person->notes, Type::Secondary, Ink::Text, section.body()->parentWidget()));
    if (section.body()->count() == 0)
        remark(section, OverviewSectionsText::tr("Nothing is known yet but the name."));
}

QString OverviewWriter::emptyText(int total, const QString& none) const
{
    if (facts.loading())
        return OverviewSectionsText::tr("Loading …");
    if (total > 0 || !facts.trouble().isEmpty())
        return OverviewSectionsText::tr("Not on this computer yet. They come when the server can be reached.");
    return none;
}

void OverviewWriter::activity(Section& section) const
{
    clearRows(section);
    const int known = int(facts.events().size());
    const int total = facts.profile() ? qMax(facts.profile()->eventCount, known) : known;
    section.header()->setTrailing(total > 0 ? OverviewSectionsText::tr("%n event(s)", nullptr, total) : QString());
    if (known == 0)
        remark(section, emptyText(total, OverviewSectionsText::tr("No events of this customer.")));
    for (const desk::Event& event : facts.events().mid(0, kMostEvents)) {
        const QString words = event.detail.isEmpty() ? event.metric : event.metric + u" · "_s + event.detail;
        QWidget* row = factRow(words, timeText(context, event.at), section.body()->parentWidget());
        QStringList tip{exactTime(event.at.utc().toLocalTime())};
        for (auto it = event.properties.begin(); it != event.properties.end(); ++it)
            tip.append(it.key() + u": "_s + it.value());
        row->setToolTip(plainToolTip(tip.join(u'\n')));
        section.body()->addWidget(row);
    }
}

void OverviewWriter::others(Section& section, QWidget* owner,
                            const std::function<void(const desk::TicketId&)>& asked) const
{
    clearRows(section);
    QList<desk::Ticket> tickets = facts.tickets();
    tickets.removeIf([this](const desk::Ticket& one) { return one.id == facts.ticket()->id; });
    section.setVisible(!tickets.isEmpty());
    section.header()->setTrailing(QLocale().toString(tickets.size()));
    for (const desk::Ticket& one : tickets.mid(0, kMostTickets)) {
        const QString words = u"#%1  %2"_s.arg(QString::number(one.number), one.subject);
        auto* row = new LinkRow(words, models::statusName(one.status), section.body()->parentWidget());
        QObject::connect(row, &QAbstractButton::clicked, owner, [asked, id = one.id] { asked(id); });
        section.body()->addWidget(row);
    }
}

} // namespace ui
