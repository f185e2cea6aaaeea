#pragma once
// What is searchable: three full-text tables over folded words, and the dictionary that completes a half-typed word.

#include "sql/connection.h"
#include "store/keys.h"

#include <QHash>
#include <QQueue>
#include <QStringList>

#include <array>

namespace store
{

enum class Indexed { Message, Ticket, Profile }; ///< stored by number
inline constexpr std::array kAllIndexed{Indexed::Message, Indexed::Ticket, Indexed::Profile};

/// Rows with a lower key are not in their index yet (store/index_floor.h).
struct IndexFloors {
    std::array<qint64, kAllIndexed.size()> below{};
};

/// Words that stand in the dictionary, with what their counts still lack there: frequent words would else be written
/// with every text. The end of the program loses the rest of a count, which only orders what completes a word.
struct HeldTerms {
    struct Term {
        int change = 0;         ///< of the number of texts with it
        int lastText = 0;       ///< that has been counted
        bool isWritten = false; ///< stands in the dictionary
        bool isTouched = false; ///< the next flush() has to look at it
    };
    QHash<QString, Term> terms;
    QQueue<QString> order; ///< the longest held first
    int texts = 0;         ///< that came and went
};

/// Keeps the indexes inside one transaction. flush() writes the dictionary once, before the commit.
class TextIndex
{
public:
    /// `held` is emptied by whoever rolls back.
    TextIndex(sql::Connection& db, HeldTerms& held, const IndexFloors& floors)
        : m_db(db)
        , m_held(held)
        , m_floors(floors)
    {
    }

    void add(Indexed what, qint64 key, const QString& text);
    /// `text` must be what was added: the tables keep no texts of their own.
    void remove(Indexed what, qint64 key, const QString& text);
    void flush();
    qint64 floor(Indexed what) const { return m_floors.below[std::size_t(what)]; } ///< 0 = all is indexed
    void setFloor(Indexed what, qint64 key) { m_floors.below[std::size_t(what)] = key; }
    /// While the desk is live only few words wait, whether idle time comes or not.
    void holdFew() { m_mostHeld = kFewHeld; }
    /// Has the next flush() write a few milliseconds' worth of what is held.
    void settleSome();

    static constexpr qsizetype kFewHeld = 4'000;

private:
    void change(Indexed what, qint64 key, const QString& content, int step);
    void addTerms(QList<QPair<QString, int>> terms);
    void lower(const QString& word, int change);

    sql::Connection& m_db;
    HeldTerms& m_held;
    IndexFloors m_floors;
    QStringList m_touched;
    qsizetype m_mostHeld = 40'000; ///< about four megabytes, while a first sync runs
};

/// Name of the full-text table.
QString tableOf(Indexed what);

/// One bounded step of merging; true while there is more to merge. Takes a few milliseconds.
bool mergeStep(sql::Connection& db);

} // namespace store
