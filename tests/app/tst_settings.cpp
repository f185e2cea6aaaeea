// Preferences: kept in memory while they change, written after a rest and at the end.
#include "app/settings.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aChangeTouchesNoDisk()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"settings.ini"_s);
        {
            app::Settings settings(path);
            for (int ticket = 0; ticket < 100; ++ticket) {
                settings.setValue(u"window/ticket"_s, QString::number(ticket));
                QCoreApplication::sendPostedEvents(); // what QSettings would write with
                QCoreApplication::processEvents();
            }
            QCOMPARE(settings.value(u"window/ticket"_s, {}).toString(), u"99"_s);
            QVERIFY(!QFile::exists(path));
        }
        QCOMPARE(app::Settings(path).value(u"window/ticket"_s, {}).toString(), u"99"_s);
    }

    void theSameAgainIsNoChange()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"settings.ini"_s);
        app::Settings settings(path);
        settings.setValue(u"a"_s, 1);
        settings.write();
        QVERIFY(QFile::remove(path));
        settings.setValue(u"a"_s, 1);
        settings.write();
        QVERIFY(!QFile::exists(path));
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
