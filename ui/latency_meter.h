#pragma once
// The program measures itself (BEY-11): press to paint, queries, sync lag, as p50 and p99 of the last 512 of each kind.

#include <QElapsedTimer>
#include <QList>
#include <QObject>
#include <QTimer>

#include <array>

namespace models
{
class DeskSession;
}

namespace ui
{

/// UI thread. A sample costs no allocation and no lock; one over its budget is logged with its name.
class LatencyMeter : public QObject
{
    Q_OBJECT

public:
    enum class Group { PressToPaint, Queries, SyncLag };
    enum class Kind {
        OpenTicket, ///< from the press to the painted thread
        SwitchView, ///< from the press to the painted list
        Key,        ///< from a key in the list to its painted rows
        Search,     ///< from the last letter to the painted results
        Read,       ///< of this thread from the desk's file
        SearchRead, ///< of the search's thread from the desk's file
        FrameLag,   ///< from the arrival of a change over the stream to the screens being told
        PageLag,    ///< the same of a page of changes, after a pause or while many come
    };
    static constexpr int kindCount = 8;

    struct Figures {
        Kind kind = Kind::OpenTicket;
        int samples = 0;
        double p50 = 0;    ///< milliseconds
        double p99 = 0;    ///< milliseconds
        double budget = 0; ///< milliseconds that p99 must stay within; 0 = none is set
    };

    explicit LatencyMeter(QObject* parent = nullptr);

    /// Takes what the session measures from now on: reads, searches, sync lag. Asked again it changes nothing.
    void follow(models::DeskSession& session);
    /// An input came: the next painted() of this kind ends the measurement.
    void pressed(Kind kind);
    /// What the last pressed() of this kind asked for is on the screen; nothing without one.
    void painted(Kind kind);
    /// One sample, in milliseconds.
    void record(Kind kind, double milliseconds);
    /// Of each kind that has samples, in the order of the kinds.
    QList<Figures> figures() const;
    /// Which heading a kind stands under.
    static Group groupOf(Kind kind);

Q_SIGNALS:
    void changed(); ///< at most once a second, never from inside a call

private:
    static constexpr int kKept = 512;
    struct Series {
        std::array<double, kKept> samples;
        int count = 0;
        int next = 0;
        QElapsedTimer running;
    };

    Series& seriesOf(Kind kind) { return m_series[size_t(kind)]; }
    void tell();

    std::array<Series, kindCount> m_series;
    QElapsedTimer m_lastSignal;
    QTimer m_signal; ///< single shot: the last of a burst is told too
};

} // namespace ui
