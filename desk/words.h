#pragma once
// The wire words of every enumeration, in one place: naming, parsing and the codec all read these tables. Internal to
// desk.

#include "desk/capability.h"
#include "desk/channel.h"
#include "desk/entity.h"
#include "desk/filter.h"
#include "desk/message.h"
#include "desk/operation.h"
#include "desk/people.h"
#include "desk/profile.h"
#include "desk/ticket.h"
#include "desk/view.h"

#include <QString>
#include <QStringView>

#include <array>
#include <optional>

namespace desk
{

template<class E>
struct Word {
    E value;
    QStringView name;
};

/// The table of one enumeration; every enumerator stands in it exactly once.
template<class E>
struct Words;

template<>
struct Words<Channel> {
    static constexpr std::array kTable{Word<Channel>{Channel::WebChat, u"webchat"},
                                       Word<Channel>{Channel::Email, u"email"}, Word<Channel>{Channel::Sms, u"sms"},
                                       Word<Channel>{Channel::Instagram, u"instagram"},
                                       Word<Channel>{Channel::WhatsApp, u"whatsapp"}};
};
template<>
struct Words<Status> {
    static constexpr std::array kTable{Word<Status>{Status::Open, u"open"}, Word<Status>{Status::Snoozed, u"snoozed"},
                                       Word<Status>{Status::Closed, u"closed"}};
};
template<>
struct Words<Priority> {
    static constexpr std::array kTable{
        Word<Priority>{Priority::Low, u"low"}, Word<Priority>{Priority::Normal, u"normal"},
        Word<Priority>{Priority::High, u"high"}, Word<Priority>{Priority::Urgent, u"urgent"}};
};
template<>
struct Words<Direction> {
    static constexpr std::array kTable{Word<Direction>{Direction::Inbound, u"inbound"},
                                       Word<Direction>{Direction::Outbound, u"outbound"}};
};
template<>
struct Words<MessageKind> {
    static constexpr std::array kTable{Word<MessageKind>{MessageKind::Message, u"message"},
                                       Word<MessageKind>{MessageKind::Note, u"note"},
                                       Word<MessageKind>{MessageKind::Event, u"event"}};
};
template<>
struct Words<Delivery> {
    static constexpr std::array kTable{
        Word<Delivery>{Delivery::None, u"none"},           Word<Delivery>{Delivery::Queued, u"queued"},
        Word<Delivery>{Delivery::Sending, u"sending"},     Word<Delivery>{Delivery::Sent, u"sent"},
        Word<Delivery>{Delivery::Delivered, u"delivered"}, Word<Delivery>{Delivery::Read, u"read"},
        Word<Delivery>{Delivery::Failed, u"failed"},       Word<Delivery>{Delivery::Unconfirmed, u"unconfirmed"}};
};
template<>
struct Words<AuthorKind> {
    static constexpr std::array kTable{Word<AuthorKind>{AuthorKind::Customer, u"customer"},
                                       Word<AuthorKind>{AuthorKind::Agent, u"agent"},
                                       Word<AuthorKind>{AuthorKind::System, u"system"}};
};
template<>
struct Words<OperationKind> {
    using K = OperationKind;
    static constexpr std::array kTable{Word<K>{K::Reply, u"reply"},
                                       Word<K>{K::Note, u"note"},
                                       Word<K>{K::Assign, u"assign"},
                                       Word<K>{K::SetTeam, u"set-team"},
                                       Word<K>{K::Snooze, u"snooze"},
                                       Word<K>{K::Close, u"close"},
                                       Word<K>{K::Reopen, u"reopen"},
                                       Word<K>{K::AddLabel, u"add-label"},
                                       Word<K>{K::RemoveLabel, u"remove-label"},
                                       Word<K>{K::SetPriority, u"set-priority"},
                                       Word<K>{K::MarkRead, u"mark-read"},
                                       Word<K>{K::MarkUnread, u"mark-unread"},
                                       Word<K>{K::MarkSpam, u"mark-spam"},
                                       Word<K>{K::NotSpam, u"not-spam"},
                                       Word<K>{K::Restore, u"restore"}};
};
template<>
struct Words<Capability> {
    static constexpr std::array kTable{Word<Capability>{Capability::TakeBack, u"take-back"},
                                       Word<Capability>{Capability::Restore, u"restore"},
                                       Word<Capability>{Capability::StrictOperations, u"strict-operations"}};
};
template<>
struct Words<ThenDo> {
    static constexpr std::array kTable{Word<ThenDo>{ThenDo::Nothing, u"nothing"}, Word<ThenDo>{ThenDo::Close, u"close"},
                                       Word<ThenDo>{ThenDo::Snooze, u"snooze"}};
};
template<>
struct Words<Role> {
    static constexpr std::array kTable{Word<Role>{Role::Owner, u"owner"}, Word<Role>{Role::Admin, u"admin"},
                                       Word<Role>{Role::Manager, u"manager"}, Word<Role>{Role::Support, u"support"},
                                       Word<Role>{Role::Other, u"other"}};
};
template<>
struct Words<ConsentState> {
    static constexpr std::array kTable{Word<ConsentState>{ConsentState::Unknown, u"unknown"},
                                       Word<ConsentState>{ConsentState::Subscribed, u"subscribed"},
                                       Word<ConsentState>{ConsentState::Unsubscribed, u"unsubscribed"}};
};
template<>
struct Words<Sort> {
    static constexpr std::array kTable{Word<Sort>{Sort::Newest, u"newest"}, Word<Sort>{Sort::Oldest, u"oldest"},
                                       Word<Sort>{Sort::LongestWaiting, u"longest-waiting"},
                                       Word<Sort>{Sort::Priority, u"priority"}};
};
template<>
struct Words<Sharing> {
    static constexpr std::array kTable{Word<Sharing>{Sharing::BuiltIn, u"built-in"},
                                       Word<Sharing>{Sharing::Private, u"private"},
                                       Word<Sharing>{Sharing::Team, u"team"}, Word<Sharing>{Sharing::Desk, u"desk"}};
};
template<>
struct Words<EntityKind> {
    using K = EntityKind;
    static constexpr std::array kTable{Word<K>{K::Ticket, u"ticket"},
                                       Word<K>{K::Message, u"message"},
                                       Word<K>{K::Profile, u"profile"},
                                       Word<K>{K::Agent, u"agent"},
                                       Word<K>{K::Team, u"team"},
                                       Word<K>{K::Label, u"label"},
                                       Word<K>{K::Macro, u"macro"},
                                       Word<K>{K::View, u"view"},
                                       Word<K>{K::Event, u"event"},
                                       Word<K>{K::Order, u"order"},
                                       Word<K>{K::Subscription, u"subscription"}};
};
template<>
struct Words<Field> {
    static constexpr std::array kTable{Word<Field>{Field::Channel, u"channel"},
                                       Word<Field>{Field::Status, u"status"},
                                       Word<Field>{Field::Spam, u"spam"},
                                       Word<Field>{Field::Assignee, u"assignee"},
                                       Word<Field>{Field::Team, u"team"},
                                       Word<Field>{Field::Label, u"label"},
                                       Word<Field>{Field::Priority, u"priority"},
                                       Word<Field>{Field::Brand, u"brand"},
                                       Word<Field>{Field::Requester, u"requester"},
                                       Word<Field>{Field::Unread, u"unread"},
                                       Word<Field>{Field::HasAttachment, u"attachment"},
                                       Word<Field>{Field::Created, u"created"},
                                       Word<Field>{Field::Updated, u"updated"},
                                       Word<Field>{Field::WaitingSince, u"waiting"},
                                       Word<Field>{Field::Subject, u"subject"}};
};
template<>
struct Words<Test> {
    static constexpr std::array kTable{Word<Test>{Test::Is, u"is"},
                                       Word<Test>{Test::IsNot, u"is-not"},
                                       Word<Test>{Test::IsSet, u"is-set"},
                                       Word<Test>{Test::IsNotSet, u"is-not-set"},
                                       Word<Test>{Test::Before, u"before"},
                                       Word<Test>{Test::After, u"after"},
                                       Word<Test>{Test::OlderThan, u"older-than"},
                                       Word<Test>{Test::YoungerThan, u"younger-than"},
                                       Word<Test>{Test::Contains, u"contains"}};
};

/// The word of a value; empty for a number that is no enumerator.
template<class E>
QStringView wordOf(E value)
{
    for (const Word<E>& word : Words<E>::kTable)
        if (word.value == value)
            return word.name;
    return {};
}

/// The value of a word, exact case; nullopt = not one of ours.
template<class E>
std::optional<E> fromWord(QStringView name)
{
    for (const Word<E>& word : Words<E>::kTable)
        if (word.name == name)
            return word.value;
    return std::nullopt;
}

} // namespace desk
