// Variables in macros: nothing is ever sent as blank (THR-8).

#include "desk/variables.h"
#include "desk_print.h"

#include <QTest>

using namespace desk;
using namespace Qt::StringLiterals;

class Variables : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void expands_data();
    void expands();
    void namesWhatStaysOpenAsItIsWritten_data();
    void namesWhatStaysOpenAsItIsWritten();
    void knowsEveryNameItOffers();
    void staysLinear();
};

namespace
{

VariableSource source()
{
    VariableSource result;
    result.ticket.number = 48213;
    result.ticket.channel = Channel::Sms;
    result.ticket.subject = u"Late {{ order }}"_s;
    result.ticket.created = {kDay};
    result.profile.name = u" Mia  van der Test "_s;
    result.profile.emails = {u"mia@shop.example"_s};
    result.profile.properties = {{u"size"_s, u"XL"_s}};
    result.agent.name = u"Sam Sample"_s;
    result.labelNames = {u"returns"_s, u"vip"_s};
    return result;
}

} // namespace

void Variables::expands_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QStringList>("missing");
    const auto row = [](const char* text, const char* expected, const QStringList& missing = {}) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(expected) << missing;
    };
    row("", "");
    row("no variable", "no variable");
    row("Hi {{ profile.first_name }}!", "Hi Mia!");
    row("{{profile.first_name}}{{ profile.last_name }}", "Miavan der Test");
    row("#{{ ticket.id }} by {{ ticket.channel }}", "#48213 by sms");
    row("{{ ticket.created }} {{ ticket.tags }}", "1970-01-02 returns, vip");
    row("{{ agent.first_name }} {{ profile.properties.size }}", "Sam XL");
    row("{{ ticket.subject }}", "Late {{ order }}");
    row("Hi {{ profile.city }}.", "Hi {{ profile.city }}.", {u"profile.city"_s});
    row("{{ nonsense }} {{ profile.phone }} {{nonsense}}", "{{ nonsense }} {{ profile.phone }} {{nonsense}}",
        {u"nonsense"_s, u"profile.phone"_s});
    row("{{ ticket.assignee_name }}", "{{ ticket.assignee_name }}", {u"ticket.assignee_name"_s});
    row("{{ profile.properties.none }}", "{{ profile.properties.none }}", {u"profile.properties.none"_s});
    row("{{ }}", "{{ }}", {QString()});
    row("{{ profile.first_name", "{{ profile.first_name");
    row("}} {{ ticket.id }}", "}} 48213");
    row("{{ a {{ ticket.id }}", "{{ a 48213");
    row("{ ticket.id }", "{ ticket.id }");
}

void Variables::expands()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QFETCH(QStringList, missing);
    const Expanded result = expandVariables(text, source());
    QCOMPARE(result.text, expected);
    QCOMPARE(result.missing, missing);
}

void Variables::namesWhatStaysOpenAsItIsWritten_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("open");
    QTest::addColumn<QString>("later"); // the composer's text
    QTest::addColumn<QStringList>("still");
    const QStringList number{u"{{ order number }}"_s};
    QTest::newRow("a blank in the name") << u"No. {{ order number }}."_s << number << u"No. {{ order number }}."_s
                                         << number;
    QTest::newRow("filled") << u"No. {{ order number }}."_s << number << u"No. 4711."_s << QStringList();
    QTest::newRow("another blank") << u"{{ order number }}"_s << number << u"{{ order\u00a0 number }}"_s << number;
    QTest::newRow("over two lines") << u"{{ order\nnumber }}"_s << QStringList{u"{{ order\nnumber }}"_s}
                                    << u"{{ order number }}"_s << QStringList{u"{{ order\nnumber }}"_s};
    QTest::newRow("signs") << u"{{ größe/2-x! }}{{}}"_s << QStringList{u"{{ größe/2-x! }}"_s, u"{{}}"_s} << u"XL {{}}"_s
                           << QStringList{u"{{}}"_s};
    QTest::newRow("each once") << u"{{a}} {{a}} {{ a }}"_s << QStringList{u"{{a}}"_s, u"{{ a }}"_s} << u"{{ a }}"_s
                               << QStringList{u"{{ a }}"_s};
    QTest::newRow("a value's own braces")
        << u"Re: {{ ticket.subject }}"_s << QStringList() << u"Re: Late {{ order }}"_s << QStringList();
}

void Variables::namesWhatStaysOpenAsItIsWritten()
{
    QFETCH(QString, text);
    QFETCH(QStringList, open);
    QFETCH(QString, later);
    QFETCH(QStringList, still);
    QCOMPARE(expandVariables(text, source()).open, open);
    QCOMPARE(stillOpen(open, later), still);
}

void Variables::knowsEveryNameItOffers()
{
    VariableSource full = source();
    full.ticket.requester = ProfileId(u"p"_s);
    full.ticket.requesterName = u"Mia"_s;
    full.ticket.recipient = u"help@desk.example"_s;
    full.ticket.brand = u"b"_s;
    full.ticket.updated = {kDay};
    full.ticket.team = TeamId(u"t"_s);
    full.teamName = u"Returns"_s;
    full.ticketUrl = u"bellhop://desk/ticket/48213"_s;
    full.assignee = full.agent;
    full.assignee.email = full.agent.email = u"sam@desk.example"_s;
    full.profile.phones = {u"+15550100"_s};
    full.profile.city = u"Testville"_s;
    full.profile.country = u"NL"_s;
    QVERIFY(variableNames().size() > 20);
    for (const QString& name : variableNames()) {
        const Expanded result = expandVariables(u"{{ "_s + name + u" }}"_s, full);
        QVERIFY2(result.missing.isEmpty() && !result.text.isEmpty(), qPrintable(name));
        QVERIFY2(expandVariables(u"{{"_s + name + u"}}"_s, {}).missing.size() <= 1, qPrintable(name));
    }
}

void Variables::staysLinear()
{
    const QString opens = QString(200'000, u'{');
    QCOMPARE(expandVariables(opens, source()).text, opens);
    const QString closes = QString(200'000, u'}');
    QCOMPARE(expandVariables(closes, source()).text, closes);
    const QString many = u"{{ ticket.id }}"_s.repeated(50'000);
    QCOMPARE(expandVariables(many, source()).text, u"48213"_s.repeated(50'000));
}

QTEST_GUILESS_MAIN(Variables)
#include "tst_variables.moc"
