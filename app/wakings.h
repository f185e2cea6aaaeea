#pragma once
// When it is worth trying at once: the machine woke from sleep, or a network came.

#include <QObject>

namespace app
{

/// Listens where the system tells; where it does not (no system bus, no network manager), the engine's own clock finds
/// out within seconds.
class Wakings : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Connects to the system; after the first paint, because a bus may be slow.
    void watch();

Q_SIGNALS:
    void woke();

private Q_SLOTS:
    void sleeping(bool begins);
};

} // namespace app
