#pragma once
// Addresses of desks: one spelling of each, and which may carry a secret.

#include <QUrl>

namespace desk
{

/// The one spelling of a desk's address: no user, query, fragment, closing slash or default port. The desk's file and
/// its keychain entry are named after it.
QUrl deskAddress(const QUrl& url);

/// 127.0.0.0/8, ::1 or localhost.
bool isLoopback(const QUrl& url);

/// https, or http that never leaves this computer: a password or a token may be sent there.
bool mayCarrySecrets(const QUrl& url);

} // namespace desk
