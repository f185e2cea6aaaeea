// Whatever is typed finds the same tickets here and at the desk: spelling stored x spelling typed.

#include "server/store/reading.h"
#include "server/store/reindex.h"
#include "sql/transaction.h"
#include "store/database.h"
#include "store/index_floor.h"
#include "store/search_query.h"
#include "store/search_run.h"
#include "tests/server/desk_fixture.h"
#include "tests/store/desk_file.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace
{

/// A text, and what finds it and no other.
struct Spelling {
    QString stored;
    QStringList typed;
};

const QList<Spelling>& spellings()
{
    static const QList<Spelling> all{
        // Letters that Unicode does not take apart.
        {u"Jan Łukaszewski"_s,
         {u"lukaszewski"_s, u"łukaszewski"_s, u"LUKASZEWSKI"_s, u"Łukaszewski"_s, u"lukasz"_s, u"jan łuk"_s,
          u"ŁUKASZEWSKI jan"_s}},
        {u"Øystein Ærø"_s, {u"oystein"_s, u"øystein"_s, u"ØYSTEIN"_s, u"oyst"_s, u"aero"_s, u"ærø"_s, u"ÆRØ"_s}},
        {u"mon cœur"_s, {u"coeur"_s, u"cœur"_s, u"CŒUR"_s, u"mon coeur"_s, u"coe"_s}},
        {u"Þórður Guðmundsson"_s,
         {u"thordur"_s, u"þórður"_s, u"ÞÓRÐUR"_s, u"gudmundsson"_s, u"guðmundsson"_s, u"Gudmunds"_s}},
        {u"Đorđe Petrović"_s, {u"dorde"_s, u"đorđe"_s, u"ĐORĐE"_s, u"petrovic"_s, u"Petrović"_s, u"PETROVIĆ"_s}},
        {u"Işıl Yıldız"_s, {u"isil"_s, u"ışıl"_s, u"IŞIL"_s, u"yildiz"_s, u"yıldız"_s, u"YILDIZ"_s, u"Yıldız"_s}},
        {u"Hauptstraße"_s, {u"hauptstrasse"_s, u"HAUPTSTRASSE"_s, u"hauptstraße"_s, u"HAUPTSTRAẞE"_s, u"hauptstr"_s}},
        {u"Ħamrun ŧest"_s, {u"hamrun"_s, u"ħamrun"_s, u"ĦAMRUN"_s, u"hamrun test"_s}},
        {u"José Núñez"_s,
         {u"jose"_s, u"josé"_s, u"JOSÉ"_s, u"jose\u0301"_s, u"nunez"_s, u"Núñez"_s, u"nun\u0303ez"_s, u"NUÑEZ"_s}},
        {u"Re\u0301ne\u0301e Crème"_s, {u"renee"_s, u"Rénée"_s, u"RÉNÉE"_s, u"creme"_s, u"crème"_s}},
        {u"Nguyễn Văn Đạt"_s, {u"nguyen"_s, u"nguyễn"_s, u"dat"_s, u"đạt"_s, u"nguyen van dat"_s}},
        {u"Ὀδυσσεύς"_s, {u"οδυσσευς"_s, u"ὀδυσσεύς"_s, u"ΟΔΥΣΣΕΥΣ"_s, u"οδυσσευσ"_s}},
        {u"Алёна Йовович"_s, {u"алёна"_s, u"АЛЁНА"_s, u"алена"_s, u"йовович"_s, u"ЙОВОВИЧ"_s}},
        // Widths, ligatures, invisible characters.
        {u"ＺＥＢＲＡ７７"_s, {u"zebra77"_s, u"ＺＥＢＲＡ７７"_s, u"Zebra"_s, u"ｚｅｂｒａ"_s}},
        {u"ﬁligree oﬀer"_s, {u"filigree"_s, u"ﬁligree"_s, u"FILIGREE"_s, u"offer"_s, u"oﬀer"_s}},
        {u"ver\u00ADsandkosten"_s, {u"versandkosten"_s, u"ver\u00ADsandkosten"_s, u"versand\u2060kosten"_s}},
        {u"gift\u3164card pass\u034Fword"_s, {u"giftcard"_s, u"password"_s, u"gift\u200Dcard"_s, u"pass\uFE0Fword"_s}},
        // Scripts without blanks.
        {u"สวัสดีครับ"_s, {u"สวัสดี"_s, u"ครับ"_s, u"สวัสดีครับ"_s, u"วัสดี"_s, u"ดีครับ"_s, u"สวัส"_s}},
        {u"ສະບາຍດີ"_s, {u"ສະບາຍດີ"_s, u"ບາຍ"_s, u"ສະບາຍ"_s}},
        {u"សួស្តីបង"_s, {u"សួស្តី"_s, u"សួស្តីបង"_s, u"ស្តីបង"_s}},
        {u"မင်္ဂလာပါ"_s, {u"မင်္ဂလာ"_s, u"မင်္ဂလာပါ"_s, u"ဂလာ"_s}},
        {u"我的订单在哪里"_s, {u"订单"_s, u"我的订单"_s, u"哪里"_s, u"单在"_s}},
        {u"ラーメンがある"_s, {u"ラーメン"_s, u"ﾗｰﾒﾝ"_s, u"がある"_s, u"か\u3099ある"_s}},
        {u"주문 번호"_s, {u"주문"_s, u"번호"_s, u"주문 번호"_s}},
        {u"مُحَمَّد طـــلب"_s, {u"محمد"_s, u"مُحَمَّد"_s, u"محـــمد"_s, u"طلب"_s, u"طـلـب"_s}},
        // Numbers of orders, as they are written.
        {u"refund of order #10130"_s,
         {u"#10130"_s, u"10130"_s, u"refund #10130"_s, u"#10130 refund"_s, u"refund 10130"_s, u"order #10130"_s,
          u"(#10130)"_s, u"\"#10130\""_s, u"#1013"_s, u"# 10130"_s, u"refund - 10130"_s, u"#10130!"_s,
          u"refund \"order\" #10130"_s}},
        {u"refund of order #10008"_s,
         {u"#10008"_s, u"refund #10008"_s, u"#10008 refund"_s, u"refund order #10008"_s, u"refund 10008"_s,
          u"# refund # 10008"_s, u"! refund 10008"_s, u"\"\" refund #10008"_s, u"refund, #10008"_s}},
        {u"article BX-4711/2"_s,
         {u"BX-4711/2"_s, u"bx-4711"_s, u"bx 4711"_s, u"#BX-4711"_s, u"4711"_s, u"bx-"_s, u"4711/2"_s}},
        {u"٧٧٨٨ dirham"_s, {u"7788"_s, u"٧٧٨٨"_s, u"۷۷۸۸"_s, u"#7788"_s}},
        // Telephone numbers.
        {u"call me: 06 1234 5678"_s,
         {u"06 1234 5678"_s, u"0612345678"_s, u"06-12345678"_s, u"+31612345678"_s, u"+31 6 1234 5678"_s,
          u"+31 (0)6 1234 5678"_s, u"+31 (0)6 1234-5678"_s, u"0031612345678"_s, u"0031 6 1234 5678"_s,
          u"(06) 1234 5678"_s, u"call 06 1234 5678"_s, u"06 12 34 56 78"_s}},
        {u"my new number is +31 (0)6-8765 4321."_s,
         {u"06 8765 4321"_s, u"0687654321"_s, u"+31687654321"_s, u"0031 687654321"_s, u"number +31 6 87 65 43 21"_s}},
        {u"ring 0049151/23456789"_s,
         {u"+4915123456789"_s, u"+49 151 23456789"_s, u"0151 23456789"_s, u"0151-23456789"_s, u"ring 015123456789"_s}},
        // What is no operator is a word.
        {u"subject: umbrella, ratio 3:4"_s,
         {u"umbrella"_s, u"subject:umbrella"_s, u"subject: umbrella"_s, u"ratio 3:4"_s, u"\"umbrella"_s,
          u"umbrella \""_s, u"umbrella ..."_s, u"umbrella -"_s, u"- umbrella"_s}},
    };
    return all;
}

/// What finds nobody: each of the conditions counts.
const QStringList& nothing()
{
    static const QStringList all{
        u"refund #99999"_s,
        u"#99999 refund"_s,
        u"#99999"_s,
        u"refund 99999"_s,
        u"zebra #10130"_s,
        u"refund #10130 #10008"_s,
        u"10130 10008"_s,
        u"07 1234 5679"_s,
        u"+31 6 1234 5679"_s,
        u"06 1234 5678 zebra"_s,
        u"refund 06 1234 5678"_s,
        u"lukaszewska"_s,
        u"oysteinn"_s,
        u"coeurs"_s,
        u"กขค"_s,
        u"订车"_s,
        u"umbrella channel"_s,
        u"umbrella before:soon"_s,
        u"subject:zebra"_s,
        u"has:umbrella"_s,
        u"\"refund\" zebra"_s,
        u"#"_s,
        u"\"\""_s,
        u"..."_s,
        u"# - !"_s,
        u"\u200B"_s,
        u"\u3164"_s,
        u"ـــ"_s,
    };
    return all;
}

} // namespace

