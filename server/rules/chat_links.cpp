#include "server/rules/chat_links.h"

#include "server/rules/faults.h"
#include "server/rules/secrets.h"
#include "server/store/rows.h"

#include <QMessageAuthenticationCode>

namespace server::rules
{

using namespace Qt::StringLiterals;
using store::Result;

namespace
{

const auto kSetting = u"chat-link-key"_s;

Result<QByteArray> deskKey(store::Store& store)
{
    const auto read = [](sql::Connection& sql) { return store::setting(sql, kSetting).toLatin1(); };
    auto key = store.read(read);
    if (!key || !key->isEmpty())
        return key;
    return store.write([&](store::FeedTransaction& transaction) -> QByteArray {
        transaction.sql().execute(u"INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING"_s,
                                  kSetting, randomToken());
        return read(transaction.sql());
    });
}

QString signature(const QByteArray& key, const desk::AttachmentId& file, desk::Instant until)
{
    const QByteArray text = "file " + file.value().toUtf8() + " until " + QByteArray::number(until.ms);
    return QString::fromLatin1(QMessageAuthenticationCode::hash(text, key, QCryptographicHash::Sha256)
                                   .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

} // namespace

Result<FileLink> chatLink(store::Store& store, const QString& session, const desk::AttachmentId& file,
                          desk::Instant now)
{
    if (const auto found = store::openChatFile(store, session, file); !found)
        return found.fault();
    const auto key = deskKey(store);
    if (!key)
        return key.fault();
    const desk::Instant until = now + kLinkLife;
    return FileLink{until, signature(*key, file, until)};
}

Result<store::StoredFile> openChatLink(store::Store& store, const desk::AttachmentId& file, const FileLink& link,
                                       desk::Instant now)
{
    const auto key = deskKey(store);
    if (!key)
        return key.fault();
    const bool isGood = sameSecret(signature(*key, file, link.until).toLatin1(), link.key.toLatin1());
    if (!isGood || link.until <= now)
        return fault(store::FaultKind::NotFound, "no-such-attachment",
                     "This link has ended. Open the file from the chat again.");
    return store::openLinkedFile(store, file);
}

} // namespace server::rules
