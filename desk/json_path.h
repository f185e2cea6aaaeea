#pragma once
// Where the codec stands in a document. A chain on the stack, turned into words only when something is wrong. Internal.

#include <QLatin1StringView>
#include <QString>

namespace desk
{

/// One step: a named field, or an index of a list. The parent must outlive it.
class JsonPath
{
public:
    explicit JsonPath(QLatin1StringView root)
        : m_key(root)
    {
    }
    JsonPath(const JsonPath& parent, QLatin1StringView key)
        : m_parent(&parent)
        , m_key(key)
    {
    }
    JsonPath(const JsonPath& parent, qsizetype index)
        : m_parent(&parent)
        , m_index(index)
    {
    }
    /// A key of the document itself: `key` must outlive the path.
    JsonPath(const JsonPath& parent, const QString& key)
        : m_parent(&parent)
        , m_text(&key)
    {
    }

    /// ticket.labels[2]
    QString toString() const
    {
        const QString before = m_parent ? m_parent->toString() : QString();
        if (m_index >= 0)
            return before + QLatin1Char('[') + QString::number(m_index) + QLatin1Char(']');
        const QString name = m_text ? m_text->left(kShownKey) : QString(m_key);
        return m_parent ? before + QLatin1Char('.') + name : name;
    }

private:
    static constexpr qsizetype kShownKey = 64; ///< a hostile key must not fill the log

    const JsonPath* m_parent = nullptr;
    QLatin1StringView m_key;
    const QString* m_text = nullptr;
    qsizetype m_index = -1;
};

} // namespace desk
