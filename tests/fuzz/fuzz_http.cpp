// The first bytes of a stranger: request heads, targets and ranges are sound or refused, never misread.
#include "server/http/header_check.h"
#include "server/http/range.h"
#include "server/http/target.h"
#include "tests/fuzz/fuzz.h"

#include <initializer_list>

using namespace server::http;

namespace
{

void checkTarget(QByteArrayView raw)
{
    const auto target = parseTarget(raw);
    if (!target)
        return;
    for (const QString& segment : target->path) {
        if (segment == u"." || segment == u".." || segment.contains(u'/') || segment.contains(u'\\'))
            fuzzFail("no path leads out of its place");
        for (const QChar c : segment) {
            if (c.unicode() < 0x20 || c.unicode() == 0x7f)
                fuzzFail("no control characters in a path");
        }
    }
}

void checkRange(QByteArrayView field)
{
    for (const qint64 size : {qint64(0), qint64(1), qint64(1000), qint64(1) << 40}) {
        const RangeAnswer answer = parseRange(field, size);
        if (answer.kind != RangeKind::Part)
            continue;
        const bool inside = answer.range.first >= 0 && answer.range.length > 0 && answer.range.first < size &&
                            answer.range.length <= size - answer.range.first;
        if (!inside)
            fuzzFail("a range lies within what is there");
    }
}

} // namespace

int fuzzOne(const std::uint8_t* data, std::size_t size)
{
    const QByteArrayView input(reinterpret_cast<const char*>(data), qsizetype(size));
    const qsizetype end = headEnd(input);
    if (end > input.size())
        fuzzFail("a head ends within what came");
    const int status = checkHead(end < 0 ? input : input.first(end));
    if (status != 0 && status != 400 && status != 414 && status != 431)
        fuzzFail("a head is sound or refused with a status of its own");
    const qsizetype line = input.indexOf('\r');
    const QByteArrayView first = line < 0 ? input : input.first(line);
    const qsizetype target = first.indexOf(' ');
    checkTarget(target < 0 ? first : first.sliced(target + 1));
    checkRange(first);
    return 0;
}
