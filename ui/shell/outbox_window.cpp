#include "ui/shell/outbox_window.h"

#include "models/actions.h"
#include "models/desk_session.h"
#include "models/words.h"
#include "store/set_aside.h"
#include "ui/shell/outbox_delegate.h"
#include "ui/shell/window_memory.h"
#include "ui/theme/theme.h"
#include "ui/thread/discard_question.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/flow_layout.h"

#include <QHeaderView>
#include <QShowEvent>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

namespace ui
{

using namespace Qt::StringLiterals;
using models::OutboxModel;
using store::OutboxState;

namespace
{

constexpr qsizetype kShown = 2000; ///< characters of a text

/// What came since, for a reply that was held because of it (BEY-3).
QString newerText(const store::OutboxRow& row)
{
    QStringList lines;
    for (const desk::Message& message : row.newer)
        lines.append(models::spokenMessage(message).left(kShown));
    return lines.join(u"\n\n"_s);
}

} // namespace

OutboxWindow::OutboxWindow(Context context, OutboxModel& model, QWidget* parent)
    : QDialog(parent)
    , m_context(context)
    , m_model(model)
    , m_table(new QTableView)
    , m_empty(new EmptyState(Glyph::Outbox, tr("The outbox is empty"), tr("Everything that you did is with the desk.")))
    , m_state(new TextLabel({}, Type::BodyStrong))
    , m_text(new TextLabel({}, Type::Body))
    , m_newer(new TextLabel({}, Type::Body))
    , m_doubt(new TextLabel({}, Type::Body))
    , m_retry(new PushButton(tr("Try again"), ButtonKind::Primary))
    , m_anyway(new PushButton(tr("Send anyway")))
    , m_edit(new PushButton(tr("Edit")))
    , m_open(new PushButton(tr("Open ticket")))
    , m_discard(new PushButton(tr("Discard…"), ButtonKind::Danger))
{
    setObjectName(u"outboxWindow"_s);
    setWindowTitle(tr("Outbox - Bellhop"));
    resizeWithinScreen(this, {Theme::current().px(920), Theme::current().px(520)});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::l, space::l, space::l, space::l);
    column->setSpacing(space::m);
    buildTable();
    auto* rows = new QWidget;
    auto* inner = new QVBoxLayout(rows);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(space::m);
    inner->addWidget(m_table, 1);
    inner->addWidget(buildDetails());
    m_stack = new QStackedLayout;
    m_stack->addWidget(rows);
    m_stack->addWidget(m_empty);
    column->addLayout(m_stack, 1);
    connect(&model, &OutboxModel::countsChanged, this, &OutboxWindow::showRows);
    connect(&context.actions, &models::Actions::withdrawn, this, [this](const desk::OperationId& id, bool toDraft) {
        if (!toDraft || id != m_edited.id)
            return;
        const desk::Operation edited = std::exchange(m_edited, {});
        Q_EMIT editAsked(edited.ticket, edited.kind == desk::OperationKind::Note);
    });
    connect(&context.actions, &models::Actions::takingBack, this, [this](const desk::OperationId& id) {
        if (id == m_edited.id)
            m_edited = {}; // nobody is taken away from other work when the answer comes
    });
    showRows();
}

void OutboxWindow::buildTable()
{
    m_table->setObjectName(u"outboxTable"_s);
    m_table->setAccessibleName(tr("Outbox"));
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new OutboxDelegate(m_model, m_table));
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(Theme::current().px(36));
    QHeaderView* header = m_table->horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(OutboxModel::Text, QHeaderView::Stretch);
    const Theme& theme = Theme::current();
    m_table->setColumnWidth(OutboxModel::What, theme.px(130));
    m_table->setColumnWidth(OutboxModel::TicketColumn, theme.px(170));
    m_table->setColumnWidth(OutboxModel::State, theme.px(220));
    m_table->setColumnWidth(OutboxModel::Since, theme.px(160));
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &OutboxWindow::showCurrent);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &OutboxWindow::showCurrent);
    connect(m_table, &QTableView::activated, this, [this] {
        if (const store::OutboxRow* row = current())
            Q_EMIT ticketAsked(row->operation.ticket);
    });
}

