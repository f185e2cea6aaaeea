#include "ui/first_run/first_run.h"

#include "desk/desk_address.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/elided_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QProgressBar>
#include <QVBoxLayout>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kPageWidth = 480;
constexpr qsizetype kShortestPassword = 10; // as the desk has it

} // namespace

class FirstRun::Private
{
public:
    explicit Private(FirstRun& dialog)
        : q(dialog)
    {
    }
    void build();
    QWidget* sampleCard();
    QWidget* ownCard();
    QLineEdit* field(QVBoxLayout* column, const QString& label, const char* name);
    void setInvited(bool invited);
    void submit();
    QLineEdit* missing(QString& sentence) const;
    void showError(QLineEdit* at, const QString& sentence);
    QUrl server() const;
    void describe(const QString& title, const QString& text);
    void grow();

    FirstRun& q;
    TextLabel* title = nullptr;
    TextLabel* intro = nullptr;
    QWidget* sample = nullptr;
    PushButton* trySample = nullptr;
    TextLabel* ownTitle = nullptr;
    QLineEdit* address = nullptr;
    QLineEdit* email = nullptr;
    QLineEdit* invitation = nullptr;
    QLineEdit* password = nullptr;
    QLineEdit* again = nullptr;
    TextLabel* error = nullptr;
    QProgressBar* busy = nullptr;
    PushButton* signIn = nullptr;
    PushButton* other = nullptr; ///< the other way in
    bool invited = false;
};

FirstRun::FirstRun(QWidget* parent)
    : QDialog(parent)
    , d(std::make_unique<Private>(*this))
{
    setObjectName(u"firstRun"_s);
    setWindowTitle(tr("Welcome to Bellhop"));
    setWindowIcon(Icon::application());
    d->build();
    const int width = Theme::current().px(kPageWidth);
    setMinimumWidth(width);
    resize(width, layout()->totalHeightForWidth(width));
}

FirstRun::~FirstRun() = default;

void FirstRun::Private::build()
{
    auto* column = new QVBoxLayout(&q);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::xl);
    column->setSpacing(space::m);
    title = new TextLabel({}, Type::Title);
    intro = new TextLabel({}, Type::Body, Ink::Dim);
    column->addWidget(title);
    column->addWidget(intro);
    sample = sampleCard();
    column->addWidget(sample);
    column->addWidget(ownCard());
    column->addStretch();
    describe(FirstRun::tr("Welcome to Bellhop"),
             FirstRun::tr("All conversations of your customers in one place, on your computer. How do you want to "
                          "begin?"));
}

void FirstRun::Private::describe(const QString& titleText, const QString& text)
{
    title->setText(titleText);
    intro->setText(text);
    q.setAccessibleName(titleText);
    q.setAccessibleDescription(text);
}

QWidget* FirstRun::Private::sampleCard()
{
    auto* card = new Card;
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(space::l, space::l, space::l, space::l);
    column->setSpacing(space::s);
    column->addWidget(new TextLabel(FirstRun::tr("Try the sample desk"), Type::BodyStrong));
    column->addWidget(new TextLabel(
        FirstRun::tr(
            "A made-up shop with tickets on every channel, on this computer only. Nothing is sent to anybody."),
        Type::Body, Ink::Dim));
    trySample = new PushButton(FirstRun::tr("Try the sample desk"));
    trySample->setObjectName(u"trySample"_s);
    column->addWidget(trySample, 0, Qt::AlignLeading);
    QObject::connect(trySample, &QAbstractButton::clicked, &q, [this] {
        FirstRunChoice choice;
        choice.kind = FirstRunChoice::Kind::SampleDesk;
        q.setBusy(true);
        Q_EMIT q.chosen(choice);
    });
    return card;
}

QLineEdit* FirstRun::Private::field(QVBoxLayout* column, const QString& label, const char* name)
{
    auto* box = new QWidget; // hidden with its caption
    auto* inside = new QVBoxLayout(box);
    inside->setContentsMargins(0, space::s, 0, 0);
    inside->setSpacing(space::xs);
    auto* caption = new TextLabel(label, Type::Secondary, Ink::Dim);
    auto* line = new QLineEdit;
    line->setObjectName(QLatin1String(name));
    line->setAccessibleName(label);
    line->setMinimumHeight(Theme::current().px(extent::control));
    caption->setBuddy(line);
    inside->addWidget(caption);
    inside->addWidget(line);
    column->addWidget(box);
    QObject::connect(line, &QLineEdit::textEdited, &q, [this] { showError(nullptr, {}); });
    QObject::connect(line, &QLineEdit::returnPressed, &q, [this] { submit(); });
    return line;
}

