// What is asked for by hand: threads, customers, files both ways, presence.

#include "sql/connection.h"
#include "tests/sync/rig.h"

#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

class TestOnDemand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void olderMessagesOfAThread();
    void customerWithOrders();
    void unknownCustomerIsSaid();
    void fileIsUploadedBeforeItsReply();
    void uploadGoesOnWhereItStopped();
    void missingFileParksTheReply();
    void downloadIsWholeOrNotAtAll();
    void downloadGoesOnWhereItStopped();
    void presenceComesAndGoes();
    void typingIsSaidAgain();
    void questionsWithoutAnEngineAreAnswered();

private:
    static QString ask(Rig& rig, const std::function<void(std::function<void(const QString&)>)>& question);
    static QByteArray bytes(int size);
    static desk::DraftFile fileOf(Rig& rig, const QByteArray& content);
};

QString TestOnDemand::ask(Rig& rig, const std::function<void(std::function<void(const QString&)>)>& question)
{
    std::optional<QString> result;
    question([&result](const QString& error) { result = error; });
    return rig.until([&] { return result.has_value(); }) ? *result : u"no answer"_s;
}

QByteArray TestOnDemand::bytes(int size)
{
    QByteArray made(size, Qt::Uninitialized);
    for (int i = 0; i < size; ++i)
        made[i] = static_cast<char>((i * 31 + i / 251) & 0xff);
    return made;
}

