#include "store/search.h"

#include "store/read_files.h"
#include "store/search_run.h"

#include "desk/mailbox.h"
#include "desk/steady.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QSemaphore>
#include <QThread>

#include <atomic>
#include <mutex>

namespace store
{

class SearchThread::Private
{
public:
    explicit Private(QString file)
        : files(std::move(file))
    {
    }

    void begin();
    void answer(quint64 token, const SearchQuery& query, const desk::Mailbox& box,
                const std::function<void(const SearchResult&)>& done);
    SearchResult search(quint64 token, const SearchQuery& query);
    sql::SqliteConnection& connection();

    std::unique_ptr<QThread> thread;
    desk::Mailbox box;
    /// Shared with answers that are on their way when the thread is gone.
    std::shared_ptr<std::atomic<quint64>> latest = std::make_shared<std::atomic<quint64>>(0);
    ReadFiles files;
    std::mutex mutex;                    ///< guards interrupt() against the end of the connection
    sql::SqliteConnection* db = nullptr; ///< of `files`
};

void SearchThread::Private::begin()
{
    QSemaphore ready;
    thread.reset(QThread::create([this, &ready] {
        QEventLoop loop;
        QObject anchor;
        box = desk::Mailbox(&anchor);
        ready.release();
        loop.exec();
        box.close();
        const std::scoped_lock lock(mutex);
        db = nullptr;
        files.close();
    }));
    thread->setObjectName(QStringLiteral("search"));
    thread->start();
    ready.acquire();
}

sql::SqliteConnection& SearchThread::Private::connection()
{
    if (db && !files.areReplaced())
        return *db;
    {
        const std::scoped_lock lock(mutex);
        db = nullptr;
    }
    sql::SqliteConnection& opened = files.open();
    const std::scoped_lock lock(mutex);
    db = &opened;
    return opened;
}

SearchResult SearchThread::Private::search(quint64 token, const SearchQuery& query)
{
    SearchResult result;
    result.token = token;
    const SearchTerms terms = parseSearch(query.text);
    if (terms.isEmpty() || query.limit <= 0)
        return result;
    const qint64 began = desk::steadyNow();
    try {
        result.hits = runSearch(
            connection(), terms, query.limit, [&] { return latest->load() != token; }, result.more);
    } catch (const std::exception& failure) {
        if (latest->load() == token)
            qWarning("search: %s", failure.what());
        result.error = QCoreApplication::translate("store::SearchThread",
                                                   "The search could not be finished because the desk's file could "
                                                   "not be read. Nothing was changed. Try again.");
    }
    result.nanoseconds = desk::steadyNow() - began;
    return result;
}

void SearchThread::Private::answer(quint64 token, const SearchQuery& query, const desk::Mailbox& to,
                                   const std::function<void(const SearchResult&)>& done)
{
    if (latest->load() != token)
        return;
    const SearchResult result = search(token, query);
    to.post([newest = latest, done, result] {
        if (newest->load() == result.token)
            done(result);
    });
}

SearchThread::SearchThread(QString path)
    : d(std::make_unique<Private>(std::move(path)))
{
    d->begin();
}

SearchThread::~SearchThread()
{
    cancel();
    d->box.post([] { QThread::currentThread()->exit(); });
    d->thread->wait();
}

quint64 SearchThread::ask(const SearchQuery& query, QObject* context, std::function<void(const SearchResult&)> done)
{
    cancel();
    const quint64 token = d->latest->load();
    d->box.post([this, token, query, to = desk::Mailbox(context), done = std::move(done)] {
        d->answer(token, query, to, done);
    });
    return token;
}

void SearchThread::cancel()
{
    d->latest->fetch_add(1);
    const std::scoped_lock lock(d->mutex);
    if (d->db)
        d->db->interrupt();
}

} // namespace store
