#pragma once
// The text of one message: selectable, its links shown and asked about, and nothing ever read from files or network
// (THR-3).

#include "desk/message.h"
#include "models/body_cache.h"
#include "ui/theme/tokens.h"
#include "ui/thread/picture_shelf.h"

#include <QHash>
#include <QSet>
#include <QTextBrowser>
#include <QTimer>

namespace ui
{

class BodyView : public QTextBrowser
{
    Q_OBJECT

public:
    explicit BodyView(PictureShelf& pictures, QWidget* parent = nullptr);

    /// What the card is filled with, on which colours of a mail must be readable; for the next text that is set.
    void setGround(QColor Tokens::*ground) { m_ground = ground; }
    /// `html` must have come from the cleaner.
    void setBody(const QString& html, const QList<html::Link>& links);
    void setPlainBody(const QString& text);
    /// A part of this very message is here: its `cid:` picture is decoded when the text shows it.
    void setPart(const QString& contentId, const QString& path);
    /// Another message comes: the parts of this one are not its.
    void forgetParts();
    /// Lays out at `width` and takes the height that this needs. Asked again for the same text and width, it costs
    /// nothing: a thread measures its cards several times while it finds their places.
    void fit(int width);
    /// The narrowest width that keeps the lines as they are at `width`.
    int naturalWidth(int width);
    QSize sizeHint() const override { return m_fitted; }
    QSize minimumSizeHint() const override { return m_fitted; }
    /// Reads of anything but cid: and data: bitmaps that were refused; a mail's tries are counted for the tests.
    int refusedLoads() const { return m_refused; }
    int bursts() const { return m_bursts; } ///< how often pictures were put in, for the tests

Q_SIGNALS:
    void picturesShown(); ///< the text may take another height now

protected:
    QVariant loadResource(int type, const QUrl& name) override;
    void wheelEvent(QWheelEvent* event) override;
    bool event(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    QMimeData* createMimeDataFromSelection() const override;

private:
    void fill();
    void openLink(const QUrl& url);
    void applyTheme();
    void showPictures();
    QImage picture(const QUrl& url);
    QString linkTip(const QString& target) const;
    void forgetMeasures();

    QList<html::Link> m_links;
    PictureShelf& m_pictures;
    QHash<QString, QString> m_parts; ///< path by content id
    QSet<QString> m_missing;         ///< content ids that the text shows and that are not here
    QSet<PictureWish> m_waiting;
    QTimer m_burst;
    int m_bursts = 0;
    QSize m_fitted{0, 0};
    int m_fittedFor = -1; ///< the width that m_fitted was found for; -1 = the text has changed since
    int m_naturalFor = -1;
    int m_natural = 0;
    QString m_html;
    QColor Tokens::*m_ground = &Tokens::panel;
    int m_refused = 0;
};

} // namespace ui
