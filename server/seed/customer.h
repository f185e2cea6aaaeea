#pragma once
// The sample desk's customers. Internal to the seed.

#include "desk/commerce.h"
#include "desk/profile.h"

#include <QList>

namespace server::seed
{

/// One customer with everything that belongs to them.
struct Customer {
    desk::Profile profile;
    QString firstName;
    QList<desk::Order> orders; ///< oldest first
    QList<desk::Subscription> subscriptions;
    QList<desk::Event> events;
};

/// The customer with this number (from 1), the same for the same seed and `now`. Ids follow from the number: a profile
/// has its own, an order 8 × number + k, and so on.
Customer makeCustomer(quint64 seed, qint64 number, desk::Instant now);

} // namespace server::seed
