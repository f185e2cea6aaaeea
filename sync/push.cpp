#include "sync/push.h"

#include "desk/json.h"
#include "store/changes.h"
#include "store/outbox_rows.h"
#include "store/writer.h"
#include "sync/decoder.h"
#include "sync/gate.h"
#include "sync/pages.h"
#include "sync/session.h"
#include "sync/status.h"
#include "sync/unreadable.h"
#include "sync/upload.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace syncing
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kLanes = 4;
constexpr int kLineFailures = 4; ///< that count for a row: eight seconds

struct PushText {
    Q_DECLARE_TR_FUNCTIONS(syncing::Push)
};

/// The answers of a server that reads strictly (docs/protocol.md "Operations").
bool isNotKnown(const QString& code)
{
    return code == u"unknown-field" || code == u"unknown-kind" || code == u"unknown-word";
}

/// The server's own words where it has some.
QString refusalSentence(const Answer& answer)
{
    if (answer.error == ErrorClass::Stale)
        return PushText::tr(
            "A newer message arrived while this was on its way, so it was not sent. The text is kept. Read "
            "what is new, then send it anyway or change it.");
    if (isNotKnown(answer.code))
        return PushText::tr(
                   "The desk's server is older than this program and does not know a part of what this asks for. "
                   "Nothing was done; the text is kept. Change it, or try again once the server is updated. (%1)")
            .arg(answer.detail);
    if (!answer.detail.isEmpty())
        return answer.detail;
    return PushText::tr(
               "The server refused this (%1), so nothing was done. The text is kept. Change it and try again, or "
               "discard it.")
        .arg(answer.code.isEmpty() ? QString::number(answer.status) : answer.code);
}

QString codeOf(const Answer& answer)
{
    if (answer.error == ErrorClass::Stale)
        return u"stale"_s;
    if (!answer.code.isEmpty())
        return answer.code;
    return answer.status == 0 ? u"network"_s : u"http-%1"_s.arg(answer.status);
}

} // namespace

Push::Push(Base& base)
    : m_base(base)
    , m_alarm(base.timers)
    , m_storePause(base.timers)
    , m_chance(QRandomGenerator::global()->generate())
{
}

Push::~Push() = default;

Push::Lane::Lane(const store::OutboxRow& r, Timers& timers)
    : row(r)
    , storePause(timers)
{
}

Push::Lane::~Lane() = default;

/// What one look into the outbox found.
struct Push::Look {
    QList<store::OutboxRow> rows; ///< marked as sending
    QSet<Id> unread;              ///< perhaps marked, but not read again: the next look sends them
    desk::Instant next;
    bool failed = false; ///< there may be more that could not be marked

    store::ChangeSet mark(store::Writer& writer, desk::Instant now, int room, const QSet<Id>& busy);
};

/// Each row is committed before it leaves: after a crash it is known that it may have been sent. What is marked must
/// be sent, whatever becomes of the rows behind it: nobody else looks at it before the next start.
store::ChangeSet Push::Look::mark(store::Writer& writer, desk::Instant now, int room, const QSet<Id>& busy)
{
    store::ChangeSet changes;
    try {
        for (const Id& id : QSet<Id>(unread)) {
            const auto marked = store::findOutbox(writer.connection(), id);
            if (marked && marked->state == store::OutboxState::Sending)
                rows.append(*marked);
            unread.remove(id);
        }
        for (store::OutboxRow& row : writer.sendable(now, room + int(busy.size()))) {
            if (busy.contains(row.operation.id)) // it went before the agent wanted it back
                continue;
            if (rows.size() >= room)
                break;
            row.attempts += 1;
            if (row.state != store::OutboxState::TakingBack) {
                unread.insert(row.operation.id);
                store::merge(changes, writer.markSending(row.operation.id));
                if (const auto marked = store::findOutbox(writer.connection(), row.operation.id))
                    row.operation = marked->operation; // with its final date; the rest as it was before this attempt
                unread.remove(row.operation.id);
            }
            rows.append(row);
        }
        next = writer.nextSendable(now);
    } catch (const std::exception&) {
        if (rows.isEmpty() && unread.isEmpty())
            throw;
        failed = true;
    }
    return changes;
}

