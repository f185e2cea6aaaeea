# What makes a bug in memory end the program instead of handing it over (docs/security.md); `house.binaries` reads the
# result out of the programs. Builds with sanitizers or without optimisation do without: they find more, or cannot.
include_guard(GLOBAL)
include(CheckCXXCompilerFlag)
include(CheckCXXSourceCompiles)
include(CheckLinkerFlag)
include(CheckPIESupported)

# Also for plain C++: without -pie on the linker's line the flag of the compiler is not enough.
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
check_pie_supported(LANGUAGES CXX)

# bellhop_hardened_compile(FLAG...): each that this compiler takes.
function(bellhop_hardened_compile)
    foreach(flag ${ARGN})
        string(MAKE_C_IDENTIFIER "BELLHOP_TAKES_${flag}" takes)
        check_cxx_compiler_flag(${flag} ${takes})
        if(${takes})
            add_compile_options(${flag})
        endif()
    endforeach()
endfunction()

function(bellhop_hardened_link)
    foreach(flag ${ARGN})
        string(MAKE_C_IDENTIFIER "BELLHOP_LINKS_${flag}" takes)
        check_linker_flag(CXX ${flag} ${takes})
        if(${takes})
            add_link_options(${flag})
        endif()
    endforeach()
endfunction()

bellhop_hardened_compile(-fstack-protector-strong -fstack-clash-protection -fcf-protection)
bellhop_hardened_link(LINKER:-z,relro LINKER:-z,now LINKER:-z,noexecstack)

# Level 3 also knows sizes that are found at run time; glibc 2.34 and g++ 12 have it. A distribution's own level goes first.
set(CMAKE_REQUIRED_FLAGS "-O1 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -Werror")
check_cxx_source_compiles("#include <cstdlib>
    #if __USE_FORTIFY_LEVEL < 3
    #error only two
    #endif
    int main() { return 0; }" BELLHOP_FORTIFY_3)
unset(CMAKE_REQUIRED_FLAGS)
add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=$<IF:$<BOOL:${BELLHOP_FORTIFY_3}>,3,2>)
add_compile_definitions(_GLIBCXX_ASSERTIONS)
