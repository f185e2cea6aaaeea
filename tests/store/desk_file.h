#pragma once
// A desk's file in a temporary folder with a clock that the test moves, and short words for what servers and agents do.

#include "store/reader.h"
#include "store/writer.h"

#include <QTemporaryDir>

namespace store_test
{

class HandClock final : public desk::Clock
{
public:
    desk::Instant at{1'750'000'000'000};
    desk::Instant now() const override { return at; }
};

desk::Ticket ticket(const QString& id, qint64 rev, desk::Instant updated = {1'749'000'000'000});
desk::Message message(const QString& id, const QString& ticket, qint64 rev, desk::Instant at, const QString& text = {});
desk::Operation operation(const QString& id, const QString& ticket, desk::OperationKind kind, desk::Instant at);
desk::Operation reply(const QString& id, const QString& ticket, const QString& text, desk::Instant at);
desk::Change change(const desk::Entity& entity);
desk::Change deletion(desk::EntityKind kind, const QString& id, qint64 seq);
store::Bootstrap bootstrap(qint64 cursor);
/// The background history has come to its end.
store::HistoryState allHistory();

/// What a file says, for comparing two moments.
QStringList dump(sql::Connection& db);

class DeskFile
{
public:
    DeskFile();
    store::Writer& writer() { return *m_writer; }
    store::Reader& reader();
    void reopen();
    void close();
    QString path() const { return m_dir.filePath(QStringLiteral("desk.db")); }
    QString folder() const { return m_dir.path(); }

    HandClock clock;

private:
    QTemporaryDir m_dir;
    std::unique_ptr<store::Writer> m_writer;
    std::unique_ptr<store::Reader> m_reader;
};

} // namespace store_test
