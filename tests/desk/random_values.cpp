#include "random_values.h"

#include <algorithm>

namespace desk
{

using namespace Qt::StringLiterals;

QString RandomValues::word()
{
    static const QStringList words{u"1"_s, u"2"_s, u"37"_s, u"open"_s, u"email"_s, u"high"_s, u"true"_s, u"a-b_c"_s};
    return words[upTo(int(words.size()) - 1)];
}

QString RandomValues::text()
{
    static const QStringList texts{u""_s,
                                   u"late order"_s,
                                   u"Größe \"XL\" \\ (new), or?"_s,
                                   u"שלום\n\tعليكم"_s,
                                   u"\U0001F600\U0001F1F3\U0001F1F1"_s,
                                   u"*"_s,
                                   u"a,b:c~d<e>f"_s,
                                   u"x"_s};
    return coin() ? texts[upTo(int(texts.size()) - 1)] : word();
}

Condition RandomValues::condition()
{
    Condition result;
    fill(result.field);
    fill(result.test);
    switch (result.test) {
    case Test::Is:
    case Test::IsNot:
    case Test::Contains:
        fill(result.values);
        break;
    case Test::Before:
    case Test::After:
        result.at = instant();
        break;
    case Test::OlderThan:
    case Test::YoungerThan:
        result.age = upTo(5) * (coin() ? kHour : 1);
        break;
    case Test::IsSet:
    case Test::IsNotSet:
        break;
    }
    return result;
}

Filter RandomValues::filter(int depth)
{
    const int kind = depth <= 1 ? 0 : upTo(3);
    if (kind == 0)
        return Filter::of(condition());
    if (kind == 1)
        return Filter::negate(filter(depth - 1));
    QList<Filter> children;
    for (int n = upTo(3); n > 0; --n)
        children.append(filter(depth - 1));
    return kind == 2 ? Filter::all(children) : Filter::any(children);
}

Ticket RandomValues::ticket()
{
    Ticket result = value<Ticket>();
    std::sort(result.labels.begin(), result.labels.end());
    result.labels.erase(std::unique(result.labels.begin(), result.labels.end()), result.labels.end());
    return result;
}

} // namespace desk
