#include "server/http/header_check.h"

#include <QByteArray>
#include <QByteArrayList>

#include <optional>

namespace server::http
{
namespace
{

constexpr qsizetype maxRequestLine = 8192;
constexpr qsizetype maxFields = 100;

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenChar);
}

bool isFieldText(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), isFieldChar);
}

/// What the fields that decide about the body's length and the site said so far.
struct Seen {
    int hosts = 0;
    int codings = 0;
    int lengths = 0;
};

bool soundLength(const QByteArray& value)
{
    constexpr qsizetype maxDigits = 18;
    if (value.isEmpty() || value.size() > maxDigits)
        return false;
    return std::all_of(value.cbegin(), value.cend(), [](char c) { return c >= '0' && c <= '9'; });
}

bool checkField(QByteArrayView line, Seen& seen)
{
    const qsizetype colon = line.indexOf(':');
    if (colon <= 0 || !isToken(line.first(colon)))
        return false;
    const QByteArray name = line.first(colon).toByteArray().toLower();
    const QByteArray value = line.sliced(colon + 1).toByteArray().trimmed();
    if (!isFieldText(line.sliced(colon + 1)))
        return false;
    if (name == "host")
        return ++seen.hosts == 1 && !value.contains(' ') && !value.contains(',') && !value.contains('@') &&
               !value.contains('/');
    if (name == "content-length")
        return ++seen.lengths == 1 && soundLength(value);
    if (name == "transfer-encoding")
        return ++seen.codings == 1 && value.toLower() == "chunked";
    return true;
}

/// "METHOD target HTTP/1.x" with single spaces; gives the minor version.
std::optional<int> checkRequestLine(QByteArrayView line)
{
    const QByteArrayList parts = line.toByteArray().split(' ');
    if (parts.size() != 3 || !isToken(parts[0]) || parts[1].isEmpty())
        return std::nullopt;
    const bool visible = std::all_of(parts[1].cbegin(), parts[1].cend(), [](char c) { return c > 0x20 && c < 0x7f; });
    if (!visible)
        return std::nullopt;
    if (parts[2] == "HTTP/1.1")
        return 1;
    if (parts[2] == "HTTP/1.0")
        return 0;
    return std::nullopt;
}

} // namespace

bool isTokenChar(char c)
{
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
        return true;
    return c != '\0' && QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}

bool isFieldChar(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
}

qsizetype headEnd(QByteArrayView bytes, qsizetype from)
{
    const qsizetype start = std::max<qsizetype>(0, from - 3);
    const qsizetype found = bytes.indexOf("\r\n\r\n", start);
    return found < 0 ? -1 : found + 4;
}

int checkHead(QByteArrayView head)
{
    Seen seen;
    std::optional<int> minor;
    qsizetype at = 0;
    qsizetype fields = 0;
    while (at < head.size()) {
        const qsizetype end = head.indexOf("\r\n", at);
        if (end < 0)
            return 400;
        const QByteArrayView line = head.sliced(at, end - at);
        at = end + 2;
        if (!minor) {
            if (line.size() > maxRequestLine)
                return 414;
            minor = checkRequestLine(line);
            if (!minor)
                return 400;
            continue;
        }
        if (line.isEmpty())
            break;
        if (++fields > maxFields)
            return 431;
        if (!checkField(line, seen))
            return 400;
    }
    if (!minor || at != head.size() || (seen.codings > 0 && (seen.lengths > 0 || *minor == 0)))
        return 400;
    return *minor == 1 && seen.hosts != 1 ? 400 : 0;
}

} // namespace server::http
