#pragma once
// Random choices that are the same on every machine: the standard's engine, our own distributions. Internal to the
// seed.

#include "desk/instant.h"

#include <QtGlobal>

#include <cstddef>
#include <random>

namespace server::seed
{

class Random
{
public:
    explicit Random(quint64 seed)
        : m_engine(mixed(seed))
    {
    }
    /// One stream for each thing of a kind, so that the i-th can be made again alone.
    Random(quint64 seed, quint64 kind, quint64 index)
        : m_engine(mixed(seed ^ mixed(kind ^ mixed(index))))
    {
    }

    /// 0 .. count-1; count > 0.
    qint64 below(qint64 count) { return static_cast<qint64>(m_engine() % static_cast<quint64>(count)); }
    /// from .. to, both included.
    qint64 between(qint64 from, qint64 to) { return from + below(to - from + 1); }
    bool chance(int percent) { return below(100) < percent; }
    /// 0 (included) .. 1 (excluded), in steps that every processor represents exactly.
    double unit() { return static_cast<double>(m_engine() >> 11) / 9007199254740992.0; }

    template<class Array>
    const auto& pick(const Array& array)
    {
        return array[static_cast<std::size_t>(below(static_cast<qint64>(std::size(array))))];
    }

private:
    /// Neighbouring seeds must not make similar streams.
    static quint64 mixed(quint64 x)
    {
        x += 0x9E3779B97F4A7C15ULL;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
        return x ^ (x >> 31);
    }

    std::mt19937_64 m_engine;
};

} // namespace server::seed
