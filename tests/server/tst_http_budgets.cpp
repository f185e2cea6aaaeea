#include "server/http/body_budget.h"
#include "server/http/body_decoder.h"
#include "server/http/body_store.h"
#include "server/http/session_table.h"
#include "server/http/share.h"
#include "server/process/descriptors.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <optional>

using namespace server::http;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using State = BodyDecoder::State;

namespace
{

constexpr qint64 kMaxFields = 100;

struct Read {
    QByteArray body;
    QByteArray rest; ///< What was not the body's.
    State state;
};

/// Gives the bytes in pieces of this size.
Read read(BodyDecoder decoder, const QByteArray& bytes, qsizetype piece)
{
    Read result{{}, {}, State::More};
    qsizetype at = 0;
    while (at < bytes.size() && decoder.state() == State::More) {
        const BodyDecoder::Piece found =
            decoder.take(QByteArrayView(bytes).sliced(at, std::min(piece, bytes.size() - at)));
        result.body += found.data;
        at += found.used;
    }
    result.rest = bytes.mid(at);
    result.state = decoder.state();
    return result;
}

/// Does not end by itself.
struct Stubborn final : Session {
    void shutdown() override { ++told; }
    void abort() override { ++told; }
    int told = 0;
};

struct Failing final : Session {
    void shutdown() override { throw std::runtime_error("no"); }
    void abort() override { throw std::runtime_error("no"); }
};

} // namespace