class TestSameSet : public QObject
{
    Q_OBJECT

    store_test::DeskFile m_client;
    test::DeskFixture m_sqlite, m_postgres;
    bool m_hasPostgres = false;

    void fill(test::DeskFixture& desk)
    {
        int customer = 100;
        for (const Spelling& one : spellings())
            desk.receive(desk::Channel::Sms, u"+3197010555%1"_s.arg(++customer), one.stored);
    }

    QStringList foundHere(const QString& typed)
    {
        const auto db = store::openForReading(m_client.path());
        bool more = false;
        QStringList found;
        const store::SearchTerms terms = store::parseSearch(typed);
        if (terms.isEmpty())
            return found;
        for (const store::SearchHit& hit : store::runSearch(
                 *db, terms, 100, [] { return false; }, more))
            if (hit.kind == store::SearchHit::Kind::Ticket)
                found += spellings().at(hit.ticket.value().toInt() - 5001).stored;
        found.sort();
        return found;
    }

    QStringList foundAt(test::DeskFixture& desk, const QString& typed)
    {
        const auto page = server::store::search(desk.store(), desk::AgentId(u"1"_s), typed, {}, 100);
        QStringList found;
        for (const server::store::SearchHit& hit : page->hits)
            found += hit.message->text;
        found.sort();
        return found;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QList<desk::Change> changes;
        int id = 5000;
        for (const Spelling& one : spellings()) {
            desk::Ticket ticket = store_test::ticket(QString::number(++id), 2);
            ticket.number = id;
            ticket.subject.clear();
            ticket.requesterName.clear();
            changes += store_test::change(ticket);
            changes += store_test::change(store_test::message(QString::number(id), ticket.id.value(), 2,
                                                              desk::Instant{1'749'000'000'000 + id}, one.stored));
        }
        m_client.writer().applyChanges(changes, 2);
        QVERIFY(m_sqlite.open(sql::Engine::Sqlite));
        fill(m_sqlite);
        m_hasPostgres = m_postgres.open(sql::Engine::Postgres);
        if (m_hasPostgres)
            fill(m_postgres);
    }

