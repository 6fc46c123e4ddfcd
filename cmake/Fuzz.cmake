# tests/fuzz/*.cpp -> bin/fuzz, of use where the sanitizers are built in.
file(GLOB fuzzed CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/fuzz/*.cpp)
add_executable(fuzz ${fuzzed})
target_include_directories(fuzz PRIVATE ${CMAKE_SOURCE_DIR}/tests)
target_link_libraries(fuzz PRIVATE atalaya_intake atalaya_geocode tests_source_folder GTest::gtest)
target_compile_options(fuzz PRIVATE -Wno-restrict -Wno-stringop-overflow -Wno-maybe-uninitialized)
set_target_properties(fuzz PROPERTIES BUILD_RPATH "${ATALAYA_VENDOR}/duckdb/lib")
