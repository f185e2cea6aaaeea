# The one place where compilers, warnings and the shape of a layer are decided.
include_guard(GLOBAL)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTORCC ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

find_program(BELLHOP_CCACHE ccache)
if(BELLHOP_CCACHE)
    # Results are shared between build folders and clones, the precompiled header included. The digests of headers are
    # kept by inode: reading those of Qt and the precompiled one anew costs more than most of our files take to compile.
    set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 CCACHE_INODECACHE=1
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_ctime,include_file_mtime ${BELLHOP_CCACHE})
endif()
find_program(BELLHOP_MOLD mold)
if(BELLHOP_MOLD)
    add_link_options(-fuse-ld=mold)
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
    -Wimplicit-fallthrough -Wswitch -Werror)
add_compile_definitions(QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_KEYWORDS QT_NO_FOREACH
    QT_DISABLE_DEPRECATED_BEFORE=0x060400 BELLHOP_VERSION="${PROJECT_VERSION}")

if(BELLHOP_SANITIZE)
    add_compile_options(-fsanitize=${BELLHOP_SANITIZE} -fno-omit-frame-pointer)
    # At a fixed address: the loader would else mend 1.4 million entries of UBSan's at each start of bellhop-server.
    add_link_options(-fsanitize=${BELLHOP_SANITIZE} -no-pie)
elseif(BELLHOP_HARDEN)
    include(Hardening)
endif()

# The standard and Qt headers that almost every file reads, parsed once; worth a factor of two in build time.
set(CMAKE_PCH_WARN_INVALID OFF)
function(bellhop_precompiled name)
    cmake_parse_arguments(ARG "" "" "OPTIONS;LIBS;HEADERS" ${ARGN})
    add_library(${name} STATIC ${CMAKE_SOURCE_DIR}/cmake/precompiled.cpp)
    set_target_properties(${name} PROPERTIES AUTOMOC OFF AUTORCC OFF)
    target_compile_options(${name} PRIVATE ${ARG_OPTIONS})
    target_link_libraries(${name} PRIVATE Qt6::Core ${ARG_LIBS})
    target_precompile_headers(${name} PRIVATE <QByteArray> <QDateTime> <QHash> <QJsonArray>
        <QJsonDocument> <QJsonObject> <QList> <QMap> <QObject> <QSet> <QString> <QStringList> <QVariant>
        <algorithm> <array> <chrono> <functional> <memory> <mutex> <optional> <variant> <vector> ${ARG_HEADERS})
endfunction()

# Tests have one of their own, with the part of QTest that is the same for every program; QTest itself asks which Qt
# libraries it is for.
function(bellhop_precompiled_for_tests)
    # Each program would have the names of its folders, to find data there, which none does; the header is for all.
    set_property(TARGET Qt6::Test PROPERTY INTERFACE_COMPILE_DEFINITIONS QT_TESTLIB_LIB)
    bellhop_precompiled(bellhop_precompiled_tests OPTIONS ${BELLHOP_TEST_OPTIONS} LIBS Qt6::Test
        HEADERS <QCoreApplication> <QElapsedTimer> <QSignalSpy> <QTemporaryDir> <QtTest/qtestcase.h>)
endfunction()

# Under sanitizers the tests' own lines are not optimised: that takes a fifth of their compilation away and
# changes nothing of how long they run.
if(BELLHOP_SANITIZE)
    set(BELLHOP_TEST_OPTIONS -O0)
endif()

