#include "store/ahead.h"

#include "store/desk_rows.h"

#include "desk/json.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QMap>

#include <algorithm>
#include <utility>

namespace store
{

using namespace Qt::StringLiterals;

namespace
{

const auto kAhead = u"told-ahead"_s;
const auto kInQuestion = u"told-in-question"_s;
constexpr qsizetype kMost = 500; ///< beyond it nothing is told apart: one entry that no page has stands for all

/// What only its reader knows is not the desk's.
QString digestOf(desk::Entity entity)
{
    if (auto* ticket = std::get_if<desk::Ticket>(&entity))
        ticket->unread = false;
    const desk::Change change{0, desk::kindOf(entity), desk::idOf(entity), std::move(entity)};
    const QByteArray json = QJsonDocument(desk::toJson(change)).toJson(QJsonDocument::Compact);
    return QString::fromLatin1(QCryptographicHash::hash(json, QCryptographicHash::Sha256).first(8).toHex());
}

/// `kind:id:digest:rev`: after a way back another one may have the same number and the same rev.
QString entry(const desk::Entity& entity)
{
    return u"%1:%2:%3:%4"_s.arg(desk::toString(desk::kindOf(entity)), desk::idOf(entity), digestOf(entity))
        .arg(desk::revOf(entity));
}

QString nameIn(const QString& entry)
{
    return entry.section(u':', 0, -3);
}

qint64 revIn(const QString& entry)
{
    return entry.section(u':', -1).toLongLong();
}

QStringList entries(sql::Connection& db, const QString& name)
{
    return setting(db, name).split(u' ', Qt::SkipEmptyParts);
}

void putEntries(sql::Connection& db, const QString& name, QStringList now, const QStringList& before)
{
    if (now.size() > kMost) {
        qint64 newest = 0;
        for (const QString& one : std::as_const(now))
            newest = std::max(newest, revIn(one));
        now = {u"many:::%1"_s.arg(newest)};
    }
    if (now != before)
        putSetting(db, name, now.join(u' '));
}

/// The feed's version is the same or a newer one, which has replaced it.
bool isTold(const QString& one, const QHash<QString, const desk::Change*>& changes)
{
    const desk::Change* change = changes.value(nameIn(one));
    if (!change || change->seq < revIn(one))
        return false;
    return change->seq > revIn(one) || (change->entity && entry(*change->entity) == one);
}

QHash<QString, const desk::Change*> byName(const QList<desk::Change>& changes)
{
    QHash<QString, const desk::Change*> named;
    for (const desk::Change& change : changes)
        named[desk::toString(change.kind) + u':' + change.id] = &change;
    return named;
}

} // namespace

void noteAhead(sql::Connection& db, const QList<desk::Entity>& told)
{
    if (told.isEmpty())
        return;
    const QStringList before = entries(db, kAhead);
    QMap<QString, QString> newest; // an answer that comes late, of an older version, replaces nothing
    for (const QString& one : before)
        newest.insert(nameIn(one), one);
    for (const desk::Entity& one : told) {
        const QString text = entry(one);
        QString& kept = newest[nameIn(text)];
        if (kept.isEmpty() || revIn(kept) <= revIn(text))
            kept = text;
    }
    putEntries(db, kAhead, newest.values(), before);
}

void noteAnotherTicket(sql::Connection& db)
{
    const QStringList before = entries(db, kInQuestion);
    const QString one = u"another:::0"_s;
    if (!before.contains(one))
        putEntries(db, kInQuestion, before + QStringList{one}, before);
}

void feedTold(sql::Connection& db, const QList<desk::Change>& changes, bool isOtherEpoch, qint64 cursor)
{
    const QStringList aheadBefore = entries(db, kAhead);
    const QStringList questionBefore = entries(db, kInQuestion);
    if (aheadBefore.isEmpty() && questionBefore.isEmpty())
        return;
    QStringList ahead = aheadBefore;
    QStringList question = questionBefore;
    if (isOtherEpoch)
        question += std::exchange(ahead, {});
    const auto named = byName(changes);
    question.removeIf([&](const QString& one) { return isTold(one, named); });
    // Under the same word the feed has passed whatever stands before the cursor.
    ahead.removeIf([&](const QString& one) { return isTold(one, named) || revIn(one) <= cursor; });
    putEntries(db, kAhead, ahead, aheadBefore);
    putEntries(db, kInQuestion, question, questionBefore);
}

bool isInQuestion(sql::Connection& db)
{
    return !setting(db, kInQuestion).isEmpty();
}

void forgetAhead(sql::Connection& db)
{
    putSetting(db, kAhead, {});
    putSetting(db, kInQuestion, {});
}

} // namespace store
