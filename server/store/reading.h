#pragma once
// Reads of the API: first sync, history, one ticket, one profile, search (docs/protocol.md). Every ticket is as one
// agent sees it (`unread`, `rev`). Bad keys are Fault `bad-key` (Invalid). Limits are clamped; a page of long messages
// ends sooner (page_budget.h).

#include "server/store/store.h"

#include "desk/cursor.h"
#include "desk/entity.h"
#include "desk/reply_rules.h"

#include <QHash>
#include <QList>
#include <QMap>

#include <optional>

namespace server::store
{

struct DeskInfo {
    QString id;
    QString name;
    bool sample = false; ///< nothing leaves this machine
};

struct Bootstrap {
    desk::Cursor cursor;
    desk::Agent agent;
    DeskInfo desk;
    QList<desk::Agent> agents;
    QList<desk::Team> teams;
    QList<desk::Label> labels;
    QList<desk::Macro> macros;
    QList<desk::View> views;                   ///< own and shared ones; the built-in ones are the client's
    QMap<QString, desk::SmsSender> smsSenders; ///< by ISO country
    QMap<QString, qint64> counts;              ///< by view id, built-in and custom
    qint64 tickets = 0;
    qint64 messages = 0;
};
Result<Bootstrap> bootstrap(Store& store, const desk::AgentId& agent, desk::Instant now);
Result<DeskInfo> deskInfo(Store& store);
/// How many tickets belong to each built-in and given view, for this agent. May throw sql::Failure.
QMap<QString, qint64> viewCounts(sql::Connection& sql, const desk::AgentId& agent, const QList<desk::View>& custom,
                                 desk::Instant now);

enum class HistoryScope { Active, All };
struct TicketPage {
    QList<desk::Ticket> tickets;
    QList<desk::Profile> profiles; ///< the requesters
    QList<desk::Message> messages; ///< Active: the latest 50 of each ticket; fewer where they are very long
    QString next;                  ///< empty = the end
};
/// limit 1..200.
Result<TicketPage> historyTickets(Store& store, const desk::AgentId& agent, HistoryScope scope, const QString& before,
                                  int limit = 200);

struct MessagePage {
    QList<desk::Message> messages; ///< newest first
    QString next;
};
/// limit 1..1000.
Result<MessagePage> historyMessages(Store& store, const QString& before, int limit = 1000);
/// Fault `no-such-ticket`. limit 1..200.
Result<MessagePage> ticketMessages(Store& store, const desk::TicketId& ticket, const QString& before, int limit = 50);

Result<desk::Ticket> ticket(Store& store, const desk::AgentId& agent, const desk::TicketId& id);

struct ProfileDetails {
    desk::Profile profile;
    QList<desk::Order> orders; ///< newest first, 50 at most
    QList<desk::Subscription> subscriptions;
    QList<desk::Event> events;   ///< newest first, 200 at most
    QList<desk::Ticket> tickets; ///< newest first, 200 at most
};
/// Fault `no-such-profile`.
Result<ProfileDetails> profileDetails(Store& store, const desk::AgentId& agent, const desk::ProfileId& id);

struct SearchHit {
    std::optional<desk::Message> message; ///< none: the ticket was asked for by its number and has no message
    desk::Ticket ticket;
};
struct SearchPage {
    QList<SearchHit> hits; ///< the ticket that was asked for by its number, then messages, most recent first
    QString next;
};
/// All words must match, the last one as a prefix; no word at all finds nothing. `#123`, or digits alone, also find the
/// ticket of that number, on the first page. limit 1..100.
Result<SearchPage> search(Store& store, const desk::AgentId& agent, const QString& text, const QString& before,
                          int limit = 50);

} // namespace server::store
