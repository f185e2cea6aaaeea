// What goes out as HTML is all that was written: nothing is folded away as a quote, nothing is cut.

#include "ui/composer/composer_edit.h"

#include <QTest>

using namespace Qt::StringLiterals;

class RichReplyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingIsInIt_data()
    {
        QTest::addColumn<QString>("html");
        QTest::newRow("a mail that was pasted") << u"<p><b>Yes.</b></p><p>-----Original Message-----</p><p>From: "
                                                   "Anna &lt;anna@mail.example&gt;</p><p>the rest</p>"_s;
        QTest::newRow("on Monday you wrote") << u"<p><b>Yes.</b></p><p>On Monday, Anna wrote:</p><blockquote>"
                                                "<p>the rest</p></blockquote>"_s;
        QTest::newRow("quoted lines") << u"<p><b>Yes.</b></p><p>&gt; one</p><p>&gt; the rest</p>"_s;
    }
    void everythingIsInIt()
    {
        QFETCH(const QString, html);
        ui::ComposerEdit edit;
        edit.setRich(true);
        edit.setDraft(html);
        QVERIFY2(edit.richHtml().contains(u"Yes."_s) && edit.richHtml().contains(u"the rest"_s),
                 qPrintable(edit.richHtml()));
    }

    void whatWouldBeCutGoesAsPlainText()
    {
        ui::ComposerEdit edit;
        edit.setRich(true);
        edit.setDraft(u"<p><b>Yes.</b></p>"_s + u"<p>A sentence as people write them.</p>"_s.repeated(9000));
        QCOMPARE(edit.richHtml(), QString());
        QVERIFY(edit.toPlainText().size() > 250'000);
    }
};

QTEST_MAIN(RichReplyTest)
#include "tst_rich_reply.moc"
