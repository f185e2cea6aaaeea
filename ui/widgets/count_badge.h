#pragma once

#include <QLocale>
#include <QWidget>

namespace ui
{

/// A count in the reader's figures, `99+` style above `cap` when cap is positive.
QString countText(qint64 count, int cap = 0, const QLocale& locale = QLocale());

/// Size of a filled count badge for `text`.
QSize countBadgeSize(const QString& text);

/// Paints a filled badge (accent) with `text` centred in `rect`.
void paintCountBadge(QPainter* painter, const QRect& rect, const QString& text);

/// A count badge as a widget; hidden at zero.
class CountBadge : public QWidget
{
    Q_OBJECT
public:
    explicit CountBadge(QWidget* parent = nullptr);
    /// `meaning` is for the screen reader, such as "7 unread tickets".
    void setCount(qint64 count, const QString& meaning = {});
    qint64 count() const { return m_count; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    qint64 m_count = 0;
};

} // namespace ui
