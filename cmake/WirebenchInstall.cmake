# SPDX-License-Identifier: MIT
# What `cmake --install` puts where, and the package that find_package(Wirebench) finds.

include(CMakePackageConfigHelpers)

# The core as a library: headers keep their paths below include/wirebench, so that they find each other
# (#include "core/wire/plan.h").
target_include_directories(wirebench_core INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/wirebench>)
install(TARGETS wirebench_core EXPORT WirebenchTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/core DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/wirebench
    FILES_MATCHING PATTERN "*.h")
install(EXPORT WirebenchTargets NAMESPACE Wirebench:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/Wirebench)
configure_package_config_file(
    ${PROJECT_SOURCE_DIR}/cmake/WirebenchConfig.cmake.in ${PROJECT_BINARY_DIR}/WirebenchConfig.cmake
    INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/Wirebench)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/WirebenchConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/WirebenchConfig.cmake ${PROJECT_BINARY_DIR}/WirebenchConfigVersion.cmake
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/Wirebench)

# The programs.
foreach(program wirebench wirebench-cli)
    if(TARGET ${program})
        install(TARGETS ${program} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
    endif()
endforeach()

# Samples, licences and, with the desktop program, what a desktop needs to know of it.
install(DIRECTORY ${PROJECT_SOURCE_DIR}/schemas DESTINATION ${CMAKE_INSTALL_DATADIR}/wirebench)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/LICENSES DESTINATION ${CMAKE_INSTALL_DOCDIR})
if(WIREBENCH_GUI)
    set(linux ${PROJECT_SOURCE_DIR}/resources/linux)
    install(FILES ${linux}/org.wirebench.Wirebench.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
    install(FILES ${linux}/org.wirebench.Wirebench.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
    install(FILES ${linux}/org.wirebench.Wirebench.mime.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages)
    install(FILES ${linux}/org.wirebench.Wirebench.svg
        DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
endif()
