#include "app/keychain_credentials.h"

#include <QEventLoop>
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

const QString kKeychainService = u"bellhop"_s;

QByteArray encode(const syncing::Tokens& tokens)
{
    return QJsonDocument({{u"access"_s, tokens.access}, {u"refresh"_s, tokens.refresh}}).toJson(QJsonDocument::Compact);
}

syncing::Tokens decode(const QByteArray& bytes)
{
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    return {object.value(u"access"_s).toString(), object.value(u"refresh"_s).toString()};
}

/// Starts a job and gives it `patience` milliseconds: `finished(job, late)` when it ends, after that time too; `waited`
/// when the time is over before. The job has no parent: its backend may answer to it after its asker is gone.
template<class Job>
void run(Job* job, QObject* owner, int patience, std::function<void(Job*, bool late)> finished,
         const std::function<void()>& waited)
{
    auto* timer = new QTimer(owner);
    timer->setSingleShot(true);
    auto late = std::make_shared<bool>(false);
    QObject::connect(timer, &QTimer::timeout, owner, [late, waited] {
        *late = true;
        waited();
    });
    QObject::connect(job, &QKeychain::Job::finished, owner, [job, timer, late, finished](QKeychain::Job*) {
        timer->stop();
        timer->deleteLater();
        finished(job, *late);
    });
    timer->start(patience);
    job->start();
}

} // namespace

KeychainCredentials::KeychainCredentials(QString account, int patience, QObject* parent)
    : QObject(parent)
    , m_account(std::move(account))
    , m_patience(patience)
    , m_mailbox(this)
{
}

KeychainCredentials::~KeychainCredentials()
{
    m_mailbox.close();
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

syncing::Tokens KeychainCredentials::learn(const syncing::Tokens& fromKeychain)
{
    const std::lock_guard lock(m_mutex);
    if (m_tokens.access.isEmpty())
        m_tokens = fromKeychain;
    return m_tokens;
}

void KeychainCredentials::read(const desk::Mailbox& answerTo, const std::function<void(const syncing::Tokens&)>& done)
{
    auto* job = new QKeychain::ReadPasswordJob(kKeychainService);
    job->setKey(m_account);
    const auto finished = [this, answerTo, done](QKeychain::ReadPasswordJob* read, bool late) {
        const bool failed = read->error() != QKeychain::NoError && read->error() != QKeychain::EntryNotFound;
        const syncing::Tokens tokens = learn(failed ? syncing::Tokens() : decode(read->binaryData()));
        if (late) {
            if (!tokens.access.isEmpty())
                Q_EMIT recovered();
            return;
        }
        if (failed && tokens.access.isEmpty())
            Q_EMIT unavailable(tr("The keychain could not be read (%1). Your work here is kept; sign in to go on.")
                                   .arg(read->errorString()));
        answerTo.post([done, tokens] { done(tokens); });
    };
    const auto waited = [this, answerTo, done] {
        const syncing::Tokens tokens = learn({});
        if (tokens.access.isEmpty())
            Q_EMIT unavailable(tr("The keychain does not answer; it may be locked. Unlock it, or sign in anew. Your "
                                  "work here is kept."));
        answerTo.post([done, tokens] { done(tokens); });
    };
    run<QKeychain::ReadPasswordJob>(job, this, m_patience, finished, waited);
}

void KeychainCredentials::save(const syncing::Tokens& tokens)
{
    {
        const std::lock_guard lock(m_mutex);
        m_tokens = tokens;
    }
    ++m_unwritten;
    m_mailbox.post([this, tokens] { write(tokens); });
}

void KeychainCredentials::write(const syncing::Tokens& tokens)
{
    auto* job = new QKeychain::WritePasswordJob(kKeychainService);
    job->setKey(m_account);
    job->setBinaryData(encode(tokens));
    const auto notKept = [this](const QString& why) {
        Q_EMIT sessionOnly(
            tr("Your sign-in could not be kept in a keychain (%1). It is used for this session only; the "
               "next start asks again.")
                .arg(why));
    };
    run<QKeychain::WritePasswordJob>(
        job, this, m_patience,
        [this, notKept](QKeychain::WritePasswordJob* done, bool late) {
            if (!late && done->error() != QKeychain::NoError)
                notKept(done->errorString());
            written();
        },
        [notKept] { notKept(tr("it does not answer")); });
}

void KeychainCredentials::clear()
{
    {
        const std::lock_guard lock(m_mutex);
        m_tokens = {};
    }
    ++m_unwritten;
    m_mailbox.post([this] { remove(); });
}

void KeychainCredentials::remove()
{
    auto* job = new QKeychain::DeletePasswordJob(kKeychainService);
    job->setKey(m_account);
    connect(job, &QKeychain::Job::finished, this, &KeychainCredentials::written);
    job->start();
}

void KeychainCredentials::written()
{
    if (--m_unwritten == 0)
        Q_EMIT settled();
}

// A refreshed token that is dropped here would leave the spent one in the keychain: signed out at the next start.
void KeychainCredentials::finish()
{
    if (m_unwritten == 0)
        return;
    QEventLoop loop;
    connect(this, &KeychainCredentials::settled, &loop, &QEventLoop::quit);
    QTimer::singleShot(m_patience, &loop, &QEventLoop::quit);
    loop.exec(QEventLoop::ExcludeUserInputEvents);
}

} // namespace app
