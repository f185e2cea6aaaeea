#pragma once

#include "server/http/body_budget.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace server::http
{

/// A body on its way to the handler: a small one in memory, a longer one in a file without a name, which is gone with
/// it, even when the process dies. One thread at a time.
class BodyStore
{
public:
    enum class Room { Given, None };
    static constexpr qint64 maxInMemory = 64 * 1024;

    /// `folder` takes the files.
    BodyStore(BodyBudget& budget, const QByteArray& address, QString folder);
    ~BodyStore();
    BodyStore(const BodyStore&) = delete;
    BodyStore& operator=(const BodyStore&) = delete;

    /// Keeps more; None when the budget has no room for it.
    [[nodiscard]] Room append(QByteArrayView bytes);
    /// True when what is in memory should go to the file.
    [[nodiscard]] bool isFull() const { return m_memory.size() >= maxInMemory; }
    /// False: no further body may have a file now. Once, before the first spill().
    [[nodiscard]] bool takeFile() { return m_file >= 0 || m_lease.takeFile(); }
    /// Writes to the file what is in memory. False when the disk does not take it. Blocks.
    [[nodiscard]] bool spill();
    /// The whole body, or nothing when the file cannot be read. Blocks when there is a file.
    [[nodiscard]] std::optional<QByteArray> bytes() const;
    [[nodiscard]] bool hasFile() const { return m_file >= 0; }
    [[nodiscard]] qint64 size() const { return m_inFile + m_memory.size(); }

private:
    BodyBudget::Lease m_lease;
    const QString m_folder;
    QByteArray m_memory;
    qint64 m_inFile = 0;
    int m_file = -1;
};

} // namespace server::http
