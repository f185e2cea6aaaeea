#include "tests/bench/sample.h"

#include "sql/sqlite_connection.h"
#include "sql/tokenizer.h"
#include "sql/transaction.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QTime>

#include <cmath>
#include <cstdio>
#include <sqlite3.h>

namespace bench
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kWords = 60'000;
constexpr int kSlice = 200; ///< as a first sync commits them
constexpr int kEdition = 3; ///< of the rows: files of an older one are not used

quint64 step(quint64& state)
{
    state += 0x9e3779b97f4a7c15ULL;
    quint64 z = state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

QString makeWord(quint64 seed)
{
    static const QString consonants = u"bcdfghklmnprstvw"_s;
    static const QString vowels = u"aeiou"_s;
    QString word;
    const int syllables = 1 + int(step(seed) % 3);
    for (int i = 0; i <= syllables; ++i) {
        word += consonants.at(qsizetype(step(seed) % quint64(consonants.size())));
        word += vowels.at(qsizetype(step(seed) % quint64(vowels.size())));
    }
    return word;
}

/// As mail programs write it: the text, a quote of what came before, a signature in a table.
QString mailOf(const desk::Message& message)
{
    return u"<html><body><div style=\"font-family:Arial\"><p>Hello,</p><p>%1</p><p>Regards,<br><b>%2</b></p>"
           "<table><tr><td>Phone</td><td><a href=\"tel:+31201234567\">+31 20 123 4567</a></td></tr></table></div>"
           "<blockquote type=\"cite\"><p>On Monday you wrote:</p><p>%1</p></blockquote></body></html>"_s.arg(
               message.text, message.authorName);
}

int fromEnvironment(const char* name, int absent)
{
    bool ok = false;
    const int value = qEnvironmentVariableIntValue(name, &ok);
    return ok && value > 0 ? value : absent;
}

} // namespace

Size sizeFromEnvironment()
{
    const Size size;
    return {fromEnvironment("BELLHOP_BENCH_TICKETS", size.tickets),
            fromEnvironment("BELLHOP_BENCH_MESSAGES", size.messages)};
}

Sample::Sample(Size size)
    : m_size(size)
    , m_now{QDateTime(QDate(2026, 6, 1), QTime(12, 0), Qt::UTC).toMSecsSinceEpoch()}
{
    for (int i = 0; i < kWords; ++i)
        m_words.append(makeWord(quint64(i) * 7919));
}

// A few words make up most of a text, as in any language.
QString Sample::word(quint64& state) const
{
    const double uniform = double(step(state) >> 11) / double(1ULL << 53);
    return m_words.at(std::min<qsizetype>(m_words.size() - 1, qsizetype(std::pow(double(kWords), uniform)) - 1));
}

QString Sample::text(quint64 seed, int words) const
{
    QString text;
    for (int i = 0; i < words; ++i)
        text += (i ? u" "_s : QString()) + word(seed);
    return text;
}

desk::Profile Sample::profile(int number) const
{
    desk::Profile profile;
    profile.id = desk::ProfileId(QString::number(number + 1));
    profile.rev = 1;
    quint64 state = quint64(number) + 17;
    profile.name = word(state) + u' ' + word(state);
    profile.emails = {u"customer%1@mail.example"_s.arg(number)};
    return profile;
}

