# tests/<module>/*_test.cpp -> bin/test_<module>, linked to that module.
find_package(GTest REQUIRED)
add_library(tests_source_folder STATIC ${CMAKE_SOURCE_DIR}/tests/source_folder.cpp)
target_compile_definitions(tests_source_folder PRIVATE ATALAYA_SOURCE="${CMAKE_SOURCE_DIR}")
file(GLOB modules RELATIVE ${CMAKE_SOURCE_DIR}/tests ${CMAKE_SOURCE_DIR}/tests/*)
set(with_headers)  # the first of them holds the precompiled headers of all
foreach(module IN LISTS modules)
  file(GLOB_RECURSE tests CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/${module}/*_test.cpp)
  if(module STREQUAL "methods")  # the campaign of its power is several files
    file(GLOB power CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/methods/power/*.cpp)
    list(APPEND tests ${power})
    list(REMOVE_DUPLICATES tests)
  endif()
  if(tests AND TARGET atalaya_${module})
    add_executable(test_${module} ${tests})
    target_include_directories(test_${module} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
    target_link_libraries(test_${module} PRIVATE atalaya_${module} tests_source_folder GTest::gtest GTest::gmock_main)
    # Reading GoogleTest's headers is most of what a test costs to compile.
    if(with_headers)
      target_precompile_headers(test_${module} REUSE_FROM ${with_headers})
    else()
      target_precompile_headers(test_${module} PRIVATE <gmock/gmock.h> <gtest/gtest.h> <chrono> <filesystem>
        <fstream> <functional> <map> <optional> <set> <string> <vector>)
      set(with_headers test_${module})
    endif()
    # g++ 12 no longer knows a header for the system's once it is precompiled, and then
    # shows what it wrongly suspects of std::string.
    target_compile_options(test_${module} PRIVATE -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow
      -Wno-stringop-overread -Wno-maybe-uninitialized)
    set_target_properties(test_${module} PROPERTIES BUILD_RPATH "${ATALAYA_VENDOR}/duckdb/lib")
    if(module STREQUAL "render")  # they look into pages and workbooks
      target_link_libraries(test_${module} PRIVATE PkgConfig::EXPAT PkgConfig::ZIP)
    endif()
    if(module STREQUAL "stats")  # one reads a packed table
      target_link_libraries(test_${module} PRIVATE ZLIB::ZLIB)
    endif()
    if(module STREQUAL "methods")  # its cities are drawn on the streets of the made-up one
      target_link_libraries(test_${module} PRIVATE atalaya_simulate)
    endif()
    if(module STREQUAL "geocode")  # some read cities as published
      target_link_libraries(test_${module} PRIVATE atalaya_intake)
    endif()
    add_test(NAME ${module} COMMAND test_${module})
  endif()
endforeach()
add_test(NAME layers COMMAND ${CMAKE_COMMAND} -DROOT=${CMAKE_SOURCE_DIR} -P ${CMAKE_SOURCE_DIR}/cmake/check_layers.cmake)
