#include "cli/number_option.hpp"

#include <CLI/CLI.hpp>

#include <charconv>
#include <cstdint>
#include <limits>

#include "core/error.hpp"

namespace atalaya::cli {

CLI::Option* take_whole_number(CLI::Option* option, std::uint64_t least, std::uint64_t most) {
    return option->transform([option, least, most](const std::string& text) {
        std::uint64_t number = 0;
        const char* const end = text.data() + text.size();
        const auto [past, wrong] = std::from_chars(text.data(), end, number);
        if (wrong == std::errc{} && past == end && least <= number && number <= most)
            return std::to_string(number);
        if (most >= std::numeric_limits<std::int64_t>::max())  // no bound of anybody's
            throw Error{Fault::usage, message("{}: expected a whole number, {} or more; found \"{}\"",
                                              option->get_name(), least, text)};
        throw Error{Fault::usage, message("{}: expected a whole number from {} to {}; found \"{}\"",
                                          option->get_name(), least, most, text)};
    });
}

}  // namespace atalaya::cli
