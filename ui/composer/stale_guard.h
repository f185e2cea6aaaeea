#pragma once
// A held reply to a thread that has changed: what came in between, and the question (BEY-3, THR-9).

#include "store/outbox_row.h"

#include <QWidget>

class QVBoxLayout;

namespace ui
{

class PushButton;
class TextLabel;

class StaleGuard : public QWidget
{
    Q_OBJECT

public:
    explicit StaleGuard(QWidget* parent = nullptr);

    /// Shows the held reply and the newer messages; hides for nullopt.
    void setRow(const std::optional<store::OutboxRow>& row);

Q_SIGNALS:
    void sendAnyway(const desk::OperationId& id);
    void edit(const desk::OperationId& id);
    void discard(const desk::Operation& operation);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    desk::Operation m_operation;
    TextLabel* m_title;
    QWidget* m_newer = nullptr;
    QVBoxLayout* m_newerColumn = nullptr;
    TextLabel* m_yours;
    PushButton* m_send;
};

} // namespace ui
