#include "desk/words.h"

namespace desk
{

QString toString(Channel value)
{
    return wordOf(value).toString();
}

std::optional<Channel> channelFrom(QStringView name)
{
    return fromWord<Channel>(name);
}

QString toString(Status value)
{
    return wordOf(value).toString();
}

std::optional<Status> statusFrom(QStringView name)
{
    return fromWord<Status>(name);
}

QString toString(Priority value)
{
    return wordOf(value).toString();
}

std::optional<Priority> priorityFrom(QStringView name)
{
    return fromWord<Priority>(name);
}

QString toString(Direction value)
{
    return wordOf(value).toString();
}

std::optional<Direction> directionFrom(QStringView name)
{
    return fromWord<Direction>(name);
}

QString toString(MessageKind value)
{
    return wordOf(value).toString();
}

std::optional<MessageKind> messageKindFrom(QStringView name)
{
    return fromWord<MessageKind>(name);
}

QString toString(Delivery value)
{
    return wordOf(value).toString();
}

std::optional<Delivery> deliveryFrom(QStringView name)
{
    return fromWord<Delivery>(name);
}

QString toString(AuthorKind value)
{
    return wordOf(value).toString();
}

std::optional<AuthorKind> authorKindFrom(QStringView name)
{
    return fromWord<AuthorKind>(name);
}

QString toString(OperationKind value)
{
    return wordOf(value).toString();
}

std::optional<OperationKind> operationKindFrom(QStringView name)
{
    return fromWord<OperationKind>(name);
}

QString toString(Capability value)
{
    return wordOf(value).toString();
}

QStringList capabilityWords()
{
    QStringList words;
    for (const Word<Capability>& word : Words<Capability>::kTable)
        words.append(word.name.toString());
    return words;
}

QString toString(ThenDo value)
{
    return wordOf(value).toString();
}

std::optional<ThenDo> thenDoFrom(QStringView name)
{
    return fromWord<ThenDo>(name);
}

QString toString(Role value)
{
    return wordOf(value).toString();
}

std::optional<Role> roleFrom(QStringView name)
{
    return fromWord<Role>(name);
}

QString toString(ConsentState value)
{
    return wordOf(value).toString();
}

std::optional<ConsentState> consentStateFrom(QStringView name)
{
    return fromWord<ConsentState>(name);
}

QString toString(Sort value)
{
    return wordOf(value).toString();
}

std::optional<Sort> sortFrom(QStringView name)
{
    return fromWord<Sort>(name);
}

QString toString(Sharing value)
{
    return wordOf(value).toString();
}

std::optional<Sharing> sharingFrom(QStringView name)
{
    return fromWord<Sharing>(name);
}

QString toString(EntityKind value)
{
    return wordOf(value).toString();
}

std::optional<EntityKind> entityKindFrom(QStringView name)
{
    return fromWord<EntityKind>(name);
}

QString toString(Field value)
{
    return wordOf(value).toString();
}

std::optional<Field> fieldFrom(QStringView name)
{
    return fromWord<Field>(name);
}

QString toString(Test value)
{
    return wordOf(value).toString();
}

std::optional<Test> testFrom(QStringView name)
{
    return fromWord<Test>(name);
}

} // namespace desk
