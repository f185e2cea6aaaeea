#pragma once
// The one place where database failures become faults.

#include "server/store/result.h"

#include "sql/error.h"

#include <exception>
#include <type_traits>

namespace server::store
{

/// The fault for a failed database call: `busy`, `disk-full`, `read-only`, `desk-damaged`, `database-gone`,
/// `bad-characters`, `internal`.
Fault toFault(const sql::Failure& failure);
/// The same for any exception; the unknown is `internal`.
Fault toFault(std::exception_ptr failure);
/// What every write is answered once a damaged page was met.
Fault damagedFault();
/// What it says, for logs.
QString whatOf(std::exception_ptr failure);
/// True for what a repeat of the whole transaction may cure: busy, serialization.
bool worthRepeating(std::exception_ptr failure);

template<class T>
struct AsResultOf {
    using Type = Result<T>;
};
template<class T>
struct AsResultOf<Result<T>> {
    using Type = Result<T>;
};
/// T or Result<T> as Result<T>.
template<class T>
using AsResult = typename AsResultOf<std::remove_cvref_t<T>>::Type;

} // namespace server::store
