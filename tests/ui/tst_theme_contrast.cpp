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

using Named = QList<std::pair<QString, QColor>>;

void ContrastTest::pairsKeepAA_data()
{
    QTest::addColumn<QColor>("ink");
    QTest::addColumn<QColor>("ground");
    for (const Tokens& t : {lightTokens(), darkTokens()}) {
        const QString mode = t.dark ? u"dark "_s : u"light "_s;
        const Named grounds{{u"bg"_s, t.bg},
                            {u"panel"_s, t.panel},
                            {u"side"_s, t.side},
                            {u"chip"_s, t.chip},
                            {u"selection"_s, t.selection},
                            {u"hover"_s, t.hover},
                            {u"out"_s, t.out},
                            {u"note"_s, t.note}};
        const Named inks{{u"text"_s, t.text},     {u"dim"_s, t.dim}, {u"accent"_s, t.accent},
                         {u"danger"_s, t.danger}, {u"ok"_s, t.ok},   {u"warn"_s, t.warn}};
        for (const auto& [ink, color] : inks)
            for (const auto& [ground, under] : grounds)
                addPair(mode + ink + u" on "_s + ground, color, under);
        addPair(mode + u"danger on its own"_s, t.danger, t.dangerBg);
        addPair(mode + u"ok on its own"_s, t.ok, t.okBg);
        addPair(mode + u"warn on its own"_s, t.warn, t.warnBg);
        addPair(mode + u"text on a hit"_s, t.text, t.mark);
        addPair(mode + u"noteText on note"_s, t.noteText, t.note);
        addPair(mode + u"onAccent on accent"_s, t.onAccent, t.accent);
        addPair(mode + u"onDanger on danger"_s, t.onDanger, t.danger);
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
        for (const auto& [name, ground] : Named{{u"bg"_s, t.bg}, {u"panel"_s, t.panel}, {u"side"_s, t.side}}) {
            addPair(mode + u"focus ring on "_s + name, t.accent, ground);
            addPair(mode + u"outline of a field on "_s + name, t.fieldLine, ground);
        }
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
