#include "desk/message.h"

namespace desk
{

/// Numbers without leading zeros: the longer one is the greater one.
MessageId newest(const MessageId& a, const MessageId& b)
{
    const bool aIsOlder =
        a.value().size() != b.value().size() ? a.value().size() < b.value().size() : a.value() < b.value();
    return aIsOlder ? b : a;
}

} // namespace desk
