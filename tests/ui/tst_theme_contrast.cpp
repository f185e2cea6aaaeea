#include "ui/theme/theme.h"

#include <QTest>

using namespace ui;
using namespace Qt::StringLiterals;

/// LOOK: text keeps WCAG AA (4.5) on every ground it stands on, in both appearances.
class ContrastTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ratioIsThatOfTheStandard();
    void pairsKeepAA_data();
    void pairsKeepAA();
    void marksAreSeen_data();
    void marksAreSeen();
};

void ContrastTest::ratioIsThatOfTheStandard()
{
    QCOMPARE(qRound(contrastRatio(Qt::black, Qt::white) * 10), 210);
    QCOMPARE(qRound(contrastRatio(QColor(0x777777), Qt::white) * 100), 448);
    QCOMPARE(contrastRatio(Qt::white, Qt::black), contrastRatio(Qt::black, Qt::white));
}

static void addPair(const QString& name, const QColor& ink, const QColor& ground)
{
    QTest::newRow(qPrintable(name)) << ink << ground;
}

void ContrastTest::pairsKeepAA_data()
{
    QTest::addColumn<QColor>("ink");
    QTest::addColumn<QColor>("ground");
    for (const Tokens& t : {lightTokens(), darkTokens()}) {
        const QString mode = t.dark ? u"dark "_s : u"light "_s;
        const QList<std::pair<QString, QColor>> grounds{
            {u"bg"_s, t.bg},       {u"panel"_s, t.panel}, {u"side"_s, t.side}, {u"selection"_s, t.selection},
            {u"hover"_s, t.hover}, {u"out"_s, t.out},     {u"note"_s, t.note}, {u"chip"_s, t.chip}};
        for (const auto& [ground, color] : grounds) {
            addPair(mode + u"text on "_s + ground, t.text, color);
            addPair(mode + u"dim on "_s + ground, t.dim, color);
        }
        for (const auto& [ground, color] : {grounds[0], grounds[1]}) {
            addPair(mode + u"accent on "_s + ground, t.accent, color);
            addPair(mode + u"danger on "_s + ground, t.danger, color);
            addPair(mode + u"ok on "_s + ground, t.ok, color);
            addPair(mode + u"warn on "_s + ground, t.warn, color);
        }
        addPair(mode + u"ok on chip"_s, t.ok, t.chip);
        addPair(mode + u"accent on selection"_s, t.accent, t.selection);
        addPair(mode + u"onAccent on accent"_s, t.onAccent, t.accent);
        addPair(mode + u"danger on hover"_s, t.danger, t.hover);
    }
}

void ContrastTest::pairsKeepAA()
{
    QFETCH(QColor, ink);
    QFETCH(QColor, ground);
    const qreal ratio = contrastRatio(ink, ground);
    QVERIFY2(ratio >= 4.5, qPrintable(QString::number(ratio)));
}

void ContrastTest::marksAreSeen_data()
{
    QTest::addColumn<QColor>("ink");
    QTest::addColumn<QColor>("ground");
    for (const Tokens& t : {lightTokens(), darkTokens()}) {
        const QString mode = t.dark ? u"dark "_s : u"light "_s;
        for (const auto& [name, ground] :
             QList<std::pair<QString, QColor>>{{u"bg"_s, t.bg}, {u"panel"_s, t.panel}, {u"side"_s, t.side}})
            addPair(mode + u"focus ring on "_s + name, t.accent, ground);
        addPair(mode + u"outline of a check box"_s, t.faint, t.panel);
    }
}

void ContrastTest::marksAreSeen()
{
    QFETCH(QColor, ink);
    QFETCH(QColor, ground);
    QVERIFY(contrastRatio(ink, ground) >= 3.0);
}

QTEST_GUILESS_MAIN(ContrastTest)
#include "tst_theme_contrast.moc"
