#pragma once
// Search results in the place of the list, as one types (THR-11, BEY-1).

#include "models/search_model.h"
#include "ui/context.h"

#include <QElapsedTimer>
#include <QWidget>

class QLineEdit;
class QListView;
class QStackedLayout;

namespace ui
{

class ElidedLabel;
class EmptyState;
class IconButton;
class TextLabel;

class SearchPage : public QWidget
{
    Q_OBJECT

public:
    explicit SearchPage(Context context, QWidget* parent = nullptr);

    void setQuery(const QString& query);
    /// Arrow keys in `field` go through the results while it keeps the focus.
    void driveFrom(QLineEdit* field);
    void move(int step);
    void enter(); ///< opens the current result, the first when none is, to be read
    /// Gives the results the keyboard; false where there are none.
    bool focusResults();

Q_SIGNALS:
    /// `toRead`: the keyboard is to follow.
    void ticketChosen(const desk::TicketId& ticket, bool toRead);
    void customerChosen(const desk::ProfileId& profile, bool toRead);
    void left(); ///< Escape

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void choose(const QModelIndex& index, bool toRead);
    void finished();
    void showState();
    void showDesk();

    Context m_context;
    models::SearchModel m_model;
    ElidedLabel* m_title;
    ElidedLabel* m_time;
    QStackedLayout* m_stack;
    QListView* m_list;
    EmptyState* m_empty;
    TextLabel* m_desk; ///< below the results: it comes and goes without moving them
    QElapsedTimer m_asked;
    double m_milliseconds = -1;
};

} // namespace ui
