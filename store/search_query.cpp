#include "store/search_query.h"

#include "sql/tokenizer.h"

#include <QDate>

#include <algorithm>

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
desk::Instant dayStart(const QString& text)
{
    const QDate date = QDate::fromString(text, Qt::ISODate);
    return date.isValid() ? desk::Instant{date.startOfDay().toMSecsSinceEpoch()} : desk::Instant();
}

void narrow(std::optional<desk::Instant>& end, desk::Instant wanted, bool isUpper)
{
    if (!end || (isUpper ? wanted < *end : wanted > *end))
        end = wanted;
}

/// True if the piece is a filter with a value that makes sense.
bool takeFilter(SearchTerms& terms, const sql::QuestionPiece& piece)
{
    const QString value = piece.text.toCaseFolded();
    if (piece.name.isEmpty())
        return false;
    if (value.isEmpty()) // `from:` while the rest is being typed
        return true;
    if (piece.name == u"from"_s) {
        terms.from += sql::foldedText(piece.text);
    } else if (piece.name == u"label"_s) {
        terms.labels += value;
    } else if (piece.name == u"channel"_s && desk::channelFrom(value)) {
        terms.channels += *desk::channelFrom(value);
    } else if (piece.name == u"status"_s && desk::statusFrom(value)) {
        terms.statuses += *desk::statusFrom(value);
    } else if (piece.name == u"before"_s && dayStart(value).isSet()) {
        narrow(terms.before, dayStart(value), true);
    } else if (piece.name == u"after"_s && dayStart(value).isSet()) {
        narrow(terms.after, dayStart(value), false);
    } else if (piece.name == u"has"_s && value == u"attachment"_s) {
        terms.hasAttachment = true;
    } else if (piece.name == u"is"_s && value == u"unread"_s) {
        terms.unread = true;
    } else {
        return false;
    }
    return true;
}

QString typed(const sql::QuestionPiece& piece)
{
    const QString text = piece.quoted ? u'"' + piece.text + u'"' : piece.text;
    return piece.name.isEmpty() ? text : piece.name + u':' + text;
}
} // namespace

SearchTerms parseSearch(const QString& text)
{
    SearchTerms terms;
    QList<sql::QuestionPiece> words = sql::piecesOf(text);
    words.removeIf([&](const sql::QuestionPiece& piece) { return takeFilter(terms, piece); });
    terms.question = sql::questionOf(words);
    return terms;
}

std::optional<QString> serverQuestion(const QString& text)
{
    const SearchTerms terms = parseSearch(text);
    if (terms.hasFilters())
        return std::nullopt;
    if (!terms.hasWords())
        return QString();
    QStringList words;
    for (const sql::QuestionPiece& piece : sql::piecesOf(text)) {
        if (!piece.text.isEmpty())
            words += typed(piece);
    }
    // A blank behind it says that the last word is whole.
    const QString question = words.join(u' ').toCaseFolded().left(sql::kLongestQuestion - 1);
    return question + (terms.question.openWord().isEmpty() ? u" "_s : QString());
}

QString matchExpression(const sql::Question& question, const QStringList& completions)
{
    const QString half = question.openWord();
    return sql::expressionOf(question, [&](const sql::WordRun& run) {
        if (!run.open || run.words.size() > 1 || run.words.first() != half || completions.isEmpty())
            return sql::ftsRun(run);
        QStringList choices;
        for (const QString& word : completions)
            choices += u'"' + word + u'"';
        return u'(' + choices.join(u" OR "_s) + u')';
    });
}

} // namespace store
