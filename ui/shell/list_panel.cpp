#include "ui/shell/list_panel.h"

#include "models/desk_session.h"
#include "models/words.h"
#include "ui/preferences.h"
#include "ui/shell/link_words.h"
#include "ui/shell/ticket_row_delegate.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/progress_line.h"
#include "ui/widgets/segmented_tabs.h"

#include <QActionGroup>
#include <QBoxLayout>
#include <QGridLayout>
#include <QMenu>
#include <QPainter>
#include <QScopedValueRollback>
#include <QStackedLayout>

#include <algorithm>
#include <utility>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kAgesEvery = 30 * 1000; ///< milliseconds

QString sortName(desk::Sort sort)
{
    switch (sort) {
    case desk::Sort::Newest:
        return ListPanel::tr("Newest first");
    case desk::Sort::Oldest:
        return ListPanel::tr("Oldest first");
    case desk::Sort::LongestWaiting:
        return ListPanel::tr("Longest waiting first");
    case desk::Sort::Priority:
        return ListPanel::tr("Most urgent first");
    }
    return {};
}

QString sortKey(const desk::View& view)
{
    return u"list/sort/"_s + view.id.value();
}

} // namespace

ListPanel::ListPanel(Context context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(context.session)
    , m_counts(context.session)
    , m_header(new QWidget)
    , m_title(new ElidedLabel({}, Type::Title))
    , m_tabs(new SegmentedTabs)
    , m_sortButton(new IconButton(Glyph::Sort, tr("Sort")))
    , m_progress(new ProgressLine)
    , m_list(new TicketList(m_model, context.latency))
    , m_empty(new EmptyState(Glyph::Inbox, {}, {}))
{
    setObjectName(u"listPanel"_s);
    buildHeader();
    buildSortMenu();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    m_progress->setRange(0, 100);
    m_progress->setObjectName(u"firstSyncProgress"_s);
    m_progress->setAccessibleName(tr("Fetching the desk"));
    m_progress->hide();
    column->addWidget(m_progress);
    m_stack = new QStackedLayout;
    m_list->setItemDelegate(new TicketRowDelegate(context.session, m_model, m_list));
    m_empty->setObjectName(u"listEmpty"_s);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);
    column->addLayout(m_stack, 1);
    m_ages.setInterval(kAgesEvery);
    m_ages.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_ages, &QTimer::timeout, this, &ListPanel::refreshAges);
    m_ages.start();
    connect(m_tabs, &QTabBar::currentChanged, this, [this] {
        if (!m_filling)
            reload();
    });
    connect(&m_counts, &StatusCounts::changed, this, &ListPanel::showCounts);
    connect(m_empty, &EmptyState::actionTriggered, this, [this] {
        if (m_model.failed())
            m_model.retry();
        else
            Q_EMIT unassignedAsked();
    });
    connect(&m_model, &QAbstractItemModel::modelReset, this, &ListPanel::updateState);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &ListPanel::updateState);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, &ListPanel::updateState);
    connect(&context.session, &models::DeskSession::syncStateChanged, this, &ListPanel::updateState);
}

ListPanel::~ListPanel()
{
    delete m_list; // it asks its model up to its end, when it loses the focus
}

void ListPanel::buildHeader()
{
    m_headerGrid = new QGridLayout(m_header);
    m_headerGrid->setContentsMargins(space::m + 2, space::xs, space::s, space::xs);
    m_headerGrid->setHorizontalSpacing(2);
    m_headerGrid->setVerticalSpacing(0);
    m_headerGrid->setColumnStretch(0, 1);
    m_title->setObjectName(u"viewTitle"_s);
    m_tabs->setObjectName(u"statusTabs"_s);
    m_tabs->setAccessibleName(tr("Status"));
    m_sortButton->setObjectName(u"sortButton"_s);
    m_headerGrid->addWidget(m_title, 0, 0);
    m_headerGrid->addWidget(m_tabs, 0, 1);
    m_headerGrid->addWidget(m_sortButton, 0, 2);
    connect(&Theme::current(), &Theme::changed, this, &ListPanel::foldHeader);
}

void ListPanel::buildSortMenu()
{
    auto* menu = new QMenu(this);
    auto* group = new QActionGroup(menu);
    for (const desk::Sort sort :
         {desk::Sort::Newest, desk::Sort::Oldest, desk::Sort::LongestWaiting, desk::Sort::Priority}) {
        QAction* action = menu->addAction(sortName(sort));
        action->setCheckable(true);
        action->setActionGroup(group);
        connect(action, &QAction::triggered, this, [this, sort] { setSort(sort); });
        connect(menu, &QMenu::aboutToShow, action, [this, action, sort] { action->setChecked(m_sort == sort); });
    }
    m_sortButton->setMenu(menu);
    m_sortButton->setPopupMode(QToolButton::InstantPopup);
}

void ListPanel::show(const desk::View& view)
{
    m_title->setFullText(view.name);
    const int sort = m_context.preferences.value(sortKey(view), int(view.sort)).toInt();
    m_sort = desk::Sort(std::clamp(sort, int(desk::Sort::Newest), int(desk::Sort::Priority)));
    const QScopedValueRollback filling(m_filling, true);
    const auto own = ownStatus(view);
    m_statuses.clear();
    if (!own)
        m_statuses.append(std::nullopt);
    m_statuses += {desk::Status::Open, desk::Status::Snoozed, desk::Status::Closed};
    fillTabs();
    m_tabs->setCurrentIndex(own ? int(m_statuses.indexOf(own)) : 0);
    m_model.show(view, tabStatus(m_tabs->currentIndex()), m_sort);
    m_counts.show(view);
    foldHeader();
}

