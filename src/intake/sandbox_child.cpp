#include "intake/sandbox_child.hpp"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <malloc.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <memory>
#include <new>
#include <system_error>

#include "core/error.hpp"
#include "intake/opens_kept.hpp"
#include "store/duckdb_library.hpp"

namespace atalaya::intake {

namespace wire {

bool send_note(int socket, const Note& note, std::string_view text, int descriptor) {
    iovec parts[] = {{const_cast<Note*>(&note), sizeof note}, {const_cast<char*>(text.data()), text.size()}};
    msghdr message{};
    message.msg_iov = parts;
    message.msg_iovlen = 2;
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    if (descriptor >= 0) {
        message.msg_control = control.data();
        message.msg_controllen = control.size();
        cmsghdr* head = CMSG_FIRSTHDR(&message);
        head->cmsg_level = SOL_SOCKET;
        head->cmsg_type = SCM_RIGHTS;
        head->cmsg_len = CMSG_LEN(sizeof(int));
        std::memcpy(CMSG_DATA(head), &descriptor, sizeof descriptor);
    }
    for (;;) {
        if (::sendmsg(socket, &message, MSG_NOSIGNAL) >= 0) return true;
        if (errno != EINTR) return false;
    }
}

namespace {

void say(int socket, Word word, std::string_view text, std::uint8_t fault = 0) {
    text = text.substr(0, longest_text);
    send_note(socket, {word, fault, 0, static_cast<std::uint32_t>(text.size())}, text);
}

// What does not fit into a note is said in English, as far as it fits.
std::string fitting(const Message& why) {
    std::string bytes = why.encoded();
    constexpr std::size_t most = longest_text - 64;
    if (bytes.size() > most) bytes = verbatim(why.english().substr(0, most)).encoded();
    return bytes;
}

[[maybe_unused]] std::uint64_t address_space_now() {
    std::ifstream file{"/proc/self/statm"};
    std::uint64_t pages = 0;
    file >> pages;
    return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

// Where whoever started the program allows less, that little.
void limit(__rlimit_resource resource, std::uint64_t most, std::uint64_t grace = 0) {
    rlimit both{};
    if (::getrlimit(resource, &both) != 0) _exit(120);
    both.rlim_max = std::min<rlim_t>(both.rlim_max, most + grace);
    both.rlim_cur = std::min<rlim_t>(both.rlim_max, most);
    if (::setrlimit(resource, &both) != 0) _exit(120);
}

void set_limits(const Limits& limits) {
    ::mallopt(M_ARENA_MAX, 2);  // each arena reserves address space
#if !defined(__SANITIZE_ADDRESS__)
    limit(RLIMIT_AS, address_space_now() + limits.memory);
#endif
    const auto seconds = static_cast<std::uint64_t>(limits.processor.count());
    limit(RLIMIT_CPU, seconds, 5);  // SIGXCPU first, which tells why
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, 64);
}

// Standard streams lead nowhere; everything else but `keep` is closed.
void close_others(std::vector<int> keep) {
    const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    for (const int stream : {0, 1, 2}) {
        if (nowhere >= 0) ::dup2(nowhere, stream);
    }
    std::sort(keep.begin(), keep.end());
    unsigned first = 3;
    for (const int descriptor : keep) {
        const auto kept = static_cast<unsigned>(descriptor);
        if (kept > first) ::close_range(first, kept - 1, 0);
        first = std::max(first, kept + 1);
    }
    ::close_range(first, ~0u, 0);
}

using Filter = std::vector<sock_filter>;

[[noreturn]] void refuse_filter() {
    throw Error{Fault::no_space, message("no list of system calls could be made for a child process: {}.",
                                         std::strerror(errno))};
}

// As the kernel takes it.
Filter exported(scmp_filter_ctx rules) {
    const int memory = ::memfd_create("filter", MFD_CLOEXEC);
    Filter filter;
    off_t size = -1;
    if (memory >= 0 && seccomp_export_bpf(rules, memory) == 0) size = ::lseek(memory, 0, SEEK_END);
    if (size > 0) {
        filter.resize(static_cast<std::size_t>(size) / sizeof(sock_filter));
        if (::pread(memory, filter.data(), static_cast<std::size_t>(size), 0) != size) filter.clear();
    }
    if (memory >= 0) ::close(memory);
    if (filter.empty()) refuse_filter();
    return filter;
}

// Memory, threads, the descriptors that are open, and ending. Nothing that opens, connects,
// starts a program or sees other processes: those calls fail.
Filter what_reading_needs(bool for_engine) {
    const std::unique_ptr<void, decltype(&seccomp_release)> made{seccomp_init(SCMP_ACT_ERRNO(EPERM)),
                                                                 &seccomp_release};
    const scmp_filter_ctx filter = made.get();
    if (!filter) refuse_filter();
    const int allowed[] = {SCMP_SYS(read),
                           SCMP_SYS(readv),
                           SCMP_SYS(pread64),
                           SCMP_SYS(write),
                           SCMP_SYS(lseek),
                           SCMP_SYS(close),
                           SCMP_SYS(fstat),
                           SCMP_SYS(newfstatat),
                           SCMP_SYS(fcntl),
                           SCMP_SYS(dup),
                           SCMP_SYS(ftruncate),
                           SCMP_SYS(memfd_create),
                           SCMP_SYS(sendmsg),
                           SCMP_SYS(recvfrom),
                           SCMP_SYS(poll),
                           SCMP_SYS(ppoll),
                           SCMP_SYS(mmap),
                           SCMP_SYS(munmap),
                           SCMP_SYS(mprotect),
                           SCMP_SYS(mremap),
                           SCMP_SYS(brk),
                           SCMP_SYS(madvise),
                           SCMP_SYS(clone),
                           SCMP_SYS(clone3),
                           SCMP_SYS(set_robust_list),
                           SCMP_SYS(rseq),
                           SCMP_SYS(futex),
                           SCMP_SYS(sched_yield),
                           SCMP_SYS(sched_getaffinity),
                           SCMP_SYS(getpid),
                           SCMP_SYS(gettid),
                           SCMP_SYS(tgkill),
                           SCMP_SYS(rt_sigaction),
                           SCMP_SYS(rt_sigprocmask),
                           SCMP_SYS(rt_sigreturn),
                           SCMP_SYS(sigaltstack),
                           SCMP_SYS(clock_gettime),
                           SCMP_SYS(clock_nanosleep),
                           SCMP_SYS(nanosleep),
                           SCMP_SYS(restart_syscall),
                           SCMP_SYS(getrandom),
                           SCMP_SYS(exit),
                           SCMP_SYS(exit_group)};
    for (const int call : allowed) {
        if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) != 0) refuse_filter();
    }
    if (for_engine) {
        // Some of these an architecture lacks; libseccomp then leaves them out.
        for (const int call : {SCMP_SYS(stat), SCMP_SYS(sysinfo)})
            seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
        for (const int call : {SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(access), SCMP_SYS(faccessat)})
            seccomp_rule_add(filter, SCMP_ACT_TRAP, call, 0);
    }
    return exported(filter);
}

const Filter& filter_for(bool engine) {
    if (engine) {
        static const Filter of_engines = what_reading_needs(true);
        return of_engines;
    }
    static const Filter of_readers = what_reading_needs(false);
    return of_readers;
}

void allow_only(const Filter& filter) {
    const sock_fprog program{static_cast<unsigned short>(filter.size()),
                             const_cast<sock_filter*>(filter.data())};
    if (::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) _exit(123);
}

// The C library puts freed pieces in order when a large one is asked for. Done before the fork it is done once;
// after it by every child, which copies every page that it touches.
void sort_freed_memory() {
    constexpr std::size_t large = 64 << 10;  // more than its lists of small ones, less than what it maps
    void* volatile piece = std::malloc(large);
    std::free(piece);
}

}  // namespace

