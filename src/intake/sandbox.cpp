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

[[noreturn]] void refuse(const Message& why) {
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
        refuse(message("{}: what reading it gave is not whole. It was not used.", what));
    return {static_cast<const std::byte*>(bytes), static_cast<std::size_t>(size)};
}

}  // namespace

struct Confined::Heard {
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
    wire::prepare(limits_);
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
        throw Error{Fault::no_space,
                    message("no socket to talk to a child process: {}.", std::strerror(errno))};
    }
    process_ = ::fork();
    if (process_ == 0) wire::live(ends[1], limits_, keep, work);
    ::close(ends[1]);
    socket_ = ends[0];
    if (process_ < 0) {
        ::close(socket_);
        throw Error{Fault::no_space, message("no child process could be started: {}.", std::strerror(errno))};
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
bool Confined::receive(Heard& heard, Progress& progress) {
    for (;;) {
        progress.check_interrupt();
        pollfd ready{socket_, POLLIN, 0};
        const int n = ::poll(&ready, 1, poll_milliseconds);
        if (n < 0 && errno != EINTR)
            refuse(message("{}: the child process that reads it cannot be heard.", what_));
        if (n > 0) break;
        if (std::chrono::steady_clock::now() < deadline_) continue;
        kill();
        refuse(message("{}: reading it took longer than {} s and was ended. Hand it over in parts.", what_,
                       limits_.patience.count()));
    }
    heard.text.resize(wire::longest_text);
    iovec parts[] = {{&heard.note, sizeof heard.note}, {heard.text.data(), heard.text.size()}};
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
        std::memcpy(&heard.descriptor, CMSG_DATA(c), sizeof heard.descriptor);
    }
    if (got <= 0) return false;
    if (static_cast<std::size_t>(got) != sizeof heard.note + heard.note.text_size)
        refuse(message("{}: reading it gave nonsense.", what_));
    heard.text.resize(heard.note.text_size);
    return true;
}

void Confined::refuse_death() {
    int status = 0;
    while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
    process_ = -1;
    if (!WIFSIGNALED(status)) {
        refuse(
            message("{}: the process that reads it ended without a result (code {}). Nothing of it was kept.",
                    what_, WEXITSTATUS(status)));
    }
    const int signal = WTERMSIG(status);
    if (signal == SIGXCPU) {
        refuse(
            message("{}: the process that reads it used more than {} s of processor time and was ended. The "
                    "file may be damaged or hostile; nothing of it was kept.",
                    what_, limits_.processor.count()));
    }
    refuse(
        message("{}: the process that reads it was ended by signal {} ({}). The file may be damaged or "
                "hostile; nothing of it was kept.",
                what_, signal, ::strsignal(signal)));
}

Section Confined::next(Progress& progress) {
    for (;;) {
        Heard heard;
        if (!receive(heard, progress)) refuse_death();
        const Note& note = heard.note;
        switch (note.word) {
            case Word::stage: progress.stage(heard.text, note.number); break;
            case Word::advance: progress.advance(note.number); break;
            case Word::section: {
                Section section = mapped(heard.descriptor, note.number, what_);
                const char taken = 1;
                ::send(socket_, &taken, 1, MSG_NOSIGNAL);
                return section;
            }
            case Word::error: {
                const auto why = Message::decoded(heard.text);
                if (!why || note.fault > static_cast<std::uint8_t>(Fault::interrupted))
                    refuse(message("{}: reading it gave nonsense.", what_));
                throw Error{static_cast<Fault>(note.fault), *why};
            }
            case Word::out_of_memory:
                refuse(message("{}: reading it takes more than {} MiB of memory. Hand it over in parts.",
                               what_, limits_.memory >> 20));
            case Word::broken_promise: throw std::logic_error{what_ + ": " + heard.text};
            case Word::done: refuse(message("{}: reading it ended before all of it was said.", what_));
            default: refuse(message("{}: reading it gave nonsense.", what_));
        }
    }
}

void Confined::finish(Progress& progress) {
    Heard heard;
    if (!receive(heard, progress)) refuse_death();
    if (heard.descriptor >= 0) ::close(heard.descriptor);
    if (heard.note.word != Word::done) refuse(message("{}: reading it gave more than was expected.", what_));
    while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
    }
    process_ = -1;
}

}  // namespace atalaya::intake
