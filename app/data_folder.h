#pragma once
// Where everything of one user is kept.

#include <QString>
#include <QUrl>

namespace app
{

/// Paths below the data folder. Folders that are made here are private (mode 0700).
class DataFolder
{
public:
    explicit DataFolder(QString root)
        : m_root(std::move(root))
    {
    }

    /// Creates what is missing; an empty string, or a sentence why the folder cannot be used.
    QString prepare() const;

    const QString& root() const { return m_root; }
    QString settings() const;
    QString lock() const;
    QString socketName() const;               ///< of the running instance, short enough for any system
    QString database(const QUrl& desk) const; ///< the file of a desk; the embedded one for an empty address
    QString files(const QUrl& desk) const;    ///< copies of files in drafts, downloads
    QString server() const;                   ///< of the embedded server

private:
    QString m_root;
};

} // namespace app
