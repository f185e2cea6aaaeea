#pragma once
// A small list beside the caret (macros, mentions) or a button (labels): typing goes on while it filters.

#include <QFrame>
#include <QList>
#include <QString>

class QListWidget;

namespace ui
{

struct PickItem {
    QString id;
    QString title;
    QString detail; ///< dim, behind the title
};

class PickList : public QFrame
{
    Q_OBJECT

public:
    /// `window` is the surface that it floats over.
    explicit PickList(const QString& name, QWidget* window);

    /// Items whose title or detail has every word of `filter`; those whose title begins with it come first.
    void setItems(const QList<PickItem>& items);
    void setFilter(const QString& filter);
    /// Shows it above `anchor` (in window coordinates), below where there is no room.
    void openBeside(const QRect& anchor);
    bool isEmpty() const;
    /// Up, Down, Enter, Tab and Escape work the list; true when the key was used.
    bool takeKey(int key);

Q_SIGNALS:
    void picked(const QString& id);
    void dismissed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refill();
    void pickCurrent();
    void place();

    QListWidget* m_list;
    QList<PickItem> m_items;
    QString m_filter;
    QRect m_anchor;
};

} // namespace ui
