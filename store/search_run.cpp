#include "store/search_run.h"

#include "desk/telephone.h"
#include "sql/tokenizer.h"
#include "store/desk_rows.h"
#include "store/free_key.h"
#include "store/message_rows.h"
#include "store/ticket_rows.h"

#include <QSet>

#include <algorithm>

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
constexpr int kCompletions = 200;
constexpr int kMostCandidates = 20'000; ///< matching messages that are looked at for their author
constexpr int kMostCustomers = 10;
constexpr int kMostOfOneTicket = 2000; ///< messages of the ticket that is named
constexpr qsizetype kBefore = 40;
constexpr qsizetype kExcerpt = 180;

/// Conditions on the ticket, for a WHERE clause in which `ticket` is joined.
struct Conditions {
    QString sql;
    sql::Values values;

    void add(const QString& condition, const sql::Value& value)
    {
        sql += u" AND "_s + condition;
        values += value;
    }
};

QStringList labelIds(sql::Connection& db, const QString& wanted)
{
    QStringList ids;
    for (const desk::Label& label : deskRows<desk::Label>(db, desk::EntityKind::Label)) {
        if (label.name.toCaseFolded() == wanted || label.id.value() == wanted)
            ids += label.id.value();
    }
    return ids;
}

Conditions ticketConditions(sql::Connection& db, const SearchTerms& terms)
{
    Conditions conditions;
    for (const desk::Channel channel : terms.channels)
        conditions.add(u"ticket.channel = ?"_s, desk::toString(channel));
    for (const desk::Status status : terms.statuses)
        conditions.add(u"ticket.status = ?"_s, desk::toString(status));
    if (terms.unread)
        conditions.add(u"ticket.unread = ?"_s, true);
    for (const QString& wanted : terms.labels) {
        const QStringList ids = labelIds(db, wanted);
        conditions.sql +=
            u" AND EXISTS (SELECT 1 FROM ticket_label AS l WHERE l.ticket = ticket.key AND l.label IN (%1))"_s.arg(
                QStringList(ids.size(), u"?"_s).join(u','));
        for (const QString& id : ids)
            conditions.values += id;
    }
    return conditions;
}

/// Further conditions where the ticket itself is the hit: its requester and its last change.
Conditions ownConditions(const SearchTerms& terms)
{
    Conditions conditions;
    for (const QString& part : terms.from)
        conditions.add(u"instr(ticket.requester_folded, ?) > 0"_s, part);
    if (terms.before)
        conditions.add(u"ticket.updated < ?"_s, terms.before->ms);
    if (terms.after)
        conditions.add(u"ticket.updated >= ?"_s, terms.after->ms);
    return conditions;
}

bool isFrom(const SearchTerms& terms, const QString& folded)
{
    return std::all_of(terms.from.begin(), terms.from.end(),
                       [&](const QString& part) { return folded.contains(part); });
}

QStringList marksOf(const SearchTerms& terms, const QStringList& completions)
{
    QStringList marks = completions;
    for (const sql::QuestionTerm& condition : terms.question.conditions) {
        for (const sql::WordRun& run : condition.anyOf)
            marks += run.words;
    }
    return marks;
}

SearchHit hitOf(const desk::Ticket& ticket, const QStringList& marks)
{
    SearchHit hit;
    hit.ticket = ticket.id;
    hit.title = ticket.subject.isEmpty() ? ticket.requesterName : ticket.subject;
    hit.excerpt = ticket.snippet;
    hit.marks = marks;
    hit.at = ticket.updated;
    return hit;
}

/// One search: collects until it has enough.
class Run
{
public:
    Run(sql::Connection& connection, const SearchTerms& wanted, int most, const std::function<bool()>& stale)
        : db(connection)
        , terms(wanted)
        , limit(most)
        , isStale(stale)
        , completions(completionsOf(connection, wanted.question.openWord()))
        , match(matchExpression(wanted.question, completions))
        , marks(marksOf(wanted, completions))
        , conditions(ticketConditions(connection, wanted))
        , own(ownConditions(wanted))
    {
    }

    QList<SearchHit> hits();
    bool more = false;

private:
    void byNumber();
    bool meetsTheRest(const QString& text) const;
    void ticketsByWords();
    void messagesByWords();
    void ticketsByFilters();
    void customers();
    void orders();
    void take(const SearchHit& hit);

    sql::Connection& db;
    const SearchTerms& terms;
    const int limit;
    const std::function<bool()>& isStale;
    const QStringList completions;
    const QString match;
    const QStringList marks;
    const Conditions conditions;
    const Conditions own;
    QList<SearchHit> found;
    QHash<desk::TicketId, qsizetype> places;
};

