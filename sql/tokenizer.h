#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace sql
{

/// One searchable word and where it stood: source.mid(start, length) is what to highlight.
struct Token {
    QString text; ///< folded: case and diacritics gone
    qsizetype start = 0;
    qsizetype length = 0;
    bool operator==(const Token&) const = default;
};

/// The words of a text, for both full-text indexes and for queries (BEY-1, THR-11). Case is folded, diacritics are
/// removed; everything that is no letter or digit separates; each Han, Hiragana, Katakana and Hangul character is a
/// word; a word is cut at 64 UTF-16 units. Linear time over any input.
QList<Token> tokenize(QStringView text);

/// The folded words alone.
QStringList tokens(QStringView text);

/// The folded words joined by single spaces, to be stored in FTS5 `unicode61`, which splits exactly at those spaces.
QString foldedText(QStringView text);

} // namespace sql