desk::DraftFile TestOnDemand::fileOf(Rig& rig, const QByteArray& content)
{
    QFile file(rig.file(u"picture.png"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write the test's file");
    return {file.fileName(), u"picture.png"_s, u"image/png"_s, content.size()};
}

void TestOnDemand::olderMessagesOfAThread()
{
    Rig rig(false);
    const auto ticket = rig.desk.addTicket(u"Long ago"_s, desk::Status::Closed);
    for (int i = 0; i < 70; ++i)
        rig.desk.addMessage(ticket, u"Message %1"_s.arg(i));
    rig.start();
    QVERIFY(rig.until([&] { return rig.isLive(); }));
    const auto question = [&](auto done) { rig.engine().fetchThread(ticket, &rig.context, done); };
    QCOMPARE(ask(rig, question), QString());
    QTRY_COMPARE(rig.reader().count(desk::Filter(), rig.time.now()), 0);
    QCOMPARE(rig.thread(ticket).size(), 50);
    QCOMPARE(ask(rig, question), QString());
    QCOMPARE(rig.thread(ticket).size(), 70);
    QVERIFY(rig.reader().thread(ticket, std::nullopt, 100).complete);
}

void TestOnDemand::customerWithOrders()
{
    Rig rig;
    rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    const desk::ProfileId customer(u"p1"_s);
    QCOMPARE(ask(rig, [&](auto done) { rig.engine().fetchProfile(customer, &rig.context, done); }), QString());
    QCOMPARE(rig.reader().orders(customer, 10).size(), 1);
}

void TestOnDemand::unknownCustomerIsSaid()
{
    Rig rig;
    rig.start();
    QVERIFY(rig.untilConverged());
    const QString error =
        ask(rig, [&](auto done) { rig.engine().fetchProfile(desk::ProfileId(u"x/../y"_s), &rig.context, done); });
    QVERIFY2(!error.isEmpty(), "a customer that is not there");
}

void TestOnDemand::fileIsUploadedBeforeItsReply()
{
    Rig rig;
    const auto ticket = rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    const QByteArray content = bytes(3 * 1024 * 1024 + 17);
    desk::Operation reply = Rig::operation(desk::OperationKind::Reply, ticket);
    reply.text = u"See the picture"_s;
    rig.submit(reply, {fileOf(rig, content)});
    QVERIFY(rig.untilConverged());
    QCOMPARE(rig.desk.executions(reply.id), 1);
    QCOMPARE(rig.thread(ticket).size(), 1);
    const desk::Attachment sent = rig.thread(ticket).first().attachments.value(0);
    QCOMPARE(sent.name, u"picture.png"_s);
    QVERIFY(rig.desk.uploaded(sent.id.value()) == content);
    QCOMPARE(rig.reader().connection().value<qint64>(u"SELECT count(*) FROM setting WHERE name LIKE 'upload/%'"_s), 0);
}

void TestOnDemand::uploadGoesOnWhereItStopped()
{
    Rig rig;
    const auto ticket = rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    const QByteArray content = bytes(4 * 1024 * 1024);
    int pieces = 0;
    int announced = 0;
    rig.desk.fault = [&](int, const FakeRequest& request) {
        announced += request.verb == "POST" && request.path == u"/v1/attachments";
        return request.verb == "PATCH" && ++pieces == 3 ? Fault::LoseAnswer : Fault::None;
    };
    desk::Operation reply = Rig::operation(desk::OperationKind::Reply, ticket);
    reply.text = u"See the picture"_s;
    rig.submit(reply, {fileOf(rig, content)});
    QVERIFY(rig.until([&] { return pieces >= 3; }));
    rig.stop();
    rig.start();
    QVERIFY(rig.untilConverged());
    QCOMPARE(announced, 1);
    QCOMPARE(rig.desk.executions(reply.id), 1);
    QVERIFY(rig.desk.uploaded(rig.thread(ticket).first().attachments.value(0).id.value()) == content);
}

void TestOnDemand::missingFileParksTheReply()
{
    Rig rig;
    const auto ticket = rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    desk::Operation reply = Rig::operation(desk::OperationKind::Reply, ticket);
    reply.text = u"See the picture"_s;
    const desk::DraftFile file = fileOf(rig, bytes(10));
    QVERIFY(QFile::remove(file.path));
    rig.submit(reply, {file});
    QVERIFY(rig.until([&] { return rig.outbox().first().state == store::OutboxState::Parked; }));
    QCOMPARE(rig.outbox().first().reasonCode, u"file-missing"_s);
    QVERIFY(rig.outbox().first().reason.contains(u"picture.png"));
}

namespace
{
/// A file that is on the desk already.
desk::Attachment uploadedBy(Rig& rig, const QByteArray& content, const desk::DraftFile& file)
{
    const auto ticket = rig.desk.addTicket(u"With a file"_s);
    rig.start();
    if (!rig.untilConverged())
        return {};
    desk::Operation reply = Rig::operation(desk::OperationKind::Reply, ticket);
    reply.text = u"Here"_s;
    rig.submit(reply, {file});
    if (!rig.untilConverged() || rig.thread(ticket).isEmpty())
        return {};
    Q_UNUSED(content)
    return rig.thread(ticket).first().attachments.value(0);
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}
} // namespace

void TestOnDemand::downloadIsWholeOrNotAtAll()
{
    Rig rig;
    const QByteArray content = bytes(300'000);
    const desk::Attachment attachment = uploadedBy(rig, content, fileOf(rig, content));
    QVERIFY(attachment.id);
    const QString path = rig.file(u"here.png"_s);
    const auto question = [&](auto done) { rig.engine().fetchAttachment(attachment, path, &rig.context, done); };
    rig.desk.instead = [&](const FakeRequest& request) -> std::optional<FakeAnswer> {
        if (!request.path.startsWith(u"/v1/attachments/"))
            return std::nullopt;
        return FakeAnswer{200, QByteArray(content.size(), 'x'), "application/octet-stream", {}};
    };
    QVERIFY2(!ask(rig, question).isEmpty(), "other bytes than were promised");
    QVERIFY(!QFile::exists(path));
    QVERIFY(!QFile::exists(path + u".part"_s));
    rig.desk.instead = {};
    QCOMPARE(ask(rig, question), QString());
    QVERIFY(contentOf(path) == content);
    QCOMPARE(QFile::permissions(path) & (QFile::ReadOther | QFile::ReadGroup), QFile::Permissions());
}

void TestOnDemand::downloadGoesOnWhereItStopped()
{
    Rig rig;
    const QByteArray content = bytes(300'000);
    const desk::Attachment attachment = uploadedBy(rig, content, fileOf(rig, content));
    const QString path = rig.file(u"here.png"_s);
    QFile part(path + u".part"_s);
    QVERIFY(part.open(QIODevice::WriteOnly) && part.write(content.left(100'000)) == 100'000);
    part.close();
    QList<QByteArray> ranges;
    rig.desk.fault = [&](int, const FakeRequest& request) {
        if (request.verb == "GET" && request.path.startsWith(u"/v1/attachments/"))
            ranges.append(request.headers.value("range"));
        return Fault::None;
    };
    QCOMPARE(ask(rig, [&](auto done) { rig.engine().fetchAttachment(attachment, path, &rig.context, done); }),
             QString());
    QCOMPARE(ranges, QList<QByteArray>{"bytes=100000-"});
    QVERIFY(contentOf(path) == content);
}

void TestOnDemand::presenceComesAndGoes()
{
    Rig rig;
    const auto ticket = rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.until([&] { return rig.isLive(); }));
    rig.engine().setViewing(ticket);
    rig.engine().setTyping(ticket, true);
    QVERIFY(rig.until([&] { return rig.desk.heard.size() == 2; }, false));
    QCOMPARE(rig.desk.heard.at(0).value(u"ticket"_s).toString(), ticket.value());
    rig.desk.say({{u"type"_s, u"presence"_s},
                  {u"ticket"_s, ticket.value()},
                  {u"agents"_s, QJsonArray{QJsonObject{{u"id"_s, u"2"_s}, {u"name"_s, u"Bo"_s}}}}});
    QVERIFY(rig.until([&] { return rig.presence.size() == 1; }, false));
    QCOMPARE(rig.presence.first().second.size(), 1);
    rig.desk.say({{u"type"_s, u"customer-typing"_s}, {u"ticket"_s, ticket.value()}, {u"typing"_s, true}});
    QVERIFY(rig.until([&] { return rig.customerTyping == QList<bool>{true}; }, false));
    rig.engine().setTyping(ticket, false);
    // Without a line nobody is known to be there; with it the ticket is said to be in view again.
    rig.desk.goOffline();
    QVERIFY(rig.until([&] { return rig.presence.size() == 2; }));
    QVERIFY(rig.presence.last().second.isEmpty());
    QVERIFY(rig.until([&] { return rig.customerTyping == QList<bool>({true, false}); }));
    rig.desk.heard.clear();
    rig.desk.goOnline();
    QVERIFY(rig.until([&] { return rig.desk.heard.size() == 1; }));
    QCOMPARE(rig.desk.heard.first().value(u"type"_s).toString(), u"viewing"_s);
}

void TestOnDemand::typingIsSaidAgain()
{
    constexpr qint64 kEvery = 5 * desk::kSecond;
    constexpr int kInAMinute = 12;
    Rig rig;
    const auto ticket = rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.until([&] { return rig.isLive(); }));
    rig.engine().setViewing(ticket);
    rig.engine().setTyping(ticket, true);
    qsizetype heard = 2;
    QVERIFY(rig.until([&] { return rig.desk.heard.size() == heard; }, false));
    // A sign of life from the desk with each step, or the client would take the line for dead.
    const auto step = [&] {
        rig.time.advance(rig.worker(), kEvery);
        rig.desk.say({{u"type"_s, u"customer-typing"_s}, {u"ticket"_s, ticket.value()}, {u"typing"_s, false}});
        const qsizetype told = rig.customerTyping.size();
        return rig.until([&] { return rig.customerTyping.size() > told; }, false);
    };
    // Neither more nor less often, for a minute of one long answer.
    for (int i = 0; i < kInAMinute; ++i) {
        QVERIFY(step());
        ++heard;
        QVERIFY2(rig.until([&] { return rig.desk.heard.size() == heard; }, false), qPrintable(QString::number(i)));
        QCOMPARE(rig.desk.heard.last().value(u"type"_s).toString(), u"typing"_s);
        QCOMPARE(rig.desk.heard.last().value(u"ticket"_s).toString(), ticket.value());
        QVERIFY(rig.desk.heard.last().value(u"typing"_s).toBool());
    }
    rig.engine().setTyping(ticket, false);
    ++heard;
    QVERIFY(rig.until([&] { return rig.desk.heard.size() == heard; }, false));
    QVERIFY(!rig.desk.heard.last().value(u"typing"_s).toBool());
    // It is over: what is heard next, a minute later, is something else.
    for (int i = 0; i < kInAMinute; ++i)
        QVERIFY(step());
    rig.engine().setViewing({});
    ++heard;
    QVERIFY(rig.until([&] { return rig.desk.heard.size() >= heard; }, false));
    QCOMPARE(rig.desk.heard.size(), heard);
    QCOMPARE(rig.desk.heard.last().value(u"type"_s).toString(), u"viewing"_s);
    // Whoever looks at another ticket types no longer on this one.
    rig.engine().setViewing(ticket);
    rig.engine().setTyping(ticket, true);
    rig.engine().setViewing({});
    heard += 3;
    QVERIFY(rig.until([&] { return rig.desk.heard.size() == heard; }, false));
    QVERIFY(step());
    rig.engine().setViewing({});
    ++heard;
    QVERIFY(rig.until([&] { return rig.desk.heard.size() >= heard; }, false));
    QCOMPARE(rig.desk.heard.size(), heard);
    QCOMPARE(rig.desk.heard.last().value(u"type"_s).toString(), u"viewing"_s);
}

void TestOnDemand::questionsWithoutAnEngineAreAnswered()
{
    Rig rig;
    const auto ticket = rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    rig.engine().stop();
    QVERIFY(!ask(rig, [&](auto done) { rig.engine().fetchThread(ticket, &rig.context, done); }).isEmpty());
}

QTEST_GUILESS_MAIN(TestOnDemand)
#include "tst_on_demand.moc"
