// Time that this process and those it waited for spent on a processor: what others run on the machine does not count.
#pragma once

#include <sys/resource.h>

#include <chrono>

namespace atalaya::intake {

inline std::chrono::microseconds processor_time() {
    std::chrono::microseconds spent{};
    for (const auto whose : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
        rusage used{};
        getrusage(whose, &used);
        for (const auto& part : {used.ru_utime, used.ru_stime})
            spent += std::chrono::seconds{part.tv_sec} + std::chrono::microseconds{part.tv_usec};
    }
    return spent;
}

}  // namespace atalaya::intake
