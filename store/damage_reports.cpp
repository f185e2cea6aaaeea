#include "store/damage_reports.h"

#include <mutex>
#include <vector>

namespace store
{

struct DamageReports::Entry {
    QString cache;
    Told told;
    std::mutex mutex; ///< held while it is told, so that nobody is told after the end
    bool ended = false;
};

namespace
{
std::mutex s_mutex;
std::vector<std::weak_ptr<void>> s_entries; // of DamageReports::Entry; the process has one or two desks open
} // namespace

DamageReports::DamageReports(QString cache, Told told)
    : m_entry(std::make_shared<Entry>())
{
    m_entry->cache = std::move(cache);
    m_entry->told = std::move(told);
    const std::scoped_lock lock(s_mutex);
    std::erase_if(s_entries, [](const auto& entry) { return entry.expired(); });
    s_entries.push_back(m_entry);
}

DamageReports::~DamageReports()
{
    const std::scoped_lock lock(m_entry->mutex);
    m_entry->ended = true;
}

void DamageReports::report(const QString& cache, const FilePair& files)
{
    std::vector<std::shared_ptr<Entry>> entries;
    {
        const std::scoped_lock lock(s_mutex);
        for (const auto& entry : s_entries)
            if (auto alive = std::static_pointer_cast<Entry>(entry.lock()))
                entries.push_back(std::move(alive));
    }
    for (const auto& entry : entries) {
        const std::scoped_lock lock(entry->mutex);
        if (!entry->ended && entry->cache == cache)
            entry->told(files);
    }
}

} // namespace store
