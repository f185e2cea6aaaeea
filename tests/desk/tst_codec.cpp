#include "desk/json.h"

#include <QTest>

class Codec : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesThePath()
    {
        const auto parsed = desk::fromJson<desk::Ticket>(
            desk::parseObject(R"({"id":"7","channel":"sms","status":"open","assignee":3})").value());
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().toString(), QStringLiteral("ticket.assignee: expected string"));
    }
};

QTEST_GUILESS_MAIN(Codec)
#include "tst_codec.moc"
