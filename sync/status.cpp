#include "sync/status.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace syncing
{

void Status::setDoor(Door door)
{
    m_door = door;
    update();
}

void Status::setLine(bool up, desk::Instant nextTry)
{
    m_lineUp = up;
    m_nextTry = nextTry;
    update();
}

void Status::setPulling(bool pulling)
{
    m_pulling = pulling;
    update();
}

void Status::setStream(bool ready)
{
    m_stream = ready;
    update();
}

void Status::setCaughtUp(desk::Instant at)
{
    m_caughtUp = at;
    update();
}

void Status::setHistory(qint64 done, qint64 total, bool complete)
{
    m_historyTotal = total;
    m_historyDone = complete ? total : std::min(done, total);
    m_historyComplete = complete;
    update();
}

void Status::setHeld(desk::Instant since)
{
    m_heldSince = since;
    update();
}

void Status::setTrouble(Trouble from, const QString& sentence)
{
    m_troubles[std::size_t(from)] = sentence;
    update();
}

store::Link Status::link() const
{
    if (m_door == Door::SignedOut)
        return store::Link::SignedOut;
    if (m_door == Door::Refused)
        return store::Link::Refused;
    if (!m_lineUp)
        return m_nextTry.isSet() ? store::Link::Offline : store::Link::Connecting;
    if (m_pulling)
        return store::Link::CatchingUp;
    return m_stream ? store::Link::Live : store::Link::Connecting;
}

void Status::update()
{
    store::SyncState next;
    next.link = link();
    next.caughtUp = m_caughtUp;
    next.nextTry = next.link == store::Link::Offline ? m_nextTry : desk::Instant();
    next.historyDone = m_historyDone;
    next.historyTotal = m_historyTotal;
    next.historyComplete = m_historyComplete;
    next.heldSince = m_heldSince;
    for (const QString& trouble : m_troubles) {
        if (next.trouble.isEmpty())
            next.trouble = trouble;
    }
    if (next == m_told)
        return;
    m_told = next;
    if (tell)
        tell(m_told);
}

namespace
{

struct StatusText {
    Q_DECLARE_TR_FUNCTIONS(syncing::Status)
};

bool isCertificateTrouble(const Answer& answer)
{
    return answer.network == QNetworkReply::SslHandshakeFailedError;
}

} // namespace

QString serverSentence(const Answer& answer)
{
    const bool isSentence = answer.detail.endsWith(u'.');               // a mere title says no more than the number
    const bool isItsOwn = answer.status >= 500 || answer.status == 421; // 421: it was not started for this name
    return isItsOwn && !answer.code.isEmpty() && isSentence ? answer.detail : QString();
}

QString lineSentence(const Answer& answer)
{
    if (isCertificateTrouble(answer))
        return StatusText::tr(
                   "The server's certificate is not trusted (%1), so nothing was sent. What you do is kept and goes "
                   "out later. Check the address and the computer's clock, or ask whoever runs the server.")
            .arg(answer.reason);
    if (answer.status == 429)
        return StatusText::tr("The server asked to slow down. What you do is kept and goes out in a moment.");
    if (const QString said = serverSentence(answer); !said.isEmpty())
        return StatusText::tr(
                   "The desk's server says: %1 What you do is kept and goes out when it is well again; it is tried "
                   "again by itself.")
            .arg(said);
    if (answer.status >= 500)
        return StatusText::tr(
                   "The server has a problem (%1). What you do is kept and goes out when it is well again; it is "
                   "tried again by itself.")
            .arg(answer.status);
    if (answer.status >= 300)
        return StatusText::tr(
                   "Something else than the desk answered (%1), perhaps a sign-in page of this network. What you do "
                   "is kept. Open a web page to sign in to the network, or check the server's address.")
            .arg(answer.status);
    return StatusText::tr(
               "The server cannot be reached (%1). What you do is kept and goes out when the line is back; it is "
               "tried again by itself.")
        .arg(answer.reason);
}

QString signedOutSentence()
{
    return StatusText::tr(
        "You are signed out of this desk. Your drafts and unsent messages are kept. Sign in again to go on.");
}

QString noAccessSentence(const Answer& answer)
{
    const QString said = answer.detail.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(answer.detail);
    return StatusText::tr(
               "Your role has no access to this desk%1. Drafts and unsent messages are kept. Ask an administrator "
               "of the desk.")
        .arg(said);
}

QString otherDeskSentence()
{
    return StatusText::tr(
        "At this address there is another desk than the one that is stored here, so nothing was exchanged. "
        "Everything here is kept. Check the server's address, or add the other desk as a new one.");
}

QString answerSentence(const QString& path)
{
    return StatusText::tr(
               "The server's answer could not be understood (%1), so it was not used. Nothing here was changed; it "
               "is asked again by itself. If this stays, update the program or tell whoever runs the server.")
        .arg(path);
}

QString clockSentence(desk::Instant here, desk::Instant there)
{
    const auto shown = [](desk::Instant at) {
        return QLocale().toString(at.utc().toLocalTime(), QLocale::ShortFormat);
    };
    return StatusText::tr(
               "This computer's clock is wrong: it shows %1, and at the desk it is %2. What you do is kept and goes "
               "out with the desk's time; ages and the times of snoozes may be shown wrong here. Set the clock "
               "right in the system's settings.")
        .arg(shown(here), shown(there));
}

QString recordsSentence(qsizetype count, qsizetype asked, const QString& path)
{
    const int n = static_cast<int>(count);
    if (asked == count)
        return StatusText::tr(
                   "%n record(s) of the desk could not be read and are not shown (%1). Everything else is up to "
                   "date. They are asked for again by themselves; if this stays, update the program.",
                   nullptr, n)
            .arg(path);
    if (asked == 0)
        return StatusText::tr(
                   "%n record(s) of the desk could not be read and are not shown (%1). Everything else is up to "
                   "date. They come again when somebody changes them; if this stays, update the program.",
                   nullptr, n)
            .arg(path);
    return StatusText::tr(
               "%n record(s) of the desk could not be read and are not shown (%1). Everything else is up to date. "
               "Some are asked for again by themselves, the others come when somebody changes them; if this "
               "stays, update the program.",
               nullptr, n)
        .arg(path);
}

} // namespace syncing