# bellhop_library(NAME LIBS lib...): the static library bellhop_NAME from all sources of this folder.
function(bellhop_library name)
    cmake_parse_arguments(ARG "" "" "LIBS;EXCLUDE" ${ARGN})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS *.cpp *.h *.qrc)
    list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
    add_library(bellhop_${name} STATIC ${sources})
    add_library(Bellhop::${name} ALIAS bellhop_${name})
    target_include_directories(bellhop_${name} PUBLIC ${CMAKE_SOURCE_DIR})
    target_link_libraries(bellhop_${name} PUBLIC ${ARG_LIBS})
    set_target_properties(bellhop_${name} PROPERTIES LINKER_LANGUAGE CXX)
    target_precompile_headers(bellhop_${name} REUSE_FROM bellhop_precompiled)
    # Sanitized builds and the gate's are made whole and once: reading the headers once for many files halves their
    # time. The everyday build keeps each file by itself, so that each names what it needs.
    if(BELLHOP_JOIN OR BELLHOP_SANITIZE)
        set_target_properties(bellhop_${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 12)
        # Takes the files of a unit for headers.
        target_compile_options(bellhop_${name} PRIVATE -Wno-subobject-linkage)
    endif()
endfunction()

# bellhop_labelled(TARGET LABEL...): the target tests_LABEL builds every test program with that label.
function(bellhop_labelled target)
    foreach(label ${ARGN})
        if(NOT TARGET tests_${label})
            add_custom_target(tests_${label})
        endif()
        add_dependencies(tests_${label} ${target})
    endforeach()
endfunction()

# bellhop_test_program(TARGET SOURCE): a program of one file that includes its own .moc. moc is called directly: the
# scan of AUTOMOC and its empty file would cost a tenth of the whole build.
function(bellhop_test_program target source)
    add_executable(${target} ${source})
    set_target_properties(${target} PROPERTIES AUTOMOC OFF AUTORCC OFF)
    target_compile_options(${target} PRIVATE ${BELLHOP_TEST_OPTIONS})
    target_precompile_headers(${target} REUSE_FROM bellhop_precompiled_tests)
    get_filename_component(name ${source} NAME_WE)
    set(moc ${CMAKE_CURRENT_BINARY_DIR}/${name}.moc)
    qt_generate_moc(${source} ${moc} TARGET ${target})
    target_sources(${target} PRIVATE ${moc})
    target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
endfunction()

# bellhop_tests(FOLDER LIBS lib... [GUI] [LABELS label...] [FAULTS name...] [TIMEOUT s]): one Qt Test program per
# tst_*.cpp of this folder; other sources of the folder are linked to each. GUI tests run on the offscreen platform.
# FAULTS names the programs that `./dev faults` runs, all faults instead of a sample and without a limit of their own.
function(bellhop_tests folder)
    cmake_parse_arguments(ARG "GUI" "TIMEOUT" "LIBS;LABELS;FAULTS" ${ARGN})
    file(GLOB tests CONFIGURE_DEPENDS tst_*.cpp)
    file(GLOB support CONFIGURE_DEPENDS *.cpp *.h)
    list(FILTER support EXCLUDE REGEX "/(tst|bench)_[^/]*\\.cpp$")
    if(support)
        add_library(test_support_${folder} STATIC ${support})
        set_target_properties(test_support_${folder} PROPERTIES LINKER_LANGUAGE CXX)
        target_link_libraries(test_support_${folder} PUBLIC ${ARG_LIBS} Qt6::Test)
        target_include_directories(test_support_${folder} PUBLIC ${CMAKE_SOURCE_DIR})
        target_precompile_headers(test_support_${folder} REUSE_FROM bellhop_precompiled)
        list(APPEND ARG_LIBS test_support_${folder})
    endif()
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    if(BELLHOP_SANITIZE)
        math(EXPR ARG_TIMEOUT "${ARG_TIMEOUT} * 4")
    endif()
    foreach(source ${tests})
        get_filename_component(base ${source} NAME_WE)
        string(REGEX REPLACE "^tst_" "" base ${base})
        set(target tst_${folder}_${base})
        bellhop_test_program(${target} ${source})
        target_link_libraries(${target} PRIVATE ${ARG_LIBS} Qt6::Test)
        add_test(NAME ${folder}.${base} COMMAND ${target})
        set(labels ${ARG_LABELS})
        # A test of every fault takes as long as `./dev faults` lets it.
        if(base IN_LIST ARG_FAULTS)
            list(APPEND labels faults)
        else()
            set_tests_properties(${folder}.${base} PROPERTIES TIMEOUT ${ARG_TIMEOUT})
        endif()
        bellhop_labelled(${target} ${labels})
        set_tests_properties(${folder}.${base} PROPERTIES LABELS "${folder};${labels}"
            SKIP_REGULAR_EXPRESSION "^SKIP   : |\nSKIP   : ")
        if(ARG_GUI)
            set_tests_properties(${folder}.${base} PROPERTIES ENVIRONMENT "QT_QPA_PLATFORM=offscreen")
        endif()
    endforeach()
endfunction()
