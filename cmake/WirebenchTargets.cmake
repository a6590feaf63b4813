# SPDX-License-Identifier: MIT
# Warnings, sanitizers and the one way to add a test.

add_library(wirebench_options INTERFACE)
target_compile_options(wirebench_options INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor>)
if(WIREBENCH_WERROR)
    target_compile_options(wirebench_options INTERFACE -Werror)
endif()
if(WIREBENCH_SANITIZE)
    add_compile_options(-fsanitize=${WIREBENCH_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${WIREBENCH_SANITIZE})
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # g++ 12 warns of impossible copies inside std::string at -O2 and above (GCC bugs 105329 and 105651).
    add_compile_options(-Wno-restrict -Wno-stringop-overflow)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    # Without time stamps precompiled headers are the same in every clone, which a compiler cache needs.
    add_compile_options("SHELL:-Xclang -fno-pch-timestamp")
endif()

# wirebench_add_test(core/varint_test LIBRARIES Wirebench::core)
# builds tests/core/varint_test.cpp (a Qt Test) and runs it off-screen with a time limit.
function(wirebench_add_test path)
    cmake_parse_arguments(TEST "" "TIMEOUT" "LIBRARIES;SOURCES" ${ARGN})
    if(NOT TEST_TIMEOUT)
        set(TEST_TIMEOUT 120)
    endif()
    string(REPLACE "/" "_" name ${path})
    add_executable(${name} ${PROJECT_SOURCE_DIR}/tests/${path}.cpp ${TEST_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
    target_compile_definitions(${name} PRIVATE QT_NO_KEYWORDS WIREBENCH_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    target_link_libraries(${name} PRIVATE ${TEST_LIBRARIES} wirebench_options Qt6::Test)
    add_test(NAME ${path} COMMAND ${name})
    set_tests_properties(${path} PROPERTIES TIMEOUT ${TEST_TIMEOUT} ENVIRONMENT "QT_QPA_PLATFORM=offscreen")
endfunction()
