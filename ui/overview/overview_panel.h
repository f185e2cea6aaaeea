#pragma once
// The right side: who the customer is (OVR-1 to OVR-7), in collapsible sections.

#include "desk/ids.h"
#include "ui/context.h"

#include <QWidget>

#include <memory>

namespace ui
{

class OverviewPanel : public QWidget
{
    Q_OBJECT

public:
    explicit OverviewPanel(Context context, QWidget* parent = nullptr);
    ~OverviewPanel() override;

    void open(const desk::TicketId& ticket);

Q_SIGNALS:
    void ticketAsked(const desk::TicketId& ticket); ///< another ticket of the same customer

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ui
