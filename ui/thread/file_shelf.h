#pragma once
// Attachments that were fetched, as read-only files under the data folder (THR-2). UI thread.

#include "desk/message.h"
#include "models/desk_session.h"
#include "models/side_reader.h"
#include "ui/thread/picture_shelf.h"

#include <QObject>
#include <QSet>

namespace ui
{

class FileShelf : public QObject
{
    Q_OBJECT

public:
    explicit FileShelf(models::DeskSession& session, QObject* parent = nullptr);

    /// Where the file is or will be; nothing of the sender's name can leave the folder.
    QString path(const desk::Attachment& attachment) const;
    bool isHere(const desk::Attachment& attachment) const;
    bool isFetching(const desk::AttachmentId& id) const { return m_fetching.contains(id); }
    PictureShelf& pictures() { return m_pictures; }
    /// Asks the server unless it is here or on its way; arrived() or failed() follows. The file is marked as one that
    /// came from outside (user.xdg.origin.url), nobody else on this computer can reach it, and no program changes it.
    void fetch(const desk::Attachment& attachment);
    /// Copies a file that is here to `target`, beside the UI thread; what stood there is replaced whole or not at all.
    /// saved() follows.
    void saveCopy(const desk::Attachment& attachment, const QString& target);

Q_SIGNALS:
    void arrived(const desk::AttachmentId& id);
    void failed(const desk::AttachmentId& id, const QString& reason);
    void saved(const desk::AttachmentId& id, const QString& error); ///< `error` empty: the copy is whole

private:
    models::DeskSession& m_session;
    QSet<desk::AttachmentId> m_fetching;
    models::SideReader m_copier;
    PictureShelf m_pictures;
};

} // namespace ui
