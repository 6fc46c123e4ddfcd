// Options that take a whole number.
#pragma once

#include <cstdint>

namespace CLI {
class Option;
}

namespace atalaya::cli {

// The option takes decimal digits alone, from `least` to `most`: Error{usage} that says so for all else, as "-1",
// "0x10" or more digits than the number has room for. "010" is ten. Gives the option back.
CLI::Option* take_whole_number(CLI::Option* option, std::uint64_t least, std::uint64_t most);

}  // namespace atalaya::cli
