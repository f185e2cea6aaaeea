#include "server/seed/customer.h"

#include "server/seed/random.h"
#include "server/store/keys.h"

#include <algorithm>
#include <array>

namespace server::seed
{

using namespace Qt::StringLiterals;

namespace
{

struct Place {
    const char* country;
    const char* city;
    const char* zone;
    const char* phone; ///< code and the start of a number nobody has
    const char* currency;
};
constexpr std::array kPlaces{Place{"NL", "Utrecht", "Europe/Amsterdam", "+31655501", "EUR"},
                             Place{"NL", "Groningen", "Europe/Amsterdam", "+31655502", "EUR"},
                             Place{"DE", "Leipzig", "Europe/Berlin", "+49155501", "EUR"},
                             Place{"GB", "Leeds", "Europe/London", "+44770090", "GBP"},
                             Place{"FR", "Nantes", "Europe/Paris", "+33655501", "EUR"},
                             Place{"ES", "Bilbao", "Europe/Madrid", "+34655501", "EUR"},
                             Place{"SE", "Uppsala", "Europe/Stockholm", "+46705501", "SEK"},
                             Place{"US", "Portland", "America/Los_Angeles", "+1503555", "USD"},
                             Place{"JP", "Kyoto", "Asia/Tokyo", "+81905550", "JPY"},
                             Place{"AE", "Sharjah", "Asia/Dubai", "+97155501", "AED"},
                             Place{"IL", "Haifa", "Asia/Jerusalem", "+97255501", "ILS"},
                             Place{"BR", "Recife", "America/Recife", "+55815550", "BRL"}};

constexpr std::array kFirst{"Noor",   "Milan", "Sanne", "Bram",  "Lotte", "Jonas",  "Greta",  "Oskar",
                            "Imani",  "Kofi",  "Priya", "Arjun", "Yuki",  "Haruto", "Leila",  "Omar",
                            "Tamar",  "Eitan", "Chloé", "Hugo",  "Lucía", "Mateo",  "Freja",  "Elias",
                            "Zoë",    "Caleb", "Amara", "Diego", "Mei",   "Sören",  "Ingrid", "Pavel",
                            "Renske", "Tomás", "Aisha", "Wren",  "Jun",   "Nadia",  "Theo",   "Paloma"};
constexpr std::array kLast{"Vandermeerdijk", "Okonjo-Bell", "Lindqvister", "Marsh-Patel", "Kuroyama",   "Brandtner",
                           "Ferrante-Ruiz",  "Haddadi",     "Rosenbaumer", "Whitlocke",   "Santorelli", "Jansenius",
                           "O'Farrellan",    "Müllerbach",  "Nakagawara",  "Oyelaranson", "Petrovicz",  "Delacroisette",
                           "Sørensgaard",    "Ibarrondo",   "Chandrasen",  "Wójcikowa",   "Tanakura",   "Abernathie"};

struct Product {
    const char* title;
    const char* sku;
    qint64 price;
};
constexpr std::array kProducts{
    Product{"oak cutting board", "KIT-110", 3495},   Product{"linen apron", "KIT-204", 2950},
    Product{"enamel teapot", "KIT-317", 4490},       Product{"wool throw, moss", "HOM-021", 8900},
    Product{"rain jacket Fjell", "OUT-550", 12900},  Product{"merino socks (3 pairs)", "OUT-081", 2790},
    Product{"coffee beans, 1 kg", "COF-001", 2190},  Product{"pour-over set", "COF-040", 3990},
    Product{"ceramic mug, sand", "KIT-402", 1690},   Product{"desk lamp Arc", "HOM-118", 7450},
    Product{"travel bottle 0.5 l", "OUT-212", 2490}, Product{"beeswax candle set", "HOM-303", 1990}};

desk::ConsentState consent(Random& random)
{
    constexpr std::array kStates{desk::ConsentState::Subscribed, desk::ConsentState::Subscribed,
                                 desk::ConsentState::Unsubscribed, desk::ConsentState::Unknown};
    return random.pick(kStates);
}

QString word(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

/// Letters and digits for addresses and handles.
QString plain(const QString& name)
{
    QString result;
    for (const QChar c : name.normalized(QString::NormalizationForm_KD).toLower())
        if ((c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9'))
            result.append(c);
    return result;
}

void addOrders(Customer& customer, Random& random, qint64 number, const Place& place, desk::Instant now)
{
    constexpr std::array kFulfilment{"fulfilled", "delivered", "delivered", "unfulfilled", "partial", "cancelled"};
    const qint64 count = random.chance(12) ? 0 : random.between(1, 6);
    qint64 age = random.between(60, 500) * desk::kDay;
    for (qint64 k = 0; k < count; ++k) {
        desk::Order order;
        const qint64 id = number * 8 + k;
        order.id = store::idOf<desk::OrderId>(id);
        order.profile = customer.profile.id;
        order.number = u"#%1"_s.arg(10000 + id);
        order.placed = now - age;
        order.currency = word(place.currency);
        const qint64 lines = random.between(1, 3);
        for (qint64 line = 0; line < lines; ++line) {
            const Product& product = random.pick(kProducts);
            order.lines.append(
                {word(product.title), word(product.sku), static_cast<int>(random.between(1, 3)), product.price});
            order.total += product.price * order.lines.last().quantity;
        }
        order.fulfilment = word(random.pick(kFulfilment));
        order.payment = order.fulfilment == u"cancelled"_s ? u"refunded"_s : u"paid"_s;
        if (order.fulfilment != u"unfulfilled"_s && order.fulfilment != u"cancelled"_s)
            order.tracking = u"https://track.example/%1"_s.arg(3200000000 + id);
        customer.orders.append(order);
        age = age * random.between(30, 80) / 100;
    }
}

void addEvents(Customer& customer, Random& random, qint64 number, desk::Instant now)
{
    qint64 id = number * 16;
    const auto add = [&](const QString& metric, const QString& detail, desk::Instant at) {
        desk::Event event;
        event.id = store::idOf<desk::EventId>(id++);
        event.profile = customer.profile.id;
        event.metric = metric;
        event.detail = detail;
        event.at = at;
        customer.events.append(event);
    };
    for (const desk::Order& order : std::as_const(customer.orders)) {
        add(u"Placed Order"_s, order.number, order.placed);
        customer.events.last().properties = {{u"Items"_s, order.lines.first().title}, {u"Order"_s, order.number}};
    }
    const qint64 views = random.between(1, 5);
    for (qint64 i = 0; i < views; ++i)
        add(random.chance(60) ? u"Viewed Product"_s : u"Opened Email"_s, word(random.pick(kProducts).title),
            now - random.between(desk::kHour, 90 * desk::kDay));
    std::stable_sort(customer.events.begin(), customer.events.end(),
                     [](const desk::Event& a, const desk::Event& b) { return a.at < b.at; });
}

void addPrediction(Customer& customer, Random& random, const Place& place, desk::Instant now)
{
    desk::Predictive& predictive = customer.profile.predictive;
    if (customer.orders.size() < 2) {
        predictive.unavailableReason = u"Predictions need at least two orders."_s;
        return;
    }
    predictive.available = true;
    predictive.currency = word(place.currency);
    for (const desk::Order& order : std::as_const(customer.orders))
        predictive.historicValue += order.total;
    predictive.orders = static_cast<int>(customer.orders.size());
    predictive.averageOrderValue = predictive.historicValue / predictive.orders;
    predictive.predictedValue = predictive.averageOrderValue * random.between(0, 4);
    predictive.churnRisk = static_cast<double>(random.between(3, 95)) / 100.0;
    const qint64 span = customer.orders.last().placed - customer.orders.first().placed;
    predictive.daysBetweenOrders = static_cast<double>(span) / desk::kDay / (predictive.orders - 1);
    predictive.expectedNextOrder = now + random.between(3, 60) * desk::kDay;
    predictive.asOf = now - 6 * desk::kHour;
}

void addSubscription(Customer& customer, Random& random, qint64 number, const Place& place, desk::Instant now)
{
    if (!random.chance(20))
        return;
    desk::Subscription subscription;
    subscription.id = store::idOf<desk::SubscriptionId>(number);
    subscription.profile = customer.profile.id;
    subscription.title = u"coffee beans, 1 kg"_s;
    subscription.quantity = static_cast<int>(random.between(1, 3));
    subscription.intervalDays = random.chance(50) ? 30 : 14;
    subscription.currency = word(place.currency);
    subscription.price = 1990;
    subscription.status = random.chance(75) ? u"active"_s : u"cancelled"_s;
    if (subscription.status == u"active"_s)
        subscription.nextCharge = now + random.between(1, 30) * desk::kDay;
    customer.subscriptions.append(subscription);
}

void addIdentities(desk::Profile& profile, const QString& first, const QString& last, qint64 number, const Place& place)
{
    const QString base = plain(first) + u'.' + plain(last) + QString::number(number);
    constexpr std::array kDomains{"mail.example", "post.example", "inbox.example"};
    profile.emails = {base + u'@' + word(kDomains[static_cast<std::size_t>(number % 3)])};
    profile.phones = {word(place.phone) + QString::number(100000 + number).right(9)};
    profile.handles = {u"instagram:"_s + plain(first) + u'_' + QString::number(number)};
}

} // namespace

Customer makeCustomer(quint64 seed, qint64 number, desk::Instant now)
{
    Random random(seed, 1, static_cast<quint64>(number));
    Customer customer;
    desk::Profile& profile = customer.profile;
    const Place& place = random.pick(kPlaces);
    customer.firstName = word(random.pick(kFirst));
    const QString last = word(random.pick(kLast));
    profile.id = store::idOf<desk::ProfileId>(number);
    profile.name = customer.firstName + u' ' + last;
    addIdentities(profile, customer.firstName, last, number, place);
    profile.city = word(place.city);
    profile.country = word(place.country);
    profile.timeZone = word(place.zone);
    profile.consent = {consent(random), consent(random), consent(random), consent(random)};
    addOrders(customer, random, number, place, now);
    addEvents(customer, random, number, now);
    addPrediction(customer, random, place, now);
    addSubscription(customer, random, number, place, now);
    profile.orderCount = static_cast<int>(customer.orders.size());
    profile.eventCount = static_cast<int>(customer.events.size());
    if (profile.orderCount >= 4)
        profile.segments.append(u"VIP"_s);
    if (profile.orderCount == 0)
        profile.segments.append(u"Window shoppers"_s);
    if (profile.consent.email == desk::ConsentState::Subscribed)
        profile.lists.append(u"Newsletter"_s);
    profile.properties = {{u"Language"_s, profile.country == u"NL"_s ? u"nl"_s : u"en"_s}};
    if (random.chance(8))
        profile.notes = u"Prefers to be called in the afternoon."_s;
    return customer;
}

} // namespace server::seed
