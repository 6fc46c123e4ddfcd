#include "intake/pdf_text.hpp"

#include <fcntl.h>
#include <linux/landlock.h>
#include <poll.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>

#include "core/composed.hpp"
#include "core/error.hpp"

namespace atalaya::intake {

namespace {

constexpr const char* program = "/usr/bin/pdftotext";
constexpr rlim_t most_output = 64 << 20, most_memory = 1ull << 30, most_seconds = 60;
constexpr std::chrono::seconds patience{180};

// What the child ends with before the program has begun.
constexpr int not_confined = 125, not_started = 127;

[[noreturn]] void refuse(const Message& why) {
    throw Error{Fault::bad_input, why};
}

// Reading and running below the system's folders alone; where the kernel has no Landlock nothing is held.
void hold_to_system_folders() {
    landlock_ruleset_attr rules{};
    rules.handled_access_fs = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE |
                              LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_WRITE_FILE |
                              LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
                              LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_DIR |
                              LANDLOCK_ACCESS_FS_MAKE_SYM | LANDLOCK_ACCESS_FS_MAKE_SOCK;
    const auto set = static_cast<int>(::syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0));
    if (set < 0) return;
    for (const char* folder :
         {"/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/fonts", "/etc/localtime"}) {
        landlock_path_beneath_attr below{};
        below.parent_fd = ::open(folder, O_PATH | O_CLOEXEC);
        if (below.parent_fd < 0) continue;
        below.allowed_access = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE;
        if (folder[1] != 'e') below.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR;
        ::syscall(SYS_landlock_add_rule, set, LANDLOCK_RULE_PATH_BENEATH, &below, 0);
        ::close(below.parent_fd);
    }
    if (::syscall(SYS_landlock_restrict_self, set, 0) != 0) _exit(not_confined);
    ::close(set);
}

// The program's own start needs execve once, so it is not among these; what it could run is below /usr.
void forbid_what_reading_needs_not() {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (!filter) _exit(not_confined);
    for (const int call : {SCMP_SYS(socket),
                           SCMP_SYS(socketpair),
                           SCMP_SYS(connect),
                           SCMP_SYS(bind),
                           SCMP_SYS(ptrace),
                           SCMP_SYS(kill),
                           SCMP_SYS(process_vm_readv),
                           SCMP_SYS(process_vm_writev),
                           SCMP_SYS(io_uring_setup),
                           SCMP_SYS(fork),
                           SCMP_SYS(vfork),
                           SCMP_SYS(clone),
                           SCMP_SYS(clone3),
                           SCMP_SYS(unlink),
                           SCMP_SYS(unlinkat),
                           SCMP_SYS(rename),
                           SCMP_SYS(renameat),
                           SCMP_SYS(renameat2),
                           SCMP_SYS(mkdir),
                           SCMP_SYS(mkdirat),
                           SCMP_SYS(creat),
                           SCMP_SYS(openat2),
                           SCMP_SYS(mount),
                           SCMP_SYS(bpf),
                           SCMP_SYS(userfaultfd),
                           SCMP_SYS(keyctl),
                           SCMP_SYS(open_by_handle_at)})
        seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0);
    for (const unsigned writing : {O_WRONLY, O_RDWR}) {
        seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(openat), 1,
                         SCMP_A2(SCMP_CMP_MASKED_EQ, O_ACCMODE, writing));
        seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(open), 1,
                         SCMP_A1(SCMP_CMP_MASKED_EQ, O_ACCMODE, writing));
    }
    if (seccomp_load(filter) != 0) _exit(not_confined);
}

void limit(__rlimit_resource resource, rlim_t most) {
    const rlimit both{most, most};
    if (::setrlimit(resource, &both) != 0) _exit(not_confined);
}

