#pragma once

#include <QAbstractButton>

class QVBoxLayout;

namespace ui
{

/// The heading of a collapsible section: title, something small at the right ("as of today"), a chevron when hovered or
/// closed.
class SectionHeader : public QAbstractButton
{
    Q_OBJECT
public:
    explicit SectionHeader(const QString& title, QWidget* parent = nullptr);
    void setTrailing(const QString& text);
    QString trailing() const { return m_trailing; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QString m_trailing;
};

/// A heading and what it folds away. The owner keeps the state (`toggled`).
class Section : public QWidget
{
    Q_OBJECT
public:
    explicit Section(const QString& title, QWidget* parent = nullptr);
    SectionHeader* header() const { return m_header; }
    /// Rows go here.
    QVBoxLayout* body() const { return m_body; }
    bool isExpanded() const;
    void setExpanded(bool expanded);

Q_SIGNALS:
    void toggled(bool expanded);

private:
    SectionHeader* m_header;
    QWidget* m_content;
    QVBoxLayout* m_body;
};

} // namespace ui
