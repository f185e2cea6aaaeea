#include "ui/shell/search_page.h"

#include "ui/latency_meter.h"
#include "ui/shell/hit_delegate.h"
#include "ui/theme/focus_ring.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/empty_state.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStackedLayout>

#include <algorithm>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{
constexpr int kLongestReason = 300;
}

SearchPage::SearchPage(Context context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(context.session)
    , m_title(new ElidedLabel({}, Type::Title))
    , m_time(new ElidedLabel({}, Type::Caption, Ink::Dim))
    , m_list(new QListView)
    , m_empty(new EmptyState(Glyph::Search, {}, {}))
    , m_desk(new TextLabel({}, Type::Caption, Ink::Dim))
{
    setObjectName(u"searchPage"_s);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* header = new QWidget;
    header->setMinimumHeight(Theme::current().px(extent::listHeader));
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(space::m + 2, 0, space::s, 0);
    row->addWidget(m_title, 1);
    row->addWidget(m_time);
    auto* close = new IconButton(Glyph::Cross, tr("Leave search"));
    close->setObjectName(u"leaveSearch"_s);
    row->addWidget(close);
    column->addWidget(header);
    m_list->setObjectName(u"searchResults"_s);
    Style::letBarFloat(m_list);
    m_list->setAccessibleName(tr("Search results"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new HitDelegate(context.session, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->installEventFilter(this);
    FocusRing::setOwnFocus(m_list);
    m_stack = new QStackedLayout;
    m_empty->setObjectName(u"searchEmpty"_s);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);
    column->addLayout(m_stack, 1);
    m_desk->setObjectName(u"searchDesk"_s);
    m_desk->setContentsMargins(space::m + 2, space::xs, space::m, space::xs);
    m_desk->hide();
    column->addWidget(m_desk);
    connect(close, &QAbstractButton::clicked, this, &SearchPage::left);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex& index) { choose(index, false); });
    connect(&m_model, &models::SearchModel::finished, this, &SearchPage::finished);
    connect(&m_model, &models::SearchModel::searchingChanged, this, &SearchPage::showState);
    connect(&m_model, &models::SearchModel::deskStateChanged, this, [this] {
        if (!m_list->currentIndex().isValid())
            m_list->setCurrentIndex(m_model.index(0, 0));
        showState();
    });
    connect(&Theme::current(), &Theme::changed, m_list, [this] { m_list->doItemsLayout(); });
    showState();
}

void SearchPage::setQuery(const QString& query)
{
    m_asked.start();
    m_model.setQuery(query);
    showState();
}

void SearchPage::driveFrom(QLineEdit* field)
{
    field->installEventFilter(this);
}

void SearchPage::finished()
{
    m_milliseconds = m_asked.isValid() ? double(m_asked.nsecsElapsed()) / 1e6 : -1;
    m_list->setCurrentIndex(m_model.index(0, 0));
    showState();
    m_context.latency.painted(LatencyMeter::Kind::Search);
}

void SearchPage::showState()
{
    const int hits = m_model.rowCount();
    m_title->setFullText(m_model.query().isEmpty() ? tr("Search") : tr("“%1”").arg(m_model.query()));
    QString time;
    if (!m_model.searching() && m_milliseconds >= 0 && m_model.trouble().isEmpty()) {
        const QString found =
            m_model.more() ? tr("more than %n result(s)", nullptr, hits) : tr("%n result(s)", nullptr, hits);
        time = tr("%1 · %2 ms", "results, time").arg(found, QLocale().toString(qRound(m_milliseconds)));
    }
    m_time->setFullText(time);
    const bool nothing = hits == 0;
    const bool soon = m_model.deskState() == models::DeskSearch::State::Waiting ||
                      m_model.deskState() == models::DeskSearch::State::Asking;
    if (!m_model.trouble().isEmpty())
        m_empty->setContent(Glyph::Error, tr("The search failed"), m_model.trouble());
    else if (m_model.searching() || soon)
        m_empty->setContent(Glyph::Search, tr("Searching…"), {});
    else
        m_empty->setContent(Glyph::Search, tr("Nothing found"),
                            tr("Try fewer or shorter words. Filters: from:anna label:refund channel:sms "
                               "before:2026-01-31"));
    const bool failed = !m_model.trouble().isEmpty();
    m_stack->setCurrentWidget(nothing || failed ? static_cast<QWidget*>(m_empty) : m_list);
    showDesk();
}

/// One quiet line that tells how far the search went.
void SearchPage::showDesk()
{
    using State = models::DeskSearch::State;
    QString line;
    switch (m_model.deskState()) {
    case State::Asking:
        line = tr("Searching the desk…");
        break;
    case State::Failed:
        line = tr("The desk could not be searched: %1 What is on this computer is shown.")
                   .arg(singleLine(m_model.deskTrouble(), kLongestReason));
        break;
    case State::HereOnly:
        line = tr("Only what is on this computer was searched.");
        break;
    case State::Filtered:
        line = tr("Filters work only on what is on this computer; the desk was not searched.");
        break;
    case State::Quiet:
    case State::Waiting:
        break;
    }
    if (line == m_desk->text())
        return;
    m_desk->setText(line);
    m_desk->setAccessibleName(line);
    m_desk->setVisible(!line.isEmpty());
}

void SearchPage::move(int step)
{
    const int rows = m_model.rowCount();
    if (rows == 0)
        return;
    const int row = std::clamp(m_list->currentIndex().row() + step, 0, rows - 1);
    m_list->setCurrentIndex(m_model.index(row, 0));
    m_list->scrollTo(m_list->currentIndex());
}

void SearchPage::enter()
{
    const QModelIndex at = m_list->currentIndex();
    choose(at.isValid() ? at : m_model.index(0, 0), true);
}

bool SearchPage::focusResults()
{
    if (m_stack->currentWidget() != m_list)
        return false;
    m_list->setFocus();
    return true;
}

void SearchPage::choose(const QModelIndex& index, bool toRead)
{
    if (!index.isValid() || index.row() >= m_model.rowCount())
        return;
    const store::SearchHit& hit = m_model.hit(index.row());
    if (!hit.ticket.isEmpty())
        Q_EMIT ticketChosen(hit.ticket, toRead);
    else if (!hit.profile.isEmpty())
        Q_EMIT customerChosen(hit.profile, toRead);
}

bool SearchPage::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool inList = watched == m_list;
    switch (key->key()) {
    case Qt::Key_Down:
    case Qt::Key_Up:
        if (inList || !isVisible())
            return false;
        move(key->key() == Qt::Key_Down ? 1 : -1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!inList)
            return false;
        enter();
        return true;
    case Qt::Key_Escape:
        if (!inList)
            return false;
        Q_EMIT left();
        return true;
    default:
        return false;
    }
}

void SearchPage::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().panel);
    painter.fillRect(QRect(0, Theme::current().px(extent::listHeader) - 1, width(), 1), tokens().line);
}

} // namespace ui
