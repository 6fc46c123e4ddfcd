#include "core/large_pages.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <vector>

#if defined(__GLIBC__) && defined(__linux__)
#include <sys/auxv.h>
#include <unistd.h>
#endif

namespace atalaya {
namespace {

constexpr std::string_view choice = "glibc.malloc.hugetlb";

#if defined(__GLIBC__) && defined(__linux__)
bool left_to_programs() {
    std::ifstream setting{"/sys/kernel/mm/transparent_hugepage/enabled"};
    std::string words;
    return std::getline(setting, words) && words.find("[madvise]") != std::string::npos;
}

// The words that this process was started with, each ended by a zero.
std::string command_line() {
    std::ifstream words{"/proc/self/cmdline", std::ios::binary};
    return {std::istreambuf_iterator<char>{words}, {}};
}

void start_again() {
    auto words = command_line();
    if (words.empty() || words.back() != '\0') return;
    std::vector<char*> each;
    for (std::size_t at = 0; at < words.size(); at = words.find('\0', at) + 1) each.push_back(&words[at]);
    each.push_back(nullptr);
    std::error_code none;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", none);
    if (!none) ::execv(program.c_str(), each.data());
}
#endif

}  // namespace

std::string tunables_with_large_pages(std::string_view tunables) {
    if (tunables.find(choice) != std::string_view::npos) return {};
    std::string all{tunables};
    if (!all.empty()) all += ':';
    return all.append(choice) += "=1";
}

void use_large_pages_to_read([[maybe_unused]] std::uintmax_t bytes) {
#if defined(__GLIBC__) && defined(__linux__)
    const char* now = std::getenv("GLIBC_TUNABLES");
    const auto wanted = tunables_with_large_pages(now ? now : "");
    // With another's rights the C library drops the word, and a start would follow a start.
    if (bytes < large_files || wanted.empty() || ::getauxval(AT_SECURE) != 0 || !left_to_programs()) return;
    if (::setenv("GLIBC_TUNABLES", wanted.c_str(), 1) == 0) start_again();
#endif
}

}  // namespace atalaya
