// REPLY-1 to REPLY-7 for every channel, and how texts are counted (THR-4).

#include "desk/reply_rules.h"
#include "desk_print.h"

#include <QTest>

#include <functional>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

constexpr Instant kNow{1'700'000'000'000};

struct Case {
    Ticket ticket;
    Profile profile;
    ReplyContext context;
};

/// Everything in order: consent, a number, a customer who wrote an hour ago.
Case goodCase(Channel channel)
{
    Case result;
    result.ticket.channel = channel;
    result.ticket.lastInbound = kNow - kHour;
    result.profile.consent.smsTransactional = ConsentState::Subscribed;
    result.profile.consent.whatsapp = ConsentState::Subscribed;
    result.profile.emails = {u"Mia@Shop.example"_s};
    result.context.now = kNow;
    result.context.agentEmail = u"agent@desk.example"_s;
    return result;
}

using Change = std::function<void(Case&)>;

/// The code on each channel in the order of kChannels; empty = allowed.
struct Rule {
    const char* name;
    Change change;
    QStringList codes;
};

QList<Rule> rules()
{
    const QString no;
    const auto all = [](const QString& code) { return QStringList(5, code); };
    const auto only = [](Channel channel, const QString& code) {
        QStringList codes(5, QString());
        codes[int(channel)] = code;
        return codes;
    };
    const auto sms = [](ConsentState marketing, ConsentState transactional) {
        return [=](Case& c) {
            c.profile.consent.smsMarketing = marketing;
            c.profile.consent.smsTransactional = transactional;
        };
    };
    const auto sender = [](SmsSender value) { return [=](Case& c) { c.context.smsSender = value; }; };
    const auto heard = [](Instant at) { return [=](Case& c) { c.ticket.lastInbound = at; }; };
    const QStringList windowClosed{no, no, no, u"window-closed"_s, u"window-closed"_s};
    using S = ConsentState;
    return {
        {"all in order", [](Case&) {}, all(no)},
        {"spam", [](Case& c) { c.ticket.spam = true; }, all(u"spam"_s)},
        {"blocked", [](Case& c) { c.profile.blocked = true; }, all(u"blocked"_s)},
        {"snoozed", [](Case& c) { c.ticket.status = Status::Snoozed; }, all(no)},
        {"closed", [](Case& c) { c.ticket.status = Status::Closed; }, only(Channel::WebChat, u"closed-chat"_s)},
        {"marketing consent is enough", sms(S::Subscribed, S::Unsubscribed), all(no)},
        {"transactional consent is enough", sms(S::Unsubscribed, S::Subscribed), all(no)},
        {"never asked for SMS", sms(S::Unknown, S::Unknown), only(Channel::Sms, u"no-consent"_s)},
        {"SMS withdrawn", sms(S::Unsubscribed, S::Unsubscribed), only(Channel::Sms, u"no-consent"_s)},
        {"WhatsApp never asked", [](Case& c) { c.profile.consent.whatsapp = S::Unknown; },
         only(Channel::WhatsApp, u"no-consent"_s)},
        {"WhatsApp withdrawn", [](Case& c) { c.profile.consent.whatsapp = S::Unsubscribed; },
         only(Channel::WhatsApp, u"no-consent"_s)},
        {"no number", sender(SmsSender::None), only(Channel::Sms, u"no-sender"_s)},
        {"branded", sender(SmsSender::AlphanumericOnly), only(Channel::Sms, u"branded-sender"_s)},
        {"toll-free", sender(SmsSender::TollFree), all(no)},
        {"short code", sender(SmsSender::ShortCode), all(no)},
        {"window about to close", heard(kNow - kDay + 1), all(no)},
        {"window just closed", heard(kNow - kDay), windowClosed},
        {"never heard from", heard({}), windowClosed},
    };
}

} // namespace

class ReplyRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyChannel_data();
    void everyChannel();
    void tellsWhenTheWindowCloses();
    void warnsOfTheSameAddress();
    void measures_data();
    void measures();
    void smsSegments_data();
    void smsSegments();
    void everyGsmCharacterCounts();
    void filesByChannel();
};

void ReplyRules::everyChannel_data()
{
    QTest::addColumn<int>("rule");
    QTest::addColumn<int>("channel");
    const QList<Rule> all = rules();
    for (int i = 0; i < all.size(); ++i)
        for (const Channel channel : kChannels)
            QTest::addRow("%s, %s", all[i].name, qPrintable(toString(channel))) << i << int(channel);
}

void ReplyRules::everyChannel()
{
    QFETCH(int, rule);
    QFETCH(int, channel);
    const Rule tested = rules().at(rule);
    Case c = goodCase(Channel(channel));
    tested.change(c);
    const ReplyVerdict verdict = mayReply(c.ticket, c.profile, c.context);
    QCOMPARE(verdict.code, tested.codes.at(channel));
    QCOMPARE(verdict.state == ReplyState::Allowed, verdict.code.isEmpty());
    QCOMPARE(verdict.message.isEmpty(), verdict.code.isEmpty());
}

void ReplyRules::tellsWhenTheWindowCloses()
{
    for (const Channel channel : kChannels) {
        const Case c = goodCase(channel);
        const bool windowed = channel == Channel::Instagram || channel == Channel::WhatsApp;
        const Instant expected = windowed ? c.ticket.lastInbound + kDay : Instant();
        QCOMPARE(mayReply(c.ticket, c.profile, c.context).windowCloses, expected);
        QCOMPARE(windowCloses(c.ticket), expected);
        Ticket silent = c.ticket;
        silent.lastInbound = {};
        QCOMPARE(windowCloses(silent), Instant());
    }
}