desk::Ticket Sample::ticket(int number) const
{
    quint64 state = quint64(number) * 31 + 5;
    desk::Ticket ticket;
    ticket.id = desk::TicketId(QString::number(number + 1));
    ticket.rev = number + 1;
    ticket.number = number + 1;
    ticket.channel = desk::kChannels[step(state) % desk::kChannels.size()];
    const quint64 dice = step(state) % 100;
    ticket.status = dice < 4 ? desk::Status::Open : dice < 6 ? desk::Status::Snoozed : desk::Status::Closed;
    ticket.spam = step(state) % 200 == 0;
    ticket.assignee = step(state) % 4 == 0 ? desk::AgentId() : desk::AgentId(QString::number(1 + step(state) % 8));
    ticket.subject = text(step(state), 6);
    ticket.requester = desk::ProfileId(QString::number(1 + step(state) % quint64(std::max(1, m_size.tickets / 3))));
    ticket.requesterName = text(step(state), 2);
    ticket.recipient = u"support@shop.example"_s;
    ticket.snippet = text(step(state), 12);
    ticket.created = m_now - qint64(m_size.tickets - number) * desk::kMinute * 5;
    ticket.updated = ticket.created + qint64(step(state) % quint64(desk::kDay));
    if (ticket.status == desk::Status::Open)
        ticket.waitingSince = ticket.updated;
    ticket.unread = ticket.status == desk::Status::Open && step(state) % 2 == 0;
    ticket.messageCount = m_size.messages / m_size.tickets;
    return ticket;
}

desk::Message Sample::message(int number) const
{
    quint64 state = quint64(number) * 131 + 11;
    const int of = number % m_size.tickets;
    desk::Message message;
    message.id = desk::MessageId(QString::number(number + 1));
    message.rev = m_size.tickets + number + 1;
    message.ticket = desk::TicketId(QString::number(of + 1));
    message.direction = number % 2 ? desk::Direction::Outbound : desk::Direction::Inbound;
    message.authorKind = number % 2 ? desk::AuthorKind::Agent : desk::AuthorKind::Customer;
    message.channel = desk::Channel::Email;
    message.authorName = word(state);
    message.at = m_now - qint64(m_size.messages - number) * 30 * desk::kSecond;
    message.text = text(step(state), 12 + int(step(state) % 40));
    if (number % 4 == 0)
        message.html = mailOf(message);
    return message;
}

double fill(const QString& path, const Sample& sample, const desk::Clock& clock, const OnSlice& after)
{
    store::Writer writer(path, clock);
    store::Bootstrap bootstrap;
    bootstrap.cursor = 1;
    bootstrap.me.id = desk::AgentId(u"1"_s);
    bootstrap.me.name = u"Agent"_s;
    bootstrap.agents = {bootstrap.me};
    bootstrap.totalMessages = sample.size().messages;
    bootstrap.totalTickets = sample.size().tickets;
    writer.applyBootstrap(bootstrap, false);
    store::HistoryState state = writer.history();
    for (int first = sample.size().tickets; first > 0; first -= kSlice) {
        QList<desk::Entity> slice;
        for (int i = first - 1; i >= std::max(0, first - kSlice); --i)
            slice.append(sample.ticket(i));
        writer.applyHistory(slice, state);
    }
    for (int first = sample.size().tickets / 3; first > 0; first -= kSlice) {
        QList<desk::Entity> slice;
        for (int i = first - 1; i >= std::max(0, first - kSlice); --i)
            slice.append(sample.profile(i));
        writer.applyHistory(slice, state);
    }
    state.activeDone = state.ticketsDone = true;
    double seconds = 0;
    QElapsedTimer timer;
    for (int first = sample.size().messages; first > 0; first -= kSlice) {
        QList<desk::Message> messages;
        for (int i = first - 1; i >= std::max(0, first - kSlice); --i)
            messages.append(sample.message(i));
        const QList<desk::Entity> slice(messages.cbegin(), messages.cend());
        state.messagesNext = QString::number(std::max(1, first - kSlice + 1));
        state.messagesDone = first <= kSlice;
        timer.start();
        writer.applyHistory(slice, state);
        seconds += double(timer.nsecsElapsed()) / 1e9;
        if (after)
            after(messages);
    }
    while (writer.idleStep()) { // as the program does in the minutes after its first sync
    }
    writer.close();
    return sample.size().messages / seconds;
}

