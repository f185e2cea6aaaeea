// Who may read a file by its id: ids count up, so each of them is tried by everybody.

#include "tests/server/api_desk.h"
#include "tests/server/http_line.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using test::ApiDesk;
using test::operation;
using test::Socket;

class TestApiFiles : public QObject
{
    Q_OBJECT

    ApiDesk m_desk;

    QString upload(const QByteArray& agent, const QByteArray& bytes)
    {
        const QByteArray digest = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
        const QJsonObject wanted{{u"name"_s, u"note.txt"_s},
                                 {u"mime"_s, u"text/plain"_s},
                                 {u"size"_s, bytes.size()},
                                 {u"sha256"_s, QString::fromLatin1(digest)}};
        const QJsonObject begun = m_desk.call("POST", u"/v1/attachments"_s, agent, wanted).json();
        const QString id = begun[u"attachment"_s][u"id"_s].toString();
        m_desk.call("PATCH", path(id), agent, bytes, {{"Upload-Offset", "0"}});
        return id;
    }
    static QString path(const QString& id) { return u"/v1/attachments/"_s + id; }
    QByteArray read(const QByteArray& agent, const QString& id)
    {
        const test::Answer answer = m_desk.call("GET", path(id), agent);
        return answer.status == 200 ? answer.body : QByteArray();
    }
    static QJsonObject named(const QString& id)
    {
        return {{u"id"_s, id}, {u"name"_s, u"note.txt"_s}, {u"mime"_s, u"text/plain"_s}, {u"size"_s, 5}};
    }
    /// The status alone; QNetworkAccessManager waits for the body of a refused HEAD.
    int head(const QByteArray& agent, const QString& id)
    {
        const quint16 port = quint16(m_desk.socketUrl({}).port());
        Line line(port);
        const QByteArray host = "Host: 127.0.0.1:" + QByteArray::number(port) + "\r\n";
        return line.send("HEAD " + path(id).toLatin1() + " HTTP/1.1\r\n" + host + "Authorization: Bearer " + agent +
                         "\r\n\r\n")
                   ? statusOf(line.readUntil("\r\n\r\n"))
                   : 0;
    }
    static QByteArrayList namesOf(const test::Answer& answer)
    {
        QByteArrayList names = answer.headers.keys();
        std::sort(names.begin(), names.end());
        return names;
    }
    /// Answered as an id that was never given out, whichever way it is asked for.
    bool isHidden(const QByteArray& agent, const QString& id)
    {
        const test::Answer there = m_desk.call("GET", path(id), agent);
        const test::Answer never = m_desk.call("GET", path(u"99999"_s), agent);
        return there.status == 404 && there.body == never.body && namesOf(there) == namesOf(never) &&
               head(agent, id) == 404;
    }

private Q_SLOTS:
    void filesThatAreNotSentAreTheirUploadersAlone_data() { ApiDesk::rows(); }
    void filesThatAreNotSentAreTheirUploadersAlone()
    {
        SERVED_DESK(m_desk);
        const QByteArray ada = m_desk.agent(u"ada"_s, desk::Role::Owner);
        const QByteArray bob = m_desk.agent(u"bob"_s);
        Socket visitor(m_desk.socketUrl(u"/chat/socket"_s));
        visitor.say({{u"type"_s, u"hello"_s}, {u"session"_s, QString()}});
        const QByteArray session = visitor.hear(u"welcome"_s)[u"session"_s].toString().toLatin1();

        const QString theirs = m_desk.call("POST", u"/chat/attachments?name=a.txt"_s, session, QByteArray("visitor's"))
                                   .json()[u"attachment"_s][u"id"_s]
                                   .toString();
        const QString bobs = upload(bob, "bob's");
        const QString link = u"/chat/attachments/%1/link"_s;
        QVERIFY(isHidden(ada, theirs));
        QVERIFY(isHidden(bob, theirs));
        QVERIFY(isHidden(ada, bobs));
        QCOMPARE(read(bob, bobs), "bob's");
        QCOMPARE(m_desk.call("POST", link.arg(theirs), session).status, 200);
        QCOMPARE(m_desk.call("POST", link.arg(bobs), session).status, 404);

        visitor.say({{u"type"_s, u"send"_s}, {u"client"_s, u"a"_s}, {u"attachments"_s, QJsonArray{theirs}}});
        QVERIFY(!visitor.hear(u"ack"_s).isEmpty());
        QCOMPARE(read(ada, theirs), "visitor's");
        QCOMPARE(read(bob, theirs), "visitor's");
        const QString ticket =
            m_desk.call("GET", u"/v1/history/tickets?scope=all"_s, ada).json()[u"tickets"_s][0][u"id"_s].toString();

        // Nobody puts what another has uploaded, or what a visitor sent, into a message of their own.
        const auto replyWith = [&](const QString& file) {
            return operation(u"reply"_s, ticket,
                             {{u"text"_s, u"see this"_s},
                              {u"sendAnyway"_s, true},
                              {u"at"_s, m_desk.clock().now().ms},
                              {u"attachments"_s, QJsonArray{named(file)}}});
        };
        for (const QString& file : {bobs, theirs}) {
            const QJsonObject reply = replyWith(file);
            const test::Answer refused =
                m_desk.call("PUT", u"/v1/operations/"_s + reply[u"id"_s].toString(), ada, reply);
            QCOMPARE(refused.code(), u"no-such-attachment"_s);
        }
        QVERIFY(!m_desk.operate(bob, replyWith(bobs)).isEmpty());
        QCOMPARE(read(ada, bobs), "bob's");
        QCOMPARE(m_desk.call("POST", link.arg(bobs), session).status, 200);
    }
};

QTEST_GUILESS_MAIN(TestApiFiles)
#include "tst_api_files.moc"
