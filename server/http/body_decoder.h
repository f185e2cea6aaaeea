#pragma once

#include <QByteArrayView>

#include <cstdint>

namespace server::http
{

/// Finds a request's body in the bytes of the line, by its length or its chunks (RFC 9112, 6.2 and 7.1). Keeps no
/// bytes: what stands around the chunks is checked, counted and dropped, so nothing that a client sends makes it grow.
/// Trailer fields are not handed on (RFC 9110, 6.5.1).
class BodyDecoder
{
public:
    enum class State {
        More,
        Complete,
        Malformed,      ///< 400: not a chunk, or extensions beyond the limit.
        FieldsTooLarge, ///< 431: trailer fields beyond the limit.
    };
    /// What take() found at the front of the bytes.
    struct Piece {
        qsizetype used = 0;  ///< So many bytes are dealt with, `data` included.
        QByteArrayView data; ///< Of the body; a part of what was given.
    };

    [[nodiscard]] static BodyDecoder ofLength(qint64 length);
    /// `maxFields`: bytes of all extensions together, and of all trailer fields together.
    [[nodiscard]] static BodyDecoder chunked(qint64 maxFields);

    /// Goes on to the next piece of the body, or to the end of `bytes` or of the body. What follows the body is not
    /// used.
    [[nodiscard]] Piece take(QByteArrayView bytes);
    [[nodiscard]] State state() const { return m_state; }
    /// So many of the next bytes belong to the body, whatever they are.
    [[nodiscard]] qint64 certain() const { return m_place == Place::Data ? m_left : 0; }

private:
    enum class Place {
        Size,
        SizeSpace, ///< Blanks before a ";".
        Extension,
        SizeEnd, ///< The LF of a chunk's first line.
        Data,
        DataReturn,
        DataEnd,
        FieldStart,
        FieldName,
        FieldValue,
        FieldEnd,
        LastEnd,
    };

    void step(char c);
    void size(char c);
    void field(char c);
    void go(bool sound, Place next);
    void endOfSize();

    State m_state = State::More;
    Place m_place = Place::Data;
    bool m_isChunked = false;
    qint64 m_left = 0; ///< Of the body, or of the chunk.
    int m_digits = 0;
    qint64 m_maxFields = 0;
    qint64 m_extensionBytes = 0;
    qint64 m_trailerBytes = 0;
    int m_trailerFields = 0;
};

} // namespace server::http
