#include "cli/line_width.hpp"

#include <sys/ioctl.h>

#include <algorithm>

namespace atalaya::cli {

std::size_t line_width(int descriptor) {
    constexpr std::size_t least = 40, most = 100;
    winsize size{};
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return most;
    return std::clamp<std::size_t>(size.ws_col, least, most);
}

}  // namespace atalaya::cli
