#include "tests/fuzz/fuzz.h"

#include <cstdio>
#include <cstdlib>

void fuzzFail(const char* property)
{
    std::fprintf(stderr, "broken property: %s\n", property);
    std::abort();
}