/// A ticket stands once, with its most recent match.
void Run::take(const SearchHit& hit)
{
    const auto place = places.constFind(hit.ticket);
    if (place == places.cend()) {
        places.insert(hit.ticket, found.size());
        found += hit;
    } else if (found[*place].message < hit.message) {
        found[*place] = hit;
    }
}

void Run::byNumber()
{
    const auto number = terms.question.number;
    std::optional<desk::Ticket> ticket;
    {
        sql::Statement rows =
            db.query(u"SELECT %1 FROM ticket WHERE number = ?"_s.arg(ticketColumns()) + conditions.sql + own.sql,
                     number, conditions.values + own.values);
        if (rows.next())
            ticket = ticketFrom(rows).ticket;
    }
    if (!ticket || terms.hasAttachment)
        return;
    if (meetsTheRest(searchText(*ticket)))
        return take(hitOf(*ticket, marks));
    sql::Statement rows = db.query(
        u"SELECT %1 FROM message WHERE message.ticket = ? ORDER BY message.key DESC LIMIT ?"_s.arg(messageColumns()),
        ticket->id.value(), kMostOfOneTicket);
    while (rows.next() && !isStale()) {
        const MessageRow row = messageFrom(rows);
        if (!meetsTheRest(searchText(row.message)))
            continue;
        SearchHit hit = hitOf(*ticket, marks);
        hit.message = row.key;
        hit.excerpt = excerptOf(searchText(row.message), marks);
        hit.at = row.message.at;
        return take(hit);
    }
}

/// Whether a text of the ticket that was named holds what was typed beside its number.
bool Run::meetsTheRest(const QString& text) const
{
    return sql::isMetBy(terms.question, sql::indexedWords(text), terms.question.numberAt);
}

void Run::ticketsByWords()
{
    if (terms.hasAttachment)
        return;
    static const QString head = u"SELECT %1 FROM ticket_fts JOIN ticket ON ticket.key = ticket_fts.rowid "
                                "WHERE ticket_fts MATCH ?"_s.arg(ticketColumns());
    sql::Statement rows = db.query(head + conditions.sql + own.sql + u" ORDER BY ticket_fts.rowid DESC LIMIT ?"_s,
                                   match, conditions.values + own.values, qint64(limit) + 1);
    while (rows.next())
        take(hitOf(ticketFrom(rows).ticket, marks));
}

void Run::messagesByWords()
{
    QString sql = u"SELECT %1, ticket.subject, ticket.requester_name, ticket.requester_folded FROM message_fts "
                  "JOIN message ON message.key = message_fts.rowid JOIN ticket ON ticket.id = message.ticket "
                  "WHERE message_fts MATCH ?"_s.arg(messageColumns()) +
                  conditions.sql;
    sql::Values values = conditions.values;
    if (terms.before) {
        sql += u" AND message_fts.rowid < ?"_s;
        values += firstKeyOf(terms.before->ms);
    }
    if (terms.after) {
        sql += u" AND message_fts.rowid >= ?"_s;
        values += firstKeyOf(terms.after->ms);
    }
    if (terms.hasAttachment)
        sql += u" AND message.attachments <> ''"_s;
    sql += u" ORDER BY message_fts.rowid DESC LIMIT ?"_s;
    static const int subjectColumn = int(messageColumns().count(u',')) + 1; // behind those of the message
    int looked = 0;
    sql::Statement rows = db.query(sql, match, values, kMostCandidates);
    QSet<desk::TicketId> tickets;
    while (rows.next()) {
        if (isStale())
            return;
        // Beyond that it is honest to say that there may be more.
        more = more || ++looked == kMostCandidates;
        MessageRow row = messageFrom(rows);
        if (!isFrom(terms, sql::foldedText(row.message.authorName)) && !isFrom(terms, rows.text(subjectColumn + 2)))
            continue;
        if (!tickets.contains(row.message.ticket) && tickets.size() == limit) {
            more = true;
            return;
        }
        tickets.insert(row.message.ticket);
        SearchHit hit;
        hit.ticket = row.message.ticket;
        hit.message = row.key;
        hit.title = rows.text(subjectColumn).isEmpty() ? rows.text(subjectColumn + 1) : rows.text(subjectColumn);
        hit.excerpt = excerptOf(searchText(row.message), marks);
        hit.marks = marks;
        hit.at = row.message.at;
        take(hit);
    }
}

