#include "ui/thread/message_look.h"

#include "models/moments.h"
#include "models/words.h"
#include "ui/theme/relative_time.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QLocale>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{

struct MessageLookText {
    Q_DECLARE_TR_FUNCTIONS(ui::MessageLook)
};

/// "3" -> "snoozed until 12 March 09:00"; what is no time stays as it is.
QString snoozeText(const QString& until)
{
    bool isTime = false;
    const qint64 ms = until.toLongLong(&isTime);
    if (!isTime)
        return MessageLookText::tr("snoozed this until the customer writes");
    return MessageLookText::tr("snoozed this until %1").arg(models::dateAndTime(desk::Instant{ms}));
}

QString statusText(const QString& to)
{
    if (to == "closed"_L1)
        return MessageLookText::tr("closed this");
    if (to == "open"_L1)
        return MessageLookText::tr("reopened this");
    return MessageLookText::tr("set the status to %1").arg(to);
}

QString assigneeText(const desk::Message& message)
{
    if (message.eventTo.isEmpty())
        return MessageLookText::tr("took this from %1; nobody has it now").arg(message.eventFrom);
    if (message.eventTo == message.authorName)
        return MessageLookText::tr("took this");
    return MessageLookText::tr("assigned this to %1").arg(message.eventTo);
}

QString priorityText(const QString& word)
{
    const auto priority = desk::priorityFrom(word);
    return MessageLookText::tr("set the priority to %1").arg(priority ? models::priorityName(*priority) : word);
}

QString deed(const desk::Message& message)
{
    const QString& kind = message.eventKind;
    if (kind == "status"_L1)
        return statusText(message.eventTo);
    if (kind == "snooze"_L1)
        return snoozeText(message.eventTo);
    if (kind == "returned"_L1)
        return MessageLookText::tr("brought this back from its snooze");
    if (kind == "assignee"_L1)
        return assigneeText(message);
    if (kind == "team"_L1)
        return message.eventTo.isEmpty() ? MessageLookText::tr("took this from the team %1").arg(message.eventFrom)
                                         : MessageLookText::tr("gave this to the team %1").arg(message.eventTo);
    if (kind == "label-added"_L1)
        return MessageLookText::tr("added the label “%1”").arg(message.eventTo);
    if (kind == "label-removed"_L1)
        return MessageLookText::tr("removed the label “%1”").arg(message.eventFrom);
    if (kind == "priority"_L1)
        return priorityText(message.eventTo);
    if (kind == "spam"_L1)
        return message.eventTo == "true"_L1 ? MessageLookText::tr("marked this as spam")
                                            : MessageLookText::tr("marked this as not spam");
    if (!message.eventFrom.isEmpty() && !message.eventTo.isEmpty())
        return MessageLookText::tr("changed %1 from %2 to %3").arg(kind, message.eventFrom, message.eventTo);
    return (kind + u' ' + message.eventTo).trimmed();
}

int textHeight(const QString& text, int width)
{
    const QFontMetrics& metrics = Theme::current().metrics(Type::Body);
    const int perLine = qMax(8, width / qMax(1, metrics.averageCharWidth()));
    // Long texts are estimated by their length: a guess must not cost more than the truth.
    const qsizetype seen = qMin<qsizetype>(text.size(), 4000);
    const qsizetype breaks = QStringView(text).first(seen).count(u'\n');
    const qsizetype lines =
        text.size() / perLine + 1 + breaks * qMax<qsizetype>(1, text.size() / qMax<qsizetype>(1, seen));
    return int(qMin<qsizetype>(lines, 4000)) * metrics.lineSpacing();
}

} // namespace

CardShape shapeOf(const desk::Message& message)
{
    if (message.kind == desk::MessageKind::Event)
        return CardShape::Event;
    if (message.kind == desk::MessageKind::Note)
        return CardShape::Note;
    return message.channel == desk::Channel::Email ? CardShape::Mail : CardShape::Bubble;
}

std::optional<DeliveryLook> deliveryLook(const desk::Message& message)
{
    switch (message.delivery) {
    case desk::Delivery::None:
        return std::nullopt;
    case desk::Delivery::Queued:
        return DeliveryLook{Glyph::Clock, MessageLookText::tr("queued"), Ink::Dim};
    case desk::Delivery::Sending:
        return DeliveryLook{Glyph::ArrowUp, MessageLookText::tr("sending"), Ink::Dim};
    case desk::Delivery::Sent:
        return DeliveryLook{Glyph::Send, MessageLookText::tr("sent"), Ink::Dim};
    case desk::Delivery::Delivered:
        return DeliveryLook{Glyph::Check, MessageLookText::tr("delivered"), Ink::Dim};
    case desk::Delivery::Read:
        return DeliveryLook{Glyph::Eye, MessageLookText::tr("read"), Ink::Dim};
    case desk::Delivery::Failed:
        return DeliveryLook{Glyph::Error, MessageLookText::tr("not sent"), Ink::Danger};
    case desk::Delivery::Unconfirmed:
        return DeliveryLook{Glyph::Warning, MessageLookText::tr("unconfirmed"), Ink::Warn};
    }
    return std::nullopt;
}

QString eventSentence(const desk::Message& message)
{
    if (!message.text.isEmpty())
        return message.text;
    const QString who = message.authorName.isEmpty() ? MessageLookText::tr("The desk") : message.authorName;
    return MessageLookText::tr("%1 %2", "an agent's name, what was done: Ada closed this").arg(who, deed(message));
}

Glyph eventGlyph(const desk::Message& message)
{
    const QString& kind = message.eventKind;
    if (kind.startsWith("label"_L1))
        return Glyph::Tag;
    if (kind == "snooze"_L1 || kind == "returned"_L1)
        return Glyph::Clock;
    if (kind == "assignee"_L1)
        return Glyph::User;
    if (kind == "team"_L1)
        return Glyph::Users;
    if (kind == "spam"_L1)
        return Glyph::Spam;
    if (kind == "priority"_L1)
        return Glyph::Sort;
    if (kind == "status"_L1)
        return message.eventTo == "closed"_L1 ? Glyph::Check : Glyph::Reopen;
    return Glyph::Info;
}

QString fileSummary(const QString& name, qint64 bytes)
{
    if (bytes <= 0)
        return name;
    return u"%1, %2"_s.arg(name, QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat));
}

Glyph fileGlyph(const QString& mime)
{
    return mime.startsWith("image/"_L1) ? Glyph::Image : Glyph::File;
}

int estimatedHeight(const desk::Message& message, int width)
{
    const Theme& theme = Theme::current();
    const CardShape shape = shapeOf(message);
    if (shape == CardShape::Event)
        return theme.metrics(Type::Secondary).height() + space::m + space::s;
    const int inner = cardWidth(shape, width) - 2 * space::m;
    const int head = theme.metrics(Type::Body).height() + 2 * space::m + space::s;
    return head + textHeight(message.text, inner) + int(message.attachments.size()) * theme.px(40);
}

int cardWidth(CardShape shape, int width)
{
    const Theme& theme = Theme::current();
    if (shape == CardShape::Note || shape == CardShape::Event)
        return qMin(width, theme.px(900));
    if (shape == CardShape::Mail)
        return qMin(qMax(width * 78 / 100, qMin(width, theme.px(380))), theme.px(860));
    return qMin(qMax(width * 76 / 100, qMin(width, theme.px(300))), theme.px(560));
}

} // namespace ui
