#include "intake/opens_kept.hpp"

#include <fcntl.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <string_view>

#include "core/error.hpp"

namespace atalaya::intake {

namespace {

constexpr std::string_view folder_of_kept = "/proc/self/fd/";
constexpr std::size_t most_kept = 8;
// Of the kernel's, which the C library adds and whose name it gives as 0.
#if defined(__x86_64__)
constexpr long large_file = 0100000;
#else
constexpr long large_file = 0400000;
#endif

// Set once, before the filter; read in a signal's handler, which may use neither locks nor memory.
std::array<int, most_kept> kept_ones;
std::size_t kept_count = 0;

// What a trapped call asked, and where its answer goes.
struct Call {
    enum class Asks { opening, whether_there } asks;
    const char* name;
    long flags;
    long* answer;
};

Call call_in(int number, ucontext_t& at) {
#if defined(__x86_64__)
    auto& registers = at.uc_mcontext.gregs;
    const bool from_a_folder = number == SYS_openat || number == SYS_faccessat;
    const bool opens = number == SYS_openat || number == SYS_open;
    const long name = from_a_folder ? registers[REG_RSI] : registers[REG_RDI];
    const long flags = from_a_folder ? registers[REG_RDX] : registers[REG_RSI];
    auto* answer = reinterpret_cast<long*>(&registers[REG_RAX]);
#elif defined(__aarch64__)
    auto& registers = at.uc_mcontext.regs;
    const bool opens = number == SYS_openat;
    const long name = static_cast<long>(registers[1]), flags = static_cast<long>(registers[2]);
    auto* answer = reinterpret_cast<long*>(&registers[0]);
#else
#error "how a trapped call is answered is not known for this processor"
#endif
    return {opens ? Call::Asks::opening : Call::Asks::whether_there, reinterpret_cast<const char*>(name),
            flags, answer};
}

// -1 when the name is not that of a kept descriptor.
int kept_by(const char* name) {
    for (const char c : folder_of_kept) {
        if (*name++ != c) return -1;
    }
    int descriptor = 0;
    const char* digit = name;
    for (; *digit >= '0' && *digit <= '9' && digit - name < 6; ++digit)
        descriptor = descriptor * 10 + (*digit - '0');
    const auto end = kept_ones.begin() + static_cast<std::ptrdiff_t>(kept_count);
    const bool is_kept =
        digit != name && *digit == '\0' && std::find(kept_ones.begin(), end, descriptor) != end;
    return is_kept ? descriptor : -1;
}

long answer_to(const Call& call) {
    const int descriptor = call.name ? kept_by(call.name) : -1;
    if (descriptor < 0) return -ENOENT;
    if (call.asks == Call::Asks::whether_there) return call.flags == F_OK || call.flags == R_OK ? 0 : -EACCES;
    if ((call.flags & ~(O_CLOEXEC | O_NOFOLLOW | large_file)) != O_RDONLY) return -EACCES;
    const int copy = ::dup(descriptor);
    return copy >= 0 ? copy : -errno;
}

void answer(int, siginfo_t* what, void* context) {
    const int errno_before = errno;
    const Call call = call_in(what->si_syscall, *static_cast<ucontext_t*>(context));
    *call.answer = answer_to(call);
    errno = errno_before;
}

}  // namespace

std::string kept_name(int descriptor) {
    return std::string{folder_of_kept} + std::to_string(descriptor);
}

void answer_opens_with(std::span<const int> kept) {
    kept_count = std::min(kept.size(), most_kept);
    std::copy_n(kept.begin(), kept_count, kept_ones.begin());
    struct sigaction action {};
    action.sa_sigaction = &answer;
    action.sa_flags = SA_SIGINFO;
    ::sigaction(SIGSYS, &action, nullptr);
}

void answer_also_with(int descriptor) {
    expects(kept_count < most_kept, "answer_also_with: there is room for one more");
    kept_ones[kept_count++] = descriptor;
}

}  // namespace atalaya::intake
