#pragma once
// Database errors as sentences for people: what happened, what was kept, what to do.

#include "sql/error.h"

#include <QString>

#include <exception>

namespace store
{
struct Damage;

/// One or two sentences in the user's language. Never shows SQL or bound values.
QString sentenceFor(const sql::Failure& failure);

/// The same for whatever a job of the worker threw: Refused and OpenFailure speak for themselves.
QString sentenceFor(const std::exception& failure);

/// A damaged file was put aside: where, what was rescued from it and what happens next.
QString damageSentence(const Damage& damage);

} // namespace store
