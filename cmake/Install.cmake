# bin/atalaya, lib/atalaya/libduckdb.so, share/atalaya/: runs from anywhere.
include(GNUInstallDirs)
install(TARGETS atalaya RUNTIME DESTINATION bin)
install(FILES ${ATALAYA_VENDOR}/duckdb/lib/libduckdb.so DESTINATION lib/atalaya)
install(DIRECTORY sources taxonomy indicators bulletins i18n cities DESTINATION share/atalaya)
install(DIRECTORY libexec/ DESTINATION libexec/atalaya USE_SOURCE_PERMISSIONS)
# Ours, and those of what is handed on with it: DuckDB, Typst, Public Sans.
install(FILES LICENSE DESTINATION share/doc/atalaya)
install(FILES /usr/share/doc/musl-dev/copyright DESTINATION share/doc/atalaya/licences/musl OPTIONAL)
install(DIRECTORY ${ATALAYA_VENDOR}/licences DESTINATION share/doc/atalaya)
install(DIRECTORY ${ATALAYA_VENDOR}/typst ${ATALAYA_VENDOR}/fonts DESTINATION lib/atalaya)
