#include "sql/rewrite.h"

namespace sql
{

using namespace Qt::StringLiterals;

namespace
{

/// The end of a quoted stretch that begins at `from`; the end of the text when it is not closed.
qsizetype endOfQuote(QStringView sql, qsizetype from, bool backslashes)
{
    const QChar quote = sql[from];
    for (qsizetype i = from + 1; i < sql.size(); ++i) {
        if (backslashes && sql[i] == u'\\')
            ++i;
        else if (sql[i] == quote)
            return i + 1; // a doubled quote simply starts the next stretch
    }
    return sql.size();
}

qsizetype endOfLine(QStringView sql, qsizetype from)
{
    const qsizetype end = sql.indexOf(u'\n', from);
    return end < 0 ? sql.size() : end;
}

/// PostgreSQL nests block comments, SQLite does not.
qsizetype endOfComment(QStringView sql, qsizetype from, Engine engine)
{
    int depth = 1;
    for (qsizetype i = from + 2; i < sql.size(); ++i) {
        if (sql.sliced(i).startsWith(u"*/")) {
            ++i;
            if (--depth == 0)
                return i + 1;
        } else if (engine == Engine::Postgres && sql.sliced(i).startsWith(u"/*")) {
            ++i;
            ++depth;
        }
    }
    return sql.size();
}

bool isNameChar(QChar c)
{
    return c.isLetterOrNumber() || c == u'_';
}

/// The end of `$tag$ … $tag$` when one begins at `from`, else `from`.
qsizetype endOfDollarQuote(QStringView sql, qsizetype from)
{
    if (from > 0 && (isNameChar(sql[from - 1]) || sql[from - 1] == u'$'))
        return from;
    qsizetype tagEnd = from + 1;
    while (tagEnd < sql.size() && isNameChar(sql[tagEnd]))
        ++tagEnd;
    if (tagEnd >= sql.size() || sql[tagEnd] != u'$' || sql[from + 1].isDigit())
        return from;
    const QStringView tag = sql.sliced(from, tagEnd + 1 - from);
    const qsizetype close = sql.indexOf(tag, tagEnd + 1);
    return close < 0 ? sql.size() : close + tag.size();
}

bool isEscapeString(QStringView sql, qsizetype quote)
{
    if (quote == 0 || sql[quote - 1].toLower() != u'e')
        return false;
    return quote == 1 || !isNameChar(sql[quote - 2]);
}

/// The end of the quote or comment at `from`; `from` itself when there is none.
qsizetype endOfLiteral(QStringView sql, qsizetype from, Engine engine)
{
    const QChar c = sql[from];
    const QChar after = from + 1 < sql.size() ? sql[from + 1] : QChar();
    if (c == u'\'')
        return endOfQuote(sql, from, engine == Engine::Postgres && isEscapeString(sql, from));
    if (c == u'"')
        return endOfQuote(sql, from, false);
    if (c == u'-' && after == u'-')
        return endOfLine(sql, from);
    if (c == u'/' && after == u'*')
        return endOfComment(sql, from, engine);
    if (c == u'$' && engine == Engine::Postgres)
        return endOfDollarQuote(sql, from);
    return from;
}

} // namespace

Rewritten rewritten(const QString& sql, Engine engine)
{
    Rewritten result;
    result.sql.reserve(sql.size() + 32);
    const QStringView source = sql;
    for (qsizetype i = 0; i < source.size();) {
        const qsizetype end = endOfLiteral(source, i, engine);
        if (end > i) {
            result.sql += source.sliced(i, end - i);
            i = end;
            continue;
        }
        const QChar c = source[i];
        if (c == u'{') {
            const qsizetype close = source.indexOf(u'}', i);
            if (close < 0)
                throw Failure(ErrorKind::Other, u"a { is not closed"_s, sql);
            result.sql += dialectWord(source.sliced(i + 1, close - i - 1), engine, sql);
            i = close + 1;
            continue;
        }
        ++i;
        if (c != u'?') {
            result.sql += c;
            continue;
        }
        ++result.parameters;
        if (engine == Engine::Sqlite)
            result.sql += c;
        else
            result.sql += u'$' + QString::number(result.parameters);
    }
    return result;
}

} // namespace sql
