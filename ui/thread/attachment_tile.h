#pragma once
// One attachment in a message: picture or icon, name, size; a press fetches it and opens what is harmless, and offers
// to save everything else (THR-2).

#include "desk/message.h"
#include "ui/thread/picture_shelf.h"

#include <QAbstractButton>
#include <QPixmap>

namespace ui
{

class FileShelf;
class Preferences;

class AttachmentTile : public QAbstractButton
{
    Q_OBJECT

public:
    AttachmentTile(FileShelf& shelf, Preferences& preferences, const desk::Attachment& attachment, QWidget* parent);

    const desk::Attachment& attachment() const { return m_attachment; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    enum class Wish { None, Open, Save };
    void ask(Wish wish);
    void arrived();
    void open();
    void say(const QString& trouble);
    void saveCopy();
    void showThumbnail();
    void describe();
    QString secondLine() const;

    FileShelf& m_shelf;
    Preferences& m_preferences;
    desk::Attachment m_attachment; ///< its name in plain form
    PictureWish m_picture;
    QPixmap m_thumbnail;
    QString m_trouble;
    Wish m_wish = Wish::None;
    bool m_saving = false;
};

} // namespace ui
