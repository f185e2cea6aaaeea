#include "server/http/range.h"

namespace server::http
{
using namespace Qt::StringLiterals;

namespace
{

std::optional<qint64> number(const QByteArray& text)
{
    constexpr qsizetype maxDigits = 18;
    if (text.isEmpty() || text.size() > maxDigits)
        return std::nullopt;
    if (!std::all_of(text.cbegin(), text.cend(), [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    return text.toLongLong();
}

QByteArrayView opaque(QByteArrayView etag)
{
    return etag.startsWith("W/") ? etag.sliced(2) : etag;
}

RangeAnswer suffix(qint64 wanted, qint64 size)
{
    if (wanted == 0 || size == 0)
        return {RangeKind::Unsatisfiable, {}};
    const qint64 length = std::min(wanted, size);
    return {RangeKind::Part, {size - length, length}};
}

/// An If-Range that does not name exactly this version asks for the whole (RFC 9110, 13.1.5).
bool rangeApplies(const Request& request, const QByteArray& etag)
{
    if (!request.headers.contains("Range"))
        return false;
    const QByteArray condition = request.headers.value("If-Range").trimmed();
    return condition.isEmpty() || (condition == etag && !etag.startsWith("W/"));
}

void emptied(Response& response, int status)
{
    response.status = status;
    response.body.clear();
    response.filePath.clear();
}

} // namespace

RangeAnswer parseRange(QByteArrayView field, qint64 size)
{
    const QByteArray text = field.toByteArray().trimmed();
    static constexpr QByteArrayView unit("bytes=");
    if (text.size() <= unit.size() || qstrnicmp(text.constData(), unit.size(), unit.data(), unit.size()) != 0)
        return {};
    const QByteArray spec = text.mid(unit.size()).trimmed();
    const qsizetype dash = spec.indexOf('-');
    if (dash < 0 || spec.contains(','))
        return {};
    const std::optional<qint64> first = number(spec.left(dash));
    const std::optional<qint64> last = number(spec.mid(dash + 1));
    if (dash == 0)
        return last ? suffix(*last, size) : RangeAnswer{};
    const bool open = dash == spec.size() - 1;
    if (!first || (!open && (!last || *last < *first)))
        return {};
    if (*first >= size)
        return {RangeKind::Unsatisfiable, {}};
    const qint64 end = open ? size - 1 : std::min(*last, size - 1);
    return {RangeKind::Part, {*first, end - *first + 1}};
}

bool etagListed(QByteArrayView field, QByteArrayView etag)
{
    if (etag.isEmpty())
        return false;
    for (const QByteArray& item : field.toByteArray().split(',')) {
        const QByteArray one = item.trimmed();
        if (one == "*" || opaque(one) == opaque(etag))
            return true;
    }
    return false;
}

ByteRange applyConditions(const Request& request, Response& response, qint64 size)
{
    const ByteRange whole{0, size};
    const bool reads = request.method == "GET" || request.method == "HEAD";
    if (!reads || response.status != 200 || response.etag.isEmpty())
        return whole;
    response.headers.set("ETag", response.etag);
    response.headers.set("Accept-Ranges", "bytes");
    if (etagListed(request.headers.value("If-None-Match"), response.etag)) {
        emptied(response, 304);
        return {0, 0};
    }
    if (!rangeApplies(request, response.etag) || request.method != "GET")
        return whole;
    const RangeAnswer answer = parseRange(request.headers.value("Range"), size);
    if (answer.kind == RangeKind::Whole)
        return whole;
    if (answer.kind == RangeKind::Unsatisfiable) {
        Response problem = Response::problem(416, {}, u"The file ends before that range."_s);
        problem.headers = response.headers;
        problem.headers.remove("Content-Disposition");
        problem.headers.remove("Cache-Control");
        response = std::move(problem);
        response.headers.set("Content-Range", "bytes */" + QByteArray::number(size));
        return {0, response.body.size()};
    }
    const ByteRange part = answer.range;
    response.status = 206;
    response.headers.set("Content-Range", "bytes " + QByteArray::number(part.first) + '-' +
                                              QByteArray::number(part.first + part.length - 1) + '/' +
                                              QByteArray::number(size));
    return part;
}

} // namespace server::http
