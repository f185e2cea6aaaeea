#pragma once
// Pages are limited in bytes as well as in rows: a thousand long messages would make an answer of a gigabyte.

#include "desk/entity.h"

namespace server::store
{

/// About how many bytes of JSON a page carries; it ends there, however few rows it has.
inline constexpr qint64 kPageBytes = 4 * 1024 * 1024;
/// What a row takes beside its long texts.
inline constexpr qint64 kRowBytes = 1024;

/// Counts what goes into one page.
class PageBudget
{
public:
    /// False when the page is full without it. The first row always fits: a page must lead on.
    bool take(qint64 bytes)
    {
        if (m_used > 0 && m_used + bytes > kPageBytes)
            return false;
        m_used += bytes;
        return true;
    }

private:
    qint64 m_used = 0;
};

/// About how many bytes of JSON.
inline qint64 weightOf(const desk::Message& message)
{
    return kRowBytes + message.text.size() + message.html.size();
}
inline qint64 weightOf(const desk::Change& change)
{
    const auto* message = change.entity ? std::get_if<desk::Message>(&*change.entity) : nullptr;
    return message ? weightOf(*message) : kRowBytes;
}

} // namespace server::store
