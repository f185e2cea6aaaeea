#pragma once
// The filter expression of views and search: one tree, read as a predicate here and as SQL in sql/filter_sql.h.
// A property test holds the two equal (VIEW-2).

#include "desk/ids.h"
#include "desk/instant.h"
#include "desk/ticket.h"

#include <QList>
#include <QSet>
#include <QString>
#include <QStringList>

#include <optional>
#include <variant>

namespace desk
{

/// Levels of brackets that a filter may have, as text and as JSON (VIEW-2).
inline constexpr int kDeepestFilter = 32;

/// What a condition reads. WaitingSince, Created and Updated compare with a point in time or an age.
enum class Field {
    Channel,
    Status,
    Spam,
    Assignee,
    Team,
    Label,
    Priority,
    Brand,
    Requester,
    Unread,
    HasAttachment,
    Created,
    Updated,
    WaitingSince,
    Subject
};
/// Is / IsNot: one of / none of `values`. IsSet / IsNotSet: any value at all. Before / After: `at`, exclusive.
/// OlderThan / YoungerThan: `age` before now (unset times never match). Contains: case-folded part of the text,
/// any of `values`; fits Subject and Brand. An unset field (an empty id or text) equals nothing, not even an empty
/// value, and an empty part is contained in nothing. A test that does not fit its field never matches: Is, IsNot and
/// Contains on times; the four comparisons on the other fields.
enum class Test { Is, IsNot, IsSet, IsNotSet, Before, After, OlderThan, YoungerThan, Contains };

QString toString(Field field);
std::optional<Field> fieldFrom(QStringView name);
/// The JSON form's words: is, is-not, is-set ... older-than, contains.
QString toString(Test test);
std::optional<Test> testFrom(QStringView name);

/// One comparison. Values are wire words: channel and status names, ids, "true" / "false", text.
struct Condition {
    Field field = Field::Status;
    Test test = Test::Is;
    QStringList values;
    Instant at;
    qint64 age = 0; ///< milliseconds

    bool operator==(const Condition&) const = default;
};

/// An expression tree. All of nothing is true, Any of nothing is false; Not has exactly one child.
struct Filter {
    enum class Kind { Condition, All, Any, Not };
    Kind kind = Kind::All;
    Condition condition;
    QList<Filter> children;

    static Filter is(Field field, const QString& value);
    static Filter isNot(Field field, const QString& value);
    static Filter of(Condition condition);
    static Filter all(QList<Filter> children);
    static Filter any(QList<Filter> children);
    static Filter negate(Filter child);

    bool operator==(const Filter&) const;
};

/// True if the ticket belongs; pure, linear in the tree. `now` serves the ages.
bool matches(const Filter& filter, const Ticket& ticket, Instant now);

/// The fields that the filter reads: a change of other fields cannot change membership.
QSet<Field> fieldsOf(const Filter& filter);

/// True if membership can change with time alone (an age stands in it).
bool dependsOnTime(const Filter& filter);

/// The filter's ages (older than, younger than), however deep they stand.
QList<Condition> agesOf(const Filter& filter);

/// The next moment after `now` when this ticket's membership may change by time alone; unset = never.
Instant nextCrossing(const Filter& filter, const Ticket& ticket, Instant now);

/// The text form, round-trip safe: `status:open assignee:7 (label:3 or waiting>2h) -spam:true subject~"late order"`.
/// `:` is, `!:` is not (values separated by commas), `:*` any value, `!:*` no value, `~` contains, `<` and `>` with a
/// time (`2026-03-01`, `2026-03-01T09:00:00.000Z`, `@ms`) before and after, with an age (w d h m s ms) younger and
/// older. Side by side = all; `-` = not; a list shorter than two says what it is: `(and x)`, `(or)`.
QString toText(const Filter& filter);

struct FilterError {
    QString message; ///< for people
    qsizetype position = 0;
};
/// Parses the text form; caps depth (32) and size (4,096 characters). Never throws.
std::variant<Filter, FilterError> parseFilter(QStringView text);

} // namespace desk
