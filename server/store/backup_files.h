#pragma once
// Folders of a backup and their bytes. Internal to the server.

#include <QString>

#include <optional>

namespace server::store
{

/// SHA-256 in lower-case hex; empty when the file cannot be read.
QString digestOf(const QString& path);
/// Copies to a new name, flushed; the digest of what was read, empty when it failed (then there is no copy).
QString copyFile(const QString& from, const QString& to);
/// Whether there is nothing at `path`, or an empty folder.
bool isFree(const QString& path);

/// Takes back what was made in a folder unless it came to its end.
class NewFolder
{
public:
    explicit NewFolder(QString path);
    ~NewFolder();
    NewFolder(const NewFolder&) = delete;
    NewFolder& operator=(const NewFolder&) = delete;

    /// Mode 0700; false when it cannot be made.
    bool make();
    void keep() { m_keeps = true; }

private:
    QString m_path;
    bool m_wasThere;
    bool m_keeps = false;
};

} // namespace server::store
