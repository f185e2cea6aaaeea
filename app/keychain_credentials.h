#pragma once
// A desk's tokens in the system's keychain; where there is none, for this session only, and said so.

#include "desk/mailbox.h"
#include "sync/credentials.h"

#include <QObject>
#include <QString>

#include <atomic>
#include <mutex>

namespace app
{

/// Lives on the UI thread, where QtKeychain's jobs run; load/save/clear may be called from the worker thread. A slow or
/// locked keychain is never taken for "no secret", and never waited for longer than ten seconds.
class KeychainCredentials : public QObject, public syncing::Credentials
{
    Q_OBJECT

public:
    /// `account`: the desk's address. `patience`: milliseconds that the keychain may take to answer.
    explicit KeychainCredentials(QString account, int patience = 10'000, QObject* parent = nullptr);
    ~KeychainCredentials() override;

    void load(QObject* context, std::function<void(const syncing::Tokens&)> done) override;
    void save(const syncing::Tokens& tokens) override;
    void clear() override;

    /// UI thread, at the end of the program, when nobody saves any more: lets what was saved or cleared reach the
    /// keychain, for at most the patience; returns at once when nothing is on its way.
    void finish();

Q_SIGNALS:
    /// UI thread. The secret could not be kept: this session goes on, the next start asks again.
    void sessionOnly(const QString& sentence);
    /// UI thread. The keychain did not answer: locked, absent or slow; the next start, or a new sign-in, may help.
    void unavailable(const QString& sentence);
    /// UI thread. A keychain that was given up has answered after all: it is worth trying to sign in again.
    void recovered();
    /// UI thread. Nothing is on its way to the keychain any more.
    void settled();

private:
    void read(const desk::Mailbox& answerTo, const std::function<void(const syncing::Tokens&)>& done);
    /// The tokens of this session: a sign-in that came meanwhile is newer than what the keychain says.
    syncing::Tokens learn(const syncing::Tokens& fromKeychain);
    void write(const syncing::Tokens& tokens);
    void remove();
    void written();

    QString m_account;
    int m_patience;
    desk::Mailbox m_mailbox;
    std::mutex m_mutex;
    syncing::Tokens m_tokens;         ///< what this session knows; guarded by m_mutex
    std::atomic<int> m_unwritten = 0; ///< saves and clears that the keychain has not answered
};

} // namespace app
