#include "ui/shell/notices.h"

#include "models/desk_session.h"
#include "models/draft_keeper.h"
#include "models/moments.h"
#include "models/remote.h"
#include "ui/widgets/banner.h"

#include <QVBoxLayout>

namespace ui
{

using namespace Qt::StringLiterals;
using store::Link;

namespace
{
constexpr int kPatienceMs = 2000;
constexpr int kRecoveryMs = 3000; ///< without a failure: one part of a damaged file can be read between two others
} // namespace

Notices::Notices(Context context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(u"notices"_s);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    setVisible(false);
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatienceMs);
    connect(&m_patience, &QTimer::timeout, this, &Notices::showOffline);
    connect(&context.session, &models::DeskSession::syncStateChanged, this, &Notices::showLink);
    m_recovery.setSingleShot(true);
    m_recovery.setInterval(kRecoveryMs);
    connect(&m_recovery, &QTimer::timeout, this, [this] { setFileTrouble(m_readTrouble, {}); });
    connect(&context.session, &models::DeskSession::readRecovered, &m_recovery, qOverload<>(&QTimer::start));
    connect(&context.session, &models::DeskSession::readFailed, this, [this](const QString& reason) {
        m_recovery.stop();
        setFileTrouble(m_readTrouble, reason);
    });
    connect(&context.drafts, &models::DraftKeeper::failed, this,
            [this](const QString& reason) { setFileTrouble(m_draftTrouble, reason); });
    connect(&context.drafts, &models::DraftKeeper::savedChanged, this, [this](bool saved) {
        if (saved)
            setFileTrouble(m_draftTrouble, {});
    });
    connect(&context.session, &models::DeskSession::syncStateChanged, this, &Notices::showHeld);
    showLink();
    showHeld();
}

void Notices::setLine(Banner*& line, const char* name, BannerKind kind, const QString& text, const QString& actionText,
                      std::function<void()> action)
{
    const QStringList labels = actionText.isEmpty() ? QStringList() : QStringList(actionText);
    if (line && line->message() == text && line->kind() == kind && line->actionLabels() == labels)
        return;
    if (line)
        line->deleteLater();
    line = nullptr;
    if (!text.isEmpty()) {
        line = new Banner(kind, text);
        line->setObjectName(QLatin1String(name));
        line->setDismissible(true);
        if (!actionText.isEmpty())
            line->addAction(actionText);
        connect(line, &Banner::actionTriggered, this, [action = std::move(action)] {
            if (action)
                action();
        });
        connect(line, &Banner::dismissed, line, [this, name] {
            for (auto* each : findChildren<Banner*>(QLatin1String(name)))
                each->hide();
            settle();
        });
        static_cast<QVBoxLayout*>(layout())->addWidget(line);
        line->show();
    }
    settle();
}

void Notices::settle()
{
    const auto stands = [](const Banner* line) { return line && !line->isHidden(); };
    setVisible(stands(m_notice) || stands(m_undecided) || stands(m_link) || stands(m_file) || stands(m_held));
}

void Notices::setNotice(const QString& text, const QString& actionText, std::function<void()> action)
{
    setLine(m_notice, "notice", BannerKind::Info, text, actionText, std::move(action));
}

void Notices::setUndecided(const QString& text, const QString& actionText, std::function<void()> action)
{
    setLine(m_undecided, "undecidedNotice", BannerKind::Warning, text, actionText, std::move(action));
}

void Notices::showLink()
{
    const store::SyncState& state = m_context.session.syncState();
    if (state.link != Link::Offline)
        m_patience.stop();
    const auto wake = [this] {
        if (models::Remote* remote = m_context.session.remote())
            remote->wake();
    };
    switch (state.link) {
    case Link::Offline:
        if (m_link)
            showOffline();
        else if (!m_patience.isActive())
            m_patience.start();
        return;
    case Link::SignedOut:
        return setLine(m_link, "linkNotice", BannerKind::Warning,
                       tr("You are signed out. What you wrote and did is kept and goes out when you sign in."),
                       tr("Sign in"), [this] { Q_EMIT signInAsked(); });
    case Link::Refused:
        return setLine(m_link, "linkNotice", BannerKind::Error,
                       state.trouble.isEmpty()
                           ? tr("The desk refuses this program. What you wrote is kept; ask the desk's administrator.")
                           : state.trouble,
                       tr("Try again"), wake);
    case Link::Connecting:
        return; // what stood there stands until it is known how this ends
    case Link::CatchingUp:
    case Link::Live:
        return setLine(m_link, "linkNotice", BannerKind::Warning, state.trouble, {}, {});
    }
}

void Notices::showOffline()
{
    const store::SyncState& state = m_context.session.syncState();
    if (state.link != Link::Offline)
        return;
    const QString works = tr("You are offline. Reading, searching and writing go on; what you send waits in the outbox "
                             "and goes out by itself.");
    const QString text = state.trouble.isEmpty() ? works : state.trouble;
    setLine(m_link, "linkNotice", BannerKind::Warning, text, tr("Try now"), [this] {
        if (models::Remote* remote = m_context.session.remote())
            remote->wake();
    });
}

void Notices::showHeld()
{
    const desk::Role role = m_context.session.me().role;
    const desk::Instant since = m_context.session.syncState().heldSince;
    const bool isTheirs = role == desk::Role::Owner || role == desk::Role::Admin;
    setLine(m_held, "heldNotice", BannerKind::Warning,
            isTheirs && since.isSet()
                ? tr("This desk went back to an earlier state on %1, such as a restored backup: what came after that "
                     "state is missing. What agents write goes out; automatic messages wait. Check what customers "
                     "were told meanwhile, then run \"bellhop-server desk release\" where the desk runs.")
                      .arg(models::dateAndTime(since))
                : QString(),
            {}, {});
}

/// What happens again is said again, also to somebody who has put it away.
void Notices::setFileTrouble(QString& which, const QString& reason)
{
    which = reason;
    setLine(m_file, "fileNotice", BannerKind::Error, m_draftTrouble.isEmpty() ? m_readTrouble : m_draftTrouble, {}, {});
    if (m_file && !reason.isEmpty())
        m_file->show();
    settle();
}

} // namespace ui
