#pragma once

#include <QKeySequence>
#include <QLineEdit>

namespace ui
{

/// A search line with a glass in front, a key hint while empty and a cross when filled; Escape empties it.
class SearchField : public QLineEdit
{
    Q_OBJECT
public:
    explicit SearchField(const QString& placeholder, QWidget* parent = nullptr);
    /// The key that leads here, shown while the field is empty and without focus.
    void setKeyHint(const QKeySequence& key);

Q_SIGNALS:
    /// Escape in an empty field: give the focus back.
    void left();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void placeClearButton();
    void updateMargins();

    QString m_keyHint;
    class IconButton* m_clear;
};

} // namespace ui
