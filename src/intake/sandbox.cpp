#include "intake/sandbox.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include "core/error.hpp"
#include "intake/sandbox_child.hpp"

namespace atalaya::intake {

using wire::Note;
using wire::Word;

namespace {

constexpr int poll_milliseconds = 100;

[[noreturn]] void refuse(const std::string& why) {
    throw Error{Fault::bad_input, why};
}

// Maps what the child sealed; refuses anything it could still change.
Section mapped(int memory, std::uint64_t size, const std::string& what) {
    struct stat about {};
    const int seals = ::fcntl(memory, F_GET_SEALS);
    constexpr int needed = F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW;
    const bool sound = memory >= 0 && seals >= 0 && (seals & needed) == needed &&
                       ::fstat(memory, &about) == 0 && static_cast<std::uint64_t>(about.st_size) == size;
    void* bytes = nullptr;
    if (sound && size > 0) {
        bytes = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, memory, 0);
        if (bytes == MAP_FAILED) bytes = nullptr;
    }
    ::close(memory);
    if (!sound || (size > 0 && !bytes))
        refuse(what + ": what reading it gave is not whole. It was not used.");
    return {static_cast<const std::byte*>(bytes), static_cast<std::size_t>(size)};
}

}  // namespace

struct Confined::Message {
    Note note{};
    std::string text;
    int descriptor = -1;
};

Limits limits_for(std::uint64_t file_bytes) {
    Limits limits;
    limits.memory = (1ull << 30) + 2 * file_bytes;
    limits.processor = std::chrono::seconds{60 + static_cast<std::int64_t>(file_bytes >> 22)};
    limits.patience = 3 * limits.processor;
    return limits;
}

Section::~Section() {
    if (bytes_) ::munmap(const_cast<std::byte*>(bytes_), size_);
}

Section::Section(Section&& other) noexcept
    : bytes_{std::exchange(other.bytes_, nullptr)}, size_{other.size_} {}

Confined::Confined(const Limits& limits, std::vector<int> keep, std::string what,
                   const std::function<void(Outbox&)>& work)
    : limits_{limits}, what_{std::move(what)}, deadline_{std::chrono::steady_clock::now() + limits.patience} {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
        throw Error{Fault::no_space,
                    std::string{"no socket to talk to a child process: "} + std::strerror(errno) + "."};
    }
    process_ = ::fork();
    if (process_ == 0) wire::live(ends[1], limits_, keep, work);
    ::close(ends[1]);
    socket_ = ends[0];
    if (process_ < 0) {
        ::close(socket_);
        throw Error{Fault::no_space,
                    std::string{"no child process could be started: "} + std::strerror(errno) + "."};
    }
}

Confined::~Confined() {
    kill();
    if (socket_ >= 0) ::close(socket_);
}

void Confined::kill() {
    if (process_ <= 0) return;
    ::kill(process_, SIGKILL);
    while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
    }
    process_ = -1;
}

// false at the end of the child.
bool Confined::receive(Message& message, Progress& progress) {
    for (;;) {
        progress.check_interrupt();
        pollfd ready{socket_, POLLIN, 0};
        const int n = ::poll(&ready, 1, poll_milliseconds);
        if (n < 0 && errno != EINTR) refuse(what_ + ": the child process that reads it cannot be heard.");
        if (n > 0) break;
        if (std::chrono::steady_clock::now() < deadline_) continue;
        kill();
        refuse(what_ + ": reading it took longer than " + std::to_string(limits_.patience.count()) +
               " s and was ended. Hand it over in parts.");
    }
    message.text.resize(wire::longest_text);
    iovec parts[] = {{&message.note, sizeof message.note}, {message.text.data(), message.text.size()}};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    msghdr head{};
    head.msg_iov = parts;
    head.msg_iovlen = 2;
    head.msg_control = control.data();
    head.msg_controllen = control.size();
    ssize_t got;
    do {
        got = ::recvmsg(socket_, &head, MSG_CMSG_CLOEXEC);
    } while (got < 0 && errno == EINTR);
    if (const cmsghdr* c = CMSG_FIRSTHDR(&head); c && c->cmsg_type == SCM_RIGHTS) {
        std::memcpy(&message.descriptor, CMSG_DATA(c), sizeof message.descriptor);
    }
    if (got <= 0) return false;
    if (static_cast<std::size_t>(got) != sizeof message.note + message.note.text_size)
        refuse(what_ + ": reading it gave nonsense.");
    message.text.resize(message.note.text_size);
    return true;
}

void Confined::refuse_death() {
    int status = 0;
    while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
    process_ = -1;
    const std::string reading = what_ + ": the process that reads it ";
    if (WIFSIGNALED(status)) {
        const int signal = WTERMSIG(status);
        const bool time = signal == SIGXCPU;
        refuse(reading +
               (time ? "used more than " + std::to_string(limits_.processor.count()) +
                           " s of processor time and was ended"
                     : "was ended by signal " + std::to_string(signal) + " (" + ::strsignal(signal) + ")") +
               ". The file may be damaged or hostile; nothing of it was kept.");
    }
    refuse(reading + "ended without a result (code " + std::to_string(WEXITSTATUS(status)) +
           "). Nothing of it was kept.");
}

Section Confined::next(Progress& progress) {
    for (;;) {
        Message message;
        if (!receive(message, progress)) refuse_death();
        const Note& note = message.note;
        switch (note.word) {
            case Word::stage: progress.stage(message.text, note.number); break;
            case Word::advance: progress.advance(note.number); break;
            case Word::section: {
                Section section = mapped(message.descriptor, note.number, what_);
                const char taken = 1;
                ::send(socket_, &taken, 1, MSG_NOSIGNAL);
                return section;
            }
            case Word::error:
                if (note.fault > static_cast<std::uint8_t>(Fault::interrupted))
                    refuse(what_ + ": reading it gave nonsense.");
                throw Error{static_cast<Fault>(note.fault), message.text};
            case Word::out_of_memory:
                refuse(what_ + ": reading it takes more than " + std::to_string(limits_.memory >> 20) +
                       " MiB of memory. Hand it over in parts.");
            case Word::broken_promise: throw std::logic_error{what_ + ": " + message.text};
            case Word::done: refuse(what_ + ": reading it ended before all of it was said.");
            default: refuse(what_ + ": reading it gave nonsense.");
        }
    }
}

void Confined::finish(Progress& progress) {
    Message message;
    if (!receive(message, progress)) refuse_death();
    if (message.descriptor >= 0) ::close(message.descriptor);
    if (message.note.word != Word::done) refuse(what_ + ": reading it gave more than was expected.");
    while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
    }
    process_ = -1;
}

}  // namespace atalaya::intake