void ListPanel::fillTabs()
{
    while (m_tabs->QTabBar::count() > 0)
        m_tabs->removeTab(0);
    for (const auto& status : m_statuses)
        m_tabs->addTab(status ? models::statusName(*status) : tr("Any", "status"));
}

std::optional<desk::Status> ListPanel::tabStatus(int tab) const
{
    return m_statuses.value(tab);
}

void ListPanel::setStatus(std::optional<desk::Status> status)
{
    if (const auto tab = m_statuses.indexOf(status); tab >= 0)
        m_tabs->setCurrentIndex(int(tab));
}

void ListPanel::setSort(desk::Sort sort)
{
    m_sort = sort;
    m_context.preferences.setValue(sortKey(view()), int(sort));
    reload();
}

void ListPanel::reload()
{
    const desk::TicketId shown = m_list->current();
    const desk::View shownView = view();
    m_model.show(shownView, tabStatus(m_tabs->currentIndex()), m_sort);
    m_list->setShown(shown);
    m_sortButton->setName(tr("Sort: %1").arg(sortName(m_sort)));
}

/// While the desk is still coming the figures of what is here would be wrong ones.
void ListPanel::showCounts()
{
    const bool known = !isStillComing();
    for (int tab = 0; tab < m_tabs->QTabBar::count(); ++tab) {
        const auto status = tabStatus(tab);
        if (status == desk::Status::Open)
            m_tabs->setCount(tab, known ? m_counts.open() : std::nullopt);
        else if (status == desk::Status::Snoozed)
            m_tabs->setCount(tab, known ? m_counts.snoozed() : std::nullopt);
    }
    foldHeader();
}

void ListPanel::updateState()
{
    m_sortButton->setName(tr("Sort: %1").arg(sortName(m_sort)));
    const store::SyncState& state = m_context.session.syncState();
    const bool fetching =
        isFirstSync(state) && (state.link == store::Link::Connecting || state.link == store::Link::CatchingUp ||
                               state.link == store::Link::Live);
    m_progress->setVisible(fetching);
    m_progress->setValue(historyPercent(state));
    const bool empty = m_model.rowCount() == 0;
    if (empty)
        describeEmpty();
    m_stack->setCurrentWidget(empty ? static_cast<QWidget*>(m_empty) : m_list);
}

bool ListPanel::isStillComing() const
{
    if (m_context.session.me().id.isEmpty())
        return isFirstSync(m_context.session.syncState());
    const auto counts =
        m_context.session.read(QList<store::ViewCount>(), [](store::Reader& reader) { return reader.counts(); });
    return std::any_of(counts.cbegin(), counts.cend(), [this](const store::ViewCount& count) {
        return count.view == view().id && !count.exact && count.count > 0;
    });
}

void ListPanel::describeEmpty()
{
    const auto status = tabStatus(m_tabs->currentIndex());
    m_empty->setAction({});
    if (m_model.failed()) {
        m_empty->setContent(Glyph::Error, tr("The tickets cannot be read on this computer"),
                            tr("They are safe with the desk. If this stays so, the disk or the file is damaged."));
        m_empty->setAction(tr("Try again"));
        return;
    }
    if (isStillComing()) {
        const WaitWords words = waitWords(m_context.session.syncState());
        return m_empty->setContent(words.glyph, words.title, words.text);
    }
    if (status == desk::Status::Snoozed) {
        m_empty->setContent(Glyph::Clock, tr("Nothing is snoozed"),
                            tr("A snoozed ticket waits here until its time comes or the customer writes."));
        return;
    }
    if (status == desk::Status::Closed) {
        m_empty->setContent(Glyph::Check, tr("Nothing is closed yet"), tr("Finished tickets are kept here."));
        return;
    }
    const QString id = view().id.value();
    if (id == "my-inbox"_L1) {
        m_empty->setContent(Glyph::Check, tr("All done"),
                            tr("Nothing open is assigned to you. New tickets appear here by themselves."));
        m_empty->setAction(tr("Look at Unassigned"));
    } else if (id == "unassigned"_L1) {
        m_empty->setContent(Glyph::Check, tr("Nobody is waiting"),
                            tr("Every open ticket has somebody who sees to it."));
    } else if (id == "spam"_L1) {
        m_empty->setContent(Glyph::Shield, tr("No spam"), tr("What is marked as spam is kept here and rings nobody."));
    } else {
        m_empty->setContent(Glyph::Inbox, tr("No tickets here"),
                            tr("Tickets that fit “%1” appear here by themselves.").arg(view().name));
    }
}

/// Long words and large text: the tabs take a line of their own rather than being cut, and end where the header of the
/// thread does.
void ListPanel::foldHeader()
{
    const int wanted = m_title->fontMetrics().averageCharWidth() * 6 + m_tabs->sizeHint().width() +
                       m_sortButton->sizeHint().width() + 2 * space::l;
    const bool fold = wanted > width();
    m_header->setMinimumHeight(Theme::current().px(fold ? extent::threadHeader : extent::listHeader));
    if (fold == std::exchange(m_folded, fold))
        return;
    m_headerGrid->removeWidget(m_tabs);
    if (fold)
        m_headerGrid->addWidget(m_tabs, 1, 0, 1, 3);
    else
        m_headerGrid->addWidget(m_tabs, 0, 1);
}

void ListPanel::refreshAges()
{
    if (m_list->isVisible())
        m_list->viewport()->update();
}

void ListPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    foldHeader();
}

void ListPanel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().panel);
    painter.fillRect(QRect(0, m_header->height() - 1, width(), 1), tokens().line);
    if (m_painted)
        return;
    m_painted = true;
    QMetaObject::invokeMethod(this, &ListPanel::firstPaint, Qt::QueuedConnection);
}

} // namespace ui
