#pragma once
// The bar across the top: logo, search, state of the connection, the agent's menu.

#include "ui/context.h"

#include <QWidget>

class QMenu;

namespace ui
{

class BarButton;
class FaceButton;
class SearchField;

class TopBar : public QWidget
{
    Q_OBJECT

public:
    explicit TopBar(Context context, QWidget* parent = nullptr);

    SearchField* search() const { return m_search; }
    /// What the agent's face opens.
    void setMenu(QMenu* menu);
    /// The key that opens the palette, shown in the empty search field.
    void setKeyHint(const QKeySequence& key);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void showLink();
    void showFace();
    void openMenu();

    Context m_context;
    SearchField* m_search;
    BarButton* m_link;
    FaceButton* m_face;
    QMenu* m_menu = nullptr;
};

} // namespace ui
