#pragma once
// Signing in to a desk from the first-run dialog (docs/protocol.md "Signing in").

#include "sync/credentials.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QUrl>

namespace app
{

class SignIn : public QObject
{
    Q_OBJECT

public:
    explicit SignIn(QObject* parent = nullptr);

    /// One attempt at a time; succeeded() or failed() follows. The password is not kept.
    void attempt(const QUrl& server, const QString& email, const QString& password);

    /// "desk.example" → https://desk.example; an empty address when the text cannot be one.
    static QUrl addressFrom(const QString& text);

Q_SIGNALS:
    void succeeded(const QUrl& server, const syncing::Tokens& tokens);
    void failed(const QString& sentence);

private:
    QNetworkAccessManager m_network;
};

} // namespace app
