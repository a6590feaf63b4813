# SPDX-License-Identifier: MIT
# embed_text(TARGET SYMBOL FILE)
#
# Makes the text of FILE (relative to the current folder) part of TARGET, as
#     namespace wirebench::embedded { extern const std::string_view SYMBOL; }
# which whoever uses it declares in just this way. A change of FILE makes it anew.
function(embed_text target symbol file)
    get_filename_component(path "${file}" ABSOLUTE)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${path}")
    file(READ "${path}" text)
    # Compilers bound the length of one literal, so long texts are several ones side by side.
    string(LENGTH "${text}" length)
    set(literals "")
    set(position 0)
    while(position LESS length)
        string(SUBSTRING "${text}" ${position} 8000 part)
        string(APPEND literals "\n    R\"wirebench(${part})wirebench\"")
        math(EXPR position "${position} + 8000")
    endwhile()
    if(literals STREQUAL "")
        set(literals "\"\"")
    endif()
    set(source "${CMAKE_CURRENT_BINARY_DIR}/embedded/${symbol}.cpp")
    file(CONFIGURE OUTPUT "${source}" @ONLY CONTENT "#include <string_view>

namespace wirebench::embedded {

extern const std::string_view ${symbol};
const std::string_view ${symbol} =@literals@;

} // namespace wirebench::embedded
")
    target_sources(${target} PRIVATE "${source}")
endfunction()
