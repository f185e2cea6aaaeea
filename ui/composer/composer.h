#pragma once
// Where an answer or a note is written, kept and sent (THR-4 to THR-8, REPLY-1 to REPLY-7).

#include "desk/profile.h"
#include "models/desk_session.h"
#include "models/file_intake.h"
#include "models/reply_state.h"
#include "store/outbox_row.h"
#include "ui/context.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <optional>

class QHBoxLayout;
class QMenu;

namespace ui
{

class Banner;
class ComposerEdit;
class PickList;
class SegmentedTabs;
class StaleGuard;

class Composer : public QWidget
{
    Q_OBJECT

public:
    /// `lastShown` names the newest message that was on screen, for the stale-send guard.
    Composer(Context context, std::function<desk::Seen()> lastShown, QWidget* parent = nullptr);
    ~Composer() override;

    /// Keeps what was being written and shows what was being written on `ticket`.
    void open(const desk::Ticket& ticket, const std::optional<desk::Profile>& profile);
    void leave(); ///< no ticket
    /// New facts of the same ticket: whether it may be answered can change while one types.
    void setFacts(const desk::Ticket& ticket, const std::optional<desk::Profile>& profile);
    void setPending(const QList<store::OutboxRow>& rows);
    /// The text may grow to this height.
    void setRoom(int height);
    void focusText(bool note);
    void send(desk::ThenDo then, desk::Instant until = {});
    void sendAndSnooze(); ///< asks until when
    void openVersions();  ///< what this draft said before (BEY-7)
    ComposerEdit* editor() const { return m_edit; }

Q_SIGNALS:
    /// A reply that closes or snoozes the ticket is in the outbox.
    void finishing(const desk::TicketId& ticket);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    static constexpr int kCardSide = 20; ///< From the card to the edges of the pane.

    /// A draft on its way into the outbox; it may have been left meanwhile.
    struct Sending {
        desk::OperationId operation;
        desk::TicketId ticket;
        bool note = false;
        desk::ThenDo then = desk::ThenDo::Nothing;
    };
    void build();
    QWidget* buildTop();
    QWidget* buildFooter();
    QMenu* buildSendMenu();
    void wire();
    void showDraft();
    void switchTo(bool note);
    void edited();
    bool hasContent() const;
    desk::TextMeasure measured() const;
    desk::Draft current() const;
    void keep();
    void refresh();
    void refreshMeters();
    void refreshButtons();
    void showTrouble(const QString& text);
    QString placeholder() const;
    bool maySend() const;
    QStringList unfilled() const; ///< what a macro left open here and is still to be filled or removed
    bool isSending() const;       ///< what is shown is being stored: it can be neither changed nor sent again
    bool isShown(const Sending& sending) const { return sending.ticket == m_ticket.id && sending.note == m_note; }
    std::optional<Sending> takeSending(const desk::OperationId& id);
    void queued(const desk::Operation& operation);
    void refused(const desk::Operation& operation, const QString& reason);
    /// A file on its way into a draft, which may have been left meanwhile.
    struct Arriving {
        quint64 id = 0;
        desk::TicketId ticket;
        bool note = false;
        QString name;
    };
    /// To be sent once its files are there.
    struct SendWish {
        desk::TicketId ticket;
        bool note = false;
        desk::ThenDo then = desk::ThenDo::Nothing;
        desk::Instant until;
    };
    void wireFiles();
    bool takesFiles();
    void dropFile(const QString& name);
    void expect(quint64 id, const QString& name);
    bool isArriving(const desk::TicketId& ticket, bool note) const;
    std::optional<Arriving> takeArriving(quint64 id);
    std::optional<SendWish> takeWish(const desk::TicketId& ticket, bool note);
    void fileProgressed(quint64 id, int percent);
    void fileKept(quint64 id, const desk::DraftFile& file);
    void fileFailed(quint64 id, const QString& reason);
    void submit(const desk::Draft& draft, desk::ThenDo then, desk::Instant until);
    void addFiles(const QStringList& paths);
    void addImage(const QImage& image);
    void chooseFiles();
    void showFiles();
    void askForLink();
    void offerPicks();
    bool takeKey(int key);
    void insertMacro(const desk::MacroId& id);
    void takeVersion(desk::Draft version);
    void openMacros();
    void openMentions();
    QRect caretInWindow() const;
    void fitFooter();
    void signalTyping(bool typing);

    Context m_context;
    std::function<desk::Seen()> m_lastShown;
    desk::Ticket m_ticket;
    std::optional<desk::Profile> m_profile;
    models::ReplyState m_state;
    bool m_note = false;
    bool m_filling = false; ///< the text is being put in by us, not typed
    desk::Seen m_seen;
    QList<desk::DraftFile> m_files;
    QStringList m_leftOpen; ///< desk::Draft::unfilled of what is shown; kept when filled: an undo brings it back
    QList<Sending> m_sending;
    QList<Arriving> m_arriving;
    QList<SendWish> m_wishes;
    models::FileIntake m_intake;
    desk::ThenDo m_macroThen = desk::ThenDo::Nothing;
    bool m_typingTold = false;
    QTimer m_typingEnds;
    QTimer m_windowTick;

    StaleGuard* m_guard;
    Banner* m_trouble;
    Banner* m_closed;
    SegmentedTabs* m_tabs;
    QWidget* m_format;
    ElidedLabel* m_saved;
    ComposerEdit* m_edit;
    QWidget* m_fileRow;
    TextLabel* m_hint;
    PushButton* m_macros;
    PushButton* m_mention;
    IconButton* m_attach;
    ElidedLabel* m_undoHint;
    PushButton* m_sendAndClose;
    PushButton* m_send;
    IconButton* m_sendMore;
    QList<QAction*> m_sendWays; ///< of the menu: they send, the rest of it does not
    QWidget* m_footer;
    PickList* m_macroList = nullptr;
    PickList* m_mentionList = nullptr;
};

} // namespace ui
