#include "store/search_query.h"

#include "desk/ticket_number.h"
#include "sql/tokenizer.h"

#include <QDate>

#include <algorithm>

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
constexpr qsizetype kLongestQuery = 500;
constexpr qsizetype kMostWords = 16;

/// One piece of the text: a word, or a quoted phrase, perhaps after `name:`.
struct Piece {
    QString name;
    QString text;
    bool quoted = false;
    bool last = false; ///< nothing stands behind it: it may be half a word
};

QList<Piece> pieces(QStringView text)
{
    QList<Piece> list;
    Piece piece;
    bool open = false;
    const auto end = [&] {
        if (!piece.text.isEmpty() || !piece.name.isEmpty())
            list += piece;
        piece = {};
    };
    for (QChar c : text) {
        if (c == u'"') {
            if (open)
                end();
            else
                piece.quoted = true;
            open = !open;
        } else if (!open && c.isSpace()) {
            end();
        } else if (!open && c == u':' && piece.name.isEmpty() && !piece.text.isEmpty() && !piece.quoted) {
            piece.name = piece.text.toCaseFolded();
            piece.text.clear();
        } else {
            piece.text += c;
        }
    }
    piece.last = true;
    end();
    return list;
}

desk::Instant dayStart(const QString& text)
{
    const QDate date = QDate::fromString(text, Qt::ISODate);
    return date.isValid() ? desk::Instant{date.startOfDay().toMSecsSinceEpoch()} : desk::Instant();
}

/// True if the piece is a filter with a value that makes sense.
bool takeFilter(SearchTerms& terms, const Piece& piece)
{
    const QString value = piece.text.toCaseFolded();
    if (value.isEmpty())
        return !piece.name.isEmpty(); // `from:` while the rest is being typed
    if (piece.name == u"from"_s) {
        terms.from += value;
    } else if (piece.name == u"label"_s) {
        terms.labels += value;
    } else if (piece.name == u"channel"_s && desk::channelFrom(value)) {
        terms.channel = desk::channelFrom(value);
    } else if (piece.name == u"status"_s && desk::statusFrom(value)) {
        terms.status = desk::statusFrom(value);
    } else if (piece.name == u"before"_s && dayStart(value).isSet()) {
        terms.before = dayStart(value);
    } else if (piece.name == u"after"_s && dayStart(value).isSet()) {
        terms.after = dayStart(value);
    } else if (piece.name == u"has"_s && value == u"attachment"_s) {
        terms.hasAttachment = true;
    } else if (piece.name == u"is"_s && value == u"unread"_s) {
        terms.unread = true;
    } else {
        return false;
    }
    return true;
}

/// True if the piece is `#48213`. Digits `alone` name a ticket too and stay a word.
bool takeNumber(SearchTerms& terms, const Piece& piece, bool alone)
{
    const auto [number, named] = desk::ticketNumberOf(piece.text);
    if (piece.quoted || !piece.name.isEmpty() || number == 0 || !(named || alone))
        return false;
    terms.number = number;
    return named;
}

qsizetype wordsIn(const SearchTerms& terms)
{
    qsizetype count = terms.words.size();
    for (const QStringList& phrase : terms.phrases)
        count += phrase.size();
    return count;
}

void takeWords(SearchTerms& terms, const Piece& piece)
{
    QStringList words = sql::tokens(piece.name.isEmpty() ? piece.text : piece.name + u' ' + piece.text);
    words = words.mid(0, std::max<qsizetype>(0, kMostWords - wordsIn(terms)));
    if (piece.quoted) {
        if (!words.isEmpty())
            terms.phrases += words;
        return;
    }
    const bool typing = piece.last && !piece.text.isEmpty() && piece.text.back().isLetterOrNumber();
    if (typing && !words.isEmpty())
        terms.prefix = words.takeLast();
    // Han and kana are single-letter words in the index: side by side they belong together.
    terms.words += words;
}

QString quoted(const QString& word)
{
    return u'"' + word + u'"';
}
} // namespace

SearchTerms parseSearch(const QString& text)
{
    SearchTerms terms;
    const QList<Piece> all = pieces(QStringView(text).left(kLongestQuery));
    for (const Piece& piece : all) {
        if ((!piece.name.isEmpty() && takeFilter(terms, piece)) || takeNumber(terms, piece, all.size() == 1))
            continue;
        takeWords(terms, piece);
    }
    return terms;
}

std::optional<QString> serverQuestion(const SearchTerms& terms)
{
    if (terms.hasFilters())
        return std::nullopt;
    QStringList words = terms.words;
    for (const QStringList& phrase : terms.phrases)
        words += phrase;
    if (!terms.prefix.isEmpty())
        words += terms.prefix;
    if (terms.number > 0)
        words.prepend(u'#' + QString::number(terms.number));
    return words.join(u' ').left(kLongestQuery);
}

QString matchExpression(const SearchTerms& terms, const QStringList& completions)
{
    QStringList parts;
    for (const QString& word : terms.words)
        parts += quoted(word);
    for (const QStringList& phrase : terms.phrases)
        parts += quoted(phrase.join(u' '));
    if (!terms.prefix.isEmpty()) {
        QStringList choices;
        for (const QString& word : completions.isEmpty() ? QStringList{terms.prefix} : completions)
            choices += quoted(word);
        parts += u'(' + choices.join(u" OR "_s) + u')';
    }
    return parts.join(u" AND "_s);
}

} // namespace store
