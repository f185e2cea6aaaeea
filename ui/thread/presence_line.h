#pragma once
// Who else is on this ticket (THR-9), and whether the customer is typing (THR-10).

#include "models/presence.h"

#include <QWidget>

namespace ui
{

class ElidedLabel;

class PresenceLine : public QWidget
{
    Q_OBJECT

public:
    explicit PresenceLine(QWidget* parent = nullptr);
    /// Hides itself when nobody is there.
    void setOthers(const QList<models::OtherAgent>& others);
    void setCustomerTyping(const QString& name, bool typing);
    QString text() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();

    QList<models::OtherAgent> m_others;
    QString m_customer;
    bool m_customerTyping = false;
    ElidedLabel* m_label;
};

} // namespace ui