/// What the server counts for its connections and bodies, without a connection.
class TestHttpBudgets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chunks_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("state");
        const auto row = [](const char* name, const QByteArray& bytes, const char* body, State state) {
            QTest::newRow(name) << bytes << QByteArray(body) << int(state);
        };
        row("empty", "0\r\n\r\n", "", State::Complete);
        row("two", "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", "abcde", State::Complete);
        row("hexadecimal", "A\r\n0123456789\r\n00a\r\n0123456789\r\n000\r\n\r\n", "01234567890123456789",
            State::Complete);
        row("extensions", "3;a;b=c\r\nabc\r\n0 \t;d=\"e f\"\r\n\r\n", "abc", State::Complete);
        row("trailers", "1\r\na\r\n0\r\nOne: 1\r\nTwo:\r\n\r\n", "a", State::Complete);
        row("unfinished", "3\r\nab", "ab", State::More);
        row("data like a chunk", "5\r\n0\r\n\r\n\r\n0\r\n\r\n", "0\r\n\r\n", State::Complete);
        row("no digits", "\r\nabc", "", State::Malformed);
        row("no size", ";a\r\nabc", "", State::Malformed);
        row("sign", "+3\r\nabc", "", State::Malformed);
        row("prefix", "0x3\r\nabc", "", State::Malformed);
        row("blank first", " 3\r\nabc", "", State::Malformed);
        row("blank last", "3 \r\nabc", "", State::Malformed);
        row("line feed alone", "3\nabc", "", State::Malformed);
        row("return alone", "3\rabc", "", State::Malformed);
        row("line feed in an extension", "3;a\nabc", "", State::Malformed);
        row("control in an extension", QByteArray("3;a\0b\r\nabc", 10), "", State::Malformed);
        row("too much data", "3\r\nabcd\r\n", "abc", State::Malformed);
        row("data ended by a line feed", "3\r\nabc\n", "abc", State::Malformed);
        row("sixteen digits", "0000000000000003\r\nabc", "", State::Malformed);
        row("large size", "fffffffffffffff\r\nabc", "abc", State::More);
        row("long extension", "3;" + QByteArray(200, 'e'), "", State::Malformed);
        row("long extensions", "1;" + QByteArray(60, 'e') + "\r\na\r\n1;" + QByteArray(60, 'e'), "a", State::Malformed);
        row("trailer without a name", "0\r\n: a\r\n\r\n", "", State::Malformed);
        row("folded trailer", "0\r\nA: b\r\n c\r\n\r\n", "", State::Malformed);
        row("blank before a colon", "0\r\nA : b\r\n\r\n", "", State::Malformed);
        row("trailer ended by a line feed", "0\r\nA: b\n\r\n", "", State::Malformed);
        row("end without its line feed", "0\r\n\rX", "", State::Malformed);
        row("long trailer", "0\r\nA: " + QByteArray(200, 'a'), "", State::FieldsTooLarge);
        row("long name", "0\r\n" + QByteArray(200, 'a'), "", State::FieldsTooLarge);
        row("many trailers", "0\r\n" + QByteArray("A: b\r\n").repeated(30), "", State::FieldsTooLarge);
    }
    void chunks()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QByteArray, body);
        QFETCH(const int, state);
        for (const qsizetype piece : {bytes.size(), qsizetype(1), qsizetype(3)}) {
            const Read got = read(BodyDecoder::chunked(kMaxFields), bytes, piece);
            QCOMPARE(got.body, body);
            QCOMPARE(int(got.state), state);
        }
    }

    void aBodyEndsWhereItEnds()
    {
        const Read fixed = read(BodyDecoder::ofLength(3), "abcGET", 100);
        QCOMPARE(fixed.body, QByteArray("abc"));
        QCOMPARE(fixed.rest, QByteArray("GET"));
        QCOMPARE(int(BodyDecoder::ofLength(0).state()), int(State::Complete));
        QCOMPARE(read(BodyDecoder::chunked(kMaxFields), "1\r\na\r\n0\r\n\r\nGET", 100).rest, QByteArray("GET"));
        BodyDecoder decoder = BodyDecoder::chunked(kMaxFields);
        QCOMPARE(decoder.certain(), 0);
        QCOMPARE(decoder.take("10\r\nab").data.toByteArray(), QByteArray("ab"));
        QCOMPARE(decoder.certain(), 14);
    }

    void budgetsAreGivenBack()
    {
        BodyBudget budget(100, 60, 1);
        std::optional<BodyBudget::Lease> a(std::in_place, budget, "a");
        BodyBudget::Lease b(budget, "b");
        QVERIFY(a->grow(60));
        QVERIFY(!a->grow(1)); // its address has no more
        QVERIFY(b.grow(40));
        QVERIFY(!b.grow(1)); // nobody has
        QCOMPARE(budget.held(), 100);
        QVERIFY(a->takeFile());
        QVERIFY(!b.takeFile());
        a.reset();
        QCOMPARE(budget.held(), 40);
        QCOMPARE(budget.peak(), 100);
        QVERIFY(b.grow(20));
        QVERIFY(b.takeFile());
    }

    void bodiesComeBackAsTheyWere()
    {
        const QTemporaryDir folder;
        BodyBudget budget(1 << 30, 1 << 30, 10);
        BodyStore store(budget, "a", folder.path());
        QByteArray all;
        for (int i = 0; all.size() < 500'000; ++i) {
            const QByteArray part = QByteArray::number(i).repeated(1000);
            QCOMPARE(int(store.append(part)), int(BodyStore::Room::Given));
            all += part;
            if (store.isFull())
                QVERIFY(store.takeFile() && store.spill());
        }
        QVERIFY(store.hasFile());
        for (int i = 0; i < 2; ++i)
            QCOMPARE(store.bytes().value_or(QByteArray()), all);
        QCOMPARE(budget.held(), all.size());
    }

    void placesAreGivenBackHoweverTheyEnd()
    {
        SessionTable table;
        const auto session = std::make_shared<Stubborn>();
        const int kind = 0;
        try {
            const Slot slot = table.enter(session.get(), session, "a", &kind);
            Slot moved = table.enter(nullptr, {}, "a");
            moved = Slot();
            QCOMPARE(table.ofAddress("a"), 1);
            QCOMPARE(table.ofKind(&kind), 1);
            throw 1;
        } catch (int) {
        }
        QCOMPARE(table.size(), 0);
        QCOMPARE(table.ofAddress("a"), 0);
        QCOMPARE(table.ofKind(&kind), 0);
        QCOMPARE(table.open(), 0U);
        table.shutdownAll();
        QVERIFY(table.waitEmpty(0ms));
    }

    void waitingEndsThoughAConnectionDoesNot()
    {
        SessionTable table;
        const auto failing = std::make_shared<Failing>();
        const auto stubborn = std::make_shared<Stubborn>();
        const Slot first = table.enter(failing.get(), failing, "a");
        Slot second = table.enter(stubborn.get(), stubborn, "a");
        table.shutdownAll();
        table.abortAll();
        QCOMPARE(stubborn->told, 2); // one that fails is not in the way of the others
        QElapsedTimer timer;
        timer.start();
        QVERIFY(!table.waitEmpty(20ms));
        QVERIFY(timer.elapsed() >= 20);
    }

    void aShareIsNotExceeded()
    {
        Share share(2);
        Share::Pass first = share.enter();
        {
            const Share::Pass second = share.enter();
            QVERIFY(first && second);
            QVERIFY(!share.enter());
        }
        first = share.enter();
        QVERIFY(first);
        QCOMPARE(share.taken(), 1);
    }

    void placesFollowTheDescriptors_data()
    {
        QTest::addColumn<int>("descriptors");
        for (const int count : {0, 64, 100, 256, 1024, 4096, 65536, 1 << 20})
            QTest::addRow("%d", count) << count;
    }
    void placesFollowTheDescriptors()
    {
        QFETCH(const int, descriptors);
        const server::process::Capacity capacity = server::process::capacityOf(descriptors);
        QVERIFY(capacity.strangers > 0 && capacity.bodyFiles > 0);
        QVERIFY(capacity.strangers <= capacity.connections / 2);
        QVERIFY(capacity.connections <= 4096);
        if (descriptors >= 100) // with fewer the server's own files do not fit
            QVERIFY(capacity.connections + capacity.bodyFiles + 64 <= descriptors);
        if (descriptors >= 65536)
            QCOMPARE(capacity.connections, 4096);
    }
};

QTEST_GUILESS_MAIN(TestHttpBudgets)
#include "tst_http_budgets.moc"
