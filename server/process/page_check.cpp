#include "server/process/page_check.h"

#include "server/store/store.h"

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace server::process
{

using namespace Qt::StringLiterals;

namespace
{

constexpr std::chrono::milliseconds kAgain{20};

/// This thread alone gives way to all others.
void giveWay()
{
#ifdef Q_OS_LINUX
    setpriority(PRIO_PROCESS, id_t(gettid()), 19);
#endif
}

QStringList tables(sql::Connection& sql)
{
    QStringList names;
    auto rows = sql.query(u"SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 ORDER BY name"_s);
    while (rows.next())
        names.append(rows.text(0));
    return names;
}

QString firstOf(sql::Connection& sql, const QString& check)
{
    auto rows = sql.query(check);
    const QString first = rows.next() ? rows.text(0) : QString();
    return first == u"ok" ? QString() : first;
}

/// The first thing wrong with the table or one of its indexes; empty = sound. SQLite's quick check takes columns for
/// NULL where a table without row ids has its key in another order than its columns (3.40); the whole one does not.
QString problemOf(sql::Connection& sql, QString table)
{
    const QString name = u"(\"%1\")"_s.arg(table.replace(u'"', u"\"\""_s));
    const QString quick = firstOf(sql, u"PRAGMA quick_check"_s + name);
    return quick.isEmpty() ? quick : firstOf(sql, u"PRAGMA integrity_check"_s + name);
}

} // namespace

PageCheck::PageCheck(std::shared_ptr<store::Database> database, std::chrono::milliseconds after)
    : m_database(std::move(database))
    , m_after(after)
{
}

PageCheck::~PageCheck()
{
    stop();
}

void PageCheck::start()
{
    if (m_database->engine() == sql::Engine::Sqlite)
        m_thread = std::thread([this] { run(); });
}

void PageCheck::stop()
{
    if (!m_thread.joinable())
        return;
    {
        std::unique_lock lock(m_mutex);
        m_isStopping = true;
        m_changed.notify_all();
        // A table whose check had not begun is not interrupted: said again until it hears.
        while (!m_changed.wait_for(lock, kAgain, [this] { return m_isDone; }))
            if (m_reading)
                m_reading->interrupt();
    }
    m_thread.join();
}

bool PageCheck::isDone()
{
    const std::lock_guard lock(m_mutex);
    return m_isDone;
}

bool PageCheck::isStopping()
{
    const std::lock_guard lock(m_mutex);
    return m_isStopping;
}

void PageCheck::run()
{
    giveWay();
    bool isDue = false;
    {
        std::unique_lock lock(m_mutex);
        isDue = !m_changed.wait_for(lock, m_after, [this] { return m_isStopping; });
    }
    if (isDue) {
        if (const auto store = m_database->connect()) {
            {
                const std::lock_guard lock(m_mutex);
                m_reading = &(*store)->sql();
            }
            check(**store);
            const std::lock_guard lock(m_mutex);
            m_reading = nullptr;
        }
    }
    const std::lock_guard lock(m_mutex);
    m_isDone = true;
    m_changed.notify_all();
}

/// Table by table: a snapshot that lasts keeps the log from being folded back into the file.
void PageCheck::check(store::Store& store)
{
    const auto names = store.read([](sql::Connection& sql) { return tables(sql); });
    if (!names)
        return;
    for (const QString& name : *names) {
        if (isStopping())
            return;
        const auto problem = store.read([&](sql::Connection& sql) { return problemOf(sql, name); });
        if (problem && !problem->isEmpty())
            return m_database->noteDamage(name + u": "_s + *problem);
    }
}

} // namespace server::process
