// Opening by name in a confined child, for a library that takes a file only as a name. No file is opened: the
// call is trapped before it reaches the kernel and answered here, with a copy of a descriptor that was kept.
#pragma once

#include <span>
#include <string>

namespace atalaya::intake {

// The name under which kept descriptor `descriptor` is opened: "/proc/self/fd/7".
std::string kept_name(int descriptor);

// From here on, open(), openat(), access() and faccessat() that the filter traps (SIGSYS) are answered: when the
// name is kept_name() of one of `kept` and it is only to be read, it is there and opening it gives a copy of the
// descriptor; no other file is there. Copies share their place in the file: read them with pread().
void answer_opens_with(std::span<const int> kept);

// So that a file of memory, made since, is there too: requires fewer than eight.
void answer_also_with(int descriptor);

}  // namespace atalaya::intake
