#include "ui/composer/composer.h"

#include "models/actions.h"
#include "models/desk_session.h"
#include "models/draft_keeper.h"
#include "models/remote.h"
#include "ui/composer/composer_edit.h"
#include "ui/composer/pick_list.h"
#include "ui/composer/reply_meter.h"
#include "ui/composer/stale_guard.h"
#include "ui/theme/theme.h"
#include "ui/thread/discard_question.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/segmented_tabs.h"

#include <QRegularExpression>
#include <QSignalBlocker>

#include <algorithm>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{
constexpr std::chrono::seconds kTypingPause{4};
constexpr std::chrono::seconds kWindowTick{30};
} // namespace

Composer::Composer(Context context, std::function<desk::Seen()> lastShown, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_lastShown(std::move(lastShown))
    , m_intake(context.session.dataFolder())
{
    m_typingEnds.setSingleShot(true);
    m_typingEnds.setInterval(kTypingPause);
    m_windowTick.setInterval(kWindowTick);
    build();
    wire();
    wireFiles();
}

Composer::~Composer()
{
    signalTyping(false);
    m_context.drafts.flush(); // the keeper asks for the text when it saves
}

void Composer::wire()
{
    models::Actions& actions = m_context.actions;
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) { switchTo(tab == 1); });
    connect(m_edit, &QTextEdit::textChanged, this, &Composer::edited);
    connect(m_edit, &QTextEdit::cursorPositionChanged, this, &Composer::offerPicks);
    connect(m_edit, &ComposerEdit::filesOffered, this, &Composer::addFiles);
    connect(m_edit, &ComposerEdit::imageOffered, this, &Composer::addImage);
    connect(m_edit, &ComposerEdit::keyOffered, this, [this](int key, bool* used) { *used = takeKey(key); });
    m_edit->installEventFilter(this);
    connect(m_macros, &QPushButton::clicked, this, &Composer::openMacros);
    connect(m_mention, &QPushButton::clicked, this, &Composer::openMentions);
    connect(m_attach, &QToolButton::clicked, this, &Composer::chooseFiles);
    connect(m_send, &QPushButton::clicked, this, [this] { send(desk::ThenDo::Nothing); });
    connect(m_sendAndClose, &QPushButton::clicked, this, [this] { send(desk::ThenDo::Close); });
    connect(&m_typingEnds, &QTimer::timeout, this, [this] { signalTyping(false); });
    connect(&m_windowTick, &QTimer::timeout, this, [this] { setFacts(m_ticket, m_profile); });
    connect(&m_context.drafts, &models::DraftKeeper::savedChanged, this, &Composer::refreshMeters);
    connect(&m_context.drafts, &models::DraftKeeper::failed, this, &Composer::showTrouble);
    connect(&m_context.drafts, &models::DraftKeeper::broughtBack, this,
            [this](const desk::TicketId& ticket, bool note) {
                if (ticket != m_ticket.id)
                    return;
                if (note == m_note)
                    showDraft();
                focusText(note);
            });
    connect(&actions, &models::Actions::queued, this, [this](const desk::Operation& operation) { queued(operation); });
    connect(&actions, &models::Actions::refused, this, &Composer::refused);
    connect(&actions, &models::Actions::textAsked, this, &Composer::refreshButtons);
    connect(&actions, &models::Actions::withdrawn, this, &Composer::refreshButtons);
    connect(&actions, &models::Actions::returned, this, [this](const desk::Draft& text) {
        if (text.ticket == m_ticket.id && text.note == m_note)
            showDraft();
    });
    connect(m_guard, &StaleGuard::sendAnyway, &actions,
            [&actions](const desk::OperationId& id) { actions.retry(id, true); });
    connect(m_guard, &StaleGuard::edit, &actions,
            [&actions](const desk::OperationId& id) { actions.withdraw(id, true); });
    connect(m_guard, &StaleGuard::discard, this,
            [this, &actions](const desk::Operation& operation) { askToDiscard(actions, operation, Went::No, this); });
    connect(&Theme::current(), &Theme::changed, this, [this] { refresh(); });
}

