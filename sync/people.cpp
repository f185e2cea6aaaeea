#include "sync/people.h"

#include "sync/session.h"
#include "sync/status.h"
#include "sync/transport.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace syncing
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 kLargest = 64 * 1024;

struct PeopleText {
    Q_DECLARE_TR_FUNCTIONS(syncing::People)
};

Request post(const QString& path, const QJsonObject& body)
{
    Request request;
    request.verb = "POST";
    request.path = path;
    request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    request.once = true; // a second one would be refused, because the first was carried out
    request.largest = kLargest;
    return request;
}

QString peopleSentence(const Answer& answer)
{
    if (answer.error == ErrorClass::SignedOut)
        return signedOutSentence();
    if (answer.error == ErrorClass::NoAccess)
        return noAccessSentence(answer);
    if (answer.error == ErrorClass::Permanent && !answer.detail.isEmpty())
        return answer.detail;
    if (answer.status == 0)
        return PeopleText::tr(
                   "No answer came from the desk (%1). Try again when it is back; if the agent is known by then, "
                   "reset the password for an invitation.")
            .arg(answer.reason);
    if (const QString said = serverSentence(answer); !said.isEmpty())
        return said;
    return PeopleText::tr("The desk could not do it (%1). Nothing was changed; try again in a moment.")
        .arg(answer.status);
}

} // namespace

People::People(Base& base)
    : m_base(base)
{
}

void People::ask(const Request& request, const QString& member, const Done& done)
{
    m_base.session.send(request, [member, done](const Answer& answer) {
        if (!answer.ok())
            return done(peopleSentence(answer), {});
        const QString secret = QJsonDocument::fromJson(answer.body).object().value(member).toString();
        done(secret.isEmpty() ? answerSentence(member) : QString(), secret);
    });
}

void People::invite(const QString& name, const QString& email, desk::Role role, const Done& done)
{
    ask(post(u"/v1/invitations"_s, {{u"name"_s, name}, {u"email"_s, email}, {u"role"_s, desk::toString(role)}}),
        u"invitation"_s, done);
}

void People::resetPassword(const desk::AgentId& agent, const Done& done)
{
    ask(post(u"/v1/agents/%1/password-reset"_s.arg(segment(agent.value())), {}), u"reset"_s, done);
}

} // namespace syncing
