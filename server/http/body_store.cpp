#include "server/http/body_store.h"

#include <QFile>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

namespace server::http
{
namespace
{

int openNameless(const QString& folder)
{
    const QByteArray path = QFile::encodeName(folder);
    const int file = ::open(path.constData(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0)
        return file;
    QByteArray name = path + "/body-XXXXXX"; // a file system without O_TMPFILE
    const int named = ::mkostemp(name.data(), O_CLOEXEC);
    if (named >= 0)
        ::unlink(name.constData());
    return named;
}

} // namespace

BodyStore::BodyStore(BodyBudget& budget, const QByteArray& address, QString folder)
    : m_lease(budget, address)
    , m_folder(std::move(folder))
{
}

BodyStore::~BodyStore()
{
    if (m_file >= 0)
        ::close(m_file);
}

BodyStore::Room BodyStore::append(QByteArrayView bytes)
{
    if (!m_lease.grow(bytes.size()))
        return Room::None;
    m_memory.append(bytes);
    return Room::Given;
}

bool BodyStore::spill()
{
    if (m_file < 0)
        m_file = openNameless(m_folder);
    if (m_file < 0)
        return false;
    qsizetype at = 0;
    while (at < m_memory.size()) {
        const ssize_t written =
            ::pwrite(m_file, m_memory.constData() + at, static_cast<std::size_t>(m_memory.size() - at), m_inFile + at);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        at += written;
    }
    m_inFile += at;
    m_memory.resize(0); // keeps its room for the next piece
    return true;
}

std::optional<QByteArray> BodyStore::bytes() const
{
    if (m_file < 0)
        return m_memory;
    QByteArray all(static_cast<qsizetype>(size()), Qt::Uninitialized);
    qint64 at = 0;
    while (at < m_inFile) {
        const ssize_t got = ::pread(m_file, all.data() + at, static_cast<std::size_t>(m_inFile - at), at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return std::nullopt;
        at += got;
    }
    std::copy(m_memory.cbegin(), m_memory.cend(), all.begin() + at);
    return all;
}

} // namespace server::http
