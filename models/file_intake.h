#pragma once
// Files on their way into a message: copied beside the UI thread, with progress, and stopped when asked
// (THR-4).

#include "desk/draft.h"
#include "desk/mailbox.h"
#include "models/kept_file.h"
#include "models/side_reader.h"

#include <QHash>
#include <QObject>

#include <atomic>
#include <functional>
#include <memory>

namespace models
{

/// Lives on the UI thread. What is under way when it ends is stopped, and leaves nothing behind.
class FileIntake : public QObject
{
    Q_OBJECT

public:
    /// Copies go below `folder`/attachments.
    explicit FileIntake(QString folder, QObject* parent = nullptr);
    ~FileIntake() override;

    /// Begins; progressed() and, unless it is cancelled, kept() or failed() with this number follow.
    quint64 take(const QString& path);
    /// The same for what `bytes` makes, beside the UI thread; empty bytes are a failure.
    quint64 take(const QString& name, const QString& mime, std::function<QByteArray()> bytes);
    /// Nothing more is heard of it.
    void cancel(quint64 id);

Q_SIGNALS:
    void progressed(quint64 id, int percent);
    void kept(quint64 id, const desk::DraftFile& file);
    void failed(quint64 id, const QString& reason);

private:
    using Stop = std::shared_ptr<std::atomic_bool>;
    using Copy = std::function<std::optional<desk::DraftFile>(const GoOn& goOn, QString* error)>;
    quint64 begin(Copy copy);
    void ended(quint64 id, const std::optional<desk::DraftFile>& file, const QString& error);

    QString m_folder;
    quint64 m_last = 0;
    QHash<quint64, Stop> m_running;
    desk::Mailbox m_answers;
    SideReader m_side;
};

} // namespace models
