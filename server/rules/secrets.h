#pragma once
// Random tokens and password hashes (libsodium). Internal to the rules; thread-safe.

#include <QByteArray>
#include <QString>

namespace server::rules
{

/// 256 random bits as base64url.
QString randomToken();
/// Whether it has the shape of one.
bool isToken(const QString& text);
/// 128 random bits as hex, for names that are no secret by themselves.
QString randomName();
/// What is stored in the place of a token: SHA-256, hex. The token has enough entropy to need no salt.
QString tokenHash(const QString& token);

/// Compares in a time that tells nothing about the place of a difference.
bool sameSecret(const QByteArray& a, const QByteArray& b);

/// Argon2id with its parameters and salt; empty when there is not enough memory.
QString passwordHash(const QString& password);
/// Takes as long for an empty hash as for a wrong password.
bool passwordFits(const QString& hash, const QString& password);

} // namespace server::rules
