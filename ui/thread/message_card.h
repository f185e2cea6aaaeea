#pragma once
// One row of the thread as a widget, made only while it is near the viewport: day heading, message, note or event line.

#include "models/body_cache.h"
#include "store/outbox_row.h"
#include "store/reader.h"
#include "ui/context.h"
#include "ui/thread/message_look.h"
#include "ui/widgets/buttons.h"

#include <QWidget>

#include <optional>

namespace ui
{

class AttachmentTile;
class BodyView;
class FileShelf;
class MessageFooter;
class PageLine;
class PushButton;

/// What every card of a thread shares.
struct CardServices {
    Context context;
    models::BodyCache& bodies;
    FileShelf& files;
};

/// What a card shows.
struct CardContent {
    store::ThreadMessage entry;
    QString heading;                         ///< the day, above the first message of it; else empty
    bool firstUnread = false;                ///< draws the line "New" above
    std::optional<store::OutboxRow> pending; ///< of a message that is not with the server yet
};

class MessageCard : public QWidget
{
    Q_OBJECT

public:
    MessageCard(CardServices services, QWidget* parent);

    /// May be called again, also with another message: nothing of the former one is left.
    void show(const CardContent& content);
    const desk::Message& message() const { return m_content.entry.message; }
    store::MessageKey key() const { return m_content.entry.key; }
    /// Lays out for this width and tells the height that it takes.
    int heightFor(int width);
    void toggleQuoted();
    /// What a screen reader says of this message, with a card or without.
    static QString spoken(const desk::Message& message);

Q_SIGNALS:
    void heightChanged(); ///< heightFor() gives another answer now
    void pageTurned();    ///< another part of the text is shown, to be read from its start
    void painted();

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void forget();
    void showBody();
    void showQuoted(const models::Body& body);
    void showPage(BodyView* view, PageLine*& line, int& page, const QList<models::Page>& pages,
                  const QList<html::Link>& links);
    void showRemoteLine(const models::Body& body);
    void showFiles();
    void showFooter();
    void dropFooter();
    void loadImages();
    void showPart(const desk::Attachment& file);
    BodyView* makeBody();
    void describe();
    int placeBody(int top, int width);
    int placeRow(QWidget* row, int left, int top, int width);
    int eventHeight(int width) const;
    int aboveBox() const;
    struct HeadWords {
        QString who, what;
    };
    HeadWords headWords() const;
    int headWidth() const;
    QString timeText() const;
    desk::Message asKnown() const;
    std::optional<DeliveryLook> look() const;
    QColor Tokens::*ground() const; ///< what the box is filled with
    void paintHeading(QPainter& painter) const;
    void paintHead(QPainter& painter) const;
    void paintEventLine(QPainter& painter) const;

    CardServices m_services;
    CardContent m_content;
    CardShape m_shape = CardShape::Mail;
    bool m_remoteImages = false;
    bool m_quotedOpen = false;
    bool m_bodyKnown = false;
    QRect m_box, m_head;
    BodyView* m_body = nullptr;
    BodyView* m_quoted = nullptr;
    PageLine* m_bodyPages = nullptr; ///< made for texts in parts
    PageLine* m_quotedPages = nullptr;
    int m_bodyPage = 0;
    int m_quotedPage = 0;
    PushButton* m_quotedToggle = nullptr;
    PushButton* m_remoteLine = nullptr;
    TextLabel* m_cut = nullptr;
    QWidget* m_files = nullptr;
    MessageFooter* m_footer = nullptr;
};

} // namespace ui
