// Parses the text form of a filter: recursive descent with caps, so that no input can exhaust the stack.

#include "desk/filter.h"

#include "desk/filter_syntax.h"
#include "desk/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdlib>

namespace desk
{

namespace
{

constexpr qsizetype kLongest = 4096;
constexpr qint64 kLargestNumber = qint64(1) << 53;

struct FilterText {
    Q_DECLARE_TR_FUNCTIONS(desk::FilterError)
};

int depthOf(const Filter& filter)
{
    int deepest = 0;
    for (const Filter& child : filter.children)
        deepest = std::max(deepest, depthOf(child));
    return deepest + 1;
}

class Parser
{
public:
    explicit Parser(QStringView text)
        : m_text(text)
    {
    }

    std::variant<Filter, FilterError> run()
    {
        Filter filter = list(0);
        skipSpace();
        if (!m_error && !atEnd())
            fail(peek() == u')' ? FilterText::tr("There is a closing bracket too many.")
                                : FilterText::tr("“or” does not fit here."));
        if (!m_error && depthOf(filter) > kDeepestFilter)
            fail(FilterText::tr("The filter is nested too deeply."));
        if (m_error)
            return *m_error;
        return filter;
    }

private:
    /// Terms up to a closing bracket or the end: `a b or c` reads as any of (all of a, b), c. A leading `and` / `or`
    /// names the kind of a list that is too short to show it.
    Filter list(int depth)
    {
        if (depth > kDeepestFilter)
            return failed(FilterText::tr("The filter is nested too deeply."));
        if (takeWord(u"and"))
            return Filter::all(terms(depth));
        if (takeWord(u"or"))
            return Filter::any(terms(depth));
        QList<Filter> parts = terms(depth);
        return isWord(u"or") ? choices(std::move(parts), depth) : joined(std::move(parts));
    }

    Filter choices(QList<Filter> parts, int depth)
    {
        QList<Filter> all{joined(std::move(parts))};
        while (!m_error && takeWord(u"or")) {
            parts = terms(depth);
            if (parts.isEmpty())
                return failed(FilterText::tr("A condition is missing after “or”."));
            all.append(joined(std::move(parts)));
        }
        return Filter::any(std::move(all));
    }

    static Filter joined(QList<Filter> parts)
    {
        return parts.size() == 1 ? parts.first() : Filter::all(std::move(parts));
    }

    QList<Filter> terms(int depth)
    {
        QList<Filter> parts;
        for (skipSpace(); !m_error && !atEnd() && peek() != u')' && !isWord(u"or"); skipSpace())
            parts.append(term(depth));
        return parts;
    }

    Filter term(int depth)
    {
        if (depth > kDeepestFilter)
            return failed(FilterText::tr("The filter is nested too deeply."));
        if (take(u'-')) {
            skipSpace();
            return Filter::negate(term(depth + 1));
        }
        return take(u'(') ? bracketed(depth) : condition();
    }

    Filter bracketed(int depth)
    {
        Filter inner = list(depth + 1);
        skipSpace();
        return m_error || take(u')') ? inner : failed(FilterText::tr("A closing bracket is missing."));
    }

    Filter condition()
    {
        const qsizetype start = m_at;
        while (!atEnd() && (peek().isLetter() || (m_at > start && peek() == u'-')))
            ++m_at;
        const QStringView name = m_text.mid(start, m_at - start);
        const std::optional<Field> field = fromWord<Field>(name);
        if (!field) {
            m_at = start;
            return failed(name.isEmpty() ? FilterText::tr("Expected a condition such as status:open.")
                                         : FilterText::tr("There is no field “%1”.").arg(name));
        }
        Condition result;
        result.field = *field;
        comparison(result);
        return Filter::of(result);
    }

    void comparison(Condition& result)
    {
        const bool negated = take(u'!');
        if (take(u':'))
            return equality(result, negated);
        if (!negated && take(u'~')) {
            result.test = Test::Contains;
            result.values = values();
            return;
        }
        if (!negated && !atEnd() && (peek() == u'<' || peek() == u'>'))
            return time(result);
        fail(FilterText::tr("After the field, expected one of :  !:  ~  <  >"));
    }

