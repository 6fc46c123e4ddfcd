# Exponentials, logarithms, powers and angles that are the same on every processor: docs/decisions/0015. They are musl's, out of
# the archive that Debian's musl-dev brings, linked whole before the C library's, so that the calls of our libraries end there too.
find_file(ATALAYA_MUSL libc.a NO_DEFAULT_PATH
  PATHS /usr/lib/${CMAKE_SYSTEM_PROCESSOR}-linux-musl /usr/lib/musl/lib /usr/local/musl/lib)
if(NOT ATALAYA_MUSL)
  message(FATAL_ERROR "expected musl's libc.a, whose exponentials are the same on every processor; found none: install the package musl-dev")
endif()
set(same_math ${CMAKE_BINARY_DIR}/same_math)
set(same_math_members
  exp exp_data expm1 log log_data log1p log2 log2_data pow pow_data sin cos sincos tan asin acos atan atan2
  sinh cosh tanh asinh acosh atanh erf tgamma lgamma lgamma_r signgam
  __sin __cos __tan __expo2 __rem_pio2 __rem_pio2_large
  __math_divzero __math_invalid __math_oflow __math_uflow __math_xflow)
list(TRANSFORM same_math_members APPEND .lo)
file(MAKE_DIRECTORY ${same_math})
execute_process(COMMAND ${CMAKE_AR} x ${ATALAYA_MUSL} ${same_math_members}
  WORKING_DIRECTORY ${same_math} COMMAND_ERROR_IS_FATAL ANY)
file(REMOVE ${same_math}/libsame_math.a)
execute_process(COMMAND ${CMAKE_AR} rcsD libsame_math.a ${same_math_members}
  WORKING_DIRECTORY ${same_math} COMMAND_ERROR_IS_FATAL ANY)
add_library(same_math STATIC IMPORTED)
set_target_properties(same_math PROPERTIES IMPORTED_LOCATION ${same_math}/libsame_math.a)
