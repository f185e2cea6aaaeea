#pragma once
// What an agent looks at and is not here: older messages of a thread, a customer, a file.

#include "sync/base.h"
#include "sync/transport.h"

#include "desk/ids.h"
#include "desk/message.h"
#include "store/reader.h"

#include <functional>
#include <memory>

namespace syncing
{

struct EntityPage;

class OnDemand
{
public:
    /// `error` is empty on success, else a sentence.
    using Done = std::function<void(const QString& error)>;

    explicit OnDemand(Base& base);

    void thread(const desk::TicketId& ticket, Done done);
    void profile(const desk::ProfileId& profile, Done done);
    void attachment(const desk::Attachment& attachment, const QString& path, Done done);

    /// Asks again for records that could not be read, one after another.
    void retryUnreadable();

private:
    void fetch(const Request& request, const Done& done, std::function<void(const EntityPage&)> take);
    void storeThread(const desk::TicketId& ticket, const EntityPage& page, const Done& done);
    void retryNext(QList<struct BadRow> rows);
    void retried(const struct BadRow& row, const QByteArray& body, const QList<struct BadRow>& rest);

    Base& m_base;
    std::unique_ptr<store::Reader> m_reader;
    bool m_retrying = false;
};

} // namespace syncing
