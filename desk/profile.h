#pragma once
// The customer: identities, consent, properties, predictive figures (OVR-2, OVR-3).

#include "desk/channel.h"
#include "desk/ids.h"
#include "desk/instant.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace desk
{

/// Unknown = never asked. For SMS marketing and transactional consent are separate (REPLY-2).
enum class ConsentState { Unknown, Subscribed, Unsubscribed };
QString toString(ConsentState state);
std::optional<ConsentState> consentStateFrom(QStringView name);

struct Consent {
    ConsentState email = ConsentState::Unknown;
    ConsentState smsMarketing = ConsentState::Unknown;
    ConsentState smsTransactional = ConsentState::Unknown;
    ConsentState whatsapp = ConsentState::Unknown;

    bool operator==(const Consent&) const = default;
};

/// OVR-3. Money in minor units of `currency`.
struct Predictive {
    bool available = false;
    QString unavailableReason; ///< why the account does not qualify, for people
    QString currency;
    qint64 historicValue = 0;
    qint64 predictedValue = 0;
    int orders = 0;
    double churnRisk = 0; ///< 0..1
    Instant expectedNextOrder;
    double daysBetweenOrders = 0;
    qint64 averageOrderValue = 0;
    Instant asOf;

    bool operator==(const Predictive&) const = default;
};

struct Profile {
    ProfileId id;
    qint64 rev = 0;
    QString name;
    QStringList emails;
    QStringList phones;  ///< E.164
    QStringList handles; ///< instagram:name, visitor:token ...
    QString city;
    QString country;  ///< ISO 3166-1 alpha-2
    QString timeZone; ///< IANA name
    Consent consent;
    Predictive predictive;
    QStringList segments;
    QStringList lists;
    QMap<QString, QString> properties;
    QString notes;
    bool blocked = false; ///< TKT-12
    int ticketCount = 0;
    int orderCount = 0;
    int eventCount = 0;

    bool operator==(const Profile&) const = default;
};

} // namespace desk
