#include "ui/people/people_dialogs.h"

#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QLineEdit>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{

struct PeopleDialogsText {
    Q_DECLARE_TR_FUNCTIONS(ui::People)
};

QComboBox* choices()
{
    auto* box = new QComboBox;
    box->setMinimumHeight(Theme::current().px(extent::control));
    return box;
}

} // namespace

bool mayManagePeople(const desk::Agent& agent)
{
    return agent.active && (agent.role == desk::Role::Owner || agent.role == desk::Role::Admin);
}

QString roleName(desk::Role role)
{
    switch (role) {
    case desk::Role::Owner:
        return PeopleDialogsText::tr("Owner");
    case desk::Role::Admin:
        return PeopleDialogsText::tr("Admin");
    case desk::Role::Manager:
        return PeopleDialogsText::tr("Manager");
    case desk::Role::Support:
        return PeopleDialogsText::tr("Support");
    case desk::Role::Other:
        break;
    }
    return PeopleDialogsText::tr("Other");
}

InviteDialog::InviteDialog(const desk::Agent& me, const QUrl& desk, Ask ask, QWidget* parent)
    : OneTimeDialog(tr("Invite an agent"), tr("Whoever has the invitation chooses a password and works on this desk."),
                    tr("Invite"), desk, parent)
    , m_ask(std::move(ask))
    , m_name(addField(tr("Name"), "inviteName"))
    , m_email(addField(tr("E-mail"), "inviteEmail"))
    , m_role(choices())
{
    setObjectName(u"inviteDialog"_s);
    actionButton()->setObjectName(u"invite"_s);
    addWidget(tr("Role"), "inviteRole", m_role);
    QList<desk::Role> roles{desk::Role::Support, desk::Role::Manager, desk::Role::Admin};
    if (me.role == desk::Role::Owner)
        roles.append(desk::Role::Owner);
    for (desk::Role role : roles)
        m_role->addItem(roleName(role), int(role));
    m_name->setFocus();
}

bool InviteDialog::submit()
{
    const QString name = m_name->text().trimmed();
    const QString email = m_email->text().trimmed();
    if (name.isEmpty() || !email.contains(u'@')) {
        QLineEdit* missing = name.isEmpty() ? m_name : m_email;
        showError(name.isEmpty() ? tr("Type the agent's name.") : tr("Type the agent's e-mail address."));
        missing->setFocus();
        return false;
    }
    m_ask(name, email, desk::Role(m_role->currentData().toInt()), this,
          [this, name](const QString& error, const QString& secret) { answered(name, error, secret); });
    return true;
}

ResetDialog::ResetDialog(const desk::Agent& me, const QList<desk::Agent>& agents, const QUrl& desk, Ask ask,
                         QWidget* parent)
    : OneTimeDialog(tr("Reset a password"),
                    tr("The agent chooses a new password with an invitation. The old one holds until then; after it, "
                       "every device signs in anew."),
                    tr("Make an invitation"), desk, parent)
    , m_ask(std::move(ask))
    , m_agent(choices())
{
    setObjectName(u"resetDialog"_s);
    actionButton()->setObjectName(u"reset"_s);
    addWidget(tr("Agent"), "resetAgent", m_agent);
    for (const desk::Agent& agent : agents) {
        const bool above = agent.role == desk::Role::Owner && me.role != desk::Role::Owner;
        if (agent.active && !above)
            m_agent->addItem(tr("%1 (%2)").arg(agent.name, agent.email), agent.id.value());
    }
    m_agent->setFocus();
}

bool ResetDialog::submit()
{
    const QString name = m_agent->currentText();
    if (name.isEmpty()) {
        showError(tr("There is no agent whose password you may reset."));
        return false;
    }
    m_ask(desk::AgentId(m_agent->currentData().toString()), this,
          [this, name](const QString& error, const QString& secret) { answered(name, error, secret); });
    return true;
}

} // namespace ui