BareFile::BareFile(const QString& path)
    : m_connection(sql::SqliteConnection::open(path, sql::OpenMode::Create, {}))
{
    sqlite3* db = m_connection->handle();
    m_connection->executeScript(
        uR"(CREATE TABLE message (key INTEGER PRIMARY KEY, id TEXT UNIQUE, rev INTEGER, ticket TEXT, direction INTEGER,
            author TEXT, at INTEGER, text TEXT, html TEXT);
            CREATE INDEX message_thread ON message (ticket, key);
            CREATE VIRTUAL TABLE fts USING fts5(text, content='', tokenize="unicode61 remove_diacritics 2");)"_s);
    sqlite3_prepare_v2(db, "INSERT INTO message VALUES (?,?,?,?,?,?,?,?,?)", -1, &m_row, nullptr);
    sqlite3_prepare_v2(db, "INSERT INTO fts (rowid, text) VALUES (?,?)", -1, &m_index, nullptr);
}

BareFile::~BareFile()
{
    sqlite3_finalize(m_row);
    sqlite3_finalize(m_index);
}

void BareFile::add(const QList<desk::Message>& slice)
{
    QElapsedTimer timer;
    timer.start();
    sqlite3_exec(m_connection->handle(), "BEGIN", nullptr, nullptr, nullptr);
    for (const desk::Message& message : slice)
        add(message);
    sqlite3_exec(m_connection->handle(), "COMMIT", nullptr, nullptr, nullptr);
    m_seconds += double(timer.nsecsElapsed()) / 1e9;
    m_messages += slice.size();
}

void BareFile::add(const desk::Message& message)
{
    const QByteArray text = message.text.toUtf8();
    const QByteArray html = message.html.toUtf8();
    const QByteArray id = message.id.value().toLatin1();
    const QByteArray ticket = message.ticket.value().toLatin1();
    const QByteArray author = message.authorName.toUtf8();
    sqlite3_bind_int64(m_row, 1, message.at.ms << 20);
    sqlite3_bind_text(m_row, 2, id.constData(), int(id.size()), SQLITE_STATIC);
    sqlite3_bind_int64(m_row, 3, message.rev);
    sqlite3_bind_text(m_row, 4, ticket.constData(), int(ticket.size()), SQLITE_STATIC);
    sqlite3_bind_int(m_row, 5, int(message.direction));
    sqlite3_bind_text(m_row, 6, author.constData(), int(author.size()), SQLITE_STATIC);
    sqlite3_bind_int64(m_row, 7, message.at.ms);
    sqlite3_bind_text(m_row, 8, text.constData(), int(text.size()), SQLITE_STATIC);
    sqlite3_bind_text(m_row, 9, html.constData(), int(html.size()), SQLITE_STATIC);
    sqlite3_step(m_row);
    sqlite3_reset(m_row);
    sqlite3_bind_int64(m_index, 1, message.at.ms << 20);
    sqlite3_bind_text(m_index, 2, text.constData(), int(text.size()), SQLITE_STATIC);
    sqlite3_step(m_index);
    sqlite3_reset(m_index);
}

QString keptFolder()
{
    const QString folder = QCoreApplication::applicationDirPath() + u"/../bench-data"_s;
    QDir().mkpath(folder);
    return folder;
}

QString filledFile(const Sample& sample, const desk::Clock& clock)
{
    const QString path =
        u"%1/desk-%2-%3-%4.db"_s.arg(keptFolder()).arg(sample.size().tickets).arg(sample.size().messages).arg(kEdition);
    if (QFile::exists(path + u".filled"_s)) {
        store::Writer(path, clock).close(); // brings a file of an older schema up to ours
        return path;
    }
    for (const QString& leftover : {path, path + u"-wal"_s, path + u"-shm"_s})
        QFile::remove(leftover);
    std::printf("filling %s once\n", qPrintable(path));
    std::fflush(stdout);
    fill(path, sample, clock);
    QFile done(path + u".filled"_s);
    (void)done.open(QIODevice::WriteOnly);
    return path;
}

bool copyOfFilled(const Sample& sample, const desk::Clock& clock, const QString& path)
{
    const QString from = filledFile(sample, clock);
    const bool log = QFileInfo(from + u"-wal"_s).size() > 0;
    return QFile::copy(from, path) && (!log || QFile::copy(from + u"-wal"_s, path + u"-wal"_s));
}

} // namespace bench
