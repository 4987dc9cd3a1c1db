# SPDX-License-Identifier: GPL-2.0-only
#
# Third-party packages, and the ns-3 release as one integer (337, 343, 348, ...).
find_package(Torch REQUIRED)
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(Boost 1.74 REQUIRED)
find_package(nlohmann_json 3.7 REQUIRED)
find_package(OpenSSL 1.1.1 REQUIRED COMPONENTS Crypto)
find_package(PNG 1.6 REQUIRED)
# Debian has two NLoptConfig.cmake, one without and one with algorithms in C++; the C library does.
find_path(ISAC_NLOPT_INCLUDE nlopt.h REQUIRED)
find_library(ISAC_NLOPT_LIBRARY NAMES nlopt nlopt_cxx REQUIRED)
find_package(GTest QUIET)

# ns-3 up to 3.42 compiles modules through an OBJECT library, which does not inherit the usage
# requirements of LIBRARIES_TO_LINK: the include folders are given by hand.
get_target_property(isac_eigen_include Eigen3::Eigen INTERFACE_INCLUDE_DIRECTORIES)
include_directories(
  SYSTEM ${TORCH_INCLUDE_DIRS} ${isac_eigen_include} ${Boost_INCLUDE_DIRS} ${ISAC_NLOPT_INCLUDE}
         ${OPENSSL_INCLUDE_DIR} ${PNG_INCLUDE_DIRS}
)

if(NOT DEFINED ISAC_NS3_VERSION)
  file(STRINGS ${PROJECT_SOURCE_DIR}/VERSION isac_version_line LIMIT_COUNT 1)
  if(isac_version_line MATCHES "^3\\.([0-9]+)")
    set(ISAC_NS3_VERSION 3${CMAKE_MATCH_1})
  else() # "3-dev"
    set(ISAC_NS3_VERSION 399)
  endif()
endif()
add_compile_definitions(ISAC_NS3_VERSION=${ISAC_NS3_VERSION})

# Where EdgeServer finds the profile table when the script does not say.
add_compile_definitions(ISAC_DATA_DIRECTORY="${CMAKE_CURRENT_SOURCE_DIR}/data")
