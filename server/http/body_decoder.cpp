#include "server/http/body_decoder.h"

#include "server/http/header_check.h"
#include "server/http/hex_digit.h"

#include <algorithm>

namespace server::http
{
namespace
{

constexpr int maxSizeDigits = 15; // 60 bits: adding to it cannot overflow

} // namespace

BodyDecoder BodyDecoder::ofLength(qint64 length)
{
    BodyDecoder decoder;
    decoder.m_left = length;
    decoder.m_state = length > 0 ? State::More : State::Complete;
    return decoder;
}

BodyDecoder BodyDecoder::chunked(qint64 maxFields)
{
    BodyDecoder decoder;
    decoder.m_isChunked = true;
    decoder.m_place = Place::Size;
    decoder.m_maxFields = maxFields;
    return decoder;
}

BodyDecoder::Piece BodyDecoder::take(QByteArrayView bytes)
{
    Piece piece;
    while (m_state == State::More && piece.used < bytes.size()) {
        if (m_place != Place::Data) {
            step(bytes[piece.used++]);
            continue;
        }
        const auto length = std::min<qint64>(m_left, bytes.size() - piece.used);
        piece.data = bytes.sliced(piece.used, length);
        piece.used += length;
        m_left -= length;
        if (m_left == 0 && m_isChunked)
            m_place = Place::DataReturn;
        else if (m_left == 0)
            m_state = State::Complete;
        break;
    }
    return piece;
}

void BodyDecoder::go(bool sound, Place next)
{
    if (!sound)
        m_state = State::Malformed;
    m_place = next;
}

void BodyDecoder::step(char c)
{
    switch (m_place) {
    case Place::Size:
    case Place::SizeSpace:
    case Place::Extension:
        return size(c);
    case Place::SizeEnd:
        go(c == '\n', Place::Data);
        return endOfSize();
    case Place::DataReturn:
        return go(c == '\r', Place::DataEnd);
    case Place::DataEnd:
        return go(c == '\n', Place::Size);
    case Place::LastEnd:
        m_state = c == '\n' ? State::Complete : State::Malformed;
        return;
    case Place::Data:
    case Place::FieldStart:
    case Place::FieldName:
    case Place::FieldValue:
    case Place::FieldEnd:
        return field(c);
    }
}

void BodyDecoder::endOfSize()
{
    m_digits = 0;
    if (m_left == 0)
        m_place = Place::FieldStart;
}

void BodyDecoder::size(char c)
{
    if (const int digit = hexDigit(c); m_place == Place::Size && digit >= 0) {
        if (++m_digits > maxSizeDigits)
            return go(false, Place::Size);
        m_left = m_left * 16 + digit;
        return go(true, Place::Size);
    }
    if (c == '\r')
        return go(m_digits > 0 && m_place != Place::SizeSpace, Place::SizeEnd);
    if (++m_extensionBytes > m_maxFields)
        return go(false, m_place);
    if (m_place == Place::Extension)
        return go(isFieldChar(c), Place::Extension);
    if (c == ' ' || c == '\t')
        return go(m_digits > 0, Place::SizeSpace);
    go(m_digits > 0 && c == ';', Place::Extension);
}

void BodyDecoder::field(char c)
{
    if (m_place == Place::FieldStart && c == '\r') {
        m_place = Place::LastEnd;
        return;
    }
    constexpr int maxFields = 100;
    m_trailerFields += m_place == Place::FieldStart ? 1 : 0;
    if (++m_trailerBytes > m_maxFields || m_trailerFields > maxFields) {
        m_state = State::FieldsTooLarge;
        return;
    }
    if (m_place == Place::FieldEnd)
        return go(c == '\n', Place::FieldStart);
    if (m_place == Place::FieldValue)
        return c == '\r' ? go(true, Place::FieldEnd) : go(isFieldChar(c), Place::FieldValue);
    if (m_place == Place::FieldName && c == ':')
        return go(true, Place::FieldValue);
    go(isTokenChar(c), Place::FieldName);
}

} // namespace server::http
