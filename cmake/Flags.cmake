# Warnings, hardening and reproducible arithmetic, for every target of ours.
option(ATALAYA_WERROR "Warnings are errors" OFF)
option(ATALAYA_SANITIZE "Address and undefined-behaviour sanitizers" OFF)

# Designated initialisers leave the rest at their defaults on purpose.
add_compile_options(-Wall -Wextra -Wno-missing-field-initializers -Wformat=2 -Werror=format-security)
if(ATALAYA_WERROR)
  add_compile_options(-Werror)
endif()

# g++ contracts a*b+c to FMA even under -std=c++23; then figures would differ
# between machines.
add_compile_options(-ffp-contract=off)

# What a message names is the file in the tree, not the folder of whoever built it.
# The second is how ccache says it.
add_compile_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}/= -ffile-prefix-map=../../=)

if(ATALAYA_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  # Their library stands between the program and dlopen, which then looks only where an RPATH of old says.
  add_link_options(-fsanitize=address,undefined -Wl,--disable-new-dtags)
else()
  add_compile_options(-fstack-protector-strong -fstack-clash-protection -fcf-protection=full
    -ftrivial-auto-var-init=zero -fno-delete-null-pointer-checks)
  add_compile_definitions($<$<CONFIG:Release>:_FORTIFY_SOURCE=3>)
  set(CMAKE_CXX_FLAGS_RELEASE "-O2")
endif()
add_compile_definitions(_GLIBCXX_ASSERTIONS)
add_link_options(-Wl,-z,relro,-z,now,-z,noexecstack)
include(CheckPIESupported)
check_pie_supported(LANGUAGES CXX)
