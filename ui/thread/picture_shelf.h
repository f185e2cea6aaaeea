#pragma once
// Pictures out of messages, decoded beside the UI thread at the size at which they are shown (THR-2, BEY-8).

#include "models/side_reader.h"

#include <QCache>
#include <QImage>
#include <QObject>
#include <QSet>
#include <QSize>
#include <QUrl>

#include <optional>

namespace ui
{

/// True for bytes that begin like PNG, JPEG, GIF or WebP and are small enough to decode: SVG never.
bool isBitmap(const QByteArray& bytes);

/// What is to be shown: a file that was fetched, or a `data:` address of the mail itself.
struct PictureWish {
    QString source;
    QSize box;          ///< in pixels; smaller pictures stay as they are
    bool fills = false; ///< covers the box and is cut to it; else it lies within

    friend bool operator==(const PictureWish&, const PictureWish&) = default;
    friend size_t qHash(const PictureWish& wish, size_t seed = 0)
    {
        return qHashMulti(seed, wish.source, wish.box.width(), wish.box.height(), wish.fills);
    }
};

/// Lives on the UI thread. What cannot be decoded is a null image: it is known too, and not asked again.
class PictureShelf : public QObject
{
    Q_OBJECT

public:
    static constexpr int kKilobytes = 48 * 1024; ///< what may be kept

    explicit PictureShelf(QObject* parent = nullptr);

    /// The picture when it is known; else nullopt, and ready() follows. Asking again meanwhile costs nothing.
    std::optional<QImage> request(const PictureWish& wish);
    int decoded() const { return m_decoded; } ///< how many were, for the tests

Q_SIGNALS:
    void ready(const ui::PictureWish& wish);

private:
    QCache<PictureWish, QImage> m_known;
    QSet<PictureWish> m_asked;
    int m_decoded = 0;
    models::SideReader m_decoder;
};

} // namespace ui
