#pragma once
// Damage that a reader meets goes to the worker that can mend it, whatever thread the reader lives on.

#include "store/file_identity.h"

#include <functional>
#include <memory>

namespace store
{

/// While it lives, reports about the files at `cache` are handed to `told`, on the thread that met the damage: it
/// passes them on and returns.
class DamageReports
{
public:
    using Told = std::function<void(const FilePair& files)>;

    DamageReports(QString cache, Told told);
    ~DamageReports();
    DamageReports(const DamageReports&) = delete;
    DamageReports& operator=(const DamageReports&) = delete;

    /// `files`: as the reader opened them, so that nobody mends what was mended since. Thread-safe, never throws.
    static void report(const QString& cache, const FilePair& files);

private:
    struct Entry;
    std::shared_ptr<Entry> m_entry;
};

} // namespace store
