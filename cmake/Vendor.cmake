# Libraries: Debian's packages, and what tools/setup put under build/vendor.
set(ATALAYA_VENDOR ${CMAKE_SOURCE_DIR}/build/vendor CACHE PATH "Where tools/setup unpacked the npm packages")
if(NOT EXISTS ${ATALAYA_VENDOR}/duckdb/lib/libduckdb.so)
  message(FATAL_ERROR "DuckDB is not under ${ATALAYA_VENDOR}. Run tools/setup first (./demo and ./check do).")
endif()

find_package(PkgConfig REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(PQ REQUIRED IMPORTED_TARGET libpq)
pkg_check_modules(ZIP REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(EXPAT REQUIRED IMPORTED_TARGET expat)
pkg_check_modules(SECCOMP REQUIRED IMPORTED_TARGET libseccomp)
pkg_check_modules(PROJ REQUIRED IMPORTED_TARGET proj)
pkg_check_modules(OPENSSL REQUIRED IMPORTED_TARGET libcrypto)
find_package(ZLIB REQUIRED)
find_package(fmt REQUIRED)
find_package(Boost 1.74 REQUIRED)
find_package(CLI11 REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(simdjson REQUIRED)

find_package(tomlplusplus QUIET)
if(NOT TARGET tomlplusplus::tomlplusplus)
  add_library(tomlplusplus INTERFACE)
  add_library(tomlplusplus::tomlplusplus ALIAS tomlplusplus)
endif()
find_library(XLSXWRITER_LIBRARY xlsxwriter REQUIRED)
add_library(xlsxwriter INTERFACE)
target_link_libraries(xlsxwriter INTERFACE ${XLSXWRITER_LIBRARY})

add_library(duckdb::duckdb SHARED IMPORTED GLOBAL)
set_target_properties(duckdb::duckdb PROPERTIES
  IMPORTED_LOCATION ${ATALAYA_VENDOR}/duckdb/lib/libduckdb.so
  IMPORTED_NO_SONAME OFF
  INTERFACE_INCLUDE_DIRECTORIES ${ATALAYA_VENDOR}/duckdb/include)

# Its declarations, and the loading of it (OnDemand.cmake): what a target of ours takes that does not link it.
add_library(duckdb::on_demand INTERFACE IMPORTED GLOBAL)
set_target_properties(duckdb::on_demand PROPERTIES
  INTERFACE_INCLUDE_DIRECTORIES ${ATALAYA_VENDOR}/duckdb/include
  INTERFACE_LINK_LIBRARIES "${CMAKE_DL_LIBS}")
