# SPDX-License-Identifier: GPL-2.0-only
#
# build_lib(), build_lib_example() and build_exec() for a build outside the ns-3 tree, against an
# installed ns-3 (Debian: libns3-dev).
set(ISAC_STANDALONE ON) # else this is a module of an ns-3 tree
find_package(ns3 REQUIRED)
string(REGEX REPLACE "^3\\.([0-9]+).*" "3\\1" ISAC_NS3_VERSION "${ns3_VERSION}")

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()
# ns-3's own headers force the language standard.
if(ISAC_NS3_VERSION GREATER_EQUAL 346)
  set(isac_standard 23)
elseif(ISAC_NS3_VERSION GREATER_EQUAL 341)
  set(isac_standard 20)
else()
  set(isac_standard 17)
endif()
set(CMAKE_CXX_STANDARD ${isac_standard} CACHE STRING "")
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
enable_testing() # at file scope: inside a function it has no effect

option(ENABLE_TESTS "build the tests" ON)
option(ENABLE_EXAMPLES "build the examples" ON)
option(NS3_LOG "NS_LOG in this module" ON)
option(NS3_ASSERT "NS_ASSERT in this module" OFF)
option(ISAC_SANITIZE "AddressSanitizer and UndefinedBehaviorSanitizer in this module" OFF)
# Debian's library has logging; without the definition class sizes differ.
if(NS3_LOG)
  add_compile_definitions(NS3_LOG_ENABLE)
endif()
if(NS3_ASSERT)
  add_compile_definitions(NS3_ASSERT_ENABLE)
endif()
add_compile_options(-Wall -Wextra -Wpedantic -Werror)
if(ISAC_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined
                      -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()
find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)

# ${libcore} and friends: "ns3::libcore" before ns-3.43, "ns3::core" since.
foreach(
  isac_module
  antenna
  applications
  core
  energy
  flow-monitor
  internet
  lte
  mobility
  network
  point-to-point
  propagation
  spectrum
  stats
  traffic-control
)
  if(TARGET ns3::lib${isac_module})
    set(lib${isac_module} ns3::lib${isac_module})
  elseif(TARGET ns3::${isac_module})
    set(lib${isac_module} ns3::${isac_module})
  endif()
endforeach()

function(build_exec)
  cmake_parse_arguments(
    B "IGNORE_PCH" "EXECNAME;EXECUTABLE_DIRECTORY_PATH" "SOURCE_FILES;LIBRARIES_TO_LINK" ${ARGN}
  )
  add_executable(${B_EXECNAME} ${B_SOURCE_FILES})
  target_link_libraries(${B_EXECNAME} PRIVATE ${B_LIBRARIES_TO_LINK})
endfunction()

function(build_lib_example)
  cmake_parse_arguments(B "IGNORE_PCH" "NAME" "SOURCE_FILES;LIBRARIES_TO_LINK" ${ARGN})
  build_exec(EXECNAME ${B_NAME} SOURCE_FILES ${B_SOURCE_FILES} LIBRARIES_TO_LINK
             ${B_LIBRARIES_TO_LINK}
  )
endfunction()

function(build_lib)
  cmake_parse_arguments(
    B "IGNORE_PCH" "LIBNAME" "SOURCE_FILES;HEADER_FILES;LIBRARIES_TO_LINK;TEST_SOURCES" ${ARGN}
  )
  # <ns3/header.h> stubs, as ns-3 itself generates, plus the module header
  set(module_header "#pragma once\n")
  foreach(header ${B_HEADER_FILES})
    get_filename_component(name ${header} NAME)
    file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/include/ns3/${name} CONTENT
         "#include \"${CMAKE_CURRENT_SOURCE_DIR}/${header}\"\n"
    )
    string(APPEND module_header "#include <ns3/${name}>\n")
  endforeach()
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/include/ns3/${B_LIBNAME}-module.h CONTENT
       "${module_header}"
  )

  add_library(${B_LIBNAME} SHARED ${B_SOURCE_FILES})
  set(lib${B_LIBNAME} ${B_LIBNAME})
  set(lib${B_LIBNAME} ${B_LIBNAME} PARENT_SCOPE)
  target_include_directories(${B_LIBNAME} PUBLIC ${CMAKE_BINARY_DIR}/include)
  target_link_libraries(${B_LIBNAME} PUBLIC ${B_LIBRARIES_TO_LINK})

  if(ENABLE_EXAMPLES AND EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/examples/CMakeLists.txt)
    add_subdirectory(examples)
  endif()
  if(ENABLE_TESTS AND B_TEST_SOURCES)
    # Suites register themselves by static objects, which --as-needed would drop from a library.
    add_executable(isac-test-runner cmake/test-runner.cc ${B_TEST_SOURCES})
    target_link_libraries(isac-test-runner PRIVATE ${B_LIBNAME})
  endif()
endfunction()
