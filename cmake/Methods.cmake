# The catalogue is its folders: src/methods/NAME/method.cpp makes the method NAME.
file(GLOB method_files CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/src/methods ${CMAKE_SOURCE_DIR}/src/methods/*/method.cpp)
list(SORT method_files)
set(declared "")
set(listed "")
foreach(file IN LISTS method_files)
  get_filename_component(name ${file} DIRECTORY)
  string(APPEND declared "Method ${name}();\n")
  string(APPEND listed "        ${name}(),\n")
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/methods/every_method.cpp @ONLY CONTENT
"// Made from the folders of src/methods by cmake/Methods.cmake.
#include \"methods/all.hpp\"

namespace atalaya::methods {

@declared@
std::vector<Method> every_method() {
    return {
@listed@    };
}

}  // namespace atalaya::methods
")
target_sources(atalaya_methods PRIVATE ${CMAKE_BINARY_DIR}/generated/methods/every_method.cpp)

# What foresees how long it takes says so in its folder: src/methods/NAME/seconds.cpp has the function seconds_of_NAME.
file(GLOB foresights CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/src/methods ${CMAKE_SOURCE_DIR}/src/methods/*/seconds.cpp)
list(SORT foresights)
set(declared "")
set(listed "")
foreach(file IN LISTS foresights)
  get_filename_component(name ${file} DIRECTORY)
  string(APPEND declared "double seconds_of_${name}(const Asked& asked);\n")
  string(APPEND listed "        {\"${name}\", seconds_of_${name}},\n")
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/methods/every_foresight.cpp @ONLY CONTENT
"// Made from the folders of src/methods by cmake/Methods.cmake.
#include \"methods/long_work.hpp\"

namespace atalaya::methods {

@declared@
const std::map<std::string_view, Foresight>& every_foresight() {
    static const std::map<std::string_view, Foresight> all{
@listed@    };
    return all;
}

}  // namespace atalaya::methods
")
target_sources(atalaya_methods PRIVATE ${CMAKE_BINARY_DIR}/generated/methods/every_foresight.cpp)

# What the pages say is in the program too, as what the terminal says is; so are the golden cases and how a picture of
# an answer is drawn.
file(GLOB method_pages CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/methods/*/es.md ${CMAKE_SOURCE_DIR}/src/methods/*/pt.md
     ${CMAKE_SOURCE_DIR}/src/methods/*/en.md ${CMAKE_SOURCE_DIR}/src/methods/*/golden.json
     ${CMAKE_SOURCE_DIR}/src/methods/*/picture.json)
list(SORT method_pages)
string(REPLACE ";" "\n" method_pages_list "${method_pages}")
file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/generated/method_pages.list CONTENT "${method_pages_list}\n")
set(method_pages_source ${CMAKE_BINARY_DIR}/generated/methods/every_page.cpp)
add_custom_command(
  OUTPUT ${method_pages_source}
  COMMAND ${CMAKE_COMMAND} -DLIST=${CMAKE_BINARY_DIR}/generated/method_pages.list -DOUT=${method_pages_source}
          -P ${CMAKE_SOURCE_DIR}/cmake/embed_pages.cmake
  DEPENDS ${method_pages} ${CMAKE_BINARY_DIR}/generated/method_pages.list ${CMAKE_SOURCE_DIR}/cmake/embed_pages.cmake
  COMMENT "pages of the methods -> methods/every_page.cpp")
target_sources(atalaya_methods PRIVATE ${method_pages_source})
