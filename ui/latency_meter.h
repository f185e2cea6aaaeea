#pragma once
// The program measures itself (BEY-11): press to paint, queries, sync lag, as p50 and p99 of the last 512 of each kind.

#include <QByteArray>
#include <QElapsedTimer>
#include <QHash>
#include <QList>
#include <QObject>
#include <QTimer>

namespace ui
{

/// UI thread. Over-budget samples are logged with their name.
class LatencyMeter : public QObject
{
    Q_OBJECT

public:
    struct Figures {
        QByteArray name;
        int samples = 0;
        double p50 = 0; ///< milliseconds
        double p99 = 0;
        double budget = 0;
    };

    explicit LatencyMeter(QObject* parent = nullptr);

    /// An input came: the next painted() of this kind ends the measurement. Kinds: open-ticket, switch-view, key,
    /// search.
    void pressed(const char* kind);
    void painted(const char* kind);
    void record(const char* kind, double milliseconds);
    QList<Figures> figures() const;

Q_SIGNALS:
    void changed(); ///< at most once a second

private:
    void tell();

    struct Series {
        QList<double> samples;
        int next = 0;
        QElapsedTimer running;
    };
    QHash<QByteArray, Series> m_series;
    QElapsedTimer m_lastSignal;
    QTimer m_signal; ///< single shot: the last of a burst is told too
};

} // namespace ui
