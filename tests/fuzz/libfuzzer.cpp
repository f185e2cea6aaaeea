// Entry for clang's libFuzzer; see BELLHOP_LIBFUZZER.
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    return fuzzOne(data, size);
}
