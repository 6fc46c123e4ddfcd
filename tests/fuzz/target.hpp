// What is fuzzed: a function of bytes that reads them as the program would and says in a word or two what they
// came to, so that inputs of a new kind are known. It throws Error where the bytes are refused; anything else that
// it throws, and a promise that does not hold, is a mistake of ours.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace atalaya::fuzz {

struct Target {
    std::string_view name;
    std::function<std::string(std::string_view bytes)> read;
    std::vector<std::string> seeds;   // good inputs
    std::vector<std::string> tokens;  // what is put in here and there
};

Target csv();
Target xlsx();
Target descriptor();
Target geojson();
Target shapes();
Target wkb();
Target dates();
Target address();

// Of the samples of sources/ with this ending, small ones.
std::vector<std::string> samples(std::string_view ending);

// Throws std::logic_error{what} when it does not hold.
void holds(bool truth, const char* what);

}  // namespace atalaya::fuzz
