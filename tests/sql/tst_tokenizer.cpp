#include "sql/sqlite_connection.h"
#include "sql/tokenizer.h"

#include <QRandomGenerator>
#include <QTest>

#include <ctime>
#include <limits>

using namespace Qt::StringLiterals;

class TestTokenizer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void words_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("folded");
        const auto row = [](const char* name, const QString& text, const QString& folded) {
            QTest::newRow(name) << text << folded;
        };
        row("nothing", QString(), QString());
        row("only marks", u" .,!?#- \n\t"_s, QString());
        row("case", u"Hello WORLD"_s, u"hello world"_s);
        row("diacritics", u"Crème Brûlée Łódź naïve"_s, u"creme brulee lodz naive"_s);
        row("decomposed", u"Cre\u0300me"_s, u"creme"_s);
        row("full case folding", u"STRASSE Straße ﬁn"_s, u"strasse strasse fin"_s);
        row("Greek", u"Ὀδυσσεύς"_s, u"οδυσσευσ"_s);
        row("Turkish", u"İstanbul"_s, u"istanbul"_s);
        row("order number", u"Where is #10482?"_s, u"where is 10482"_s);
        row("phone", u"+31 6-1234 5678"_s, u"31 6 1234 5678"_s);
        row("address", u"jo.doe@shop.example"_s, u"jo doe shop example"_s);
        row("Han", u"我的订单"_s, u"我 的 订 单"_s);
        row("Han and Latin", u"订单ABC订"_s, u"订 单 abc 订"_s);
        row("kana", u"ラーメンがある"_s, u"ラ ー メ ン が あ る"_s);
        row("half-width kana", u"ﾗﾒﾝ"_s, u"ラ メ ン"_s);
        row("decomposed kana", u"か\u3099"_s, u"が"_s);
        row("Hangul", u"주문 번호"_s, u"주 문 번 호"_s);
        row("decomposed Hangul", u"각가"_s.normalized(QString::NormalizationForm_D), u"각 가"_s);
        row("full-width", u"ＡＢＣ１２３"_s, u"abc123"_s);
        row("fractions fall apart", u"1½ cup"_s, u"11 2 cup"_s);
        row("soft hyphen", u"ver\u00ADsand"_s, u"versand"_s);
        row("zero-width space", u"a\u200Bb"_s, u"a b"_s);
        row("Arabic marks", u"مُحَمَّد"_s, u"محمد"_s);
        row("emoji", u"ok 👋🏽 fine"_s, u"ok fine"_s);
        row("lone surrogates", u"a"_s + QChar(0xD800) + u"b"_s + QChar(0xDC00), u"a b"_s);
        row("zero", u"a"_s + QChar(0) + u"b"_s, u"a b"_s);
        row("beyond the first plane", u"𐐀𐐁"_s, u"𐐨𐐩"_s);
        row("letters of their own", u"Łukaszewski Øystein Cœur Æther Đorđe Ísafjörður Þór ŋ ħ ŧ ĸ ı"_s,
            u"lukaszewski oystein coeur aether dorde isafjordur thor n h t k i"_s);
        row("the same in capitals", u"ŁUKASZEWSKI ØYSTEIN CŒUR ÐÞ"_s, u"lukaszewski oystein coeur dth"_s);
        row("with further marks", u"Ǿ ǽ"_s, u"o ae"_s);
        row("digits of other scripts", u"١٢٣ ۴۵۶ १२ ๑๒ １２"_s, u"123 456 12 12 12"_s);
        row("tatweel", u"محـــمد"_s, u"محمد"_s);
        row("Persian letters", u"کیف"_s, u"كيف"_s);
        row("Thai", u"คำสั่ง ซื้อ"_s, u"ค า ส ง ซ อ"_s);
        row("Lao", u"ສິນຄ້າ"_s, u"ສ ນ ຄ າ"_s);
        row("Khmer", u"ការ"_s, u"ក រ"_s);
        row("Burmese", u"မြန်မာ"_s, u"မ န မ"_s);
        row("long word", QString(1000, u'x') + u" y"_s, QString(64, u'x') + u" y"_s);
    }
    void words()
    {
        QFETCH(QString, text);
        QFETCH(QString, folded);
        QCOMPARE(sql::foldedText(text), folded);
        QCOMPARE(sql::foldedText(folded), folded); // folding twice changes nothing
        QCOMPARE(sql::tokens(text).join(u' '), folded);
    }

    void placesPointAtTheSource()
    {
        const QString text = u"  Crème-Brûlée: Cre\u0300me 订单 ﬁn №5"_s;
        QStringList found;
        for (const sql::Token& token : sql::tokenize(text))
            found += text.mid(token.start, token.length);
        QCOMPARE(found, QStringList({u"Crème"_s, u"Brûlée"_s, u"Cre\u0300me"_s, u"订"_s, u"单"_s, u"ﬁn"_s, u"№5"_s}));
        const QList<sql::Token> cut = sql::tokenize(QString(100, u'é'));
        QCOMPARE(cut.size(), 1);
        QCOMPARE(cut[0].text, QString(64, u'e'));
        QCOMPARE(cut[0].length, 100);
    }

    void placesStayInsideForAnyInput()
    {
        QRandomGenerator random(4711);
        for (int round = 0; round < 300; ++round) {
            QString text;
            for (int i = 0; i < 200; ++i)
                text += QChar(static_cast<char16_t>(random.bounded(0x10000)));
            qsizetype last = 0;
            for (const sql::Token& token : sql::tokenize(text)) {
                QVERIFY(!token.text.isEmpty() && token.text.size() <= 64);
                QVERIFY(token.start >= 0 && token.length > 0 && token.start + token.length <= text.size());
                QVERIFY(token.start >= last);
                last = token.start;
                QVERIFY(!token.text.contains(u' '));
            }
        }
    }

    void timeIsLinear()
    {
        // Processor time, the best of some: the machine may be busy with other things.
        const auto spent = [](const QString& unit, int times) {
            const QString text = unit.repeated(times);
            std::clock_t best = std::numeric_limits<std::clock_t>::max();
            for (int i = 0; i < 4; ++i) {
                const std::clock_t start = std::clock();
                sql::foldedText(text);
                best = std::min(best, std::clock() - start);
            }
            return best + 1;
        };
        for (const QString& unit : {u"x"_s, u"e\u0301"_s, u"\u0301"_s, u"\u1100"_s, u"か\u3099"_s, u"ﷺ"_s}) {
            const std::clock_t small = spent(unit, 5'000);
            const std::clock_t large = spent(unit, 50'000);
            QVERIFY2(large < small * 60,
                     qPrintable(u"%1: %2, ten times as much: %3"_s.arg(unit).arg(small).arg(large)));
        }
    }

    /// Whatever character stands in a word: FTS5's unicode61 must find exactly our words in the folded text.
    void theIndexSplitsAtOurSpacesOnly()
    {
        const auto db = sql::SqliteConnection::open(u":memory:"_s, sql::OpenMode::Create);
        db->executeScript(u"CREATE VIRTUAL TABLE fts USING fts5(body, tokenize = 'unicode61 remove_diacritics 2');"
                          "CREATE VIRTUAL TABLE terms USING fts5vocab(fts, instance)"_s);
        db->executeScript(u"BEGIN"_s);
        QList<int> wanted = {0}; // words of each row, by rowid
        for (char32_t c = 1; c < 0x20000; ++c) {
            if (c >= 0xD800 && c < 0xE000)
                continue;
            const QStringList words = sql::tokens(u"a"_s + QString::fromUcs4(&c, 1) + u"b"_s);
            db->execute(u"INSERT INTO fts (rowid, body) VALUES (?, ?)"_s, wanted.size(), words.join(u' '));
            wanted += static_cast<int>(words.size());
        }
        db->executeScript(u"COMMIT"_s);
        QList<int> found(wanted.size(), 0);
        auto rows = db->query(u"SELECT doc, count(*) FROM terms GROUP BY doc"_s);
        while (rows.next())
            found[rows.get<qsizetype>(0)] = rows.get<int>(1);
        QStringList wrong;
        for (qsizetype i = 1; i < wanted.size(); ++i) {
            if (found[i] != wanted[i])
                wrong += u"U+%1 (%2)"_s.arg(i < 0xD800 ? i : i + 0x800, 4, 16, QChar(u'0'))
                             .arg(QString::number(found[i]) + u" not "_s + QString::number(wanted[i]));
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(QString::number(wrong.size()) + u": "_s + wrong.mid(0, 40).join(u", "_s)));
    }
};

QTEST_GUILESS_MAIN(TestTokenizer)
#include "tst_tokenizer.moc"
