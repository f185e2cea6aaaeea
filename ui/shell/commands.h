#pragma once
// Every command of the program, by a stable id: menus, buttons, keys and the palette all trigger the same QAction
// (BEY-9).

#include <QAction>
#include <QHash>
#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>

#include <functional>

namespace ui
{

class Preferences;

/// The registry. Commands are added once by the screen that carries them out; ids are stable (docs/automation.md).
class Commands : public QObject
{
    Q_OBJECT

public:
    explicit Commands(Preferences& preferences, QObject* parent = nullptr);

    /// Adds a command; `key` is the default and may have been changed by the agent. The handler runs on trigger. The
    /// action belongs to `owner` (and is added to it when it is a widget, so that its key works there).
    QAction* add(const QString& id, const QString& title, const QString& icon, const QKeySequence& key, QObject* owner,
                 std::function<void()> handler);
    QAction* action(const QString& id) const; ///< nullptr when there is none
    QList<QAction*> all() const;              ///< in the order of adding; objectName is the id
    /// Changes a key; tells the id of the command that had it, whose key is then empty.
    QString setKey(const QString& id, const QKeySequence& key);
    QKeySequence defaultKey(const QString& id) const; ///< as the program ships it
    QString iconOf(const QString& id) const;          ///< the icon's name, for the palette

Q_SIGNALS:
    void keysChanged();

private:
    QAction* holderOf(const QKeySequence& key) const;

    Preferences& m_preferences;
    QList<QAction*> m_actions;
    QHash<QString, QAction*> m_byId;
};

} // namespace ui