QWidget* FirstRun::Private::ownCard()
{
    auto* card = new Card;
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(space::l, space::l, space::l, space::l);
    column->setSpacing(space::xs);
    ownTitle = new TextLabel(FirstRun::tr("Connect to your team's desk"), Type::BodyStrong);
    column->addWidget(ownTitle);
    address = field(column, FirstRun::tr("Address of the desk"), "deskAddress");
    address->setPlaceholderText(u"https://desk.shop.example"_s);
    email = field(column, FirstRun::tr("E-mail"), "signInEmail");
    invitation = field(column, FirstRun::tr("Invitation"), "invitation");
    password = field(column, FirstRun::tr("Password"), "signInPassword");
    again = field(column, FirstRun::tr("New password, once more"), "passwordAgain");
    for (QLineEdit* secret : {password, again})
        secret->setEchoMode(QLineEdit::Password);
    error = new TextLabel({}, Type::Body, Ink::Danger);
    error->setObjectName(u"signInError"_s);
    error->hide();
    column->addSpacing(space::xs);
    column->addWidget(error);
    busy = new QProgressBar;
    busy->setRange(0, 0);
    busy->setTextVisible(false);
    busy->setFixedHeight(4);
    busy->setAccessibleName(FirstRun::tr("Signing in"));
    busy->hide();
    column->addWidget(busy);
    column->addSpacing(space::s);
    signIn = new PushButton({}, ButtonKind::Primary);
    signIn->setObjectName(u"signIn"_s);
    signIn->setDefault(true);
    other = new PushButton({}, ButtonKind::Quiet);
    other->setObjectName(u"otherWayIn"_s);
    other->setAutoDefault(false);
    auto* row = new QHBoxLayout;
    row->addWidget(signIn);
    row->addWidget(other);
    row->addStretch();
    column->addLayout(row);
    QObject::connect(signIn, &QAbstractButton::clicked, &q, [this] { submit(); });
    QObject::connect(other, &QAbstractButton::clicked, &q, [this] {
        setInvited(!invited);
        (invited ? invitation : email)->setFocus();
    });
    setInvited(false);
    return card;
}

/// By invitation: a one-time word in the place of the address, and a password that is new.
void FirstRun::Private::setInvited(bool now)
{
    invited = now;
    email->parentWidget()->setVisible(!invited);
    invitation->parentWidget()->setVisible(invited);
    again->parentWidget()->setVisible(invited);
    const QString label = invited ? FirstRun::tr("New password") : FirstRun::tr("Password");
    password->parentWidget()->findChild<QLabel*>()->setText(label);
    password->setAccessibleName(label);
    signIn->setText(invited ? FirstRun::tr("Set password and sign in") : FirstRun::tr("Sign in"));
    other->setText(invited ? FirstRun::tr("I have a password") : FirstRun::tr("I have an invitation"));
    showError(nullptr, {});
}

/// What was typed, with the scheme that people leave out.
QUrl FirstRun::Private::server() const
{
    const QString typed = address->text().trimmed();
    const bool bare = !typed.contains("://"_L1);
    return QUrl(bare ? u"https://"_s + typed : typed, QUrl::StrictMode);
}

void FirstRun::Private::showError(QLineEdit* at, const QString& sentence)
{
    error->setText(sentence);
    error->setVisible(!sentence.isEmpty());
    for (QLineEdit* line : {address, email, invitation, password, again})
        line->setAccessibleDescription(line == at ? sentence : QString());
    if (at) {
        at->setFocus();
        at->selectAll();
    }
}

/// Wrapped text needs more height than the layout's minimum says: nothing may be squeezed by a sentence that appears.
void FirstRun::Private::grow()
{
    const QLayout* layout = q.layout();
    const int wanted = layout->hasHeightForWidth() ? layout->totalHeightForWidth(q.width()) : q.sizeHint().height();
    if (q.height() < wanted)
        q.resize(q.width(), wanted);
}