void Composer::open(const desk::Ticket& ticket, const std::optional<desk::Profile>& profile)
{
    leave();
    m_ticket = ticket;
    m_profile = profile;
    m_state = models::replyStateOf(m_context.session, ticket, profile);
    m_trouble->hide();
    const bool closed = m_state.verdict.state == desk::ReplyState::Refused;
    const desk::Draft reply = m_context.drafts.load(ticket.id, false);
    const desk::Draft note = m_context.drafts.load(ticket.id, true);
    m_note = reply.isEmpty() && (closed || !note.isEmpty());
    const QSignalBlocker quiet(m_tabs);
    m_tabs->setCurrentIndex(m_note ? 1 : 0);
    showDraft();
}

void Composer::leave()
{
    if (m_ticket.id.isEmpty())
        return;
    signalTyping(false);
    m_context.drafts.flush();
    m_macroThen = desk::ThenDo::Nothing;
    m_guard->setRow(std::nullopt);
    takeKey(Qt::Key_Escape);
    m_windowTick.stop();
    m_ticket = {};
}

void Composer::setFacts(const desk::Ticket& ticket, const std::optional<desk::Profile>& profile)
{
    if (ticket.id != m_ticket.id)
        return;
    m_ticket = ticket;
    m_profile = profile;
    m_state = models::replyStateOf(m_context.session, ticket, profile);
    refresh();
}

/// A held reply is shown where the next one would be written.
void Composer::setPending(const QList<store::OutboxRow>& rows)
{
    std::optional<store::OutboxRow> stale;
    for (const store::OutboxRow& row : rows)
        if (row.state == store::OutboxState::Parked && row.reasonCode == "stale"_L1 && !stale)
            stale = row;
    m_guard->setRow(stale);
}

void Composer::showDraft()
{
    const desk::Draft draft = m_context.drafts.load(m_ticket.id, m_note);
    m_filling = true;
    m_edit->setRich(m_state.richText && !m_note);
    if (m_edit->isRich() && !draft.html.isEmpty())
        m_edit->setDraft(draft.html);
    else
        m_edit->setPlainText(draft.text);
    m_edit->moveCursor(QTextCursor::End);
    m_files = draft.files;
    m_leftOpen = draft.unfilled;
    m_seen = draft.seen;
    m_filling = false;
    showFiles();
    refresh();
}

void Composer::switchTo(bool note)
{
    if (note == m_note)
        return;
    signalTyping(false);
    m_context.drafts.flush();
    m_note = note;
    showDraft();
    m_edit->setFocus();
}

bool Composer::hasContent() const
{
    return !m_files.isEmpty() || isArriving(m_ticket.id, m_note) || m_edit->hasText();
}

/// Makes and cleans the HTML of the whole text: for saving and sending, not for each key.
desk::Draft Composer::current() const
{
    desk::Draft draft;
    draft.ticket = m_ticket.id;
    draft.note = m_note;
    draft.text = m_edit->toPlainText();
    draft.html = m_edit->richHtml();
    draft.files = m_files;
    draft.unfilled = m_leftOpen;
    draft.seen = m_seen;
    draft.ticketCreated = m_ticket.created;
    draft.requester = m_ticket.requester;
    draft.updated = m_context.session.clock().now();
    return draft;
}

void Composer::edited()
{
    if (m_filling || m_ticket.id.isEmpty() || isSending())
        return;
    takeWish(m_ticket.id, m_note); // whoever goes on writing has not finished
    keep();
    if (!m_note && !m_edit->document()->isEmpty())
        signalTyping(true);
    offerPicks();
    refreshMeters();
    refreshButtons();
}

/// The stale-send guard goes by what was on screen while this was written, in this sitting or an earlier one.
void Composer::keep()
{
    m_seen = hasContent() ? desk::newest(m_seen, m_lastShown()) : desk::Seen();
    m_context.drafts.edit(m_ticket.id, m_note, [this] { return current(); });
}

QString Composer::placeholder() const
{
    if (m_note)
        return tr("Write a note; only your team sees it");
    if (m_state.verdict.state == desk::ReplyState::Refused)
        return tr("Replies are closed; a note is possible");
    return m_ticket.requesterName.isEmpty() ? tr("Write a reply") : tr("Reply to %1").arg(m_ticket.requesterName);
}