/// No words, filters alone: the tickets they leave, last changed first.
void Run::ticketsByFilters()
{
    QString sql = u"SELECT %1 FROM ticket WHERE 1"_s.arg(ticketColumns()) + conditions.sql + own.sql;
    if (terms.hasAttachment)
        sql += u" AND has_attachment = 1"_s;
    sql += u" ORDER BY updated DESC, key DESC LIMIT ?"_s;
    sql::Statement rows = db.query(sql, conditions.values + own.values, qint64(limit) + 1);
    while (rows.next() && !isStale())
        take(hitOf(ticketFrom(rows).ticket, marks));
}

void Run::customers()
{
    // The table is small enough for a true prefix; words of messages must not crowd names out.
    sql::Statement rows =
        db.query(u"SELECT profile.body FROM profile_fts JOIN profile ON profile.key = profile_fts.rowid "
                 "WHERE profile_fts MATCH ? ORDER BY profile_fts.rowid DESC LIMIT ?"_s,
                 matchExpression(terms.question, {}), kMostCustomers);
    while (rows.next()) {
        const auto profile = fromJsonText<desk::Profile>(rows.bytes(0));
        if (!profile)
            continue;
        SearchHit hit;
        hit.kind = SearchHit::Kind::Profile;
        hit.profile = profile->id;
        hit.title = profile->name;
        hit.excerpt = (profile->emails + profile->phones).join(u", "_s);
        hit.marks = marks;
        found += hit;
    }
}

void Run::orders()
{
    const QString& number = terms.question.code;
    if (number.size() < 3 || !number.back().isDigit())
        return;
    sql::Statement rows =
        db.query(u"SELECT body FROM orders WHERE number >= ? AND number < ? ORDER BY number LIMIT ?"_s, number,
                 number + u'\uffff', kMostCustomers);
    while (rows.next()) {
        const auto order = fromJsonText<desk::Order>(rows.bytes(0));
        if (!order)
            continue;
        SearchHit hit;
        hit.kind = SearchHit::Kind::Order;
        hit.order = order->id;
        hit.profile = order->profile;
        hit.title = order->number;
        hit.marks = QStringList{number};
        hit.at = order->placed;
        found += hit;
    }
}

QList<SearchHit> Run::hits()
{
    if (terms.question.number > 0)
        byNumber();
    if (!isStale() && terms.hasWords())
        ticketsByWords();
    if (!isStale() && terms.hasWords())
        messagesByWords();
    if (!isStale() && !terms.hasWords() && terms.hasFilters())
        ticketsByFilters();
    std::stable_sort(found.begin(), found.end(), [](const SearchHit& a, const SearchHit& b) { return a.at > b.at; });
    more = more || found.size() > limit;
    found = found.mid(0, limit);
    if (!isStale() && !terms.hasFilters()) {
        if (terms.hasWords())
            customers();
        orders();
    }
    return found;
}
} // namespace

QStringList completionsOf(sql::Connection& db, const QString& prefix)
{
    QStringList words;
    if (prefix.isEmpty())
        return words;
    sql::Statement rows = db.query(u"SELECT term FROM term WHERE term >= ? AND term < ? ORDER BY df DESC LIMIT ?"_s,
                                   prefix, prefix + QChar(0xDBFF) + QChar(0xDFFF), kCompletions);
    while (rows.next())
        words += rows.text(0);
    return words;
}

namespace
{
/// Where the first of the marks stands; unset = none does.
std::optional<qsizetype> firstMark(QStringView text, const QStringList& marks)
{
    const QSet<QString> wanted(marks.begin(), marks.end());
    for (const sql::Token& token : sql::tokenize(text)) {
        if (wanted.contains(token.text))
            return token.start;
    }
    for (const desk::Telephone& telephone : desk::telephonesIn(text)) { // spelled in another way
        if (wanted.contains(sql::telephoneWord(telephone.key)))
            return telephone.start;
    }
    return std::nullopt;
}
} // namespace

QString excerptOf(const QString& text, const QStringList& marks)
{
    qsizetype from = std::max<qsizetype>(0, firstMark(QStringView(text).left(100'000), marks).value_or(0) - kBefore);
    if (from > 0 && text[from].isLowSurrogate())
        ++from;
    qsizetype length = std::min(kExcerpt, text.size() - from);
    if (length > 0 && text[from + length - 1].isHighSurrogate())
        --length;
    const QString cut = text.mid(from, length).simplified();
    return (from > 0 ? u"…"_s : QString()) + cut + (from + length < text.size() ? u"…"_s : QString());
}

QList<SearchHit> runSearch(sql::Connection& db, const SearchTerms& terms, int limit,
                           const std::function<bool()>& isStale, bool& more)
{
    Run run(db, terms, limit, isStale);
    const QList<SearchHit> hits = run.hits();
    more = run.more;
    return hits;
}

} // namespace store
