#pragma once
// Rows that the overview's sections are made of.

#include "ui/theme/icon.h"
#include "ui/widgets/elided_label.h"

#include <QAbstractButton>

class QVBoxLayout;

namespace ui
{

class Section;

/// Takes everything out of a section's body.
void clearRows(Section& section);

/// A dim line about the section as a whole.
void remark(Section& section, const QString& text);

/// Shows the new rows and lays them out now: a layout would leave them out until the next turn of the event loop.
void settleRows(Section& section);

/// One line that can be pressed: words at the left, a small text at the right.
class LinkRow : public QAbstractButton
{
    Q_OBJECT

public:
    LinkRow(const QString& words, const QString& trailing, QWidget* parent);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_trailing;
};

/// Words at the left, a small text at the right; nothing to press.
QWidget* factRow(const QString& words, const QString& trailing, QWidget* parent);

} // namespace ui