    void equality(Condition& result, bool negated)
    {
        if (take(u'*')) {
            result.test = negated ? Test::IsNotSet : Test::IsSet;
            return;
        }
        result.test = negated ? Test::IsNot : Test::Is;
        result.values = values();
    }

    void time(Condition& result)
    {
        const bool greater = take(u'>');
        if (!greater)
            take(u'<');
        const qsizetype start = m_at;
        while (!atEnd() && (syntax::isBare(peek()) || peek() == u':'))
            ++m_at;
        const QStringView word = m_text.mid(start, m_at - start);
        if (const std::optional<qint64> age = ageFrom(word)) {
            result.test = greater ? Test::OlderThan : Test::YoungerThan;
            result.age = *age;
            return;
        }
        if (const std::optional<Instant> at = instantFrom(word)) {
            result.test = greater ? Test::After : Test::Before;
            result.at = *at;
            return;
        }
        m_at = start;
        fail(FilterText::tr("Expected an age such as 2h or 3d, or a date such as 2026-03-01."));
    }

    static std::optional<qint64> ageFrom(QStringView word)
    {
        qsizetype digits = word.startsWith(u'-') ? 1 : 0;
        while (digits < word.size() && word[digits] >= u'0' && word[digits] <= u'9')
            ++digits;
        bool isNumber = false;
        const qint64 number = word.left(digits).toLongLong(&isNumber);
        if (!isNumber)
            return std::nullopt;
        for (const syntax::Unit& unit : syntax::kUnits)
            if (word.mid(digits) == unit.name && std::abs(number) <= kLargestNumber / unit.ms)
                return number * unit.ms;
        return std::nullopt;
    }

    static std::optional<Instant> instantFrom(QStringView word)
    {
        if (!word.startsWith(u'@'))
            return syntax::momentFrom(word.toString());
        bool isNumber = false;
        const qint64 ms = word.mid(1).toLongLong(&isNumber);
        if (!isNumber || ms > kLargestNumber || ms < -kLargestNumber)
            return std::nullopt;
        return Instant{ms};
    }

    QStringList values()
    {
        QStringList list;
        if (!startsValue())
            return list;
        do
            list.append(value());
        while (!m_error && take(u','));
        return list;
    }

    bool startsValue() const { return !atEnd() && (peek() == u'"' || syntax::isBare(peek())); }

    QString value()
    {
        if (take(u'"'))
            return quotedValue();
        const qsizetype start = m_at;
        while (!atEnd() && syntax::isBare(peek()))
            ++m_at;
        if (m_at == start)
            fail(FilterText::tr("A value is missing."));
        return m_text.mid(start, m_at - start).toString();
    }

    QString quotedValue()
    {
        QString text;
        while (!atEnd()) {
            if (take(u'"'))
                return text;
            if (take(u'\\') && atEnd())
                break;
            text += m_text[m_at++];
        }
        fail(FilterText::tr("A closing quotation mark is missing."));
        return text;
    }

    /// True if the keyword stands here on its own: `or`, not `order` and not `or:x`.
    bool isWord(QStringView word) const
    {
        if (!m_text.mid(m_at).startsWith(word))
            return false;
        const qsizetype after = m_at + word.size();
        return after == m_text.size() || m_text[after].isSpace() || m_text[after] == u')' || m_text[after] == u'(';
    }

    bool takeWord(QStringView word)
    {
        skipSpace();
        if (!isWord(word))
            return false;
        m_at += word.size();
        return true;
    }

    bool take(QChar c)
    {
        if (atEnd() || peek() != c)
            return false;
        ++m_at;
        return true;
    }

    void skipSpace()
    {
        while (!atEnd() && peek().isSpace())
            ++m_at;
    }

    bool atEnd() const { return m_at >= m_text.size(); }
    QChar peek() const { return m_text[m_at]; }

    void fail(const QString& message)
    {
        if (!m_error)
            m_error = FilterError{message, m_at};
    }

    Filter failed(const QString& message)
    {
        fail(message);
        return {};
    }

    QStringView m_text;
    qsizetype m_at = 0;
    std::optional<FilterError> m_error;
};

} // namespace

std::variant<Filter, FilterError> parseFilter(QStringView text)
{
    if (text.size() > kLongest)
        return FilterError{FilterText::tr("The filter is longer than 4,096 characters."), kLongest};
    return Parser(text).run();
}

} // namespace desk
