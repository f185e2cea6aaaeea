#pragma once
// A database file as a file: made whole, and what it says of itself before SQLite opens it.

#include "sql/sqlite_connection.h"

#include <QString>

#include <functional>

namespace sql
{

/// SQLite counts the last page of a file as whole however short it is, and an empty file as a new database.
enum class FileEnd {
    Whole,    ///< as long as its header says, or longer; also when that cannot be told
    Empty,    ///< no byte is left, or none was ever written
    CutShort, ///< ends before its header does, or before the last page that the header counts
};

/// How the file at `path` ends. It cannot be told of a file that is missing or no database, whose header was last
/// written by a program that does not count, or while a journal or log beside it waits to be played back. Changes
/// nothing; may run beside processes that use the file.
FileEnd endOf(const QString& path);

/// Makes the database at `path`, where none is, by `fill`. It has another name until it is whole: a start that is
/// killed halfway leaves no half of a file, which could not be told from one that lost the rest. Logs that lie beside
/// the name are removed. Throws sql::Failure; nothing has the name then.
void createFile(const QString& path, const SqliteOptions& options, const std::function<void(SqliteConnection&)>& fill);

} // namespace sql
