#include "sync/download.h"

#include "sync/decoder.h"
#include "sync/digest.h"
#include "sync/session.h"
#include "sync/status.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSaveFile>

#include <cstdio>

namespace syncing
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kAttempts = 4;
constexpr qint64 kLargestFile = 64LL * 1024 * 1024;

struct DownloadText {
    Q_DECLARE_TR_FUNCTIONS(syncing::Download)
};

/// The first position of `bytes 100-199/200`; -1 when it cannot be read.
qint64 startOf(const QByteArray& range)
{
    if (!range.startsWith("bytes "))
        return -1;
    bool ok = false;
    const qint64 start = range.mid(6, range.indexOf('-') - 6).toLongLong(&ok);
    return ok ? start : -1;
}

} // namespace

Download::Download(Base& base, const desk::Attachment& attachment, const QString& path, Done done)
    : m_base(base)
    , m_attachment(attachment)
    , m_path(path)
    , m_part(path + u".part"_s)
    , m_done(std::move(done))
{
}

void Download::start()
{
    if (!m_part.open(QIODevice::ReadWrite))
        return finish(
            DownloadText::tr("%1 cannot be written (%2), so the file was not loaded. Free some space or choose another "
                             "place, then try again.")
                .arg(m_path, m_part.errorString()));
    m_part.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    request();
}

void Download::request()
{
    ++m_attempts;
    m_started = false;
    m_asked = m_part.size();
    if (m_attachment.size > 0 && m_asked > m_attachment.size)
        m_asked = 0;
    if (m_attachment.size > 0 && m_asked == m_attachment.size)
        return check();
    Request request;
    request.path = u"/v1/attachments/"_s + segment(m_attachment.id.value());
    request.largest = kLargestFile;
    if (m_asked > 0)
        request.headers.append({QByteArrayLiteral("Range"), "bytes=" + QByteArray::number(m_asked) + '-'});
    const auto self = shared_from_this();
    request.sink = [self](int status, const QByteArray& range, const QByteArray& piece) {
        return self->take(status, range, piece);
    };
    m_base.session.send(request, [self](const Answer& answer) { self->answered(answer); });
}

bool Download::take(int status, const QByteArray& range, const QByteArray& piece)
{
    if (!m_started) {
        // A server that does not know ranges sends everything from the beginning.
        const qint64 start = status == 206 ? startOf(range) : 0;
        if (start < 0 || start > m_part.size() || !m_part.resize(start) || !m_part.seek(start))
            return false;
        m_started = true;
    }
    if (m_part.write(piece) == piece.size())
        return m_attachment.size <= 0 || m_part.pos() <= m_attachment.size;
    m_diskError = m_part.errorString();
    return false;
}

void Download::answered(const Answer& answer)
{
    m_part.flush();
    if (!m_diskError.isEmpty())
        return finish(
            DownloadText::tr("%1 cannot be written (%2). What has come is kept. Free some space, then try again.")
                .arg(m_path, m_diskError));
    if (answer.ok()) {
        if (m_attachment.size > 0 && m_part.size() < m_attachment.size)
            return again(answer);
        return check();
    }
    if (answer.status == 416) {
        m_part.resize(0);
        return again(answer);
    }
    if (answer.error == ErrorClass::Transient)
        return again(answer);
    if (answer.error == ErrorClass::SignedOut)
        return finish(signedOutSentence());
    finish(answer.detail.isEmpty()
               ? DownloadText::tr("The server has not got this file any more, so it was not loaded.")
               : answer.detail);
}

void Download::again(const Answer& answer)
{
    const bool progressed = m_part.size() > m_asked;
    if (m_attempts < kAttempts && (progressed || answer.status == 416))
        return request();
    finish(DownloadText::tr(
               "The file could not be loaded completely. What has come is kept and the rest is loaded when you try "
               "again. %1")
               .arg(lineSentence(answer)));
}

void Download::check()
{
    const auto self = shared_from_this();
    m_base.decoder.run([path = m_part.fileName(),
                        asked = m_attachment.sha256] { return asked.isEmpty() ? QString() : digestOf(path); },
                       [self](const QString& digest) { self->checked(digest); });
}

void Download::checked(const QString& digest)
{
    const bool right = digest == m_attachment.sha256 && (m_attachment.size <= 0 || m_part.size() == m_attachment.size);
    if (!right) {
        m_part.remove();
        return finish(
            DownloadText::tr("The file that arrived is not the one that was sent (its check sum differs), so it was "
                             "not kept. Try again; if it happens again, tell whoever runs the server."));
    }
    m_part.close();
    // rename(2) replaces the target in one step; QFile::rename refuses an existing one.
    if (std::rename(QFile::encodeName(m_part.fileName()).constData(), QFile::encodeName(m_path).constData()) != 0)
        return finish(
            DownloadText::tr("%1 cannot be written. What has come is kept beside it. Choose another place, then try "
                             "again.")
                .arg(m_path));
    finish({});
}

void Download::finish(const QString& error)
{
    m_part.close();
    const Done done = std::exchange(m_done, {});
    if (done)
        done(error);
}

} // namespace syncing
