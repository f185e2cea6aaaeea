#include "ui/thread/picture_shelf.h"

#include "desk/mailbox.h"

#include <QBuffer>
#include <QFile>
#include <QImageReader>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype kMostImageBytes = 12 * 1024 * 1024;
constexpr int kMostPixels = 4096; ///< on a side; more is a bomb, not a picture

QByteArray bytesOf(const QString& source)
{
    if (!source.startsWith("data:"_L1)) {
        QFile file(source);
        const bool fits = file.size() <= kMostImageBytes && file.open(QIODevice::ReadOnly);
        return fits ? file.readAll() : QByteArray();
    }
    const qsizetype comma = source.indexOf(u',');
    if (comma < 0 || !source.left(comma).endsWith(";base64"_L1))
        return {};
    return QByteArray::fromBase64(source.mid(comma + 1).toLatin1());
}

QImage decodedFrom(const PictureWish& wish)
{
    const QByteArray bytes = bytesOf(wish.source);
    if (!isBitmap(bytes))
        return {};
    QBuffer buffer;
    buffer.setData(bytes);
    QImageReader reader(&buffer);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(wish.fills);
    const QSize size = reader.size();
    if (!size.isValid() || size.width() > kMostPixels || size.height() > kMostPixels)
        return {};
    const auto mode = wish.fills ? Qt::KeepAspectRatioByExpanding : Qt::KeepAspectRatio;
    if (wish.fills || size.width() > wish.box.width() || size.height() > wish.box.height())
        reader.setScaledSize(size.scaled(wish.box, mode).expandedTo({1, 1}));
    const QImage image = reader.read();
    if (!wish.fills || image.isNull())
        return image;
    return image.copy(
        QRect(QPoint((image.width() - wish.box.width()) / 2, (image.height() - wish.box.height()) / 2), wish.box));
}

} // namespace

bool isBitmap(const QByteArray& bytes)
{
    if (bytes.size() < 12 || bytes.size() > kMostImageBytes)
        return false;
    return bytes.startsWith("\x89PNG\r\n\x1a\n") || bytes.startsWith("\xff\xd8\xff") || bytes.startsWith("GIF87a") ||
           bytes.startsWith("GIF89a") || (bytes.startsWith("RIFF") && bytes.mid(8, 4) == "WEBP");
}

PictureShelf::PictureShelf(QObject* parent)
    : QObject(parent)
    , m_known(kKilobytes)
{
}

std::optional<QImage> PictureShelf::request(const PictureWish& wish)
{
    if (const QImage* known = m_known.object(wish))
        return *known;
    if (m_asked.contains(wish))
        return std::nullopt;
    m_asked.insert(wish);
    m_decoder.post([this, wish, answers = desk::Mailbox(this)](store::Reader*) {
        answers.post([this, wish, image = decodedFrom(wish)] {
            m_asked.remove(wish);
            ++m_decoded;
            m_known.insert(wish, new QImage(image), int(1 + image.sizeInBytes() / 1024));
            Q_EMIT ready(wish);
        });
    });
    return std::nullopt;
}

} // namespace ui
