#include "cli/computing.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <optional>
#include <string>

namespace atalaya::cli {
using namespace std::chrono_literals;

namespace {

constexpr rlim_t most_memory = rlim_t{16} << 30;

// What the system says is there for the taking, in bytes; nothing where it does not say.
std::optional<std::uint64_t> memory_available() {
    std::ifstream told{"/proc/meminfo"};
    for (std::string word; told >> word;) {
        std::uint64_t kibibytes = 0;
        if (word == "MemAvailable:" && told >> kibibytes) return kibibytes << 10;
    }
    return {};
}

// From here on, what is asked beyond it throws std::bad_alloc. Sanitizers reserve far more than they write.
void hold_memory() {
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    rlimit now{};
    if (getrlimit(RLIMIT_DATA, &now) != 0) return;
    const rlim_t most = std::min<rlim_t>(most_memory, memory_available().value_or(most_memory));
    if (now.rlim_cur != RLIM_INFINITY && now.rlim_cur <= most) return;
    now.rlim_cur = most;
    setrlimit(RLIMIT_DATA, &now);
#endif
}

}  // namespace

Computing::Computing(const Session& session) : session_{session}, shown_{session.voice} {
    hold_memory();
}

Computing::~Computing() {
    if (!watch_.joinable()) return;
    {
        const std::lock_guard lock{mutex_};
        over_ = true;
    }
    ends_.notify_all();
    watch_.join();
}

void Computing::stage(std::string_view name, std::uint64_t total) {
    shown_.stage(name, total);
    if (name == "compute" && !watch_.joinable()) watch_ = std::thread{[this] { watch(); }};
}

void Computing::watch() {
    const auto began = std::chrono::steady_clock::now();
    std::unique_lock lock{mutex_};
    while (!ends_.wait_for(lock, 100ms, [this] { return over_; })) {
        const auto seconds =
            std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - began);
        try {
            shown_.advance(static_cast<std::uint64_t>(seconds.count()));
        } catch (const Error& error) {
            if (is_terminal(STDERR_FILENO)) std::fputs("\r\033[K", stderr);
            const int code = say_fault(session_, error);
            std::fflush(nullptr);
            _exit(code);
        }
    }
}

}  // namespace atalaya::cli
