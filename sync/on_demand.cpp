#include "sync/on_demand.h"

#include "sql/error.h"
#include "store/desk_rows.h"
#include "store/trouble.h"
#include "store/writer.h"
#include "sync/decoder.h"
#include "sync/download.h"
#include "sync/pages.h"
#include "sync/session.h"
#include "sync/status.h"
#include "sync/unreadable.h"

#include <QCoreApplication>

namespace syncing
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kThreadPage = 50;
const QString kSnapshot = u"generation"_s; ///< the setting that counts snapshots

struct OnDemandText {
    Q_DECLARE_TR_FUNCTIONS(syncing::OnDemand)
};

QString sentenceOf(const Answer& answer)
{
    if (answer.error == ErrorClass::SignedOut)
        return signedOutSentence();
    if (answer.error == ErrorClass::NoAccess)
        return noAccessSentence(answer);
    if (answer.error == ErrorClass::Permanent && !answer.detail.isEmpty())
        return answer.detail;
    return lineSentence(answer);
}

/// Why nothing was searched. Nothing is kept for later and nothing is tried again by itself, as lineSentence() says.
QString searchSentence(const Answer& answer)
{
    if (answer.error == ErrorClass::SignedOut || answer.error == ErrorClass::NoAccess ||
        (answer.error == ErrorClass::Permanent && !answer.detail.isEmpty()))
        return sentenceOf(answer);
    if (answer.status == 429)
        return OnDemandText::tr("The server asked to slow down.");
    if (const QString said = serverSentence(answer); !said.isEmpty())
        return said;
    if (answer.status >= 500)
        return OnDemandText::tr("The server has a problem (%1).").arg(answer.status);
    if (answer.status >= 300)
        return OnDemandText::tr("Something else than the desk answered (%1).").arg(answer.status);
    return OnDemandText::tr("The server cannot be reached (%1).").arg(answer.reason);
}

} // namespace

OnDemand::OnDemand(Base& base)
    : m_base(base)
{
}

store::Reader& OnDemand::reader()
{
    if (!m_reader)
        m_reader = std::make_unique<store::Reader>(m_base.worker.path());
    return *m_reader;
}

void OnDemand::fetch(const Request& request, QLatin1StringView expected, const Done& done,
                     std::function<void(const EntityPage&)> take)
{
    m_base.session.send(request, [this, expected, done, take = std::move(take)](const Answer& answer) {
        if (!answer.ok())
            return done(sentenceOf(answer));
        m_base.decoder.run([body = answer.body, expected] { return readEntities(body, expected); },
                           [done, take](const EntityPage& page) {
                               if (!page.error.isEmpty())
                                   return done(answerSentence(page.error));
                               take(page);
                           });
    });
}

void OnDemand::thread(const desk::TicketId& ticket, const Done& done)
{
    Request request;
    request.path = u"/v1/tickets/%1/messages"_s.arg(segment(ticket.value()));
    request.query.addQueryItem(u"limit"_s, QString::number(kThreadPage));
    try {
        const QString before = m_next.value(ticket, reader().threadFloor(ticket).value());
        if (!before.isEmpty())
            request.query.addQueryItem(u"before"_s, QString::fromLatin1(QUrl::toPercentEncoding(before)));
    } catch (const std::exception& failure) {
        m_reader.reset();
        return done(store::sentenceFor(failure));
    }
    fetch(request, "messages"_L1, done,
          [this, ticket, done](const EntityPage& page) { storeThread(ticket, page, done); });
}

void OnDemand::storeThread(const desk::TicketId& ticket, const EntityPage& page, const Done& done)
{
    QList<desk::Message> messages;
    for (const desk::Entity& entity : page.entities) {
        const auto* message = std::get_if<desk::Message>(&entity);
        if (message && message->ticket == ticket)
            messages.append(*message);
    }
    const auto job = [ticket, messages, bad = page.bad, older = !page.next.isEmpty()](store::Writer& writer) {
        Unreadable::remember(writer, bad);
        return writer.applyThreadPage(ticket, messages, older);
    };
    m_base.store(job, [this, ticket, next = page.next, done](const QString& error) {
        if (error.isEmpty() && !next.isEmpty())
            m_next.insert(ticket, next);
        done(error);
    });
}

void OnDemand::forgetPages()
{
    m_next.clear();
}

void OnDemand::profile(const desk::ProfileId& profile, const Done& done)
{
    Request request;
    request.path = u"/v1/profiles/"_s + segment(profile.value());
    fetch(request, "profile"_L1, done, [this, profile, done](const EntityPage& page) {
        const auto job = [profile, page](store::Writer& writer) {
            Unreadable::remember(writer, page.bad);
            return writer.applyProfile(page.entities, profile);
        };
        m_base.store(job, done);
    });
}

void OnDemand::attachment(const desk::Attachment& attachment, const QString& path, Done done)
{
    std::make_shared<Download>(m_base, attachment, path, std::move(done))->start();
}

