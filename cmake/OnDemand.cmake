# DuckDB is loaded by the first call of it: binding what it is made of to the other libraries is most of what a start of the
# program costs, and most commands do not ask it. Each function of duckdb.h becomes one that finds the library's and passes on.
set(ATALAYA_DUCKDB_HEADER ${ATALAYA_VENDOR}/duckdb/include/duckdb.h)
set(ATALAYA_DUCKDB_CALLS ${CMAKE_BINARY_DIR}/generated/store/duckdb_calls.cpp)
add_custom_command(
  OUTPUT ${ATALAYA_DUCKDB_CALLS}
  COMMAND ${CMAKE_COMMAND} -DHEADER=${ATALAYA_DUCKDB_HEADER} -DOUT=${ATALAYA_DUCKDB_CALLS}
          -P ${CMAKE_SOURCE_DIR}/cmake/duckdb_calls.cmake
  DEPENDS ${ATALAYA_DUCKDB_HEADER} ${CMAKE_SOURCE_DIR}/cmake/duckdb_calls.cmake
  COMMENT "duckdb.h -> store/duckdb_calls.cpp")
target_sources(atalaya_store PRIVATE ${ATALAYA_DUCKDB_CALLS})
set_source_files_properties(${ATALAYA_DUCKDB_CALLS} PROPERTIES COMPILE_OPTIONS -Wno-deprecated-declarations)
