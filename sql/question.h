#pragma once
// What was typed into a search field, as both sides read it (THR-11, BEY-1): client and server find the same because
// they ask the same. Never fails, and never asks for less than was typed: whatever has a letter or a digit is a
// condition.

#include <QList>
#include <QString>
#include <QStringList>

#include <functional>

namespace sql
{

/// One piece of the text: a word, or a quoted phrase, perhaps after `name:`.
struct QuestionPiece {
    QString name; ///< case-folded; empty = none
    QString text;
    bool quoted = false;
    bool last = false; ///< nothing stands behind it: it may be half a word
};

/// Folded words that stand side by side in this order.
struct WordRun {
    QStringList words;
    bool open = false; ///< the last one may be the beginning of a longer word
};

/// Holds where one of the runs stands.
struct QuestionTerm {
    QList<WordRun> anyOf;
};

struct Question {
    QList<QuestionTerm> conditions; ///< all must hold in one text
    qint64 number = 0; ///< of the ticket that is named by `#48213`, or by digits with nothing beside them; 0 = none
    qsizetype numberAt = -1; ///< the condition that the ticket of that number meets by it
    QString code;            ///< folded letters and digits of the only piece: what an order is found by

    bool isEmpty() const { return conditions.isEmpty(); }
    /// The single word that may be half a word; empty = there is none.
    QString openWord() const;
};

/// Longer text is cut there, and what has more words is cut behind that many.
inline constexpr qsizetype kLongestQuestion = 500;
inline constexpr qsizetype kMostConditions = 100;

QList<QuestionPiece> piecesOf(QStringView text);
Question questionOf(const QList<QuestionPiece>& pieces);

/// Whether all conditions, but the one at `except`, hold in a text with these words (sql::indexedWords).
bool isMetBy(const Question& question, const QStringList& indexed, qsizetype except = -1);
/// Whether a run of several words is asked for, which an index without positions cannot tell.
bool asksForOrder(const Question& question);

/// The question in the words of an index: `run` writes one run. Empty = nothing is asked for.
struct ExpressionWords {
    QString all = QStringLiteral(" AND ");
    QString any = QStringLiteral(" OR ");
};
QString expressionOf(const Question& question, const std::function<QString(const WordRun&)>& run,
                     const ExpressionWords& words = {});
/// A run for FTS5 with positions: `"blue shi"*`.
QString ftsRun(const WordRun& run);

} // namespace sql
