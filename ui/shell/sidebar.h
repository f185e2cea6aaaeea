#pragma once
// The views with their counts at the left of the window (VIEW-1, VIEW-5).

#include "models/views_model.h"

#include <QListView>

namespace ui
{

/// A list of views; a click or Return chooses one, arrows pass over the headings.
class Sidebar : public QListView
{
    Q_OBJECT

public:
    explicit Sidebar(models::ViewsModel& model, QWidget* parent = nullptr);

    /// Marks the view as the one that is shown, without choosing it.
    void setShown(const desk::ViewId& view);

Q_SIGNALS:
    void viewChosen(const desk::View& view);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void mousePressEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void applyTheme();

    models::ViewsModel& m_views;
    bool m_telling = true;
};

} // namespace ui