void Push::pump()
{
    if (!m_base.gate.isOpen())
        return;
    if (m_looking) {
        m_again = true;
        return;
    }
    const int room = kLanes - static_cast<int>(m_lanes.size());
    if (room <= 0)
        return;
    m_looking = true;
    const auto look = std::make_shared<Look>();
    look->unread = m_unread;
    const QSet<Id> busy(m_lanes.keyBegin(), m_lanes.keyEnd());
    const auto job = [look, room, busy, now = m_base.clock.now()](store::Writer& writer) {
        return look->mark(writer, now, room, busy);
    };
    m_base.store(job, [this, look](const QString& error) {
        m_looking = false;
        if (!error.isEmpty() || look->failed)
            m_storePause.set(m_storeBackoff.next(), [this] { pump(); });
        else
            m_storeBackoff.reset();
        take(*look);
    });
}

void Push::take(const Look& look)
{
    m_unread = look.unread;
    for (const store::OutboxRow& row : look.rows) {
        m_lanes.insert(row.operation.id, std::make_shared<Lane>(row, m_base.timers));
        begin(row.operation.id);
    }
    if (look.next.isSet())
        lookAgain(look.next - m_base.clock.now());
    if (std::exchange(m_again, false))
        pump();
}

void Push::lookAgain(qint64 ms)
{
    m_alarm.set(std::max<qint64>(ms, 1), [this] { pump(); });
}

void Push::hurry()
{
    const auto job = [now = m_base.clock.now()](store::Writer& writer) { return writer.hurry(now); };
    m_base.store(job, [this](const QString&) { pump(); });
}

void Push::begin(const Id& id)
{
    const auto lane = m_lanes.value(id);
    if (lane->row.state == store::OutboxState::TakingBack)
        return ask(id);
    if (lane->row.files.isEmpty())
        return put(id);
    lane->upload = std::make_unique<Upload>(m_base, id, lane->row.files.first());
    lane->upload->start([this, id](const Answer& answer, const desk::Attachment& attachment) {
        if (!answer.ok())
            return failed(id, answer);
        uploaded(id, attachment);
    });
}

void Push::uploaded(const Id& id, const desk::Attachment& attachment)
{
    const auto lane = m_lanes.value(id);
    const auto wanted = std::make_shared<bool>(true);
    const auto job = [id, attachment, wanted](store::Writer& writer) {
        *wanted = !writer.isTakingBack(id);
        return writer.fileUploaded(id, attachment);
    };
    m_base.store(job, [this, id, lane, attachment, wanted](const QString& error) {
        if (!error.isEmpty())
            return lane->storePause.set(m_storeBackoff.next(), [this, id, attachment] { uploaded(id, attachment); });
        if (!*wanted)
            lane->row.state = store::OutboxState::TakingBack;
        lane->row.files.removeFirst();
        lane->row.operation.attachments.append(attachment);
        begin(id);
    });
}

void Push::put(const Id& id)
{
    const auto lane = m_lanes.value(id);
    lane->isPut = true;
    const desk::Operation& operation = lane->row.operation;
    Request request;
    request.verb = QByteArrayLiteral("PUT");
    request.path = u"/v1/operations/"_s + segment(operation.id.value());
    request.body = QJsonDocument(desk::toJson(operation)).toJson(QJsonDocument::Compact);
    m_base.session.send(request, [this, id](const Answer& answer) { answered(id, answer); });
}

void Push::answered(const Id& id, const Answer& answer)
{
    if (!answer.ok())
        return failed(id, answer);
    m_base.decoder.run([body = answer.body] { return readReceipt(body); },
                       [this, id](const Receipt& receipt) { received(id, receipt); });
}

void Push::received(const Id& id, const Receipt& receipt)
{
    const bool other = receipt.id != id.value();
    if (!receipt.error.isEmpty() || other) {
        // It was executed; the stored answer is asked for again, which executes nothing.
        Answer answer;
        answer.status = 200;
        answer.code = u"answer"_s;
        answer.detail = answerSentence(other ? u"receipt.id: of another operation"_s : receipt.error);
        return postpone(id, answer);
    }
    conclude(id, [id, receipt](store::Writer& writer) {
        Unreadable::remember(writer, receipt.bad);
        return writer.acknowledge(id, receipt.seq, receipt.effects);
    });
    if (onAcknowledged)
        onAcknowledged(receipt.seq);
}

void Push::ask(const Id& id)
{
    const desk::Operation& operation = m_lanes.value(id)->row.operation;
    Request request;
    request.verb = QByteArrayLiteral("DELETE");
    request.path = u"/v1/operations/"_s + segment(operation.id.value());
    if (operation.at.isSet())
        request.query.addQueryItem(u"at"_s, QString::number(operation.at.ms));
    m_base.session.send(request, [this, id](const Answer& answer) {
        if (!answer.ok())
            return notSettled(id, answer);
        settled(id, answer);
    });
}

