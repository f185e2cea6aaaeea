#pragma once
// Whether the desktop is dark, as its settings portal says.

#include <QDBusVariant>
#include <QObject>

#include <optional>

namespace app
{

/// Asks once and follows changes; never waits for an answer. Without a session bus or a portal it stays silent.
class DesktopColours : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    void ask();
    /// The portal's value: 1 dark, 2 light, anything else no preference; wrapped in variants by some versions.
    static std::optional<bool> darkFrom(const QVariant& value);

Q_SIGNALS:
    void answered(std::optional<bool> dark);

private Q_SLOTS:
    void settingChanged(const QString& space, const QString& key, const QDBusVariant& value);
};

} // namespace app
