// The text form of filters: what people may write, what it means, and that printing and parsing are inverse.

#include "desk/filter.h"
#include "desk/view.h"
#include "desk_print.h"
#include "random_values.h"

#include <QTest>

using namespace desk;
using namespace Qt::StringLiterals;

class FilterText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void means_data();
    void means();
    void refuses_data();
    void refuses();
    void roundTripsRandomTrees();
    void roundTripsBuiltInViews();
    void survivesRandomBytes();
    void survivesDepth();
    void keepsDepthCap();
};

void FilterText::means_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Filter>("expected");

    const Filter open = Filter::is(Field::Status, u"open"_s);
    const Filter seven = Filter::is(Field::Assignee, u"7"_s);
    const Filter old = Filter::of({Field::WaitingSince, desk::Test::OlderThan, {}, {}, 2 * kHour});
    const Filter words = Filter::of({Field::Subject, desk::Test::Contains, {u"late order"_s}, {}, 0});
    const auto row = [](const char* text, const Filter& filter) {
        QTest::newRow(text) << QString::fromUtf8(text) << filter;
    };
    row("", Filter::all({}));
    row("   ", Filter::all({}));
    row("()", Filter::all({}));
    row("(or)", Filter::any({}));
    row("status:open", open);
    row("(status:open)", open);
    row("status:open assignee:7", Filter::all({open, seven}));
    row("status:open or assignee:7", Filter::any({open, seven}));
    row("status:open assignee:7 or waiting>2h", Filter::any({Filter::all({open, seven}), old}));
    row("status:open (assignee:7 or waiting>2h)", Filter::all({open, Filter::any({seven, old})}));
    row("-spam:true", Filter::negate(Filter::is(Field::Spam, u"true"_s)));
    row("--status:open", Filter::negate(Filter::negate(open)));
    row("-(status:open assignee:7)", Filter::negate(Filter::all({open, seven})));
    row("and status:open", Filter::all({open}));
    row("(or status:open)", Filter::any({open}));
    row("subject~\"late order\"", words);
    row("subject~\"a\\\"b\\\\\"", Filter::of({Field::Subject, desk::Test::Contains, {u"a\"b\\"_s}, {}, 0}));
    row("label:3,4", Filter::of({Field::Label, desk::Test::Is, {u"3"_s, u"4"_s}, {}, 0}));
    row("label!:3", Filter::isNot(Field::Label, u"3"_s));
    row("assignee:*", Filter::of({Field::Assignee, desk::Test::IsSet, {}, {}, 0}));
    row("assignee!:*", Filter::of({Field::Assignee, desk::Test::IsNotSet, {}, {}, 0}));
    row("assignee:\"*\"", Filter::is(Field::Assignee, u"*"_s));
    row("status:", Filter::of({Field::Status, desk::Test::Is, {}, {}, 0}));
    row("created<1970-01-02", Filter::of({Field::Created, desk::Test::Before, {}, {kDay}, 0}));
    row("created>1970-01-01T00:00:01.500Z", Filter::of({Field::Created, desk::Test::After, {}, {1500}, 0}));
    row("updated>@0", Filter::of({Field::Updated, desk::Test::After, {}, {0}, 0}));
    row("updated<90m", Filter::of({Field::Updated, desk::Test::YoungerThan, {}, {}, 90 * kMinute}));
}

void FilterText::means()
{
    QFETCH(QString, text);
    QFETCH(Filter, expected);
    const auto parsed = parseFilter(text);
    QVERIFY2(std::holds_alternative<Filter>(parsed), qPrintable(errorOf(parsed)));
    QCOMPARE(std::get<Filter>(parsed), expected);
}

void FilterText::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("position");
    const auto row = [](const char* text, int position) { QTest::newRow(text) << QString::fromUtf8(text) << position; };
    row("colour:red", 0);
    row("status", 6);
    row("status=open", 6);
    row("(status:open", 12);
    row("status:open)", 11);
    row("status:open or", 14);
    row("or status:open or assignee:7", 15);
    row("status:open or or spam:true", 15);
    row("subject~\"late", 13);
    row("label:3,", 8);
    row("waiting>2", 8);
    row("waiting>soon", 8);
    row("waiting>99999999999999999999h", 8);
    row("waiting>9007199254740993w", 8);
    row("created<2026-02-30", 8);
    row("created<2026-02-03T10:00:00", 8);
    row("hello", 0);
    row("-", 1);
    row("status:open !", 12);
}

void FilterText::refuses()
{
    QFETCH(QString, text);
    QFETCH(int, position);
    const auto parsed = parseFilter(text);
    QVERIFY(std::holds_alternative<FilterError>(parsed));
    QCOMPARE(std::get<FilterError>(parsed).position, qsizetype(position));
    QVERIFY(!std::get<FilterError>(parsed).message.isEmpty());
}

void FilterText::roundTripsRandomTrees()
{
    RandomValues random(4711);
    int parsedCount = 0;
    for (int i = 0; i < 5000; ++i) {
        const Filter filter = random.filter(5);
        const QString text = toText(filter);
        if (text.size() > 4096)
            continue;
        const auto parsed = parseFilter(text);
        QVERIFY2(std::holds_alternative<Filter>(parsed), qPrintable(text + u'\n' + errorOf(parsed)));
        QCOMPARE(std::get<Filter>(parsed), filter);
        ++parsedCount;
    }
    QVERIFY(parsedCount > 4000);
}

void FilterText::roundTripsBuiltInViews()
{
    for (const View& view : builtInViews(AgentId(u"7"_s))) {
        const auto parsed = parseFilter(toText(view.filter));
        QVERIFY2(std::holds_alternative<Filter>(parsed), qPrintable(errorOf(parsed)));
        QCOMPARE(std::get<Filter>(parsed), view.filter);
    }
}

void FilterText::survivesRandomBytes()
{
    RandomValues random(99);
    const QString alphabet = u"()-:!~<>*\"\\,@ orandstatuswaiting2hd\u00e9\U0001F600"_s;
    for (int i = 0; i < 50'000; ++i) {
        QString text;
        for (int n = random.upTo(40); n > 0; --n)
            text += alphabet[random.upTo(int(alphabet.size()) - 1)];
        const auto parsed = parseFilter(text);
        if (const FilterError* error = std::get_if<FilterError>(&parsed)) {
            QVERIFY(error->position >= 0 && error->position <= text.size());
            continue;
        }
        // What was understood must print to something that means the same.
        const auto again = parseFilter(toText(std::get<Filter>(parsed)));
        QVERIFY2(std::holds_alternative<Filter>(again), qPrintable(text));
        QCOMPARE(std::get<Filter>(again), std::get<Filter>(parsed));
    }
}

void FilterText::survivesDepth()
{
    for (const QChar c : {u'(', u'-'})
        QVERIFY(std::holds_alternative<FilterError>(parseFilter(QString(4096, c))));
    QVERIFY(std::holds_alternative<FilterError>(parseFilter(QString(5000, u' '))));
}

void FilterText::keepsDepthCap()
{
    QVERIFY(std::holds_alternative<Filter>(parseFilter(QString(31, u'-') + u"spam:true"_s)));
    QVERIFY(std::holds_alternative<FilterError>(parseFilter(QString(32, u'-') + u"spam:true"_s)));
}

QTEST_GUILESS_MAIN(FilterText)
#include "tst_filter_text.moc"
