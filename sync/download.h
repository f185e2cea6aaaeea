#pragma once
// One attachment to a file: whole or not at all, going on where it stopped.

#include "sync/base.h"
#include "sync/transport.h"

#include "desk/message.h"

#include <QFile>
#include <QString>

#include <functional>
#include <memory>

namespace syncing
{

/// What has come is kept beside the target as `.part` until the size and the digest are right.
class Download : public std::enable_shared_from_this<Download>
{
public:
    using Done = std::function<void(const QString& error)>;

    Download(Base& base, const desk::Attachment& attachment, const QString& path, Done done);

    void start();

private:
    void request();
    bool take(int status, const QByteArray& range, const QByteArray& piece);
    void answered(const Answer& answer);
    void check();
    void checked(const QString& digest);
    void again(const Answer& answer);
    void finish(const QString& error);

    Base& m_base;
    desk::Attachment m_attachment;
    QString m_path;
    QFile m_part;
    Done m_done;
    qint64 m_asked = 0; ///< where this attempt began
    int m_attempts = 0;
    bool m_started = false; ///< the first bytes of this attempt were placed
    QString m_diskError;
};

} // namespace syncing