[[noreturn]] void become_the_program(int file, int out) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (::dup2(file, 0) < 0 || ::dup2(out, 1) < 0 || ::dup2(nowhere, 2) < 0 || ::lseek(0, 0, SEEK_SET) != 0 ||
        ::chdir("/") != 0)
        _exit(not_confined);
    ::close_range(3, ~0u, 0);
    limit(RLIMIT_CPU, most_seconds);
    limit(RLIMIT_FSIZE, most_output);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, 64);
    hold_to_system_folders();
    forbid_what_reading_needs_not();
    limit(RLIMIT_AS,
          most_memory);  // last: what stands above may need more in this process than the program does
    const char* const words[] = {program, "-tsv", "-enc", "UTF-8", "-", "-", nullptr};
    const char* const environment[] = {"LC_ALL=C", nullptr};
    ::execve(program, const_cast<char* const*>(words), const_cast<char* const*>(environment));
    _exit(not_started);
}

// Waits; ends the child when it takes too long or the user stops.
int status_of(pid_t child, const std::string& name, Progress& progress) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    try {
        for (;;) {
            int status = 0;
            const pid_t ended = ::waitpid(child, &status, WNOHANG);
            if (ended == child) return status;
            if (ended < 0 && errno != EINTR) refuse(message("{}: the program that reads it was lost.", name));
            progress.check_interrupt();
            if (std::chrono::steady_clock::now() > deadline)
                refuse(message("{}: reading it took longer than {} s and was ended. Hand it over in parts.",
                               name, patience.count()));
            ::poll(nullptr, 0, 10);
        }
    } catch (...) {
        ::kill(child, SIGKILL);
        while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
        }
        throw;
    }
}

std::string bytes_of(int memory) {
    std::string bytes(static_cast<std::size_t>(std::max<off_t>(::lseek(memory, 0, SEEK_END), 0)), '\0');
    std::size_t at = 0;
    while (at < bytes.size()) {
        const auto got = ::pread(memory, bytes.data() + at, bytes.size() - at, static_cast<off_t>(at));
        if (got <= 0) break;
        at += static_cast<std::size_t>(got);
    }
    bytes.resize(at);
    return bytes;
}

void require_pdf(const OpenFile& file) {
    std::array<char, 1024> begin{};
    const auto got = ::pread(file.descriptor(), begin.data(), begin.size(), 0);
    const std::string_view bytes{begin.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0))};
    if (bytes.find("%PDF-") == std::string_view::npos)
        refuse(message("{}: expected a PDF; found something else. Mend \"type\" in [format].", file.name()));
}

struct Descriptor {
    int number;
    ~Descriptor() { ::close(number); }
};

}  // namespace

std::string pdf_words(const OpenFile& file, Progress& progress) {
    require_pdf(file);
    const std::string& name = file.name();
    if (::access(program, X_OK) != 0) {
        throw Error{
            Fault::missing,
            message("{}: PDFs are read with pdftotext, which is not here. Install it: apt-get install "
                    "poppler-utils",
                    name)};
    }
    const Descriptor out{::memfd_create("words", MFD_CLOEXEC)};
    if (out.number < 0) throw Error{Fault::no_space, message("no memory to read {}.", name)};
    const Descriptor in{file.duplicate()};
    const pid_t child = ::fork();
    if (child < 0) {
        throw Error{Fault::no_space, message("no child process could be started: {}.", std::strerror(errno))};
    }
    if (child == 0) become_the_program(in.number, out.number);
    const int status = status_of(child, name, progress);
    if (WIFSIGNALED(status)) {
        refuse(message(
            "{}: pdftotext was ended by signal {} ({}). The file may be damaged or hostile; nothing of it "
            "was kept.",
            name, WTERMSIG(status), ::strsignal(WTERMSIG(status))));
    }
    switch (WEXITSTATUS(status)) {
        case 0: return composed(bytes_of(out.number));
        case 1:
            refuse(
                message("{}: this PDF cannot be opened: it is damaged or asks for a password. Ask for it "
                        "without one.",
                        name));
        case not_confined:
            refuse(message("{}: pdftotext could not be confined, so it was not started.", name));
        default:
            refuse(message("{}: pdftotext gave up (code {}). Ask for the table as CSV or Excel.", name,
                           WEXITSTATUS(status)));
    }
}

}  // namespace atalaya::intake