void Push::settled(const Id& id, const Answer& answer)
{
    m_base.decoder.run([body = answer.body] { return readSettlement(body); },
                       [this, id](const Settlement& settlement) {
                           if (settlement.error.isEmpty() && settlement.receipt.id.isEmpty())
                               return conclude(id, [id](store::Writer& writer) { return writer.tookBack(id); });
                           received(id, settlement.receipt);
                       });
}

void Push::notSettled(const Id& id, const Answer& answer)
{
    const bool lacksIt = answer.status == 405; // the address is there, for PUT
    if (answer.error != ErrorClass::Permanent && !lacksIt)
        return failed(id, answer);
    const QString why =
        lacksIt ? PushText::tr("This desk's server is older and cannot say whether it was sent.") : answer.detail;
    const QString sentence =
        PushText::tr(
            "%1 It was not taken back and is not sent again by itself. Look into the ticket whether the customer "
            "has it; then try again, or discard it.")
            .arg(why);
    conclude(id, [id, sentence](store::Writer& writer) { return writer.leaveInDoubt(id, sentence); });
}

void Push::failed(const Id& id, const Answer& answer)
{
    switch (answer.error) {
    case ErrorClass::Stale:
    case ErrorClass::Permanent:
        return park(id, answer);
    case ErrorClass::SignedOut:
    case ErrorClass::Refresh:
    case ErrorClass::NoAccess:
        m_base.failed(answer);
        return postpone(id, answer);
    default:
        if (concernsTheLine(answer.status))
            m_base.failed(answer);
        return postpone(id, answer);
    }
}

void Push::park(const Id& id, const Answer& answer)
{
    const QString code = codeOf(answer);
    const QString sentence = refusalSentence(answer);
    // Too old says nothing of attempts before, but that this one did nothing: without any before there is no doubt.
    const bool isOnlyOld = code == u"operation-old" && !m_lanes.value(id)->row.inDoubt;
    conclude(id, [id, code, sentence, isOnlyOld, now = m_base.clock.now(),
                  newer = answer.error == ErrorClass::Stale ? readMessages(answer.body)
                                                            : QList<desk::Message>()](store::Writer& writer) {
        store::ChangeSet changes;
        if (isOnlyOld)
            changes = writer.postpone(id, now, code, sentence, false);
        store::merge(changes, writer.park(id, code, sentence, newer));
        return changes;
    });
}

void Push::postpone(const Id& id, const Answer& answer)
{
    const bool door = answer.error == ErrorClass::SignedOut || answer.error == ErrorClass::NoAccess;
    const int attempts = m_lanes.value(id)->row.attempts;
    // Behind a closed gate the first failure costs no pause of its own: the gate's is enough.
    const bool gateIsEnough = door || (!m_base.gate.isOpen() && attempts < 2);
    // A line that failed often says nothing about the row: once it is back nothing waits for minutes.
    const int counted = answer.status == 0 ? std::min(attempts, kLineFailures) : attempts;
    const qint64 own = std::max(pauseAfter(counted, m_chance.generateDouble()), answer.retryAfter);
    const desk::Instant at = m_base.clock.now() + (gateIsEnough ? 0 : own);
    const QString code =
        door ? (answer.error == ErrorClass::SignedOut ? u"signed-out"_s : u"no-access"_s) : codeOf(answer);
    QString sentence = answer.status == 200 ? answer.detail : lineSentence(answer);
    if (door)
        sentence = answer.error == ErrorClass::SignedOut ? signedOutSentence() : noAccessSentence(answer);
    const auto lane = m_lanes.value(id);
    const bool inDoubt = lane->row.inDoubt || (lane->isPut && mayBeDone(answer.network, answer.status, answer.code));
    conclude(id, [id, at, code, sentence, inDoubt](store::Writer& writer) {
        return writer.postpone(id, at, code, sentence, inDoubt);
    });
}

void Push::conclude(const Id& id, const store::Worker::Job& job)
{
    m_base.store(job, [this, id, job](const QString& error) {
        if (!error.isEmpty())
            return m_lanes.value(id)->storePause.set(m_storeBackoff.next(), [this, id, job] { conclude(id, job); });
        m_storeBackoff.reset();
        m_lanes.remove(id);
        pump();
    });
}

} // namespace syncing
