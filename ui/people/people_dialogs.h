#pragma once
// Inviting an agent and resetting a password: for admins and owners (ROLE-2), whom alone the server lets (ROLE-3).

#include "desk/people.h"
#include "ui/people/one_time_dialog.h"

#include <QList>

class QComboBox;

namespace ui
{

class InviteDialog final : public OneTimeDialog
{
    Q_OBJECT

public:
    /// Asks the desk; the answer comes while `context` lives.
    using Ask = std::function<void(const QString& name, const QString& email, desk::Role role, QObject* context,
                                   SecretDone done)>;

    /// `me` gives no role above its own.
    InviteDialog(const desk::Agent& me, const QUrl& desk, Ask ask, QWidget* parent);

private:
    bool submit() override;

    Ask m_ask;
    QLineEdit* m_name;
    QLineEdit* m_email;
    QComboBox* m_role;
};

class ResetDialog final : public OneTimeDialog
{
    Q_OBJECT

public:
    using Ask = std::function<void(const desk::AgentId& agent, QObject* context, SecretDone done)>;

    /// Offers the active agents whom `me` may touch.
    ResetDialog(const desk::Agent& me, const QList<desk::Agent>& agents, const QUrl& desk, Ask ask, QWidget* parent);

private:
    bool submit() override;

    Ask m_ask;
    QComboBox* m_agent;
};

/// ROLE-2; the server decides (ROLE-3).
bool mayManagePeople(const desk::Agent& agent);
QString roleName(desk::Role role);

} // namespace ui
