#include "cli/computing.hpp"

#include <unistd.h>

#include <chrono>
#include <cstdio>

namespace atalaya::cli {
using namespace std::chrono_literals;

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
