#include "server/http/server.h"
#include "tests/server/http_line.h"

#include <QFile>
#include <QScopeGuard>
#include <QSslCipher>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocket>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

using namespace Qt::StringLiterals;
using namespace server::http;
using namespace std::chrono_literals;

namespace
{

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

template<class Write>
void writePem(const QString& path, Write write)
{
    std::FILE* file = std::fopen(QFile::encodeName(path).constData(), "w");
    QVERIFY(file);
    write(file);
    std::fclose(file);
    QVERIFY(QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::WriteOwner));
}

/// A certificate for "localhost" with this key of its own, as files.
void makeCertificate(const QString& certPath, const QString& keyPath, const Key& key)
{
    const std::unique_ptr<X509, decltype(&X509_free)> cert(X509_new(), X509_free);
    X509_set_version(cert.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(cert.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(cert.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(cert.get()), 3600);
    X509_set_pubkey(cert.get(), key.get());
    X509_NAME* name = X509_get_subject_name(cert.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"), -1, -1,
                               0);
    X509_set_issuer_name(cert.get(), name);
    X509_sign(cert.get(), key.get(), EVP_sha256());
    writePem(certPath, [&](std::FILE* file) { PEM_write_X509(file, cert.get()); });
    writePem(keyPath,
             [&](std::FILE* file) { PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
}

} // namespace

/// TLS with a certificate made here.
class TestHttpTls : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    std::unique_ptr<Server> m_server;
    quint16 m_port = 0;

    ServerOptions options() const
    {
        ServerOptions given;
        given.tlsCert = m_dir.filePath(u"cert.pem"_s);
        given.tlsKey = m_dir.filePath(u"key.pem"_s);
        given.headerTimeout = 500ms;
        return given;
    }
    static QSslConfiguration trustAny()
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        return configuration;
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (const QString& name : {u"cert"_s, u"other"_s})
            makeCertificate(m_dir.filePath(name + u".pem"_s),
                            m_dir.filePath(name == u"cert"_s ? u"key.pem"_s : u"other-key.pem"_s),
                            Key(EVP_EC_gen("P-256"), EVP_PKEY_free));
        makeCertificate(m_dir.filePath(u"rsa.pem"_s), m_dir.filePath(u"rsa-key.pem"_s),
                        Key(EVP_RSA_gen(2048), EVP_PKEY_free));
    }
    void init()
    {
        Router router;
        router.add("GET", u"/who"_s, [](const Request& r) { return Response::text(r.origin()); });
        router.addWebSocket(u"/ws"_s, [](const Request&) {
            SocketCallbacks callbacks;
            callbacks.onMessage = [](const WebSocketPtr& socket, const QByteArray& text) { socket->send(text); };
            return callbacks;
        });
        m_server = std::make_unique<Server>(std::move(router), options());
        const Listening listening = m_server->listen(u"127.0.0.1"_s, 0);
        QVERIFY2(listening.ok, qPrintable(listening.error));
        m_port = listening.port;
    }
    void cleanup() { m_server.reset(); }

    void requestOverTls()
    {
        QVERIFY(m_server->url().startsWith(u"https://"));
        QSslSocket socket;
        socket.setSslConfiguration(trustAny());
        socket.connectToHostEncrypted(u"127.0.0.1"_s, m_port);
        QVERIFY2(socket.waitForEncrypted(10'000), qPrintable(socket.errorString()));
        const QByteArray host = "127.0.0.1:" + QByteArray::number(m_port);
        socket.write("GET /who HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
        QByteArray answer;
        while (socket.waitForReadyRead(5'000))
            answer += socket.readAll();
        QVERIFY2(answer.endsWith("\r\n\r\nhttps://" + host), answer.constData());
    }

    void websocketOverTls()
    {
        QWebSocket client;
        client.setSslConfiguration(trustAny());
        QString got;
        connect(&client, &QWebSocket::connected, this, [&] { client.sendTextMessage(u"hello"_s); });
        connect(&client, &QWebSocket::textMessageReceived, this, [&](const QString& text) { got = text; });
        client.open(QUrl(u"wss://127.0.0.1:%1/ws"_s.arg(m_port)));
        QTRY_COMPARE(got, u"hello"_s);
        client.close();
        QTRY_COMPARE(m_server->metrics().socketsOpen, 0U);
    }

    void halfOpenHandshakesDoNotBlockOthersAndEnd()
    {
        std::vector<std::unique_ptr<Line>> silent;
        for (int i = 0; i < 60; ++i)
            silent.push_back(std::make_unique<Line>(m_port));
        requestOverTls();
        for (const auto& line : silent)
            QVERIFY(line->ends());
        QTRY_COMPARE(m_server->metrics().connectionsOpen, 0U);
    }

    void plainTextToTheTlsPortIsCut()
    {
        Line line(m_port);
        line.send("GET /who HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QVERIFY(line.ends());
    }

    /// With an RSA key, whose exchange of old would let a key that gets lost open what was recorded before.
    void onlyForwardSecrecyIsSpoken_data()
    {
        QTest::addColumn<QString>("ciphers");
        QTest::addColumn<bool>("isSpoken");
        QTest::newRow("RSA exchange") << u"AES256-GCM-SHA384"_s << false;
        QTest::newRow("RSA exchange, CBC") << u"AES128-SHA:AES256-SHA256"_s << false;
        QTest::newRow("ECDHE, CBC") << u"ECDHE-RSA-AES256-SHA384:ECDHE-RSA-AES128-SHA"_s << false;
        QTest::newRow("DHE, CBC") << u"DHE-RSA-AES256-SHA256"_s << false;
        QTest::newRow("ECDHE") << u"ECDHE-RSA-AES128-GCM-SHA256"_s << true;
        QTest::newRow("ECDHE, ChaCha20") << u"ECDHE-RSA-CHACHA20-POLY1305"_s << true;
        QTest::newRow("DHE") << u"DHE-RSA-AES256-GCM-SHA384"_s << true;
    }
    void onlyForwardSecrecyIsSpoken()
    {
        QFETCH(const QString, ciphers);
        QFETCH(const bool, isSpoken);
        ServerOptions given = options();
        given.tlsCert = m_dir.filePath(u"rsa.pem"_s);
        given.tlsKey = m_dir.filePath(u"rsa-key.pem"_s);
        Server server(Router(), given);
        const Listening listening = server.listen(u"127.0.0.1"_s, 0);
        QVERIFY2(listening.ok, qPrintable(listening.error));
        QSslConfiguration configuration = trustAny();
        configuration.setProtocol(QSsl::TlsV1_2);
        configuration.setCiphers(ciphers);
        QCOMPARE(configuration.ciphers().size(), ciphers.count(u':') + 1); // this system's library still knows them
        QSslSocket socket;
        socket.setSslConfiguration(configuration);
        socket.connectToHostEncrypted(u"127.0.0.1"_s, listening.port);
        QCOMPARE(socket.waitForEncrypted(10'000), isSpoken);
    }

    void aKeyThatEverybodyReadsIsRefused()
    {
        QFile key(m_dir.filePath(u"key.pem"_s));
        const auto put = qScopeGuard([&] { key.setPermissions(QFileDevice::ReadOwner); });
        QVERIFY(key.setPermissions(QFileDevice::ReadOwner | QFileDevice::ReadOther));
        Server server(Router(), options());
        const Listening listening = server.listen(u"127.0.0.1"_s, 0);
        QVERIFY(!listening.ok);
        QVERIFY2(listening.error.contains(u"chmod o-rwx "_s + key.fileName()), qPrintable(listening.error));
        QVERIFY(key.setPermissions(QFileDevice::ReadOwner | QFileDevice::ReadGroup)); // a group of one's own may
        Server again(Router(), options());
        QVERIFY(again.listen(u"127.0.0.1"_s, 0).ok);
    }

    void wrongFilesAreSaid_data()
    {
        QTest::addColumn<QString>("cert");
        QTest::addColumn<QString>("key");
        QTest::newRow("no certificate") << u"absent.pem"_s << u"key.pem"_s;
        QTest::newRow("no key") << u"cert.pem"_s << u"absent.pem"_s;
        QTest::newRow("other key") << u"cert.pem"_s << u"other-key.pem"_s;
    }
    void wrongFilesAreSaid()
    {
        QFETCH(const QString, cert);
        QFETCH(const QString, key);
        ServerOptions given = options();
        given.tlsCert = m_dir.filePath(cert);
        given.tlsKey = m_dir.filePath(key);
        Server server(Router(), given);
        const Listening listening = server.listen(u"127.0.0.1"_s, 0);
        QVERIFY(!listening.ok);
        QVERIFY(!listening.error.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestHttpTls)
#include "tst_http_tls.moc"
