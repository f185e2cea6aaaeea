#include "desk/view.h"

#include <QCoreApplication>

namespace desk
{

using namespace Qt::StringLiterals;

namespace
{

struct ViewText {
    Q_DECLARE_TR_FUNCTIONS(desk::View)
};

View builtIn(const QString& id, const QString& name, const QString& icon, QList<Filter> conditions)
{
    View view;
    view.id = ViewId(id);
    view.name = name;
    view.icon = icon;
    view.filter = Filter::all(std::move(conditions));
    return view;
}

QString channelName(Channel channel)
{
    switch (channel) {
    case Channel::WebChat:
        return ViewText::tr("Web chat");
    case Channel::Email:
        return ViewText::tr("E-mail");
    case Channel::Sms:
        return ViewText::tr("SMS");
    case Channel::Instagram:
        return ViewText::tr("Instagram");
    case Channel::WhatsApp:
        return ViewText::tr("WhatsApp");
    }
    return {};
}

} // namespace

QList<View> builtInViews(const AgentId& me)
{
    const Filter notSpam = Filter::is(Field::Spam, u"false"_s);
    const Filter open = Filter::is(Field::Status, u"open"_s);
    const Filter mine = Filter::is(Field::Assignee, me.value());
    const Filter nobodys = Filter::of({Field::Assignee, Test::IsNotSet, {}, {}, 0});

    QList<View> views{
        builtIn(u"my-inbox"_s, ViewText::tr("My inbox"), u"inbox"_s, {open, mine, notSpam}),
        builtIn(u"unassigned"_s, ViewText::tr("Unassigned"), u"unassigned"_s, {open, nobodys, notSpam}),
        builtIn(u"all"_s, ViewText::tr("All"), u"all"_s, {notSpam}),
        builtIn(u"spam"_s, ViewText::tr("Spam"), u"spam"_s, {Filter::is(Field::Spam, u"true"_s)}),
    };
    for (const Channel channel : kChannels) {
        const QString word = toString(channel);
        views.append(
            builtIn(u"channel-"_s + word, channelName(channel), word, {Filter::is(Field::Channel, word), notSpam}));
    }
    for (qsizetype i = 0; i < views.size(); ++i)
        views[i].position = int(i);
    return views;
}

} // namespace desk
