# What the terminal says is in the program itself, so that it can also say that its data is not found:
# i18n/terminal.es.json becomes words::terminal_es in generated/cli/words_text.hpp.
file(GLOB ATALAYA_WORDS CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/i18n/terminal.*.json ${CMAKE_SOURCE_DIR}/i18n/messages.*.json)
set(ATALAYA_WORDS_HEADER ${CMAKE_BINARY_DIR}/generated/cli/words_text.hpp)
string(REPLACE ";" "\n" words_list "${ATALAYA_WORDS}")
file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/generated/words.list CONTENT "${words_list}\n")
add_custom_command(
  OUTPUT ${ATALAYA_WORDS_HEADER}
  COMMAND ${CMAKE_COMMAND} -DLIST=${CMAKE_BINARY_DIR}/generated/words.list -DOUT=${ATALAYA_WORDS_HEADER}
          -P ${CMAKE_SOURCE_DIR}/cmake/embed_words.cmake
  DEPENDS ${ATALAYA_WORDS} ${CMAKE_BINARY_DIR}/generated/words.list ${CMAKE_SOURCE_DIR}/cmake/embed_words.cmake
  COMMENT "i18n -> cli/words_text.hpp")
add_custom_target(atalaya_words DEPENDS ${ATALAYA_WORDS_HEADER})
