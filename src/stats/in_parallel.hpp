// Work on 0 .. n-1 shared among threads. What comes out is the same for any number of them as long as
// `work(first, past_end)` writes only to places of its own items and reads nothing that another writes.
#pragma once

#include <algorithm>
#include <cstddef>
#include <exception>
#include <thread>
#include <vector>

namespace atalaya::stats {

// Calls work for stretches that together are 0 .. n-1; with threads <= 1 once, on this thread. What a stretch
// throws is thrown here after all have ended, that of the first if several do.
template <class Work>
void in_parallel(std::size_t n, int threads, Work work) {
    const std::size_t parts = std::min(n, static_cast<std::size_t>(std::max(threads, 1)));
    if (parts <= 1) {
        if (n > 0) work(std::size_t{0}, n);
        return;
    }
    std::vector<std::exception_ptr> thrown(parts);
    {
        std::vector<std::jthread> others;
        const auto part = [&](std::size_t p) {
            try {
                work(n * p / parts, n * (p + 1) / parts);
            } catch (...) {
                thrown[p] = std::current_exception();
            }
        };
        for (std::size_t p = 1; p < parts; ++p) others.emplace_back(part, p);
        part(0);
    }
    for (const auto& error : thrown) {
        if (error) std::rethrow_exception(error);
    }
}

}  // namespace atalaya::stats
