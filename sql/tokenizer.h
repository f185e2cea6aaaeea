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
/// removed, letters of their own are spelled as people type them (ł, ø, æ: l, o, ae), digits are 0 to 9; everything
/// that is no letter or digit separates; each character of a script that writes no spaces (Han, kana, Hangul, Thai,
/// Lao, Khmer, Burmese) is a word; a word is cut at 64 UTF-16 units. Linear time over any input.
QList<Token> tokenize(QStringView text);

/// The folded words alone.
QStringList tokens(QStringView text);

/// Whether a folded word is a single character of a script that writes no spaces: no half of a word that is being
/// typed.
bool standsAlone(QStringView token);

/// The folded words joined by single spaces: what two spellings of a name are compared by.
QString foldedText(QStringView text);

/// What both full-text indexes hold of a text: its words, then one for each telephone number however it is spelled
/// (desk/telephone.h). To be stored joined by single spaces in FTS5 `unicode61`, which splits exactly at those spaces.
QStringList indexedWords(QStringView text);
/// The word that stands in an index for a telephone number.
QString telephoneWord(QStringView key);

/// Grows whenever the same text may give other words: what was indexed by an older one is indexed anew.
inline constexpr int kWordsVersion = 2;

} // namespace sql
