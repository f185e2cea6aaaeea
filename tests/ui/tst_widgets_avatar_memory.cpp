// What a day of new customers leaves in memory.
#include "ui/widgets/avatar.h"

#include <QPixmap>
#include <QTest>

#include <malloc.h>

using namespace Qt::StringLiterals;

namespace
{

qint64 allocated()
{
    const struct mallinfo2 all = mallinfo2(); // nothing under a sanitizer, which has an allocator of its own
    return qint64(all.uordblks) + qint64(all.hblkhd);
}

} // namespace

class AvatarMemoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void manyFacesTakeLittle_data()
    {
        QTest::addColumn<qreal>("ratio");
        QTest::newRow("plain screen") << 1.0;
        QTest::newRow("fine screen") << 2.0;
    }
    void manyFacesTakeLittle()
    {
        QFETCH(qreal, ratio);
        const auto show = [ratio](int customer) {
            return ui::avatarPixmap({u"Customer %1"_s.arg(customer), {}, ui::Glyph::Mail}, 36, Qt::white, ratio);
        };
        const QPixmap first = show(-1); // with fonts and icons
        QCOMPARE(first.size(), QSize(36, 36) * ratio);
        QCOMPARE(first.devicePixelRatio(), ratio);
        const qint64 before = allocated();
        for (int customer = 0; customer < 2000; ++customer)
            show(customer);
        const qint64 grown = allocated() - before;
        QVERIFY2(grown <= 3 * 1024 * 1024, qPrintable(QString::number(grown)));
    }
};

QTEST_MAIN(AvatarMemoryTest)
#include "tst_widgets_avatar_memory.moc"
