#include "app/sign_in.h"

#include "desk/desk_address.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkRequest>
#include <QSysInfo>

namespace app
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 kMaxAnswer = 64 * 1024;
constexpr const char* kAborted = "bellhopAborted";

QString unknownSentence(bool invitation)
{
    if (invitation)
        return SignIn::tr("The desk does not know this invitation: it was used, or is older than 7 days, or a part of "
                          "it is missing. Check it, or ask an admin of your desk for a new one.");
    return SignIn::tr("The e-mail address or the password is not right. Try again, or ask an admin of your desk for "
                      "a reset.");
}

} // namespace

QString SignIn::sentenceFor(const QNetworkReply& reply, const QJsonObject& problem, Way way)
{
    if (reply.error() == QNetworkReply::OperationCanceledError)
        return SignIn::tr("The desk did not answer in time. Check the address and your connection, then try again.");
    const QString detail = problem.value(u"detail"_s).toString();
    switch (reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt()) {
    case 0:
        return SignIn::tr("The desk cannot be reached: %1. Check the address and your connection, then try again.")
            .arg(reply.errorString());
    case 401:
        return unknownSentence(way == Way::Invitation);
    case 403:
        return detail.isEmpty() ? SignIn::tr("Your role has no access to the helpdesk. Ask an admin of your desk.")
                                : detail;
    case 404:
        return SignIn::tr("There is no Bellhop desk at this address. Check it with whoever set up your desk.");
    case 422:
        if (!detail.isEmpty())
            return detail;
        break;
    case 429:
        return SignIn::tr("Too many attempts. Wait a minute, then try again.");
    default:
        break;
    }
    return SignIn::tr("The desk answered with an error (%1). Try again in a moment.")
        .arg(reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt());
}

/// Which of the typed things an answer is about.
SignIn::About SignIn::aboutOf(const QNetworkReply& reply)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status < 300) // there was no answer, or none that came to its end
        return About::Address;
    switch (status) {
    case 404:
        return About::Address;
    case 401:
    case 422:
        return About::Secret;
    default:
        return About::Desk;
    }
}

SignIn::SignIn(int patience, QObject* parent)
    : QObject(parent)
{
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy); // a password never follows a redirect
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        if (m_reply)
            m_reply->abort();
    });
}

void SignIn::attempt(const QUrl& server, const QString& email, const QString& password)
{
    ask(server, u"/v1/sign-in"_s, {{u"email"_s, email.trimmed()}, {u"password"_s, password}}, Way::Password);
}

void SignIn::accept(const QUrl& server, const QString& invitation, const QString& password)
{
    ask(server, u"/v1/invitations/accept"_s, {{u"invitation"_s, invitation.trimmed()}, {u"password"_s, password}},
        Way::Invitation);
}

void SignIn::ask(const QUrl& server, const QString& path, QJsonObject body, Way way)
{
    if (!desk::mayCarrySecrets(server))
        return Q_EMIT failed(
            tr("This address is not encrypted (http). Use https, so that nobody on the way can read your "
               "password."),
            About::Address);
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply->deleteLater();
    }
    const QUrl desk = desk::deskAddress(server);
    QUrl url = desk;
    url.setPath(desk.path() + path);
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    body.insert(u"device"_s, QSysInfo::machineHostName());
    QNetworkReply* reply = m_network.post(request, QJsonDocument(body).toJson(QJsonDocument::Compact));
    m_reply = reply;
    m_patience.start();
    connect(reply, &QNetworkReply::downloadProgress, this, [reply](qint64 received, qint64) {
        if (received <= kMaxAnswer)
            return;
        reply->setProperty(kAborted, true);
        reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this, [this, reply, desk, way] { answered(reply, desk, way); });
}

void SignIn::answered(QNetworkReply* reply, const QUrl& server, Way way)
{
    m_patience.stop();
    reply->deleteLater();
    const QString stranger = tr("What answers at this address is not a Bellhop desk. Check the address.");
    if (reply->property(kAborted).toBool())
        return Q_EMIT failed(stranger, About::Address);
    const QJsonObject answer =
        QJsonDocument::fromJson(reply->isOpen() ? reply->read(kMaxAnswer) : QByteArray()).object();
    if (reply->error() != QNetworkReply::NoError)
        return Q_EMIT failed(sentenceFor(*reply, answer, way), aboutOf(*reply));
    const syncing::Tokens tokens{answer.value(u"access"_s).toString(), answer.value(u"refresh"_s).toString()};
    if (tokens.access.isEmpty())
        return Q_EMIT failed(stranger, About::Address);
    Q_EMIT succeeded(server, tokens, answer.value(u"agent"_s)[u"email"_s].toString());
}

} // namespace app
