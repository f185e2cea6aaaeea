// The ways in: first run by password and by invitation, and the dialogs with which admins invite.
#include "ui/first_run/first_run.h"
#include "ui/people/people_dialogs.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace
{

desk::Agent agent(const QString& id, desk::Role role, bool active = true)
{
    desk::Agent made;
    made.id = desk::AgentId(id);
    made.name = u"Agent "_s + id;
    made.email = id + u"@desk.example"_s;
    made.role = role;
    made.active = active;
    return made;
}

} // namespace

class PeopleTest : public QObject
{
    Q_OBJECT

    template<class T = QLineEdit>
    static T* part(QWidget& dialog, const char* name)
    {
        return dialog.findChild<T*>(QLatin1String(name));
    }
    static void type(QWidget& dialog, const char* name, const QString& words) { part(dialog, name)->setText(words); }
    static void press(QWidget& dialog, const char* name) { part<QPushButton>(dialog, name)->click(); }

private Q_SLOTS:
    void firstRunByInvitation_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("invitation");
        QTest::addColumn<QString>("password");
        QTest::addColumn<QString>("again");
        QTest::addColumn<QString>("said"); // empty: goes on
        const QString good = u"a long password"_s;
        QTest::newRow("all") << u"desk.example"_s << u" word "_s << good << good << QString();
        QTest::newRow("all that was handed over")
            << u"desk.example"_s << u"Address: https://desk.example Invitation: word"_s << good << good << QString();
        QTest::newRow("no address") << QString() << u"word"_s << good << good << u"address of your desk"_s;
        QTest::newRow("not protected") << u"http://desk.example"_s << u"word"_s << good << good << u"not protected"_s;
        QTest::newRow("no invitation") << u"desk.example"_s << u"  "_s << good << good << u"Paste the invitation"_s;
        QTest::newRow("no password") << u"desk.example"_s << u"word"_s << QString() << QString() << u"Choose"_s;
        QTest::newRow("short") << u"desk.example"_s << u"word"_s << u"nine char"_s << u"nine char"_s << u"too short"_s;
        QTest::newRow("two") << u"desk.example"_s << u"word"_s << good << u"a long passwort"_s << u"differ"_s;
    }
    void firstRunByInvitation()
    {
        QFETCH(const QString, address);
        QFETCH(const QString, invitation);
        QFETCH(const QString, password);
        QFETCH(const QString, again);
        QFETCH(const QString, said);
        ui::FirstRun dialog;
        std::optional<ui::FirstRunChoice> chosen;
        connect(&dialog, &ui::FirstRun::chosen, &dialog, [&](const ui::FirstRunChoice& choice) { chosen = choice; });
        dialog.show();
        QVERIFY(!part(dialog, "invitation")->isVisible());
        press(dialog, "otherWayIn");
        QVERIFY(part(dialog, "invitation")->isVisible() && !part(dialog, "signInEmail")->isVisible());
        QCOMPARE(part(dialog, "signInPassword")->accessibleName(), u"New password"_s);
        type(dialog, "deskAddress", address);
        type(dialog, "invitation", invitation);
        type(dialog, "signInPassword", password);
        type(dialog, "passwordAgain", again);
        press(dialog, "signIn");
        const QString error = part<QLabel>(dialog, "signInError")->text();
        QCOMPARE(chosen.has_value(), said.isEmpty());
        if (!chosen) {
            QVERIFY2(error.contains(said), qPrintable(error));
            return;
        }
        QCOMPARE(chosen->kind, ui::FirstRunChoice::Kind::Invitation);
        QCOMPARE(chosen->server, QUrl(u"https://desk.example"_s));
        QCOMPARE(chosen->invitation, u"word"_s);
        QCOMPARE(chosen->password, password);
        QVERIFY(!part<QPushButton>(dialog, "otherWayIn")->isEnabled());
        dialog.setBusy(false);
        dialog.setError(u"Unknown."_s, ui::FirstRun::Field::Secret);
        QCOMPARE(part(dialog, "invitation")->accessibleDescription(), u"Unknown."_s);
        press(dialog, "otherWayIn"); // and back
        QVERIFY(part(dialog, "signInEmail")->isVisible() && !part(dialog, "passwordAgain")->isVisible());
        QCOMPARE(part<QPushButton>(dialog, "signIn")->text(), u"Sign in"_s);
    }

    void invites()
    {
        QString asked;
        ui::SecretDone answer;
        ui::InviteDialog dialog(
            agent(u"me"_s, desk::Role::Admin), QUrl(u"https://desk.example"_s),
            [&](const QString& name, const QString& email, desk::Role role, QObject*, ui::SecretDone done) {
                asked = name + u' ' + email + u' ' + desk::toString(role);
                answer = std::move(done);
            },
            nullptr);
        dialog.show();
        QCOMPARE(part<QComboBox>(dialog, "inviteRole")->count(), 3); // an admin makes no owners
        press(dialog, "invite");
        QVERIFY(part<QLabel>(dialog, "oneTimeError")->text().contains(u"name"_s));
        type(dialog, "inviteName", u" Mia "_s);
        press(dialog, "invite");
        QVERIFY(part<QLabel>(dialog, "oneTimeError")->text().contains(u"e-mail"_s));
        type(dialog, "inviteEmail", u"mia@desk.example"_s);
        QVERIFY(asked.isEmpty());
        press(dialog, "invite");
        QCOMPARE(asked, u"Mia mia@desk.example support"_s);
        QVERIFY(!part<QPushButton>(dialog, "invite")->isEnabled()); // once
        answer(u"Exists <b>already</b>."_s, {});
        QCOMPARE(part<QLabel>(dialog, "oneTimeError")->text(), u"Exists <b>already</b>."_s);
        QVERIFY(part(dialog, "inviteName")->isVisible());
        press(dialog, "invite");
        answer({}, u"word"_s);
        const QString handed = part<QPlainTextEdit>(dialog, "oneTimeText")->toPlainText();
        QCOMPARE(handed, u"Address: https://desk.example\nInvitation: word"_s);
        QVERIFY(!part(dialog, "inviteName")->isVisible() && !part<QPushButton>(dialog, "invite")->isVisible());
        press(dialog, "oneTimeCopy");
        QCOMPARE(QGuiApplication::clipboard()->text(), handed);
    }

    void resets()
    {
        QString asked;
        const QList<desk::Agent> all{agent(u"1"_s, desk::Role::Owner), agent(u"2"_s, desk::Role::Support),
                                     agent(u"3"_s, desk::Role::Support, false), agent(u"4"_s, desk::Role::Admin)};
        const auto ask = [&](const desk::AgentId& whom, QObject*, const ui::SecretDone& done) {
            asked = whom.value();
            done({}, u"word"_s);
        };
        ui::ResetDialog asOwner(all.at(0), all, {}, ask, nullptr);
        QCOMPARE(part<QComboBox>(asOwner, "resetAgent")->count(), 3);
        ui::ResetDialog dialog(all.at(3), all, {}, ask, nullptr);
        QCOMPARE(part<QComboBox>(dialog, "resetAgent")->count(), 2);
        press(dialog, "reset");
        QCOMPARE(asked, u"2"_s);
        QVERIFY(part<QPlainTextEdit>(dialog, "oneTimeText")->toPlainText().contains(u"word"_s));
        ui::ResetDialog nobody(all.at(3), {}, {}, ask, nullptr);
        asked.clear();
        press(nobody, "reset");
        QVERIFY(asked.isEmpty() && !part<QLabel>(nobody, "oneTimeError")->text().isEmpty());
    }

    void whoMay_data()
    {
        QTest::addColumn<desk::Role>("role");
        QTest::addColumn<bool>("may");
        QTest::newRow("owner") << desk::Role::Owner << true;
        QTest::newRow("admin") << desk::Role::Admin << true;
        QTest::newRow("manager") << desk::Role::Manager << false;
        QTest::newRow("support") << desk::Role::Support << false;
        QTest::newRow("other") << desk::Role::Other << false;
    }
    void whoMay()
    {
        QFETCH(const desk::Role, role);
        QTEST(ui::mayManagePeople(agent(u"1"_s, role)), "may");
        QVERIFY(!ui::mayManagePeople(agent(u"1"_s, role, false)));
        QVERIFY(!ui::roleName(role).isEmpty());
    }
};

QTEST_MAIN(PeopleTest)
#include "tst_people.moc"
