#pragma once
// The ticket list with its heading: name of the view, status tabs, sort order, and what stands there when it is empty.

#include "models/ticket_list_model.h"
#include "ui/context.h"
#include "ui/shell/status_counts.h"
#include "ui/shell/ticket_list.h"

#include <QWidget>

class QGridLayout;
class QStackedLayout;

namespace ui
{

class ElidedLabel;
class EmptyState;
class IconButton;
class ProgressLine;
class SegmentedTabs;

class ListPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ListPanel(Context context, QWidget* parent = nullptr);
    ~ListPanel() override;

    void show(const desk::View& view);
    using QWidget::show;
    const desk::View& view() const { return m_model.view(); }
    TicketList* list() const { return m_list; }
    models::TicketListModel& model() { return m_model; }
    /// Shows the tab of a status (VIEW-3); nothing when the view has none of it.
    void setStatus(std::optional<desk::Status> status);
    void setSort(desk::Sort sort);

Q_SIGNALS:
    void firstPaint(); ///< once, after a list or an empty state stood on the screen
    void unassignedAsked();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void buildHeader();
    void buildSortMenu();
    void fillTabs();
    std::optional<desk::Status> tabStatus(int tab) const;
    void reload();
    void showCounts();
    void updateState();
    void describeEmpty();
    /// The desk has tickets for this view that are not here yet.
    bool isStillComing() const;
    void foldHeader();
    void refreshAges();

    Context m_context;
    models::TicketListModel m_model;
    StatusCounts m_counts;
    QWidget* m_header;
    QGridLayout* m_headerGrid;
    ElidedLabel* m_title;
    SegmentedTabs* m_tabs;
    IconButton* m_sortButton;
    ProgressLine* m_progress;
    QStackedLayout* m_stack;
    TicketList* m_list;
    EmptyState* m_empty;
    QTimer m_ages; ///< relative times grow old
    QList<std::optional<desk::Status>> m_statuses;
    desk::Sort m_sort = desk::Sort::Newest;
    bool m_filling = false;
    bool m_folded = false;
    bool m_painted = false;
};

} // namespace ui
