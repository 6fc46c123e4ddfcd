// Memory in pages of 2 MiB for commands that read large files. The system hands out and clears each page of 4 KiB when it
// is first touched; of a million rows that was a fifth of the processor's time.
//
// The C library (glibc 2.35 and newer) asks for large pages only where GLIBC_TUNABLES says so before the process starts.
// So the process starts once more, in its own place (same number, same open files), with that word in its environment.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace atalaya {

// Bytes to read, packed or not, from which on large pages save more than the second start costs (a tenth of a second
// or two).
inline constexpr std::uintmax_t large_files = std::uintmax_t{8} << 20;

// `tunables` as GLIBC_TUNABLES is now (empty: not set), with large pages asked for; empty where it already says whether
// they are wanted, so that what somebody chose stands and a process starts again once only.
std::string tunables_with_large_pages(std::string_view tunables);

// For a command that is about to read `bytes`, before it has done anything that a second start would do twice. Does not
// return where the process starts again. Returns where there is little to read, the choice was made already, the system
// does not leave it to programs (transparent huge pages other than `madvise`), the process runs with another's rights, or
// the start fails: then it goes on as it is.
void use_large_pages_to_read(std::uintmax_t bytes);

}  // namespace atalaya