void Composer::refresh()
{
    const bool closed = !m_note && m_state.verdict.state == desk::ReplyState::Refused;
    const bool warned = !m_note && m_state.verdict.state == desk::ReplyState::Warned;
    m_edit->setPlaceholderText(placeholder());
    m_edit->setAccessibleName(m_note ? tr("Note") : tr("Reply"));
    m_edit->setReadOnly(closed || isSending());
    m_closed->setVisible(closed || warned);
    if (closed || warned)
        m_closed->setMessage(warned ? BannerKind::Info : BannerKind::Warning, m_state.verdict.message);
    m_mention->setVisible(m_note);
    m_attach->setVisible(!closed && (m_note || m_state.carriesFiles));
    m_macros->setEnabled(!closed);
    m_send->setText(m_note ? tr("Add note") : tr("Send"));
    m_send->setKeyHint(QKeySequence(Qt::CTRL | Qt::Key_Return));
    for (QAction* way : std::as_const(m_sendWays))
        way->setVisible(!m_note);
    const qint64 undo = m_context.actions.undoTime(m_ticket.channel);
    m_undoHint->setFullText(m_note || closed || undo == 0 ? QString() : tr("Undo for %n s", nullptr, int(undo / 1000)));
    const bool counts = !m_note && m_state.verdict.windowCloses.isSet();
    counts ? m_windowTick.start() : m_windowTick.stop();
    refreshMeters();
    refreshButtons();
    fitFooter();
    update();
}

/// Mail has no limit, and may be long: it is not counted at each key.
desk::TextMeasure Composer::measured() const
{
    const bool counts = m_ticket.channel != desk::Channel::Email;
    return counts ? desk::measure(m_ticket.channel, m_edit->toPlainText()) : desk::TextMeasure();
}

void Composer::refreshMeters()
{
    if (m_ticket.id.isEmpty())
        return;
    MeterText remark;
    if (!m_note) {
        const MeterText window = windowText(m_state.verdict.windowCloses, m_context.session.clock().now());
        const MeterText length = meterText(m_ticket.channel, measured());
        remark = length.text.isEmpty() ? window : length;
        if (!length.text.isEmpty() && !window.text.isEmpty())
            remark.text += u" · "_s + window.text;
    }
    if (m_note && m_state.verdict.state == desk::ReplyState::Refused)
        remark.text = m_state.verdict.message; // why this opened as a note
    if (m_macroThen == desk::ThenDo::Close && !m_note)
        remark.text = remark.text.isEmpty() ? tr("The macro closes the ticket after sending")
                                            : remark.text + u" · "_s + tr("The macro closes the ticket after sending");
    const bool waits = std::any_of(m_wishes.begin(), m_wishes.end(), [this](const SendWish& wish) {
        return wish.ticket == m_ticket.id && wish.note == m_note;
    });
    if (waits)
        remark = {tr("Goes out as soon as its files are attached"), {}, Ink::Dim};
    m_hint->setText(remark.text);
    m_hint->setInk(remark.ink);
    m_hint->setVisible(!remark.text.isEmpty());
    const bool empty = m_edit->document()->isEmpty() && m_files.isEmpty();
    m_saved->setFullText(empty ? QString() : m_context.drafts.saved() ? tr("Draft saved") : tr("Saving …"));
}

void Composer::showTrouble(const QString& text)
{
    m_trouble->setMessage(BannerKind::Error, text);
    m_trouble->show();
}

void Composer::setRoom(int height)
{
    const int line = Theme::current().metrics(Type::Body).lineSpacing();
    m_edit->setHeights(3 * line, qMax(3 * line, height));
}

void Composer::focusText(bool note)
{
    m_tabs->setCurrentIndex(note ? 1 : 0);
    m_edit->setFocus(Qt::ShortcutFocusReason);
}

void Composer::signalTyping(bool typing)
{
    typing ? m_typingEnds.start() : m_typingEnds.stop();
    models::Remote* remote = m_context.session.remote();
    if (std::exchange(m_typingTold, typing) != typing && remote && !m_ticket.id.isEmpty())
        remote->setTyping(m_ticket.id, typing);
}

} // namespace ui
