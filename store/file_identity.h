#pragma once
// Which files lie at a desk's place now: a file that was put aside keeps its readers, who look here whether they must
// open anew.

#include <QString>

#include <optional>

namespace store
{

/// Cache and work file, by what the file system calls them; a copy under the same name is another one.
struct FilePair {
    quint64 cache[2] = {};
    quint64 work[2] = {};

    bool operator==(const FilePair&) const = default;
};

/// nullopt while one of the two is missing: then what is open stays the best there is. A microsecond.
std::optional<FilePair> filesAt(const QString& cache);

} // namespace store
