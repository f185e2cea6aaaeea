#pragma once
// Signing in to a desk from the first-run dialog (docs/protocol.md "Signing in").

#include "sync/credentials.h"

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
    /// `patience`: milliseconds for the whole attempt.
    explicit SignIn(int patience = 20'000, QObject* parent = nullptr);

    /// succeeded() or failed() follows, once; a second attempt ends the first. The password is not kept.
    void attempt(const QUrl& server, const QString& email, const QString& password);

Q_SIGNALS:
    void succeeded(const QUrl& server, const syncing::Tokens& tokens);
    void failed(const QString& sentence);

private:
    void answered(QNetworkReply* reply, const QUrl& server);

    QNetworkAccessManager m_network;
    QPointer<QNetworkReply> m_reply;
    QTimer m_patience;
};

} // namespace app