void prepare(const Limits& limits) {
    if (limits.for_engine) store::load_duckdb();
    filter_for(limits.for_engine);
    sort_freed_memory();
}

void live(int socket, const Limits& limits, const std::vector<int>& keep,
          const std::function<void(Outbox&)>& work) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    for (const int signal : {SIGINT, SIGTERM, SIGABRT, SIGSEGV}) ::signal(signal, SIG_DFL);
    ::signal(SIGINT, SIG_IGN);  // the parent hears Ctrl-C and decides
    try {
        std::vector<int> kept = keep;
        kept.push_back(socket);
        close_others(kept);
        set_limits(limits);
        if (limits.for_engine) answer_opens_with(keep);
        allow_only(filter_for(limits.for_engine));
        Outbox out{socket};
        work(out);
        say(socket, Word::done, "");
    } catch (const Error& error) {
        say(socket, Word::error, fitting(error.message()), static_cast<std::uint8_t>(error.fault()));
    } catch (const std::bad_alloc&) {
        say(socket, Word::out_of_memory, "");
    } catch (const std::system_error&) {  // no memory for a thread's stack
        say(socket, Word::out_of_memory, "");
    } catch (const std::exception& error) {
        say(socket, Word::broken_promise, error.what());
    } catch (...) {
        say(socket, Word::broken_promise, "an exception of no known kind");
    }
    ::_exit(0);
}

}  // namespace wire

namespace {

class ToParent final : public Progress {
  public:
    int socket = -1;
    void stage(std::string_view name, std::uint64_t total) override {
        name = name.substr(0, wire::longest_text);
        wire::send_note(socket, {wire::Word::stage, 0, total, static_cast<std::uint32_t>(name.size())}, name);
    }
    void advance(std::uint64_t done) override {
        wire::send_note(socket, {wire::Word::advance, 0, done, 0}, "");
    }
};

}  // namespace

Progress& Outbox::progress() {
    static ToParent to_parent;  // there is one parent
    to_parent.socket = socket_;
    return to_parent;
}

void Outbox::send(std::span<const std::byte> bytes) {
    const int memory = ::memfd_create("section", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (memory < 0) throw std::bad_alloc{};
    for (std::size_t at = 0; at < bytes.size();) {
        const auto n = ::write(memory, bytes.data() + at, bytes.size() - at);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) throw std::bad_alloc{};
        at += static_cast<std::size_t>(n);
    }
    ::fcntl(memory, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL);
    const bool sent = wire::send_note(socket_, {wire::Word::section, 0, bytes.size(), 0}, "", memory);
    ::close(memory);
    char taken = 0;
    while (sent && ::recv(socket_, &taken, 1, 0) < 0 && errno == EINTR) {
    }
    if (!sent || taken == 0) ::_exit(0);  // nobody listens any more
}

}  // namespace atalaya::intake
