#pragma once
// Message bodies as the thread shows them: cleaned off the UI thread, kept by size (THR-3, BEY-8). Lives on the UI
// thread.

#include "desk/message.h"
#include "html/clean.h"
#include "models/side_reader.h"

#include <QCache>
#include <QHash>
#include <QObject>
#include <QSet>

#include <optional>

namespace models
{

/// What a text browser lays out at once (docs/decisions/0019).
struct Page {
    QString html;
};

/// A body ready for a text browser, in parts that each are shown at once; together they are the whole.
struct Body {
    QList<Page> pages;  ///< of the new words; empty = there are none
    QList<Page> quoted; ///< folded at first; empty = nothing is quoted
    QList<html::Link> links;
    int blockedRemote = 0; ///< remote images that were not loaded
    bool truncated = false;
};

class BodyCache : public QObject
{
    Q_OBJECT

public:
    static constexpr int kBytes = 8 * 1024 * 1024; ///< what may be kept
    static constexpr int kShort = 2000;            ///< plain text up to here, in UTF-16 units, is answered at once

    explicit BodyCache(QObject* parent = nullptr);

    /// The body when it is known or quickly made; else nullopt, and ready() follows. Asking again while it is being
    /// made costs nothing.
    std::optional<Body> request(const desk::Message& message, bool remoteImages);
    /// Drops what is kept; cleaning under way is answered all the same.
    void clear();
    int bytes() const { return m_bodies.totalCost(); }

Q_SIGNALS:
    /// request() of this message answers at once now, unless newer bodies pushed it out.
    void ready(const desk::MessageId& message);

private:
    struct Key {
        desk::MessageId message;
        qint64 rev = 0;
        size_t content = 0; ///< an edit that has not reached the server has no rev of its own
        bool remoteImages = false;
        int cleaner = html::kCleanerVersion;

        friend bool operator==(const Key&, const Key&) = default;
        friend size_t qHash(const Key& key, size_t seed = 0)
        {
            return qHashMulti(seed, key.message, key.rev, key.content, key.remoteImages, key.cleaner);
        }
    };
    void clean(const Key& key, const desk::Message& message);
    void keep(const Key& key, Body body);

    QCache<Key, Body> m_bodies;
    QSet<Key> m_asked;
    SideReader m_cleaner;
};

} // namespace models
