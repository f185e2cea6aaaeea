#pragma once

#include <utility>

namespace server::http
{

/// A part of something that is counted, the connections for strangers for instance. One thread.
class Share
{
public:
    explicit Share(int places)
        : m_places(places)
    {
    }

    /// One place of the share, given back when this goes; false when there was none.
    class Pass
    {
    public:
        Pass() = default;
        Pass(Pass&& other) noexcept
            : m_share(std::exchange(other.m_share, nullptr))
        {
        }
        Pass& operator=(Pass&& other) noexcept
        {
            if (this != &other) {
                release();
                m_share = std::exchange(other.m_share, nullptr);
            }
            return *this;
        }
        ~Pass() { release(); }
        explicit operator bool() const { return m_share; }

    private:
        friend class Share;
        explicit Pass(Share* share)
            : m_share(share)
        {
        }
        void release()
        {
            if (Share* share = std::exchange(m_share, nullptr))
                --share->m_taken;
        }
        Share* m_share = nullptr;
    };

    [[nodiscard]] Pass enter()
    {
        if (m_taken >= m_places)
            return {};
        ++m_taken;
        return Pass(this);
    }
    [[nodiscard]] int taken() const { return m_taken; }

private:
    const int m_places;
    int m_taken = 0;
};

} // namespace server::http