QWidget* OutboxWindow::buildDetails()
{
    auto* card = new Card;
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(space::m, space::m, space::m, space::m);
    column->setSpacing(space::s);
    m_state->setObjectName(u"outboxReason"_s);
    m_newer->setObjectName(u"outboxNewer"_s);
    m_doubt->setObjectName(u"outboxDoubt"_s);
    m_doubt->setInk(Ink::Warn);
    for (TextLabel* label : {m_state, m_doubt, m_text, m_newer}) {
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        column->addWidget(label);
    }
    m_newer->setInk(Ink::Dim);
    auto* buttons = new FlowLayout(nullptr, space::s);
    const QList<QPair<PushButton*, QString>> all{{m_retry, u"outboxRetry"_s},
                                                 {m_anyway, u"outboxSendAnyway"_s},
                                                 {m_edit, u"outboxEdit"_s},
                                                 {m_open, u"outboxOpen"_s},
                                                 {m_discard, u"outboxDiscard"_s}};
    for (const auto& [button, name] : all) {
        button->setObjectName(name);
        buttons->addWidget(button);
    }
    column->addLayout(buttons);
    m_edit->setShortcut(QKeySequence(u"Alt+E"_s));
    m_retry->setShortcut(QKeySequence(u"Alt+R"_s));
    m_anyway->setShortcut(QKeySequence(u"Alt+S"_s));
    m_discard->setShortcut(QKeySequence(QKeySequence::Delete));
    connect(m_retry, &QAbstractButton::clicked, this, [this] { retry(false); });
    connect(m_anyway, &QAbstractButton::clicked, this, [this] { retry(true); });
    connect(m_edit, &QAbstractButton::clicked, this, &OutboxWindow::edit);
    connect(m_discard, &QAbstractButton::clicked, this, &OutboxWindow::discard);
    connect(m_open, &QAbstractButton::clicked, this, [this] {
        if (const store::OutboxRow* row = current())
            Q_EMIT ticketAsked(row->operation.ticket);
    });
    return card;
}

const store::OutboxRow* OutboxWindow::current() const
{
    const int row = m_table->currentIndex().row();
    return row >= 0 && row < m_model.rowCount() ? &m_model.row(row) : nullptr;
}

void OutboxWindow::showRows()
{
    const bool empty = m_model.rowCount() == 0;
    m_stack->setCurrentIndex(empty ? 1 : 0);
    if (!empty && !m_table->currentIndex().isValid())
        m_table->selectRow(0);
    showCurrent();
}

/// setText() takes the key away.
static void setTextKeepingKey(QAbstractButton* button, const QString& text)
{
    const QKeySequence key = button->shortcut();
    button->setText(text);
    button->setShortcut(key);
}

void OutboxWindow::showCurrent()
{
    const store::OutboxRow* row = current();
    const bool parked = row && row->state == OutboxState::Parked;
    const bool waits = row && (row->state == OutboxState::Held || row->state == OutboxState::Queued);
    const bool doubt = row && !parked && store::mayHaveGone(*row);
    const bool takesBack =
        doubt && row->state != OutboxState::TakingBack && m_context.session.can(desk::Capability::TakeBack);
    const bool homeless = parked && row->reasonCode == store::kOtherTicket; // the text can be copied
    const bool stale = parked && row->reasonCode == "stale"_L1;
    const QModelIndex state = row ? m_model.index(m_table->currentIndex().row(), OutboxModel::State) : QModelIndex();
    // Of doubt m_doubt tells.
    m_state->setText(row && doubt && waits ? tr("Waiting: %1").arg(row->reason) : state.data().toString());
    m_state->setInk(parked ? Ink::Danger : Ink::Text);
    m_text->setText(row ? row->operation.text.left(kShown) : QString());
    m_text->setVisible(row && !row->operation.text.isEmpty());
    m_newer->setText(stale ? tr("What came meanwhile:") + u'\n' + newerText(*row) : QString());
    m_newer->setVisible(stale && !row->newer.isEmpty());
    m_retry->setVisible(parked && !stale && !homeless);
    m_anyway->setVisible(stale);
    const bool free = parked || (waits && !doubt) || takesBack;
    setTextKeepingKey(m_edit, doubt ? tr("Take back and edit") : tr("Edit"));
    m_edit->setVisible(row && desk::isWritten(row->operation) && free && !homeless);
    m_open->setVisible(row && !homeless);
    setTextKeepingKey(m_discard, doubt ? tr("Take back…") : tr("Discard…"));
    m_discard->setVisible(free);
    m_doubt->setText(doubtText(row, doubt, takesBack));
    m_doubt->setVisible(!m_doubt->text().isEmpty());
}

/// Why there is no Edit, or what it does first (BEY-15).
QString OutboxWindow::doubtText(const store::OutboxRow* row, bool doubt, bool takesBack) const
{
    if (!row || !doubt || row->state == OutboxState::TakingBack)
        return {};
    if (takesBack)
        return tr("It may have been sent already; Bellhop asks the desk as soon as it can.");
    return tr("It may have been sent already, and this desk's server is too old to be asked. Bellhop goes on until it "
              "answers; it is done once.");
}

void OutboxWindow::showUndecided()
{
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (m_model.row(row).state == OutboxState::Parked)
            return m_table->selectRow(row);
    }
}

void OutboxWindow::retry(bool sendAnyway)
{
    if (const store::OutboxRow* row = current())
        m_context.actions.retry(row->operation.id, sendAnyway);
}

void OutboxWindow::edit()
{
    const store::OutboxRow* row = current();
    if (!row)
        return;
    m_edited = row->operation;
    m_context.actions.withdraw(row->operation.id, true);
}

void OutboxWindow::discard()
{
    if (const store::OutboxRow* row = current())
        askToDiscard(m_context.actions, row->operation, wentOf(*row), this);
}

void OutboxWindow::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    showRows();
    m_table->setFocus();
}

} // namespace ui
