#include "sync/decoder.h"

#include "desk/give_way.h"

#include <QSemaphore>
#include <QThread>

namespace syncing
{

class Decoder::Thread final : public QThread
{
public:
    desk::Mailbox box;
    QSemaphore ready;

protected:
    void run() override
    {
        desk::giveWay();
        QObject owner;
        box = desk::Mailbox(&owner);
        ready.release();
        exec();
    }
};

Decoder::Decoder(QObject* owner)
    : m_back(owner)
    , m_thread(std::make_unique<Thread>())
{
    m_thread->setObjectName(QStringLiteral("decoder"));
    m_thread->start();
    m_thread->ready.acquire();
}

Decoder::~Decoder()
{
    m_back.close();
    m_thread->box.close();
    m_thread->quit();
    m_thread->wait();
}

void Decoder::post(std::function<void()> task)
{
    m_thread->box.post(std::move(task));
}

} // namespace syncing
