#pragma once
// Text and HTML of messages, packed in the cache: mails of a desk repeat each other's templates, signatures and quoted
// lines, so a dictionary learnt from the desk's own mail takes most of their size away
// (docs/decisions/0025-packed-mail.md).
//
// A cell holds text (short, or from before), or a blob: one Zstandard frame (RFC 8878) that names its dictionary. The
// dictionaries lie in the same file, committed before the first row that needs them.

#include "sql/sqlite_connection.h"

#include <QByteArrayList>

#include <memory>

namespace store
{

/// The column as SQL gives the text of it back, on a connection that readsPackedText() has prepared.
QString unpackedColumn(const QString& column);
/// Lets `connection` read packed cells. A frame that cannot be read is damage of the file (sql::ErrorKind::Corrupt).
void readsPackedText(sql::SqliteConnection& connection);

/// The writer's side; lives on the writer's thread.
class TextPacker
{
public:
    static constexpr qsizetype kShortest = 160;            ///< bytes; what is shorter stays text
    static constexpr qsizetype kSampleBytes = 512 * 1024;  ///< of mail that a dictionary is learnt from
    static constexpr qsizetype kLongestSample = 16 * 1024; ///< bytes of one mail
    static constexpr int kFewestSamples = 64;

    TextPacker();
    ~TextPacker();
    TextPacker(TextPacker&& other) noexcept;

    /// What the cell of `text` holds. `db` is where the dictionary lies.
    sql::Value pack(sql::Connection& db, const QString& text);
    /// Once enough mail has come by, learns the dictionary of this file and stores it in a transaction of its own: no
    /// other may be open. Takes a tenth of a second, once in the life of a file. Throws sql::Failure with nothing
    /// stored; what comes later is learnt from then.
    void learn(sql::Connection& db);
    bool canLearn() const;

private:
    class Private;
    void load(sql::Connection& db);

    std::unique_ptr<Private> d;
};

} // namespace store
