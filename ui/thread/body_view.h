#pragma once
// The text of one message: selectable, its links shown and asked about, and nothing ever read from files or network
// (THR-3).

#include "desk/message.h"
#include "models/body_cache.h"

#include <QHash>
#include <QTextBrowser>

namespace ui
{

/// Images that may be shown, by content id: decoded from files that were downloaded for this very message.
using CidImages = QHash<QString, QByteArray>;

/// True for what may be opened outside: http, https, mailto and tel.
bool mayOpenOutside(const QUrl& url);
/// True for bytes that begin like PNG, JPEG, GIF or WebP and are small enough to decode: SVG never.
bool isBitmap(const QByteArray& bytes);

class BodyView : public QTextBrowser
{
    Q_OBJECT

public:
    explicit BodyView(QWidget* parent = nullptr);

    /// `html` must have come from the cleaner.
    void setBody(const QString& html, const QList<store::html::Link>& links);
    void setPlainBody(const QString& text);
    void setImages(const CidImages& images);
    /// Lays out at `width` and takes the height that this needs.
    void fit(int width);
    /// The narrowest width that keeps the lines as they are at `width`.
    int naturalWidth(int width);
    QSize sizeHint() const override { return m_fitted; }
    QSize minimumSizeHint() const override { return m_fitted; }
    /// Reads of anything but cid: and data: bitmaps that were refused; a mail's tries are counted for the tests.
    int refusedLoads() const { return m_refused; }

protected:
    QVariant loadResource(int type, const QUrl& name) override;
    void wheelEvent(QWheelEvent* event) override;
    bool event(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void openLink(const QUrl& url);
    void applyTheme();
    QString linkTip(const QString& target) const;

    QList<store::html::Link> m_links;
    CidImages m_images;
    QSize m_fitted{0, 0};
    QString m_html;
    int m_refused = 0;
};

} // namespace ui
