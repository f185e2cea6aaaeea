#include "sql/tokenizer.h"

#include "desk/telephone.h"

#include <algorithm>
#include <array>

namespace sql
{

namespace
{

constexpr qsizetype longestToken = 64;

enum class Kind { Word, Alone, Dropped, Separator };

bool isAlone(char32_t c)
{
    if (c >= 0x3041 && c <= 0x30FF)
        return true; // the kana blocks, with the length mark that is of no single script
    switch (QChar::script(c)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Hangul:
    case QChar::Script_Thai: // and the others that write no spaces between words
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
        return true;
    default:
        return false;
    }
}

/// unicode61 takes some younger letters for separators, so they are separators here too.
bool isKnownToIndex(char32_t c)
{
    return QChar::unicodeVersion(c) <= QChar::Unicode_6_1;
}

/// Vowel signs that have become letters since unicode61's tables were made.
bool wasMark(char32_t c)
{
    return (c >= 0x19B0 && c <= 0x19C0) || c == 0x19C8 || c == 0x19C9 || c == 0x1CF2 || c == 0x1CF3;
}

Kind kindOf(char32_t c)
{
    constexpr char32_t tatweel = 0x0640; // draws a word longer and says nothing
    const bool isHangulFiller = c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0; // letters that show nothing
    if (c == tatweel || isHangulFiller || wasMark(c))
        return Kind::Dropped;
    switch (QChar::category(c)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_SpacingCombining:
    case QChar::Mark_Enclosing:
        return Kind::Dropped;
    case QChar::Other_Format:
        return c == 0x200B ? Kind::Separator : Kind::Dropped; // soft hyphens and joiners stand inside words
    default:
        break;
    }
    if (!QChar::isLetterOrNumber(c) || !isKnownToIndex(c))
        return Kind::Separator;
    return isAlone(c) ? Kind::Alone : Kind::Word;
}

/// What people type for letters that Unicode does not take apart; the sources are lower case.
struct Spelling {
    char16_t letter;
    const char16_t* typed;
};
constexpr std::array kSpellings{
    Spelling{0x00DF, u"ss"},     Spelling{0x00E6, u"ae"},     Spelling{0x00F0, u"d"},      Spelling{0x00F8, u"o"},
    Spelling{0x00FE, u"th"},     Spelling{0x0111, u"d"},      Spelling{0x0127, u"h"},      Spelling{0x0131, u"i"},
    Spelling{0x0138, u"k"},      Spelling{0x0142, u"l"},      Spelling{0x014B, u"n"},      Spelling{0x0153, u"oe"},
    Spelling{0x0167, u"t"},      Spelling{0x0180, u"b"},      Spelling{0x0188, u"c"},      Spelling{0x0192, u"f"},
    Spelling{0x0199, u"k"},      Spelling{0x019A, u"l"},      Spelling{0x019E, u"n"},      Spelling{0x01A5, u"p"},
    Spelling{0x01AD, u"t"},      Spelling{0x01B4, u"y"},      Spelling{0x01B6, u"z"},      Spelling{0x01DD, u"e"},
    Spelling{0x01E5, u"g"},      Spelling{0x0237, u"j"},      Spelling{0x023C, u"c"},      Spelling{0x0247, u"e"},
    Spelling{0x0249, u"j"},      Spelling{0x024D, u"r"},      Spelling{0x024F, u"y"},      Spelling{0x0253, u"b"},
    Spelling{0x0256, u"d"},      Spelling{0x0257, u"d"},      Spelling{0x0259, u"e"},      Spelling{0x0260, u"g"},
    Spelling{0x0268, u"i"},      Spelling{0x026B, u"l"},      Spelling{0x0272, u"n"},      Spelling{0x0289, u"u"},
    Spelling{0x0649, u"\u064A"}, Spelling{0x06A9, u"\u0643"}, Spelling{0x06CC, u"\u064A"}, Spelling{0x06C1, u"\u0647"},
    Spelling{0x0671, u"\u0627"},
};

QString spelledOut(const QString& text)
{
    QString typed;
    for (const QChar c : text) {
        const auto* const found = std::find_if(kSpellings.begin(), kSpellings.end(),
                                               [c](const Spelling& each) { return each.letter == c.unicode(); });
        if (found != kSpellings.end())
            typed += QStringView(found->typed);
        else
            typed += c;
    }
    return typed;
}

QString foldedSlowly(char32_t c)
{
    // Digits of all scripts are the ones that are typed.
    if (QChar::category(c) == QChar::Number_DecimalDigit)
        return QString::number(QChar::digitValue(c));
    const QString plain = QString::fromUcs4(&c, 1).normalized(QString::NormalizationForm_KD);
    // By way of upper case, because toCaseFolded() alone leaves one letter one letter (ß is then no "ss").
    const QString lower = plain.toUpper().toCaseFolded().normalized(QString::NormalizationForm_KD);
    return spelledOut(lower);
}

/// Latin to Arabic come from a table; the rest is rare or does not fold.
QString folded(char32_t c)
{
    constexpr char32_t first = 0x80;
    constexpr char32_t end = 0x800;
    static const auto table = [] {
        std::array<QString, end - first> made;
        for (char32_t each = first; each < end; ++each)
            made[each - first] = foldedSlowly(each);
        return made;
    }();
    return c >= first && c < end ? table[c - first] : foldedSlowly(c);
}

char32_t codePointAt(QStringView text, qsizetype at)
{
    const QChar c = text[at];
    if (c.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate())
        return QChar::surrogateToUcs4(c, text[at + 1]);
    return c.unicode();
}

qsizetype widthOf(char32_t c)
{
    return c > 0xFFFF ? 2 : 1;
}

bool isBetween(QChar c, char16_t first, char16_t last)
{
    return c.unicode() >= first && c.unicode() <= last;
}

/// How many units at `at` are one decomposed Hangul syllable or kana (as macOS writes file names); 0 when none.
qsizetype decomposedAt(QStringView text, qsizetype at)
{
    if (at + 1 >= text.size())
        return 0;
    const QChar next = text[at + 1];
    if (isBetween(text[at], 0x3041, 0x30FF))
        return next == QChar(u'\u3099') || next == QChar(u'\u309A') ? 2 : 0;
    if (!isBetween(text[at], 0x1100, 0x1112) || !isBetween(next, 0x1161, 0x1175))
        return 0;
    return at + 2 < text.size() && isBetween(text[at + 2], 0x11A8, 0x11C2) ? 3 : 2;
}

class Splitter
{
public:
    explicit Splitter(QStringView text)
        : m_text(text)
    {
    }

