#include "app/keychain_credentials.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

#include <memory>
#include <qt6keychain/keychain.h>

namespace app
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kPatience = 10'000;
const QString kService = u"bellhop"_s;

QByteArray encode(const syncing::Tokens& tokens)
{
    return QJsonDocument({{u"access"_s, tokens.access}, {u"refresh"_s, tokens.refresh}}).toJson(QJsonDocument::Compact);
}

syncing::Tokens decode(const QByteArray& bytes)
{
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    return {object.value(u"access"_s).toString(), object.value(u"refresh"_s).toString()};
}

/// Runs a job; exactly one of `finished` and `late` is called.
template<class Job>
void run(Job* job, QObject* owner, std::function<void(Job*)> finished, std::function<void()> late)
{
    auto settled = std::make_shared<bool>(false);
    QObject::connect(job, &QKeychain::Job::finished, owner, [job, settled, finished](QKeychain::Job*) {
        if (!std::exchange(*settled, true))
            finished(job);
    });
    QTimer::singleShot(kPatience, owner, [settled, late] {
        if (!std::exchange(*settled, true))
            late();
    });
    job->start();
}

} // namespace

KeychainCredentials::KeychainCredentials(QString account, QObject* parent)
    : QObject(parent)
    , m_account(std::move(account))
    , m_mailbox(this)
{
}

void KeychainCredentials::load(QObject* context, std::function<void(const syncing::Tokens&)> done)
{
    syncing::Tokens known;
    {
        const std::lock_guard lock(m_mutex);
        known = m_tokens;
    }
    if (!known.access.isEmpty())
        return done(known);
    m_mailbox.post([this, answerTo = desk::Mailbox(context), done = std::move(done)] { read(answerTo, done); });
}

void KeychainCredentials::read(const desk::Mailbox& answerTo, std::function<void(const syncing::Tokens&)> done)
{
    auto* job = new QKeychain::ReadPasswordJob(kService, this);
    job->setKey(m_account);
    run<QKeychain::ReadPasswordJob>(
        job, this,
        [this, answerTo, done](QKeychain::ReadPasswordJob* read) {
            const syncing::Tokens tokens = decode(read->binaryData());
            if (read->error() != QKeychain::NoError && read->error() != QKeychain::EntryNotFound)
                Q_EMIT unavailable(tr("The keychain could not be read (%1). Your work here is kept; sign in to go on.")
                                       .arg(read->errorString()));
            {
                const std::lock_guard lock(m_mutex);
                if (m_tokens.access.isEmpty())
                    m_tokens = tokens;
            }
            answerTo.post([done, tokens] { done(tokens); });
        },
        [this, answerTo, done] {
            Q_EMIT unavailable(
                tr("The keychain does not answer; it may be locked. Unlock it and start Bellhop again, or "
                   "sign in anew. Your work here is kept."));
            answerTo.post([done] { done({}); });
        });
}

void KeychainCredentials::save(const syncing::Tokens& tokens)
{
    {
        const std::lock_guard lock(m_mutex);
        m_tokens = tokens;
    }
    m_mailbox.post([this, tokens] { write(tokens); });
}

void KeychainCredentials::write(const syncing::Tokens& tokens)
{
    auto* job = new QKeychain::WritePasswordJob(kService, this);
    job->setKey(m_account);
    job->setBinaryData(encode(tokens));
    const auto notKept = [this](const QString& why) {
        Q_EMIT sessionOnly(
            tr("Your sign-in could not be kept in a keychain (%1). It is used for this session only; the "
               "next start asks again.")
                .arg(why));
    };
    run<QKeychain::WritePasswordJob>(
        job, this,
        [notKept](QKeychain::WritePasswordJob* written) {
            if (written->error() != QKeychain::NoError)
                notKept(written->errorString());
        },
        [notKept] { notKept(tr("it does not answer")); });
}

void KeychainCredentials::clear()
{
    {
        const std::lock_guard lock(m_mutex);
        m_tokens = {};
    }
    m_mailbox.post([this] { remove(); });
}

void KeychainCredentials::remove()
{
    auto* job = new QKeychain::DeletePasswordJob(kService, this);
    job->setKey(m_account);
    job->start();
}

} // namespace app
