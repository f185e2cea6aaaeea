#pragma once
// Ways back in time: a desk's data as they were, put in the place of what came since (DESK-6).

#include "tests/server/desk_fixture.h"

namespace test
{

/// What a desk was at the moment of take(). Copies what lies on the disk or in the database, nothing else.
class DeskCopy
{
public:
    enum class Log { Copied, Lost }; ///< SQLite's write-ahead log

    /// The desk must be closed, except on SQLite with the log lost.
    void take(DeskFixture& desk, Log log = Log::Copied);
    /// Puts it back where it was; the desk must be closed.
    void putBack(DeskFixture& desk) const;

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_database; ///< PostgreSQL: the copy's name
};

} // namespace test
