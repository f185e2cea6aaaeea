#include "server/rules/secrets.h"

#include "server/store/paths.h"

#include <QRegularExpression>

#include <sodium.h>

#include <array>

namespace server::rules
{

namespace
{

// 19 MiB and two passes: the least that OWASP names, since the embedded server's whole budget is 40 MB.
constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemory = 19 * 1024 * 1024;

void ready()
{
    static const bool isReady = sodium_init() >= 0;
    if (!isReady)
        qFatal("libsodium cannot be initialised: there is no source of randomness");
}

QByteArray randomBytes(int count)
{
    ready();
    QByteArray bytes(count, '\0');
    randombytes_buf(bytes.data(), static_cast<std::size_t>(count));
    return bytes;
}

} // namespace

QString randomToken()
{
    return QString::fromLatin1(
        randomBytes(32).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

bool isToken(const QString& text)
{
    static const QRegularExpression shape(QStringLiteral("^[A-Za-z0-9_-]{43}$"));
    return shape.match(text).hasMatch();
}

QString randomName()
{
    return QString::fromLatin1(randomBytes(16).toHex());
}

QString tokenHash(const QString& token)
{
    return store::hashOf(token);
}

bool sameSecret(const QByteArray& a, const QByteArray& b)
{
    return a.size() == b.size() && sodium_memcmp(a.constData(), b.constData(), std::size_t(a.size())) == 0;
}

QString passwordHash(const QString& password)
{
    ready();
    const QByteArray utf8 = password.toUtf8();
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    const int failed = crypto_pwhash_str(hash.data(), utf8.constData(), static_cast<unsigned long long>(utf8.size()),
                                         kPasses, kMemory);
    return failed ? QString() : QString::fromLatin1(hash.data());
}

bool passwordFits(const QString& hash, const QString& password)
{
    ready();
    static const QString nobody = passwordHash(randomToken());
    const QByteArray stored = (hash.isEmpty() ? nobody : hash).toLatin1();
    const QByteArray utf8 = password.toUtf8();
    return crypto_pwhash_str_verify(stored.constData(), utf8.constData(),
                                    static_cast<unsigned long long>(utf8.size())) == 0;
}

} // namespace server::rules
