#pragma once

#include <QByteArray>
#include <QHash>

#include <mutex>

namespace server::http
{

/// How many bytes of bodies are kept until their handler is done with them, from each address and from all.
/// Thread-safe.
class BodyBudget
{
public:
    /// `files` bodies at most lie in a file of their own.
    BodyBudget(qint64 all, qint64 perAddress, int files);

    /// What one body takes of it; gives it back when it goes.
    class Lease
    {
    public:
        Lease(BodyBudget& budget, QByteArray address)
            : m_budget(budget)
            , m_address(std::move(address))
        {
        }
        ~Lease();
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        /// False when so many more bytes are not there; nothing is taken then.
        [[nodiscard]] bool grow(qint64 bytes);
        /// The same for a file; once.
        [[nodiscard]] bool takeFile();

    private:
        BodyBudget& m_budget;
        const QByteArray m_address;
        qint64 m_bytes = 0;
        bool m_hasFile = false;
    };

    [[nodiscard]] qint64 held() const;
    /// The most that was ever held at once.
    [[nodiscard]] qint64 peak() const;

private:
    const qint64 m_maxAll;
    const qint64 m_maxPerAddress;
    const int m_maxFiles;
    mutable std::mutex m_mutex;
    qint64 m_all = 0;
    qint64 m_peak = 0;
    int m_files = 0;
    QHash<QByteArray, qint64> m_perAddress;
};

} // namespace server::http
