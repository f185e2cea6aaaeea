#pragma once

#include <QWidget>

class QGridLayout;
class QMenu;

namespace ui
{
class PushButton;
}

/// One window with every shared widget in its states.
class Gallery : public QWidget
{
public:
    Gallery();
    /// Gives the primary button the focus, so that the ring is in the picture.
    void focusPrimary();
    /// A menu with a shortcut, a destructive entry and a submenu; a child of `parent`.
    static QMenu* orderMenu(QWidget* parent);

private:
    QWidget* buttons();
    QWidget* fields();
    QWidget* marks();
    QWidget* overview();
    QWidget* messages();
    QWidget* glyphs();

    ui::PushButton* m_primary = nullptr;
};
