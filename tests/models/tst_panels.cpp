// Overview, search, palette, bodies, reply state and macros.

#include "model_desk.h"
#include "models/body_cache.h"
#include "models/fuzzy_rank.h"
#include "models/macro_text.h"
#include "models/overview.h"
#include "models/palette_model.h"
#include "models/reply_state.h"
#include "models/search_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace models_test;

namespace
{

desk::Profile profileOf(const QString& id, const QString& name)
{
    desk::Profile profile;
    profile.id = desk::ProfileId(id);
    profile.name = name;
    profile.country = u"NL"_s;
    profile.emails = {u"anna@customer.example"_s};
    return profile;
}

desk::Message htmlMessage(const QString& html)
{
    desk::Message mail = message(u"m1"_s, 1, {1'750'000'000'000});
    mail.html = html;
    return mail;
}

} // namespace

class TestPanels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void overviewReadsAtOnceAndFetchesOnce()
    {
        ModelDesk desk;
        desk.apply({ticket(1, desk.clock.now()), ticket(8, desk.clock.now()), profileOf(u"p1"_s, u"Anna Muster"_s)});
        models::Overview overview(*desk.session);
        QSignalSpy changed(&overview, &models::Overview::changed);
        overview.open(desk::TicketId(u"1"_s));
        QCOMPARE(overview.ticket()->number, 1);
        QCOMPARE(overview.profile()->name, u"Anna Muster"_s);
        QCOMPARE(overview.tickets().size(), 2);
        QVERIFY(overview.loading());
        QCOMPARE(desk.remote.profiles.size(), 1);

        desk::Order order;
        order.id = desk::OrderId(u"o1"_s);
        order.profile = desk::ProfileId(u"p1"_s);
        order.number = u"#10482"_s;
        desk.apply({order});
        QCOMPARE(overview.orders().size(), 1);
        QCOMPARE(desk.remote.profiles.size(), 1);
        desk.remote.profileAnswers.takeFirst()(u"No connection."_s);
        QVERIFY(!overview.loading());
        QCOMPARE(overview.trouble(), u"No connection."_s);
        QCOMPARE(desk.remote.profiles.size(), 1);
        store::SyncState state;
        state.link = store::Link::Live; // back online: it is asked for again, once
        desk.session->setSyncState(state);
        QCOMPARE(desk.remote.profiles.size(), 2);
        QVERIFY(overview.loading());
        desk.remote.profileAnswers.takeFirst()(QString());
        QVERIFY(overview.trouble().isEmpty());
        state.historyDone = 7;
        desk.session->setSyncState(state);
        QCOMPARE(desk.remote.profiles.size(), 2);
        const qsizetype told = changed.size();
        desk.apply({ticket(2, desk.clock.now())}); // somebody else's
        QCOMPARE(changed.size(), told);
        desk.remove(desk::EntityKind::Ticket, u"1"_s);
        QVERIFY(!overview.ticket());
    }

    void searchAnswersTheLastQuestion()
    {
        ModelDesk desk;
        desk.apply({ticket(1, desk.clock.now()), message(u"m1"_s, 1, desk.clock.now(), u"the parcel is broken"_s)});
        models::SearchModel model(*desk.session);
        QAbstractItemModelTester tester(&model);
        QSignalSpy finished(&model, &models::SearchModel::finished);
        model.setQuery(u"nothing like it"_s);
        model.setQuery(u"parcel"_s);
        QVERIFY(model.searching());
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(!model.searching());
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.hit(0).ticket, desk::TicketId(u"1"_s));
        model.setQuery({});
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(!model.searching());
    }

    void paletteRanks_data()
    {
        QTest::addColumn<QString>("better");
        QTest::addColumn<QString>("worse");
        QTest::newRow("beginning before word") << u"Close"_s << u"Go to Closed"_s;
        QTest::newRow("word before part") << u"Go to Closed"_s << u"Disclose"_s;
        QTest::newRow("part before letters") << u"Disclose"_s << u"Chat list of senders"_s;
        QTest::newRow("shorter first") << u"Close"_s << u"Close and next"_s;
        QTest::newRow("accents do not matter") << u"Clôse"_s << u"Disclose"_s;
    }

    void paletteRanks()
    {
        QFETCH(QString, better);
        QFETCH(QString, worse);
        QVERIFY(models::fuzzyRank(u"clos"_s, better) > models::fuzzyRank(u"clos"_s, worse));
        QVERIFY(models::fuzzyRank(u"clos"_s, better) > 0);
        QCOMPARE(models::fuzzyRank(u"clos xyz"_s, better), -1);
        QVERIFY(models::fuzzyRank(u"closed go"_s, u"Go to Closed"_s) > 0);
    }

    void paletteReachesCommandsViewsTicketsAndCustomers()
    {
        ModelDesk desk;
        desk.apply({ticket(41, desk.clock.now()), profileOf(u"p6"_s, u"Closa Customer"_s)});
        models::PaletteModel model(*desk.session);
        QAbstractItemModelTester tester(&model);
        model.setCommands({{u"ticket.close"_s, u"Close ticket"_s, u"close"_s, u"Ctrl+W"_s, true},
                           {u"go.inbox"_s, u"Go to inbox"_s, {}, {}, false}});
        model.setQuery(u"clos"_s);
        QCOMPARE(model.index(0).data(models::PaletteModel::IdRole).toString(), u"ticket.close"_s);
        QCOMPARE(model.index(0).data(models::PaletteModel::KeyRole).toString(), u"Ctrl+W"_s);
        const auto kinds = [&model] {
            QSet<int> found;
            for (int row = 0; row < model.rowCount(); ++row)
                found.insert(model.index(row).data(models::PaletteModel::KindRole).toInt());
            return found;
        };
        QTRY_VERIFY(kinds().contains(int(models::PaletteModel::Kind::Customer)));
        model.setQuery(u"#41"_s);
        QCOMPARE(model.index(0).data(models::PaletteModel::IdRole).toString(), u"41"_s);
        model.setQuery(u"inbox"_s);
        QVERIFY(kinds().contains(int(models::PaletteModel::Kind::View)));
    }

    void shortTextIsABodyAtOnceAndMailFollows()
    {
        models::BodyCache cache;
        QSignalSpy ready(&cache, &models::BodyCache::ready);
        desk::Message chat = message(u"m1"_s, 1, {1}, u"a < b"_s);
        QVERIFY(cache.request(chat, false)->pages.value(0).html.contains(u"a &lt; b"_s));
        const desk::Message mail = htmlMessage(
            u"<p onclick='x()'>Hello</p><img src='https://tracker.example/p.png'><script>evil()</script>"_s);
        QVERIFY(!cache.request(mail, false));
        QVERIFY(!cache.request(mail, false));
        QTRY_COMPARE(ready.size(), 1);
        const auto body = cache.request(mail, false);
        QVERIFY(body.has_value());
        QVERIFY(body->pages.value(0).html.contains(u"Hello"_s));
        QVERIFY(!body->pages.value(0).html.contains(u"evil"_s) && !body->pages.value(0).html.contains(u"onclick"_s));
        QCOMPARE(body->blockedRemote, 1);
        QVERIFY(!cache.request(mail, true)); // with images it is another body
        QTRY_COMPARE(ready.size(), 2);
        QCOMPARE(cache.request(mail, true)->blockedRemote, 0);
        desk::Message edited = mail;
        edited.html = u"<p>Other words</p>"_s;
        QVERIFY(!cache.request(edited, false)); // same rev: an edit of ours
    }

    void bodiesAreBoundedBySize()
    {
        models::BodyCache cache;
        const QString page = u"<p>"_s + u"many words "_s.repeated(10'000) + u"</p>"_s;
        QSignalSpy ready(&cache, &models::BodyCache::ready);
        for (int i = 0; i < 60; ++i) {
            desk::Message mail = htmlMessage(page);
            mail.id = desk::MessageId(QString::number(i));
            QVERIFY(!cache.request(mail, false));
        }
        QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 60, 20000);
        QVERIFY(cache.bytes() > 0);
        QVERIFY(cache.bytes() <= models::BodyCache::kBytes);
    }

    void theComposerKnowsWhatIsAllowed()
    {
        ModelDesk desk;
        desk::Ticket sms = ticket(1, desk.clock.now());
        sms.channel = desk::Channel::Sms;
        desk::Profile anna = profileOf(u"p1"_s, u"Anna"_s);
        QCOMPARE(models::replyStateOf(*desk.session, sms, anna).verdict.code, u"no-consent"_s);
        anna.consent.smsTransactional = desk::ConsentState::Subscribed;
        QCOMPARE(models::replyStateOf(*desk.session, sms, anna).verdict.state, desk::ReplyState::Allowed);
        QVERIFY(!models::replyStateOf(*desk.session, sms, anna).carriesFiles);
        anna.country = u"FR"_s;
        QCOMPARE(models::replyStateOf(*desk.session, sms, anna).verdict.code, u"branded-sender"_s);
        anna.country = u"XX"_s;
        QCOMPARE(models::replyStateOf(*desk.session, sms, anna).verdict.code, u"no-sender"_s);
        QCOMPARE(models::replyStateOf(*desk.session, sms, std::nullopt).verdict.state, desk::ReplyState::Allowed);
        desk::Ticket mail = ticket(2, desk.clock.now());
        QVERIFY(models::replyStateOf(*desk.session, mail, anna).richText);
    }

    void aMacroNamesWhatIsMissing()
    {
        ModelDesk desk;
        desk::Ticket mail = ticket(1, desk.clock.now());
        mail.team = desk::TeamId(u"t1"_s);
        mail.labels = {desk::LabelId(u"l1"_s)};
        desk::Macro macro;
        macro.text =
            u"Dear {{ profile.first_name }}, {{ ticket.group_name }} on {{ ticket.tags }}: {{ ticket.brand_id }}"_s;
        const desk::Expanded text = models::macroText(*desk.session, macro, mail, profileOf(u"p1"_s, u"Anna Muster"_s));
        QCOMPARE(text.text, u"Dear Anna, Returns on Refund: {{ ticket.brand_id }}"_s);
        QCOMPARE(text.missing, QStringList{u"ticket.brand_id"_s});
    }

    void sessionNamesPeople()
    {
        ModelDesk desk;
        QCOMPARE(desk.session->agentName(desk::AgentId(u"other"_s)), u"Otto Other"_s);
        QCOMPARE(desk.session->agentName(desk::AgentId(u"gone"_s)), u"Former agent"_s);
        QCOMPARE(desk.session->agentName({}), QString());
        QSignalSpy presence(desk.session.get(), &models::DeskSession::presenceChanged);
        const desk::TicketId one(u"1"_s);
        desk.session->setPresence(one, {{desk::AgentId(u"other"_s), u"Otto Other"_s, true}});
        desk.session->setPresence(one, {{desk::AgentId(u"other"_s), u"Otto Other"_s, true}});
        desk.session->setCustomerTyping(one, true);
        QCOMPARE(presence.size(), 2);
        QVERIFY(desk.session->customerTyping(one));
        desk.session->setPresence(one, {});
        QVERIFY(desk.session->presence(one).isEmpty());
        presence.clear();
        desk.clock.advance(50 * desk::kSecond);
        desk.session->setCustomerTyping(one, true); // goes on
        desk.clock.advance(50 * desk::kSecond);
        QVERIFY(desk.session->customerTyping(one));
        desk.clock.advance(20 * desk::kSecond); // and its end never comes
        QTRY_COMPARE(presence.size(), 1);
        QVERIFY(!desk.session->customerTyping(one));
    }
};

QTEST_MAIN(TestPanels)
#include "tst_panels.moc"
