#include "desk/message.h"

namespace desk
{

namespace
{
/// Numbers without leading zeros: the longer one is the greater one.
bool isSmaller(const QString& a, const QString& b)
{
    return a.size() != b.size() ? a.size() < b.size() : a < b;
}
} // namespace

Seen seenIn(const Message& message)
{
    return {message.id, message.place};
}

Seen newest(const Seen& a, const Seen& b)
{
    if (a.isEmpty() || b.isEmpty())
        return a.isEmpty() ? b : a;
    if (a.place > 0 && b.place > 0 && a.place != b.place)
        return a.place < b.place ? b : a;
    return isSmaller(a.id.value(), b.id.value()) ? b : a;
}

} // namespace desk
