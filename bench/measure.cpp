// measure OUT COMMAND...: runs a command and writes one line to the file OUT,
//
//     CPU_SECONDS WALL_SECONDS LARGEST_MIB TOGETHER_MIB
//
// user + system time of it and of all its children; the resident memory of the largest
// process, and of all of them at once (a page that several share counted once: the sum of
// their Pss, looked at five times a second). The command's exit code is ours.
#include <fmt/format.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace fs = std::filesystem;

long number_after(const fs::path& file, const std::string& label) {
    std::ifstream in{file};
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with(label)) return std::strtol(line.c_str() + label.size(), nullptr, 10);
    }
    return 0;
}

// The process and all that it started. Linux names the children of each thread.
void gather(long process, std::vector<long>& out) {
    out.push_back(process);
    std::error_code gone;
    for (const auto& thread : fs::directory_iterator{fmt::format("/proc/{}/task", process), gone}) {
        std::ifstream children{thread.path() / "children"};
        for (long child; children >> child;) gather(child, out);
    }
}

long together_kib(long process) {
    std::vector<long> all;
    gather(process, all);
    long sum = 0;
    for (const long one : all) sum += number_after(fmt::format("/proc/{}/smaps_rollup", one), "Pss:");
    return sum;
}

double seconds(const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
}

}  // namespace

int main(int count, char** words) {
    if (count < 3) {
        fmt::print(stderr, "measure: expected OUT COMMAND..., see the head of bench/measure.cpp\n");
        return 2;
    }
    const auto start = std::chrono::steady_clock::now();
    const pid_t process = ::fork();
    if (process == 0) {
        ::execvp(words[2], words + 2);
        std::perror(words[2]);
        ::_exit(127);
    }
    long together = 0;
    int status = 0;
    while (::waitpid(process, &status, WNOHANG) == 0) {
        together = std::max(together, together_kib(process));
        // Short commands are looked at more often.
        const auto ran = std::chrono::steady_clock::now() - start;
        std::this_thread::sleep_for(std::clamp<std::chrono::steady_clock::duration>(
            ran / 20, std::chrono::milliseconds{5}, std::chrono::milliseconds{200}));
    }
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
    rusage used{};
    ::getrusage(RUSAGE_CHILDREN, &used);
    std::ofstream{words[1]} << fmt::format("{:.3f} {:.3f} {} {}\n",
                                           seconds(used.ru_utime) + seconds(used.ru_stime), wall.count(),
                                           used.ru_maxrss / 1024, std::max(together, used.ru_maxrss) / 1024);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
