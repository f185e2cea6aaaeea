#include "app/sign_in.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSysInfo>

namespace app
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kTimeout = 20'000;
constexpr qint64 kMaxAnswer = 64 * 1024;

bool isLoopback(const QUrl& url)
{
    return url.host() == u"127.0.0.1"_s || url.host() == u"localhost"_s || url.host() == u"::1"_s;
}

QString sentenceFor(const QNetworkReply& reply, const QJsonObject& problem)
{
    const QString detail = problem.value(u"detail"_s).toString();
    switch (reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt()) {
    case 0:
        return SignIn::tr("The desk cannot be reached: %1. Check the address and your connection, then try again.")
            .arg(reply.errorString());
    case 401:
        return SignIn::tr(
            "The e-mail address or the password is not right. Try again, or ask an admin of your desk for "
            "a reset.");
    case 403:
        return detail.isEmpty() ? SignIn::tr("Your role has no access to the helpdesk. Ask an admin of your desk.")
                                : detail;
    case 404:
        return SignIn::tr("There is no Bellhop desk at this address. Check it with whoever set up your desk.");
    case 429:
        return SignIn::tr("Too many attempts. Wait a minute, then try again.");
    default:
        return SignIn::tr("The desk answered with an error (%1). Try again in a moment.")
            .arg(reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt());
    }
}

} // namespace

SignIn::SignIn(QObject* parent)
    : QObject(parent)
{
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy); // a password never follows a redirect
    m_network.setTransferTimeout(kTimeout);
}

QUrl SignIn::addressFrom(const QString& text)
{
    QString typed = text.trimmed();
    while (typed.endsWith(u'/'))
        typed.chop(1);
    if (typed.isEmpty())
        return {};
    const QUrl url(typed.contains(u"://"_s) ? typed : u"https://"_s + typed, QUrl::StrictMode);
    const bool known = url.scheme() == u"http"_s || url.scheme() == u"https"_s;
    return url.isValid() && known && !url.host().isEmpty() && url.userInfo().isEmpty() ? url : QUrl();
}

void SignIn::attempt(const QUrl& server, const QString& email, const QString& password)
{
    if (server.scheme() == u"http"_s && !isLoopback(server))
        return Q_EMIT failed(
            tr("This address is not encrypted (http). Use https, so that nobody on the way can read your "
               "password."));
    QUrl url = server;
    url.setPath(server.path() + u"/v1/sign-in"_s);
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    const QJsonObject body{
        {u"email"_s, email.trimmed()}, {u"password"_s, password}, {u"device"_s, QSysInfo::machineHostName()}};
    QNetworkReply* reply = m_network.post(request, QJsonDocument(body).toJson(QJsonDocument::Compact));
    connect(reply, &QNetworkReply::finished, this, [this, reply, server] {
        reply->deleteLater();
        const QJsonObject answer = QJsonDocument::fromJson(reply->read(kMaxAnswer)).object();
        if (reply->error() != QNetworkReply::NoError)
            return Q_EMIT failed(sentenceFor(*reply, answer));
        const syncing::Tokens tokens{answer.value(u"access"_s).toString(), answer.value(u"refresh"_s).toString()};
        if (tokens.access.isEmpty())
            return Q_EMIT failed(tr("What answers at this address is not a Bellhop desk. Check the address."));
        Q_EMIT succeeded(server, tokens);
    });
}

} // namespace app
