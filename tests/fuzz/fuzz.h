// One fuzz target: a program links exactly one definition of fuzzOne(), either to the plain driver or to libFuzzer.
#pragma once

#include <cstddef>
#include <cstdint>

/// Feeds one input to the target. Returns 0; a broken property ends the program with fuzzFail().
int fuzzOne(const std::uint8_t* data, std::size_t size);

/// Says which property is broken and aborts, so that either driver keeps the input.
[[noreturn]] void fuzzFail(const char* property);
