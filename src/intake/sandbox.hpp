// Work on hostile bytes in a child process: limits on memory and processor time, no files
// but those handed in, no network, an allow-list of system calls (seccomp). What it makes
// comes back as sealed memory that the parent maps read-only and checks.
//
//     Confined child{{.memory = 1 << 30}, {file.descriptor()}, [&](Outbox& out) { out.send(bytes); }};
//     const Section section = child.next(progress);
//
// The child is a fork: it sees what the parent had in memory, and none of its other files.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/progress.hpp"

namespace atalaya::intake {

struct Limits {
    std::uint64_t memory = 1ull << 30;  // bytes of address space beyond what the parent has
    std::chrono::seconds processor{120};
    std::chrono::seconds patience{300};  // by the clock, in all
    // A database engine reads: it may also ask how much memory the machine has, and opening kept_name() of a
    // kept descriptor gives a copy of it (opens_kept.hpp). No file is opened all the same.
    bool for_engine = false;
};

// Limits that a file of this many bytes deserves: memory 1 GiB + 2 bytes a byte, processor
// 60 s + 1 s for every 4 MiB, patience three times that.
Limits limits_for(std::uint64_t file_bytes);

// The child's way to its parent.
class Outbox {
  public:
    explicit Outbox(int socket) : socket_{socket} {}
    // Bytes as one section; returns when the parent has them.
    void send(std::span<const std::byte> bytes);
    // A progress that the parent's listener hears.
    Progress& progress();

  private:
    friend class Confined;
    int socket_;
};

// Bytes that the child sealed, mapped for as long as this lives.
class Section {
  public:
    Section(const std::byte* bytes, std::size_t size) : bytes_{bytes}, size_{size} {}
    ~Section();
    Section(Section&& other) noexcept;
    Section& operator=(Section&&) = delete;
    std::span<const std::byte> bytes() const { return {bytes_, size_}; }

  private:
    const std::byte* bytes_;
    std::size_t size_;
};

class Confined {
  public:
    // Forks. `keep` are the descriptors that the child may use. `what` is what messages call
    // the work ("delitos_2019.csv").
    Confined(const Limits& limits, std::vector<int> keep, std::string what,
             const std::function<void(Outbox&)>& work);
    ~Confined();  // the child has ended, or is ended
    Confined(const Confined&) = delete;
    Confined& operator=(const Confined&) = delete;

    // The next section. Throws what the child threw as an Error; Error{bad_input} when it
    // crashed, ran out of memory or time, was ended by somebody, or ended without a word.
    Section next(Progress& progress);
    // Waits for the child's end; throws like next(), or when it still had something to say.
    void finish(Progress& progress);

    int process() const { return process_; }

  private:
    struct Heard;
    bool receive(Heard& heard, Progress& progress);
    [[noreturn]] void refuse_death();
    void kill();

    Limits limits_;
    std::string what_;
    int socket_ = -1, process_ = -1;
    std::chrono::steady_clock::time_point deadline_;
};

}  // namespace atalaya::intake
