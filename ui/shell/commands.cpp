#include "ui/shell/commands.h"

#include "ui/preferences.h"
#include "ui/theme/icon.h"

#include <QWidget>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{

constexpr char kGlyph[] = "glyph";
constexpr char kDefaultKey[] = "defaultKey";

QString preferenceOf(const QString& id)
{
    return u"keys/"_s + id;
}

} // namespace

Commands::Commands(Preferences& preferences, QObject* parent)
    : QObject(parent)
    , m_preferences(preferences)
{
}

QAction* Commands::add(const QString& id, const QString& title, const QString& icon, const QKeySequence& key,
                       QObject* owner, std::function<void()> handler)
{
    auto* action = new QAction(title, owner);
    action->setObjectName(id);
    action->setProperty(kGlyph, icon);
    action->setProperty(kDefaultKey, key);
    if (const auto glyph = Icon::byName(icon))
        action->setIcon(Icon::icon(*glyph));
    connect(action, &QAction::triggered, owner, [handler = std::move(handler)] { handler(); });
    connect(action, &QObject::destroyed, this, [this, action, id] {
        m_actions.removeOne(action);
        if (m_byId.value(id) == action)
            m_byId.remove(id);
    });
    if (auto* widget = qobject_cast<QWidget*>(owner))
        widget->addAction(action);

    const QVariant chosen = m_preferences.value(preferenceOf(id));
    QKeySequence wanted = key;
    if (chosen.isValid())
        wanted = QKeySequence(chosen.toString(), QKeySequence::PortableText);
    QAction* other = holderOf(wanted);
    if (other && !chosen.isValid())
        wanted = {}; // a key that the agent gave away stays where it was given
    else if (other)
        other->setShortcut({});
    action->setShortcut(wanted);
    m_actions.append(action);
    m_byId.insert(id, action);
    return action;
}

QAction* Commands::action(const QString& id) const
{
    return m_byId.value(id);
}

QList<QAction*> Commands::all() const
{
    return m_actions;
}

QString Commands::setKey(const QString& id, const QKeySequence& key)
{
    QAction* changed = action(id);
    if (!changed)
        return {};
    QString loser;
    if (QAction* other = holderOf(key); other && other != changed) {
        loser = other->objectName();
        other->setShortcut({});
        m_preferences.setValue(preferenceOf(loser), QString());
    }
    changed->setShortcut(key);
    m_preferences.setValue(preferenceOf(id), key.toString(QKeySequence::PortableText));
    Q_EMIT keysChanged();
    return loser;
}

QKeySequence Commands::defaultKey(const QString& id) const
{
    const QAction* known = action(id);
    return known ? known->property(kDefaultKey).value<QKeySequence>() : QKeySequence();
}

QString Commands::iconOf(const QString& id) const
{
    const QAction* known = action(id);
    return known ? known->property(kGlyph).toString() : QString();
}

QAction* Commands::holderOf(const QKeySequence& key) const
{
    if (key.isEmpty())
        return nullptr;
    for (QAction* action : m_actions) {
        if (action->shortcut() == key)
            return action;
    }
    return nullptr;
}

} // namespace ui
