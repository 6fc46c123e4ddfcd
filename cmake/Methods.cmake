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
