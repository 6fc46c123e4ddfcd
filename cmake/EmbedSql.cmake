# Each sql/**/<name>.sql becomes a constant in generated/store/sql.hpp:
# sql/analytics/query/count_by_month.sql -> sql::analytics::query::count_by_month.
# A misspelt name does not compile, and the file can still be run by hand.
file(GLOB_RECURSE ATALAYA_SQL CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/sql/*.sql)
set(ATALAYA_SQL_HEADER ${CMAKE_BINARY_DIR}/generated/store/sql.hpp)
string(REPLACE ";" "\n" sql_list "${ATALAYA_SQL}")
file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/generated/sql.list CONTENT "${sql_list}\n")
add_custom_command(
  OUTPUT ${ATALAYA_SQL_HEADER}
  COMMAND ${CMAKE_COMMAND} -DLIST=${CMAKE_BINARY_DIR}/generated/sql.list -DROOT=${CMAKE_SOURCE_DIR}/sql
          -DOUT=${ATALAYA_SQL_HEADER} -P ${CMAKE_SOURCE_DIR}/cmake/embed_sql.cmake
  DEPENDS ${ATALAYA_SQL} ${CMAKE_BINARY_DIR}/generated/sql.list ${CMAKE_SOURCE_DIR}/cmake/embed_sql.cmake
  COMMENT "SQL -> store/sql.hpp")
add_custom_target(atalaya_sql DEPENDS ${ATALAYA_SQL_HEADER})