void FirstRun::Private::submit()
{
    if (!signIn->isEnabled())
        return;
    const QUrl url = server();
    if (address->text().trimmed().isEmpty())
        return showError(address, FirstRun::tr("Type the address of your desk. Your administrator knows it."));
    const bool known = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
    if (!url.isValid() || url.host().isEmpty() || !known || !url.userInfo().isEmpty())
        return showError(address, FirstRun::tr("This is not an address of a desk. It looks like "
                                               "https://desk.shop.example."));
    if (!desk::mayCarrySecrets(url)) // on this computer nobody is on the way
        return showError(address, FirstRun::tr("This address is not protected: use https, so that nobody on the way "
                                               "reads your password."));
    QString sentence;
    if (QLineEdit* at = missing(sentence))
        return showError(at, sentence);
    showError(nullptr, {});
    FirstRunChoice choice;
    choice.kind = invited ? FirstRunChoice::Kind::Invitation : FirstRunChoice::Kind::OwnDesk;
    choice.server = url;
    if (invited)
        choice.invitation = invitation->text().simplified().section(u' ', -1); // also where all of it was pasted
    else
        choice.email = email->text().trimmed();
    choice.password = password->text();
    q.setBusy(true);
    Q_EMIT q.chosen(choice);
}

/// What must be mended before the desk is asked, below the address; nullptr when all is there.
QLineEdit* FirstRun::Private::missing(QString& sentence) const
{
    if (!invited && !email->text().trimmed().contains(u'@')) {
        sentence = FirstRun::tr("Type the e-mail address that you sign in with.");
        return email;
    }
    if (invited && invitation->text().trimmed().isEmpty()) {
        sentence = FirstRun::tr("Paste the invitation that an admin of your desk gave you.");
        return invitation;
    }
    if (password->text().isEmpty()) {
        sentence = invited ? FirstRun::tr("Choose a password.") : FirstRun::tr("Type your password.");
        return password;
    }
    if (invited && password->text().size() < kShortestPassword) {
        sentence = FirstRun::tr("This password is too short. Use at least 10 characters.");
        return password;
    }
    if (invited && password->text() != again->text()) {
        sentence = FirstRun::tr("The two passwords differ. Type the new one once more.");
        return again;
    }
    return nullptr;
}

void FirstRun::askAgain(const QUrl& server, const QString& email)
{
    d->sample->hide();
    d->describe(tr("Sign in again"),
                tr("Your sign-in has ended. What you wrote and did is kept and goes out when you are signed in."));
    setWindowTitle(tr("Sign in - Bellhop"));
    d->ownTitle->setText(server.host());
    d->address->setText(server.toString());
    d->address->setReadOnly(true);
    d->email->setText(email);
    (email.isEmpty() ? d->email : d->password)->setFocus();
}

bool FirstRun::event(QEvent* event)
{
    const bool done = QDialog::event(event);
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show)
        d->grow();
    return done;
}

void FirstRun::setBusy(bool busy)
{
    d->busy->setVisible(busy);
    for (QWidget* part :
         {static_cast<QWidget*>(d->trySample), static_cast<QWidget*>(d->signIn), static_cast<QWidget*>(d->other),
          static_cast<QWidget*>(d->address), static_cast<QWidget*>(d->email), static_cast<QWidget*>(d->invitation),
          static_cast<QWidget*>(d->password), static_cast<QWidget*>(d->again)})
        part->setEnabled(!busy);
    if (busy)
        d->error->hide();
}

void FirstRun::setError(const QString& sentence, Field field)
{
    const auto lineOf = [&]() -> QLineEdit* {
        switch (field) {
        case Field::None:
            return nullptr;
        case Field::Address:
            return d->address;
        case Field::Email:
            return d->email;
        case Field::Secret:
            return d->invited ? d->invitation : d->password;
        }
        return nullptr;
    };
    QLineEdit* line = lineOf();
    // What cannot be changed here is not what the keyboard is wanted for.
    d->showError(line && !line->isReadOnly() && line->isVisibleTo(this) ? line : nullptr, sentence);
}

} // namespace ui