    void finds_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QStringList>("expected");
        int rows = 0;
        for (const Spelling& one : spellings())
            for (const QString& typed : one.typed)
                QTest::addRow("%d %s", ++rows, qPrintable(typed)) << typed << QStringList{one.stored};
        for (const QString& typed : nothing())
            QTest::addRow("%d nobody: %s", ++rows, qPrintable(typed)) << typed << QStringList();
        QVERIFY(rows >= 200);
    }
    void finds()
    {
        QFETCH(QString, typed);
        QFETCH(QStringList, expected);
        QCOMPARE(foundHere(typed), expected);
        QCOMPARE(foundAt(m_sqlite, typed), expected);
        if (m_hasPostgres)
            QCOMPARE(foundAt(m_postgres, typed), expected);
        // What the client makes of it for the desk asks the same.
        const auto question = store::serverQuestion(typed);
        QVERIFY(question);
        QCOMPARE(foundAt(m_sqlite, *question), expected);
    }

    void whatWasIndexedBeforeIsIndexedAnewHere()
    {
        sql::Connection& db = m_client.writer().connection();
        db.execute(u"INSERT INTO message_fts (message_fts) VALUES ('delete-all')"_s);
        db.execute(u"DELETE FROM term"_s);
        store::raiseFloors(db);
        m_client.reopen();
        QCOMPARE(foundHere(u"lukaszewski"_s), QStringList());
        while (m_client.writer().idleStep()) {
        }
        QCOMPARE(foundHere(u"lukaszewski"_s), QStringList{u"Jan Łukaszewski"_s});
        QCOMPARE(foundHere(u"lukasz"_s), QStringList{u"Jan Łukaszewski"_s}); // the dictionary, too
    }

    void whatWasIndexedBeforeIsIndexedAnewAtTheDesk_data() { test::DeskFixture::rows(); }
    void whatWasIndexedBeforeIsIndexedAnewAtTheDesk()
    {
        QFETCH(sql::Engine, engine);
        if (engine == sql::Engine::Postgres && !m_hasPostgres)
            QSKIP(qPrintable(m_postgres.why()));
        test::DeskFixture& desk = engine == sql::Engine::Sqlite ? m_sqlite : m_postgres;
        const bool isSqlite = engine == sql::Engine::Sqlite;
        {
            sql::Connection& sql = desk.store().sql();
            sql::Transaction transaction(sql);
            sql.execute(isSqlite ? u"INSERT INTO message_search (message_search) VALUES ('delete-all')"_s
                                 : u"DELETE FROM message_search"_s);
            server::store::beginReindex(sql);
            transaction.commit();
        }
        QCOMPARE(foundAt(desk, u"lukaszewski"_s), QStringList());
        // What comes meanwhile stands there at once, and once.
        desk.receive(desk::Channel::Sms, u"+3197010555999"_s, u"meanwhile Łukaszewska"_s);
        for (;;) {
            const auto more = server::store::indexMore(desk.store());
            QVERIFY(more.ok());
            if (!*more)
                break;
        }
        QCOMPARE(foundAt(desk, u"lukaszewski"_s), QStringList{u"Jan Łukaszewski"_s});
        QCOMPARE(foundAt(desk, u"lukaszewska"_s), QStringList{u"meanwhile Łukaszewska"_s});
    }
};

QTEST_GUILESS_MAIN(TestSameSet)
#include "tst_same_set.moc"
