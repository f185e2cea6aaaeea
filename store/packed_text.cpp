#include "store/packed_text.h"

#include "sql/transaction.h"

#include <unordered_map>

#include <zdict.h>
#include <zstd.h>

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
constexpr int kPackLevel = 3;                             // what 1 GB/s machines write at; higher levels gain 5 %
constexpr size_t kDictionaryBytes = 32 * 1024;            // twice of it gains 3 % and costs each reader its memory
constexpr unsigned long long kLongestText = 64ULL << 20U; // far above what a message may hold: a broken head says more

template<auto Free>
struct Freed {
    template<class T>
    void operator()(T* object) const
    {
        Free(object);
    }
};
using PackContext = std::unique_ptr<ZSTD_CCtx, Freed<ZSTD_freeCCtx>>;
using UnpackContext = std::unique_ptr<ZSTD_DCtx, Freed<ZSTD_freeDCtx>>;
using PackDictionary = std::unique_ptr<ZSTD_CDict, Freed<ZSTD_freeCDict>>;
using UnpackDictionary = std::unique_ptr<ZSTD_DDict, Freed<ZSTD_freeDDict>>;

[[noreturn]] void throwUnreadable(const QString& why)
{
    throw sql::Failure(sql::ErrorKind::Corrupt, u"a packed text cannot be read: "_s + why);
}

/// Reads the cells of one connection.
class TextUnpacker
{
public:
    explicit TextUnpacker(sql::SqliteConnection& connection)
        : m_connection(connection)
    {
    }

    sql::Utf8 unpack(const QByteArray& frame)
    {
        if (!m_context)
            m_context.reset(ZSTD_createDCtx());
        const auto length = static_cast<size_t>(frame.size());
        const unsigned long long size = ZSTD_getFrameContentSize(frame.constData(), length);
        if (size > kLongestText) // the two words for "unknown" and "no frame" are the largest numbers
            throwUnreadable(u"no length"_s);
        sql::Utf8 text{QByteArray(static_cast<qsizetype>(size), Qt::Uninitialized)};
        const unsigned id = ZSTD_getDictID_fromFrame(frame.constData(), length);
        const size_t got = ZSTD_decompress_usingDDict(m_context.get(), text.bytes.data(), size, frame.constData(),
                                                      length, id == 0 ? nullptr : dictionary(id));
        if (ZSTD_isError(got) != 0)
            throwUnreadable(QLatin1String(ZSTD_getErrorName(got)));
        text.bytes.truncate(static_cast<qsizetype>(got));
        return text;
    }

private:
    const ZSTD_DDict* dictionary(unsigned id)
    {
        UnpackDictionary& kept = m_dictionaries[id];
        if (!kept) {
            const auto bytes =
                m_connection.value<QByteArray>(u"SELECT bytes FROM text_dictionary WHERE id = ?"_s, qint64(id));
            if (!bytes)
                throwUnreadable(u"its dictionary is not here"_s);
            kept.reset(ZSTD_createDDict(bytes->constData(), static_cast<size_t>(bytes->size())));
        }
        return kept.get();
    }

    sql::SqliteConnection& m_connection; // owns the function that owns this
    UnpackContext m_context;
    std::unordered_map<unsigned, UnpackDictionary> m_dictionaries;
};
} // namespace

QString unpackedColumn(const QString& column)
{
    return u"CASE typeof(%1) WHEN 'blob' THEN unpacked(%1) ELSE %1 END"_s.arg(column);
}

void readsPackedText(sql::SqliteConnection& connection)
{
    const auto unpacker = std::make_shared<TextUnpacker>(connection);
    connection.registerFunction("unpacked", 1, [unpacker](const sql::Values& values) -> sql::Value {
        return unpacker->unpack(std::get<QByteArray>(values.first().data()));
    });
}

class TextPacker::Private
{
public:
    PackContext context{ZSTD_createCCtx()};
    PackDictionary dictionary;
    bool isLoaded = false; ///< the file was asked for its dictionary
    QByteArray samples;
    std::vector<size_t> sampleSizes;

    void use(const QByteArray& bytes)
    {
        dictionary.reset(ZSTD_createCDict(bytes.constData(), static_cast<size_t>(bytes.size()), kPackLevel));
        samples = {};
        sampleSizes = {};
    }
};

TextPacker::TextPacker()
    : d(std::make_unique<Private>())
{
}

TextPacker::~TextPacker() = default;
TextPacker::TextPacker(TextPacker&& other) noexcept = default;

void TextPacker::load(sql::Connection& db)
{
    if (d->isLoaded)
        return;
    const auto bytes = db.value<QByteArray>(u"SELECT bytes FROM text_dictionary ORDER BY id DESC LIMIT 1"_s);
    if (bytes)
        d->use(*bytes);
    d->isLoaded = true;
}

sql::Value TextPacker::pack(sql::Connection& db, const QString& text)
{
    if (text.size() * 3 < kShortest)
        return text;
    const QByteArray utf8 = text.toUtf8();
    if (utf8.size() < kShortest)
        return sql::Utf8{utf8};
    load(db);
    const auto length = static_cast<size_t>(utf8.size());
    if (!d->dictionary && d->samples.size() < kSampleBytes) {
        const qsizetype taken = std::min(utf8.size(), kLongestSample);
        d->samples += utf8.first(taken);
        d->sampleSizes.push_back(static_cast<size_t>(taken));
    }
    QByteArray frame(static_cast<qsizetype>(ZSTD_compressBound(length)), Qt::Uninitialized);
    const auto room = static_cast<size_t>(frame.size());
    const size_t got =
        d->dictionary ? ZSTD_compress_usingCDict(d->context.get(), frame.data(), room, utf8.constData(), length,
                                                 d->dictionary.get())
                      : ZSTD_compressCCtx(d->context.get(), frame.data(), room, utf8.constData(), length, kPackLevel);
    if (ZSTD_isError(got) != 0 || got >= length)
        return sql::Utf8{utf8};
    frame.truncate(static_cast<qsizetype>(got));
    frame.squeeze();
    return frame;
}

bool TextPacker::canLearn() const
{
    return !d->dictionary && d->samples.size() >= kSampleBytes && d->sampleSizes.size() >= size_t(kFewestSamples);
}

void TextPacker::learn(sql::Connection& db)
{
    if (!canLearn())
        return;
    const QByteArray samples = std::exchange(d->samples, {});
    const std::vector<size_t> sizes = std::exchange(d->sampleSizes, {});
    QByteArray bytes(kDictionaryBytes, Qt::Uninitialized);
    const size_t got = ZDICT_trainFromBuffer(bytes.data(), kDictionaryBytes, samples.constData(), sizes.data(),
                                             static_cast<unsigned>(sizes.size()));
    if (ZDICT_isError(got) != 0) // mails that have nothing in common: others will come
        return;
    bytes.truncate(static_cast<qsizetype>(got));
    sql::Transaction transaction(db);
    db.execute(u"INSERT INTO text_dictionary (id, bytes) VALUES (?, ?)"_s,
               qint64(ZDICT_getDictID(bytes.constData(), got)), bytes);
    transaction.commit();
    d->use(bytes);
}

} // namespace store