    QList<Token> run()
    {
        for (qsizetype at = 0; at < m_text.size();)
            at += take(at);
        endWord();
        return std::move(m_tokens);
    }

private:
    /// Reads one character at `at` and returns its width.
    qsizetype take(qsizetype at)
    {
        const char32_t c = codePointAt(m_text, at);
        const qsizetype width = widthOf(c);
        if (c < 0x80) {
            takeAscii(static_cast<char16_t>(c), at);
            return 1;
        }
        if (const qsizetype composed = decomposedAt(m_text, at)) {
            alone(m_text.sliced(at, composed).toString().normalized(QString::NormalizationForm_C), at, composed);
            return composed;
        }
        // Syllables and kana with marks are characters of their own: they must not fall into parts.
        if ((c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x3041 && c <= 0x30FF && kindOf(c) == Kind::Alone)) {
            alone(m_text.sliced(at, width).toString(), at, width);
            return width;
        }
        takeFolded(folded(c), at, width);
        return width;
    }

    void takeAscii(char16_t c, qsizetype at)
    {
        if (c >= u'A' && c <= u'Z')
            c += u'a' - u'A';
        if ((c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9'))
            word(QChar(c), at, 1);
        else
            endWord();
    }

    void takeFolded(const QString& text, qsizetype at, qsizetype width)
    {
        for (qsizetype i = 0; i < text.size();) {
            const char32_t c = codePointAt(text, i);
            const QStringView unit = QStringView(text).sliced(i, widthOf(c));
            i += widthOf(c);
            switch (kindOf(c)) {
            case Kind::Word:
                word(unit, at, width);
                break;
            case Kind::Alone:
                alone(unit.toString(), at, width);
                break;
            case Kind::Dropped:
                if (!m_word.text.isEmpty())
                    m_word.length = at + width - m_word.start;
                else if (!m_tokens.isEmpty() && m_tokens.last().start + m_tokens.last().length == at)
                    m_tokens.last().length += width; // a sign of the character before it
                break;
            case Kind::Separator:
                endWord();
                break;
            }
        }
    }

    template<class Text>
    void word(Text text, qsizetype at, qsizetype width)
    {
        if (m_word.text.isEmpty())
            m_word.start = at;
        m_word.length = at + width - m_word.start;
        qsizetype added = 1;
        if constexpr (std::is_same_v<Text, QStringView>)
            added = text.size();
        if (m_full || m_word.text.size() + added > longestToken)
            m_full = true; // the rest of the word belongs to it, but is not searched
        else
            m_word.text += text;
    }

    void alone(QString text, qsizetype at, qsizetype width)
    {
        endWord();
        m_tokens += Token{std::move(text), at, width};
    }

    void endWord()
    {
        m_full = false;
        if (m_word.text.isEmpty())
            return;
        m_tokens += std::move(m_word);
        m_word = Token();
    }

    QStringView m_text;
    QList<Token> m_tokens;
    Token m_word;
    bool m_full = false;
};

} // namespace

QList<Token> tokenize(QStringView text)
{
    return Splitter(text).run();
}

bool standsAlone(QStringView token)
{
    return !token.isEmpty() && isAlone(codePointAt(token, 0));
}

QStringList tokens(QStringView text)
{
    QStringList words;
    for (const Token& token : tokenize(text))
        words += token.text;
    return words;
}

QString foldedText(QStringView text)
{
    return tokens(text).join(u' ');
}

QStringList indexedWords(QStringView text)
{
    QStringList words = tokens(text);
    for (const desk::Telephone& telephone : desk::telephonesIn(text))
        words += telephoneWord(telephone.key);
    return words;
}

QString telephoneWord(QStringView key)
{
    constexpr QChar kTelephoneMark = u'\u02AC'; // a letter that nobody types; words of digits are other words
    return kTelephoneMark + key.toString();
}

} // namespace sql
