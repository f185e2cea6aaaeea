#pragma once
// What the customer ordered and what happened around it (OVR-4 to OVR-6). Money in minor units.

#include "desk/ids.h"
#include "desk/instant.h"

#include <QList>
#include <QMap>
#include <QString>

namespace desk
{

struct OrderLine {
    QString title;
    QString sku;
    int quantity = 0;
    qint64 unitPrice = 0;

    bool operator==(const OrderLine&) const = default;
};

struct Order {
    OrderId id;
    qint64 rev = 0;
    ProfileId profile;
    QString number; ///< as printed: #10482
    Instant placed;
    QString currency; ///< ISO 4217
    qint64 total = 0;
    QString payment;    ///< paid, pending, refunded ...
    QString fulfilment; ///< unfulfilled, partial, fulfilled, delivered, cancelled
    QString tracking;
    QList<OrderLine> lines;

    bool operator==(const Order&) const = default;
};

struct Subscription {
    SubscriptionId id;
    qint64 rev = 0;
    ProfileId profile;
    QString title;
    int quantity = 1;
    int intervalDays = 30;
    Instant nextCharge;
    QString currency;
    qint64 price = 0;
    QString status; ///< active, cancelled, expired

    bool operator==(const Subscription&) const = default;
};

/// One line of the profile's timeline.
struct Event {
    EventId id;
    qint64 rev = 0;
    ProfileId profile;
    QString metric; ///< Placed Order, Viewed Product ...
    QString detail;
    Instant at;
    QMap<QString, QString> properties;

    bool operator==(const Event&) const = default;
};

} // namespace desk
