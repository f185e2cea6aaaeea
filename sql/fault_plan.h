#pragma once

#include "sql/error.h"

#include <atomic>
#include <functional>
#include <optional>

namespace sql
{

/// Fails the i-th database call of a connection: run once with no failing call to learn how many there are, then once
/// for each i, and check fired(). Rollbacks are neither counted nor failed. May be shared by connections and threads.
class FaultPlan
{
public:
    enum class Call { Prepare, Step, Script, Begin, Commit, Bulk };
    enum class Lasting {
        Once,    ///< only the i-th call fails
        Onwards, ///< the i-th and all later ones fail (a disk that stays full)
    };

    /// Only counts.
    FaultPlan() = default;
    /// Fails call number failAt, counted from 0.
    explicit FaultPlan(int failAt, ErrorKind kind = ErrorKind::Injected, Lasting lasting = Lasting::Once)
        : m_failAt(failAt)
        , m_kind(kind)
        , m_lasting(lasting)
    {
    }

    /// Counts only calls of this sort (for example commits). Set before use.
    void only(Call call) { m_only = call; }
    /// Counts only calls whose SQL holds this text. Set before use.
    void only(const QString& text) { m_text = text; }

    /// Told of each counted call, on its thread. Set before use.
    std::function<void(Call call, const QString& sql)> heard;

    int calls() const noexcept { return m_calls.load(); }
    bool fired() const noexcept { return m_fired.load(); }
    /// The failing call is still to come.
    bool awaits() const noexcept { return m_failAt >= 0 && !fired(); }

    /// The drivers call this before they act; throws Failure when it is the failing one's turn.
    void onCall(Call call, const QString& sql);

private:
    int m_failAt = -1;
    ErrorKind m_kind = ErrorKind::Injected;
    Lasting m_lasting = Lasting::Once;
    std::optional<Call> m_only;
    QString m_text;
    std::atomic<int> m_calls = 0;
    std::atomic<bool> m_fired = false;
};

} // namespace sql
