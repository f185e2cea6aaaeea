#pragma once
// Signing in to a desk from the first-run dialog (docs/protocol.md "Signing in").

#include "sync/credentials.h"

#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QUrl>

namespace app
{

class SignIn : public QObject
{
    Q_OBJECT

public:
    /// What a failure is about, and where it can be mended: in the address, in the password or invitation, or at the
    /// desk.
    enum class About { Address, Secret, Desk };
    Q_ENUM(About)

    /// `patience`: milliseconds for the whole attempt.
    explicit SignIn(int patience = 20'000, QObject* parent = nullptr);

    /// succeeded() or failed() follows, once; a second attempt ends the first. The password is not kept.
    void attempt(const QUrl& server, const QString& email, const QString& password);
    /// The same with a one-time word of an admin; `password` is the new one.
    void accept(const QUrl& server, const QString& invitation, const QString& password);

Q_SIGNALS:
    /// `email` as the desk knows it; empty when it does not say.
    void succeeded(const QUrl& server, const syncing::Tokens& tokens, const QString& email);
    void failed(const QString& sentence, app::SignIn::About about);

private:
    enum class Way { Password, Invitation };
    void ask(const QUrl& server, const QString& path, QJsonObject body, Way way);
    void answered(QNetworkReply* reply, const QUrl& server, Way way);
    static About aboutOf(const QNetworkReply& reply);
    static QString sentenceFor(const QNetworkReply& reply, const QJsonObject& problem, Way way);

    QNetworkAccessManager m_network;
    QPointer<QNetworkReply> m_reply;
    QTimer m_patience;
};

} // namespace app
