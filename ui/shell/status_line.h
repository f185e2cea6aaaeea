#pragma once
// The bar at the bottom: what is here, what is still to go out, how fast the program is (BEY-2, BEY-4, BEY-11).

#include "ui/context.h"

#include <QWidget>

namespace models
{
class OutboxModel;
}

namespace ui
{

class BarButton;

class StatusLine : public QWidget
{
    Q_OBJECT

public:
    StatusLine(Context context, models::OutboxModel& outbox, QWidget* parent = nullptr);

Q_SIGNALS:
    void outboxAsked();
    void performanceAsked();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void showSync();
    void showOutbox();
    void showLatency();

    Context m_context;
    models::OutboxModel& m_outboxModel;
    BarButton* m_caughtUp;
    BarButton* m_outbox;
    BarButton* m_history;
    BarButton* m_latency;
};

} // namespace ui
