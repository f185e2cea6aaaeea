#pragma once
// What an agent looks at and is not here: older messages of a thread, a customer, a file, what a search finds.

#include "sync/base.h"
#include "sync/transport.h"

#include "desk/ids.h"
#include "desk/message.h"
#include "store/reader.h"

#include <QHash>

#include <functional>
#include <memory>

namespace syncing
{

struct BadRow;
struct EntityPage;

class OnDemand
{
public:
    /// `error` is empty on success, else a sentence.
    using Done = std::function<void(const QString& error)>;

    explicit OnDemand(Base& base);

    void thread(const desk::TicketId& ticket, const Done& done);
    void profile(const desk::ProfileId& profile, const Done& done);
    void attachment(const desk::Attachment& attachment, const QString& path, Done done);
    /// `error` as above; `more` = the server has further hits.
    using Found = std::function<void(const QString& error, bool more)>;
    /// Asks the server's search (THR-11) and stores what it found, at most `limit` hits.
    void search(const QString& words, int limit, Found done);

    /// A snapshot began: what is known of threads holds no more.
    void forgetPages();

    /// Asks again for records that could not be read, one after another; lets go of those that cannot be asked for.
    void retryUnreadable(const QString& word);

private:
    void fetch(const Request& request, QLatin1StringView expected, const Done& done,
               std::function<void(const EntityPage&)> take);
    store::Reader& reader();
    void storeFound(const QString& words, int limit, const QString& snapshot, const EntityPage& page,
                    const Found& done);
    void storeThread(const desk::TicketId& ticket, const EntityPage& page, const Done& done);
    void retryNext(QList<BadRow> rows);
    void retried(const BadRow& row, const QByteArray& body, const QList<BadRow>& rest);
    void concluded(const store::Worker::Job& job, const QList<BadRow>& rest);

    Base& m_base;
    std::unique_ptr<store::Reader> m_reader;
    /// What the server named as the next page of a thread. The floor in the file goes by time, and many messages may
    /// bear the same.
    QHash<desk::TicketId, QString> m_next;
    QString m_word; ///< of the epoch that is followed now
    bool m_retrying = false;
};

} // namespace syncing