void OnDemand::search(const QString& words, int limit, Found done)
{
    Request request;
    request.path = u"/v1/search"_s;
    request.query.addQueryItem(u"q"_s, QString::fromLatin1(QUrl::toPercentEncoding(words)));
    request.query.addQueryItem(u"limit"_s, QString::number(limit));
    QString snapshot;
    try {
        snapshot = reader().setting(kSnapshot);
    } catch (const std::exception& failure) {
        m_reader.reset();
        return done(store::sentenceFor(failure), false);
    }
    m_base.session.send(request, [this, words, limit, snapshot, done = std::move(done)](const Answer& answer) {
        if (!answer.ok())
            return done(searchSentence(answer), false);
        m_base.decoder.run([body = answer.body] { return readEntities(body, "hits"_L1); },
                           [this, words, limit, snapshot, done](const EntityPage& page) {
                               storeFound(words, limit, snapshot, page, done);
                           });
    });
}

void OnDemand::storeFound(const QString& words, int limit, const QString& snapshot, const EntityPage& page,
                          const Found& done)
{
    if (!page.error.isEmpty())
        return done(OnDemandText::tr("The server's answer could not be understood (%1).").arg(page.error), false);
    const auto isOld = std::make_shared<bool>(false);
    const auto job = [isOld, snapshot, page](store::Writer& writer) {
        // What was answered before a snapshot began may be gone since, and no tombstone would tell.
        *isOld = store::setting(writer.connection(), kSnapshot) != snapshot;
        if (*isOld)
            return store::ChangeSet();
        Unreadable::remember(writer, page.bad);
        return writer.applyFound(page.entities);
    };
    m_base.store(job, [this, isOld, words, limit, more = !page.next.isEmpty(), done](const QString& error) {
        if (error.isEmpty() && *isOld)
            return search(words, limit, done);
        done(error, more);
    });
}

void OnDemand::retryUnreadable(const QString& word)
{
    if (std::exchange(m_retrying, true))
        return;
    m_word = word;
    const auto rows = std::make_shared<QList<BadRow>>();
    const auto job = [rows](store::Writer& writer) {
        // Rows of the past have no place in the feed to be asked for by. The whole past has come since, so they are
        // either here or nothing that this version can read.
        if (writer.history().messagesDone) {
            for (const BadRow& row : Unreadable::all(writer)) {
                if (row.seq <= 0)
                    Unreadable::forget(writer, row);
            }
        }
        *rows = Unreadable::all(writer);
        return store::ChangeSet();
    };
    m_base.store(job, [this, rows](const QString& error) {
        if (!error.isEmpty()) {
            m_retrying = false;
            return;
        }
        m_base.unreadable.show(*rows);
        rows->removeIf([](const BadRow& row) { return row.seq <= 0; });
        retryNext(*rows);
    });
}

void OnDemand::retryNext(QList<BadRow> rows)
{
    if (rows.isEmpty()) {
        m_retrying = false;
        return;
    }
    const BadRow row = rows.takeFirst();
    Request request;
    request.path = u"/v1/changes"_s;
    request.query.addQueryItem(u"after"_s, desk::cursorText(desk::Cursor(m_word, row.seq - 1)));
    request.query.addQueryItem(u"limit"_s, u"1"_s);
    m_base.session.send(request, [this, row, rows](const Answer& answer) {
        // The feed does not reach back so far any more: this row cannot be asked for, the others can.
        if (answer.error == ErrorClass::CursorGone)
            return concluded(
                [row](store::Writer& writer) {
                    Unreadable::forget(writer, row);
                    return store::ChangeSet();
                },
                rows);
        if (!answer.ok()) {
            m_retrying = false;
            return;
        }
        retried(row, answer.body, rows);
    });
}

void OnDemand::retried(const BadRow& row, const QByteArray& body, const QList<BadRow>& rest)
{
    m_base.decoder.run([body] { return readFeed(body); },
                       [this, row, rest](const FeedPage& page) {
                           if (!page.error.isEmpty() || page.from.seq != row.seq - 1) {
                               m_retrying = false;
                               return;
                           }
                           const bool stillBad = !page.bad.isEmpty() && page.bad.first().id == row.id;
                           const auto job = [row, page, stillBad](store::Writer& writer) {
                               // The cursor stays: zero is never ahead of it. What changed since came, or comes, as a
                               // newer line.
                               if (!stillBad)
                                   Unreadable::forget(writer, row);
                               if (page.changes.isEmpty() || page.changes.first().id != row.id)
                                   return store::ChangeSet();
                               return writer.applyChanges(page.changes.mid(0, 1), 0);
                           };
                           concluded(job, rest);
                       });
}

/// Stores what became of one row, tells how many are left and goes on with the others.
void OnDemand::concluded(const store::Worker::Job& job, const QList<BadRow>& rest)
{
    const auto left = std::make_shared<QList<BadRow>>();
    const auto whole = [job, left](store::Writer& writer) {
        store::ChangeSet changes = job(writer);
        *left = Unreadable::all(writer);
        return changes;
    };
    m_base.store(whole, [this, rest, left](const QString& error) {
        if (error.isEmpty())
            m_base.unreadable.show(*left);
        retryNext(rest);
    });
}

} // namespace syncing
