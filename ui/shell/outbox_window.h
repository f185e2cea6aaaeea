#pragma once
// Every action that has not reached the desk, in words, with what can be done about it (BEY-2, BEY-3).

#include "models/outbox_model.h"
#include "ui/context.h"

#include <QDialog>

class QStackedLayout;
class QTableView;

namespace ui
{

class EmptyState;
class PushButton;
class TextLabel;

class OutboxWindow : public QDialog
{
    Q_OBJECT

public:
    OutboxWindow(Context context, models::OutboxModel& model, QWidget* parent = nullptr);

    void showUndecided(); ///< selects the first row that needs the agent

Q_SIGNALS:
    void ticketAsked(const desk::TicketId& ticket);
    void editAsked(const desk::TicketId& ticket, bool note); ///< its text is the ticket's draft again

protected:
    void showEvent(QShowEvent* event) override;

private:
    void buildTable();
    QWidget* buildDetails();
    const store::OutboxRow* current() const;
    void showCurrent();
    void showRows();
    QString doubtText(const store::OutboxRow* row, bool doubt, bool takesBack) const;
    void retry(bool sendAnyway);
    void edit();
    void discard();

    Context m_context;
    models::OutboxModel& m_model;
    QStackedLayout* m_stack;
    QTableView* m_table;
    EmptyState* m_empty;
    TextLabel* m_state;
    TextLabel* m_text;
    TextLabel* m_newer;
    TextLabel* m_doubt; ///< it may have gone
    PushButton* m_retry;
    PushButton* m_anyway;
    PushButton* m_edit;
    PushButton* m_open;
    PushButton* m_discard;
    desk::Operation m_edited; ///< withdrawn to be edited
};

} // namespace ui
