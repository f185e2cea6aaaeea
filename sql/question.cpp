#include "sql/question.h"

#include "desk/telephone.h"
#include "desk/ticket_number.h"
#include "sql/tokenizer.h"

#include <algorithm>
#include <optional>

namespace sql
{

using namespace Qt::StringLiterals;

namespace
{
bool isQuote(QChar c)
{
    return c == u'"' || (c >= QChar(0x201C) && c <= QChar(0x201F)); // as keyboards set them
}

bool endsInWord(const QuestionPiece& piece)
{
    return piece.last && !piece.quoted && !piece.text.isEmpty() &&
           (piece.text.back().isLetterOrNumber() || piece.text.back().isMark() || piece.text.back().isLowSurrogate());
}

/// Digits and what stands between those of a telephone number.
bool isDialled(const QuestionPiece& piece)
{
    return !piece.quoted && piece.name.isEmpty() && std::all_of(piece.text.begin(), piece.text.end(), [](QChar c) {
        return c.isDigit() || c == u'+' || c == u'(' || c == u')' || c == u'-' || c == u'.' || c == u'/' ||
               c.category() == QChar::Punctuation_Dash;
    });
}

/// The number that `text` is from end to end.
std::optional<desk::Telephone> wholeTelephone(const QString& text)
{
    const QList<desk::Telephone> all = desk::telephonesAskedFor(text);
    if (all.size() != 1)
        return std::nullopt;
    const qsizetype end = all.first().start + all.first().length;
    const auto isDigit = [](QChar c) { return c.isDigit(); };
    if (std::any_of(text.begin(), text.begin() + all.first().start, isDigit) ||
        std::any_of(text.begin() + end, text.end(), isDigit))
        return std::nullopt;
    return all.first();
}

class Reading
{
public:
    explicit Reading(const QList<QuestionPiece>& pieces)
        : m_pieces(pieces)
    {
    }

    Question run()
    {
        if (m_pieces.size() == 1)
            m_question.code = tokens(m_pieces.first().text).join(QString());
        for (qsizetype at = 0; at < m_pieces.size() && m_question.conditions.size() < kMostConditions;)
            at += take(at);
        return std::move(m_question);
    }

private:
    /// Reads what begins at a piece; returns how many belong to it.
    qsizetype take(qsizetype at)
    {
        const QuestionPiece& piece = m_pieces[at];
        if (const qsizetype count = takeTelephone(at))
            return count;
        if (!piece.quoted && piece.name.isEmpty()) {
            const auto [number, named] = desk::ticketNumberOf(piece.text);
            if (number > 0 && (named || m_pieces.size() == 1)) {
                m_question.number = number;
                m_question.numberAt = m_question.conditions.size();
            }
        }
        takeWords(piece);
        return 1;
    }

    qsizetype takeTelephone(qsizetype at)
    {
        qsizetype count = 0;
        std::optional<desk::Telephone> found;
        QString whole;
        QString text;
        for (qsizetype next = at; next < m_pieces.size() && isDialled(m_pieces[next]); ++next) {
            text += (text.isEmpty() ? u""_s : u" "_s) + m_pieces[next].text;
            if (const auto telephone = wholeTelephone(text)) {
                found = telephone;
                whole = text;
                count = next - at + 1;
            }
        }
        if (!found)
            return 0;
        const QuestionPiece& last = m_pieces[at + count - 1];
        m_question.conditions +=
            QuestionTerm{{WordRun{tokens(whole), endsInWord(last)}, WordRun{{telephoneWord(found->key)}, false}}};
        return count;
    }

    void takeWords(const QuestionPiece& piece)
    {
        const QString text = piece.name.isEmpty() ? piece.text : piece.name + u' ' + piece.text;
        if (piece.quoted && piece.name.isEmpty()) {
            if (const QStringList words = tokens(text); !words.isEmpty())
                m_question.conditions += QuestionTerm{{WordRun{words, false}}};
            return;
        }
        const QList<Token> all = tokenize(text);
        for (qsizetype i = 0; i < all.size(); ++i) {
            WordRun run{{all[i].text}, i + 1 == all.size() && endsInWord(piece) && !standsAlone(all[i].text)};
            // Characters of a script without spaces belong together as they stand.
            while (standsAlone(all[i].text) && i + 1 < all.size() && standsAlone(all[i + 1].text) &&
                   all[i].start + all[i].length == all[i + 1].start)
                run.words += all[++i].text;
            m_question.conditions += QuestionTerm{{run}};
        }
    }

    const QList<QuestionPiece>& m_pieces;
    Question m_question;
};

bool stands(const WordRun& run, const QStringList& indexed)
{
    const qsizetype length = run.words.size();
    for (qsizetype at = 0; at + length <= indexed.size(); ++at) {
        const qsizetype whole = run.open ? length - 1 : length;
        if (std::equal(run.words.begin(), run.words.begin() + whole, indexed.begin() + at) &&
            (!run.open || indexed[at + whole].startsWith(run.words.last())))
            return true;
    }
    return false;
}
} // namespace

QString Question::openWord() const
{
    if (conditions.isEmpty())
        return {};
    const WordRun& run = conditions.last().anyOf.first();
    return run.open && run.words.size() == 1 ? run.words.first() : QString();
}

QList<QuestionPiece> piecesOf(QStringView text)
{
    QList<QuestionPiece> list;
    QuestionPiece piece;
    bool inQuotes = false;
    const auto end = [&] {
        if (!piece.text.isEmpty() || !piece.name.isEmpty())
            list += piece;
        piece = {};
    };
    for (const QChar c : text.left(kLongestQuestion)) {
        if (isQuote(c)) {
            if (inQuotes || !piece.text.isEmpty())
                end();
            inQuotes = !inQuotes;
            piece.quoted = inQuotes;
        } else if (!inQuotes && c.isSpace()) {
            end();
        } else if (!inQuotes && c == u':' && piece.name.isEmpty() && !piece.text.isEmpty()) {
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

Question questionOf(const QList<QuestionPiece>& pieces)
{
    return Reading(pieces).run();
}

bool isMetBy(const Question& question, const QStringList& indexed, qsizetype except)
{
    for (qsizetype i = 0; i < question.conditions.size(); ++i) {
        const QList<WordRun>& anyOf = question.conditions[i].anyOf;
        if (i != except &&
            std::none_of(anyOf.begin(), anyOf.end(), [&](const WordRun& run) { return stands(run, indexed); }))
            return false;
    }
    return true;
}

bool asksForOrder(const Question& question)
{
    return std::any_of(question.conditions.begin(), question.conditions.end(), [](const QuestionTerm& condition) {
        return std::any_of(condition.anyOf.begin(), condition.anyOf.end(),
                           [](const WordRun& run) { return run.words.size() > 1; });
    });
}

QString expressionOf(const Question& question, const std::function<QString(const WordRun&)>& run,
                     const ExpressionWords& words)
{
    QStringList all;
    for (const QuestionTerm& condition : question.conditions) {
        QStringList any;
        for (const WordRun& each : condition.anyOf)
            any += run(each);
        all += any.size() == 1 ? any.first() : u'(' + any.join(words.any) + u')';
    }
    return all.join(words.all);
}

QString ftsRun(const WordRun& run)
{
    return u'"' + run.words.join(u' ') + u'"' + (run.open ? u"*"_s : QString());
}

} // namespace sql