void ReplyRules::warnsOfTheSameAddress()
{
    Case c = goodCase(Channel::Sms);
    c.context.agentEmail = u"mia@shop.EXAMPLE"_s;
    QVERIFY(mayReply(c.ticket, c.profile, c.context).state == ReplyState::Allowed);
    c.context.viaZendesk = true;
    const ReplyVerdict verdict = mayReply(c.ticket, c.profile, c.context);
    QVERIFY(verdict.state == ReplyState::Warned);
    QCOMPARE(verdict.code, u"same-address"_s);
    c.context.agentEmail.clear();
    c.profile.emails = {QString()};
    QVERIFY(mayReply(c.ticket, c.profile, c.context).state == ReplyState::Allowed);
}

void ReplyRules::measures_data()
{
    QTest::addColumn<int>("channel");
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("used");
    QTest::addColumn<qint64>("limit");
    QTest::addColumn<bool>("fits");
    const auto row = [](const char* name, Channel channel, const QString& text, qint64 used, qint64 limit, bool fits) {
        QTest::newRow(name) << int(channel) << text << used << limit << fits;
    };
    const QString smile = u"\U0001F600"_s;
    row("empty chat", Channel::WebChat, {}, 0, 10'000, true);
    row("full chat", Channel::WebChat, QString(10'000, u'x'), 10'000, 10'000, true);
    row("over chat", Channel::WebChat, QString(10'001, u'x'), 10'001, 10'000, false);
    row("chat counts characters", Channel::WebChat, smile.repeated(10'000), 10'000, 10'000, true);
    row("full Instagram", Channel::Instagram, QString(500, u'é'), 1'000, 1'000, true);
    row("over Instagram", Channel::Instagram, QString(501, u'é'), 1'002, 1'000, false);
    row("Instagram emoji", Channel::Instagram, smile.repeated(250), 1'000, 1'000, true);
    row("full WhatsApp", Channel::WhatsApp, QString(4'096, u'x'), 4'096, 4'096, true);
    row("over WhatsApp", Channel::WhatsApp, QString(4'097, u'x'), 4'097, 4'096, false);
    row("full SMS", Channel::Sms, QString(1'600, u'x'), 1'600, 1'600, true);
    row("over SMS", Channel::Sms, QString(1'601, u'x'), 1'601, 1'600, false);
    row("mail", Channel::Email, QString(1'000'000, u'x'), 1'000'000, 0, true);
}

void ReplyRules::measures()
{
    QFETCH(int, channel);
    QFETCH(QString, text);
    const TextMeasure result = measure(Channel(channel), text);
    QTEST(result.used, "used");
    QTEST(result.limit, "limit");
    QTEST(result.fits, "fits");
    QCOMPARE(result.smsSegments > 0, Channel(channel) == Channel::Sms);
}

void ReplyRules::smsSegments_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("segments");
    QTest::addColumn<bool>("gsm7");
    const QString smile = u"\U0001F600"_s;
    QTest::newRow("nothing") << QString() << 0 << true;
    QTest::newRow("one") << u"x"_s << 1 << true;
    QTest::newRow("160") << QString(160, u'x') << 1 << true;
    QTest::newRow("161") << QString(161, u'x') << 2 << true;
    QTest::newRow("306") << QString(306, u'x') << 2 << true;
    QTest::newRow("307") << QString(307, u'x') << 3 << true;
    QTest::newRow("80 euros") << QString(80, u'€') << 1 << true;
    QTest::newRow("81 euros") << QString(81, u'€') << 2 << true;
    // 76 pairs fill 152 of 153 septets: the escape and its character stay together.
    QTest::newRow("152 euros") << QString(152, u'€') << 2 << true;
    QTest::newRow("153 euros") << QString(153, u'€') << 3 << true;
    QTest::newRow("all of the extension") << u"\f^{}\\[~]|€"_s << 1 << true;
    QTest::newRow("cedilla is not in it") << u"ç"_s << 1 << false;
    QTest::newRow("backtick is not in it") << u"`"_s << 1 << false;
    QTest::newRow("70 units") << QString(70, u'ж') << 1 << false;
    QTest::newRow("71 units") << QString(71, u'ж') << 2 << false;
    QTest::newRow("134 units") << QString(134, u'ж') << 2 << false;
    QTest::newRow("135 units") << QString(135, u'ж') << 3 << false;
    QTest::newRow("35 emoji") << smile.repeated(35) << 1 << false;
    QTest::newRow("36 emoji") << smile.repeated(36) << 2 << false;
    // 33 pairs fill 66 of 67 units: a pair is not split.
    QTest::newRow("66 emoji") << smile.repeated(66) << 2 << false;
    QTest::newRow("67 emoji") << smile.repeated(67) << 3 << false;
    QTest::newRow("a lone surrogate") << QString(QChar(0xd83d)) << 1 << false;
}

void ReplyRules::smsSegments()
{
    QFETCH(QString, text);
    const TextMeasure result = measure(Channel::Sms, text);
    QTEST(result.smsSegments, "segments");
    QTEST(result.gsm7, "gsm7");
}

void ReplyRules::everyGsmCharacterCounts()
{
    int inAlphabet = 0;
    for (char16_t unit = 1; unit < 0xffff; ++unit)
        inAlphabet += measure(Channel::Sms, QString(QChar(unit))).gsm7 ? 1 : 0;
    // 128 septets without the escape, and the ten characters of the extension.
    QCOMPARE(inAlphabet, 127 + 10);
}

void ReplyRules::filesByChannel()
{
    for (const Channel channel : kChannels)
        QCOMPARE(carriesAttachments(channel), channel != Channel::Sms);
}

QTEST_GUILESS_MAIN(ReplyRules)
#include "tst_reply_rules.moc"
