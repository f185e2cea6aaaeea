#include "ui/widgets/avatar.h"

#include "ui/theme/theme.h"

#include <QCache>
#include <QCoreApplication>
#include <QPainter>

#include <array>

using namespace Qt::StringLiterals;

namespace ui
{

namespace
{

// White initials keep AA on each of them, in both appearances.
constexpr std::array<QRgb, 10> discs{0x7a5bb5, 0xad5429, 0x2c7a64, 0x33648f, 0x8a5670,
                                     0x55702f, 0x46578c, 0x7a6528, 0x6a4c87, 0x80503a};

/// FNV-1a with its bits stirred at the end: stable across platforms and runs, unlike qHash.
quint32 stableHash(const QString& text)
{
    quint32 hash = 2166136261u;
    for (const char byte : text.toUtf8()) {
        hash ^= quint8(byte);
        hash *= 16777619u;
    }
    hash ^= hash >> 16;
    hash *= 0x7feb352du;
    hash ^= hash >> 15;
    return hash;
}

/// The first letter or digit of a word, whole even outside the basic plane; empty when it has none.
QString firstLetter(const QString& word)
{
    for (qsizetype i = 0; i < word.size(); ++i) {
        const bool pair = word[i].isHighSurrogate() && i + 1 < word.size() && word[i + 1].isLowSurrogate();
        const char32_t code = pair ? QChar::surrogateToUcs4(word[i], word[i + 1]) : word[i].unicode();
        if (QChar::isLetterOrNumber(code))
            return QStringView(QChar::fromUcs4(QChar::toUpper(code))).toString();
        i += pair ? 1 : 0;
    }
    return {};
}

struct FaceKey {
    QString name, seed;
    int channel, size, dpr;
    QRgb ground;
    int fonts;
    bool operator==(const FaceKey&) const = default;
    friend size_t qHash(const FaceKey& key, size_t seed = 0)
    {
        return qHashMulti(seed, key.name, key.seed, key.channel, key.size, key.dpr, key.ground, key.fonts);
    }
};

constexpr int kFaceKilobytes = 2048; ///< about 400 of a list's, a quarter of that on a fine screen

QCache<FaceKey, QPixmap>& faces()
{
    static auto* cache = [] {
        qAddPostRoutine([] { faces().clear(); });
        return new QCache<FaceKey, QPixmap>(kFaceKilobytes);
    }();
    return *cache;
}

} // namespace

QString initials(const QString& name)
{
    QStringList letters;
    for (const QString& word : name.left(200).simplified().split(u' ', Qt::SkipEmptyParts))
        if (const QString letter = firstLetter(word); !letter.isEmpty())
            letters += letter;
    if (letters.isEmpty())
        return u"?"_s;
    return letters.size() == 1 ? letters.first() : letters.first() + letters.last();
}

QColor avatarColor(const QString& seed)
{
    return QColor(discs[stableHash(seed) % discs.size()]);
}

static void paintMark(QPainter* painter, const QRectF& disc, Glyph glyph, const QColor& ground)
{
    const qreal side = qMax<qreal>(extent::channelMark, disc.width() * 0.3);
    const QRectF plate(disc.right() - side - 2, disc.bottom() - side - 2, side + 5, side + 5);
    painter->setBrush(ground);
    painter->drawEllipse(plate);
    QRectF mark(0, 0, side, side);
    mark.moveCenter(plate.center());
    Icon::paint(painter, glyph, mark, tokens().dim);
}

void paintAvatar(QPainter* painter, const QRectF& disc, const AvatarFace& face, const QColor& ground)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(avatarColor(face.seed.isEmpty() ? face.name : face.seed));
    painter->drawEllipse(disc);
    QFont font = Theme::current().font(Type::SecondaryStrong);
    font.setPixelSize(qMax(8, qRound(disc.height() * 0.36)));
    painter->setFont(font);
    painter->setPen(Qt::white);
    painter->drawText(disc, int(Qt::AlignCenter) | Qt::TextSingleLine, initials(face.name));
    painter->setPen(Qt::NoPen);
    if (face.channel)
        paintMark(painter, disc, *face.channel, ground);
    painter->restore();
}

QPixmap avatarPixmap(const AvatarFace& face, int size, const QColor& ground, qreal dpr)
{
    const FaceKey key{face.name,
                      face.seed,
                      face.channel ? int(*face.channel) : -1,
                      size,
                      qRound(dpr * 100),
                      ground.rgba(),
                      Theme::current().fontRevision() * 2 + Theme::current().isDark()};
    if (const QPixmap* known = faces().object(key))
        return *known;
    QPixmap made(QSize(size, size) * dpr);
    made.setDevicePixelRatio(dpr);
    made.fill(Qt::transparent);
    QPainter painter(&made);
    const int room = face.channel ? 3 : 0;
    paintAvatar(&painter, QRectF(0, 0, size - room, size - room), face, ground);
    painter.end();
    // A copy, since what was painted on keeps its painter's buffers, which are larger than a face.
    const QPixmap kept = made.copy();
    faces().insert(key, new QPixmap(kept), qMax(1, kept.width() * kept.height() * kept.depth() / 8 / 1024));
    return kept;
}

Glyph channelGlyph(const QString& channel)
{
    if (channel == u"email"_s)
        return Glyph::Mail;
    for (const Glyph glyph : {Glyph::Sms, Glyph::Webchat, Glyph::Instagram, Glyph::Whatsapp})
        if (Icon::name(glyph) == channel)
            return glyph;
    return Glyph::Globe;
}

Avatar::Avatar(int size, QWidget* parent)
    : QWidget(parent)
    , m_size(size)
{
    setFixedSize(size, size);
}

void Avatar::setFace(const AvatarFace& face)
{
    m_face = face;
    setAccessibleName(face.name);
    update();
}

void Avatar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.drawPixmap(0, 0, avatarPixmap(m_face, m_size, palette().color(backgroundRole()), devicePixelRatioF()));
}

} // namespace ui
