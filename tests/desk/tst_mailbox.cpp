#include "desk/mailbox.h"

#include <QCoreApplication>
#include <QTest>
#include <QThread>

#include <atomic>
#include <thread>
#include <vector>

using desk::Mailbox;
using namespace std::chrono_literals;

class TestMailbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsInOrderInTheOwnersThread()
    {
        QObject owner;
        const Mailbox box(&owner);
        QList<int> seen;
        std::thread sender([&] {
            for (int i = 0; i < 1000; ++i) {
                box.post([&seen, i] {
                    if (QThread::currentThread() == QCoreApplication::instance()->thread())
                        seen += i;
                });
            }
        });
        QTRY_COMPARE(seen.size(), 1000);
        sender.join();
        QVERIFY(std::is_sorted(seen.begin(), seen.end()));
        QCOMPARE(box.pending(), std::size_t(0));
    }

    void manySendersLoseNothing()
    {
        QObject owner;
        const Mailbox box(&owner);
        int sum = 0;
        std::vector<std::thread> senders;
        for (int t = 0; t < 4; ++t) {
            senders.emplace_back([box, &sum] {
                for (int i = 0; i < 2500; ++i)
                    box.post([&sum] { ++sum; });
            });
        }
        QTRY_COMPARE(sum, 10000);
        for (std::thread& sender : senders)
            sender.join();
    }

    void postingFromAClosureRunsLater()
    {
        QObject owner;
        const Mailbox box(&owner);
        QList<int> seen;
        box.post([&] {
            box.post([&] { seen += 2; });
            seen += 1;
        });
        QVERIFY(seen.isEmpty()); // never at once, not even in the owner's thread
        QTRY_COMPARE(seen, QList<int>({1, 2}));
    }

    void theEventLoopBreathes()
    {
        QObject owner;
        const Mailbox box(&owner, 0ms); // each wake-up does one closure
        int done = 0;
        for (int i = 0; i < 10; ++i)
            box.post([&done] { ++done; });
        QCoreApplication::sendPostedEvents();
        QCOMPARE(done, 1);
        QCoreApplication::sendPostedEvents();
        QCOMPARE(done, 2);
        QTRY_COMPARE(done, 10);
    }

    void aNestedLoopGoesOnReading()
    {
        QObject owner;
        const Mailbox box(&owner);
        bool inner = false;
        bool sawInner = false;
        box.post([&] {
            box.post([&inner] { inner = true; });
            QCoreApplication::processEvents(); // a dialog in a closure
            sawInner = inner;
        });
        QTRY_VERIFY(sawInner);
    }

    void closingDropsWhatWaits()
    {
        QObject owner;
        const Mailbox box(&owner);
        bool ran = false;
        const auto token = std::make_shared<int>(1);
        QVERIFY(box.post([&ran, token] { ran = true; }));
        QCOMPARE(token.use_count(), 2L);
        box.close();
        QCOMPARE(token.use_count(), 1L);
        QVERIFY(!box.isOpen());
        QVERIFY(!box.post([&ran] { ran = true; }));
        QCoreApplication::sendPostedEvents();
        QVERIFY(!ran);
    }

    void aClosureMayCloseOrDelete()
    {
        auto owner = std::make_unique<QObject>();
        const Mailbox box(owner.get());
        int ran = 0;
        box.post([&] {
            ++ran;
            owner.reset();
        });
        box.post([&] { ++ran; });
        QTRY_COMPARE(ran, 1);
        QCoreApplication::sendPostedEvents();
        QCOMPARE(ran, 1);
        QVERIFY(!box.isOpen());
    }

    void postingAfterTheOwnersEndDoesNothing()
    {
        auto owner = std::make_unique<QObject>();
        const Mailbox box(owner.get());
        std::atomic<bool> stop = false;
        std::atomic<int> accepted = 0;
        std::thread sender([&] {
            while (!stop) {
                if (box.post([] {}))
                    ++accepted;
            }
        });
        QTRY_VERIFY(accepted > 100);
        owner.reset(); // while the other thread is posting
        const int atTheEnd = accepted;
        stop = true;
        sender.join();
        QVERIFY(accepted <= atTheEnd + 1);
        QVERIFY(!box.isOpen());
    }

    void droppedValuesMayPost()
    {
        struct PostsAtItsEnd {
            Mailbox box;
            ~PostsAtItsEnd()
            {
                box.post([] {});
            }
        };
        QObject owner;
        const Mailbox box(&owner);
        auto value = std::make_shared<PostsAtItsEnd>(PostsAtItsEnd{box});
        box.post([value] {});
        value.reset();
        box.close(); // would lock twice if the closures died under the lock
        QVERIFY(!box.isOpen());
    }

    void anEmptyBoxSwallows()
    {
        const Mailbox none;
        QVERIFY(!none.post([] {}));
        QVERIFY(!none.isOpen());
        none.close();
        QObject owner;
        QVERIFY(!Mailbox(&owner).post({}));
    }

    void worksBetweenTwoThreads()
    {
        QThread worker;
        auto* inWorker = new QObject;
        inWorker->moveToThread(&worker);
        connect(&worker, &QThread::finished, inWorker, &QObject::deleteLater);
        worker.start();
        QObject here;
        const Mailbox home(&here);
        int answers = 0;
        QMetaObject::invokeMethod(inWorker, [inWorker, home, &answers] {
            const Mailbox there(inWorker); // made in its own thread
            home.post([there, home, &answers] {
                for (int i = 0; i < 100; ++i)
                    there.post([home, &answers] { home.post([&answers] { ++answers; }); });
            });
        });
        QTRY_COMPARE(answers, 100);
        worker.quit();
        worker.wait();
    }
};

QTEST_GUILESS_MAIN(TestMailbox)
#include "tst_mailbox.moc"
