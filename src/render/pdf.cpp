#include "render/pdf.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/error.hpp"
#include "core/json.hpp"
#include "render/typst.hpp"

namespace atalaya::render {

namespace {

using Clock = std::chrono::steady_clock;
using Deadline = Clock::time_point;

// Why a child gave no answer.
struct Gone {};  // it ended
struct Late {};  // it did not answer in time

Error not_there(const Message& what) {
    return Error{
        Fault::missing,
        message("{}; without it there is no PDF, the HTML page and the workbook do not need it", what)};
}

void require(const std::filesystem::path& path, const Message& what) {
    if (std::filesystem::exists(path)) return;
    throw not_there(message("expected {} at {}, found nothing: run tools/setup", what, path.string()));
}

class FileActions {
  public:
    FileActions() { posix_spawn_file_actions_init(&actions_); }
    ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }
    FileActions(const FileActions&) = delete;
    FileActions& operator=(const FileActions&) = delete;

    void duplicate(int from, int to) { posix_spawn_file_actions_adddup2(&actions_, from, to); }
    void open_null(int to) { posix_spawn_file_actions_addopen(&actions_, to, "/dev/null", O_WRONLY, 0); }
    const posix_spawn_file_actions_t* get() const { return &actions_; }

  private:
    posix_spawn_file_actions_t actions_{};
};

// PATH finds node; the rest is fixed, so that no setting of the caller's reaches Typst.
std::vector<std::string> child_environment() {
    const char* path = getenv("PATH");
    return {std::string{"PATH="} + (path ? path : "/usr/local/bin:/usr/bin:/bin"), "TZ=UTC",
            "LC_ALL=C.UTF-8"};
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> out;
    for (std::string& text : texts) out.push_back(text.data());
    out.push_back(nullptr);
    return out;
}

// Starts the child with `channel` as its standard input and output.
pid_t spawn(const PdfTools& tools, int channel) {
    FileActions actions;
    actions.duplicate(channel, STDIN_FILENO);
    actions.duplicate(channel, STDOUT_FILENO);
    actions.open_null(STDERR_FILENO);

    std::vector<std::string> words{tools.node, tools.script.string(), tools.modules.string(),
                                   tools.fonts.string()};
    std::vector<std::string> environment = child_environment();
    pid_t pid = 0;
    const int failed = posix_spawnp(&pid, tools.node.c_str(), actions.get(), nullptr, pointers(words).data(),
                                    pointers(environment).data());
    if (failed) {
        throw not_there(message("expected Node.js as \"{}\", found: {}; install the package nodejs",
                                tools.node, std::strerror(failed)));
    }
    return pid;
}

}  // namespace

// The child and the socket to it.
class PdfWriter::Child {
  public:
    Child(const PdfTools& tools, std::chrono::milliseconds limit) {
        std::array<int, 2> ends{};
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
            throw Error{Fault::no_space,
                        message("expected a socket for the PDF child: {}", std::strerror(errno))};
        }
        socket_ = ends[0];
        try {
            pid_ = spawn(tools, ends[1]);
        } catch (...) {
            close(ends[1]);
            close(socket_);
            throw;
        }
        close(ends[1]);
        greet(limit);
    }

    ~Child() { stop(); }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    // The PDF of one request. Throws Gone, Late, or Error{bad_input} with Typst's words.
    std::string ask(std::string_view typst, std::string_view dated, int pages_at_most,
                    std::chrono::milliseconds limit) {
        const Deadline deadline = Clock::now() + limit;
        const std::int64_t id = ++asked_;
        JsonWriter request;
        request.object().key("id").integer(id).key("dated").text(dated).key("typst").text(typst);
        request.key("pages").integer(pages_at_most).end();
        send(request.str() + "\n", deadline);

        const auto reply = nlohmann::json::parse(line(deadline));
        expects(reply.at("id") == id, "the PDF child answers in order");
        if (reply.contains("error")) {
            throw Error{Fault::bad_input, message("Typst could not set the document: {}",
                                                  reply.at("error").get<std::string>())};
        }
        return take(reply.at("bytes").get<std::size_t>(), deadline);
    }

  private:
    void greet(std::chrono::milliseconds limit) {
        try {
            const auto greeting = nlohmann::json::parse(line(Clock::now() + limit));
            if (!greeting.contains("missing")) return;
            throw not_there(message("the Typst package does not load: {}; run tools/setup",
                                    greeting.at("missing").get<std::string>()));
        } catch (...) {
            stop();
            throw;
        }
    }

    void stop() {
        if (socket_ >= 0) close(socket_);
        if (pid_ > 0) {
            kill(pid_, SIGKILL);
            waitpid(pid_, nullptr, 0);
        }
        socket_ = -1;
        pid_ = 0;
    }

    void wait_for(short event, Deadline deadline) const {
        for (;;) {
            const auto left =
                std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
            if (left <= 0) throw Late{};
            pollfd watched{socket_, event, 0};
            const int ready = poll(&watched, 1, static_cast<int>(std::min<long>(left, 1 << 30)));
            if (ready > 0) return;
            if (ready < 0 && errno != EINTR) throw Gone{};
        }
    }

    void send(std::string_view bytes, Deadline deadline) const {
        while (!bytes.empty()) {
            wait_for(POLLOUT, deadline);
            const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
            if (sent > 0) bytes.remove_prefix(static_cast<std::size_t>(sent));
            if (sent < 0 && errno != EAGAIN && errno != EINTR) throw Gone{};
        }
    }

    void receive(Deadline deadline) {
        wait_for(POLLIN, deadline);
        std::array<char, 65536> chunk;
        const ssize_t got = recv(socket_, chunk.data(), chunk.size(), MSG_DONTWAIT);
        if (got > 0) read_.append(chunk.data(), static_cast<std::size_t>(got));
        if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) throw Gone{};
    }

    std::string take(std::size_t bytes, Deadline deadline) {
        while (read_.size() < bytes) receive(deadline);
        std::string taken = read_.substr(0, bytes);
        read_.erase(0, bytes);
        return taken;
    }

    std::string line(Deadline deadline) {
        std::size_t end = 0;
        while ((end = read_.find('\n')) == std::string::npos) receive(deadline);
        return take(end + 1, deadline);
    }

    int socket_ = -1;
    pid_t pid_ = 0;
    std::int64_t asked_ = 0;
    std::string read_;  // received and not yet taken
};

PdfTools pdf_tools(const std::filesystem::path& home) {
    const auto installed = home / "libexec/atalaya/atalaya-pdf.mjs";
    if (std::filesystem::exists(installed)) {
        return {.script = installed,
                .modules = home / "lib/atalaya/typst/node_modules",
                .fonts = home / "lib/atalaya/fonts/ttf"};
    }
    return {.script = home / "libexec/atalaya-pdf.mjs",
            .modules = home / "build/vendor/typst/node_modules",
            .fonts = home / "build/vendor/fonts/ttf"};
}

PdfWriter::PdfWriter(PdfTools tools, std::chrono::milliseconds limit)
    : tools_{std::move(tools)}, limit_{limit} {
    expects(limit_.count() > 0, "PdfWriter: a time limit above zero");
}
PdfWriter::~PdfWriter() = default;
PdfWriter::PdfWriter(PdfWriter&&) noexcept = default;
PdfWriter& PdfWriter::operator=(PdfWriter&&) noexcept = default;

std::string PdfWriter::pdf(const Document& document) {
    return pdf(typst(document), document.dated, pages_at_most(document));
}

std::string PdfWriter::pdf(std::string_view typst, std::string_view dated, int pages_at_most) {
    for (const bool last_try : {false, true}) {
        try {
            if (!child_) {
                require(tools_.script, message("the PDF program"));
                require(tools_.modules, message("the Typst package"));
                require(tools_.fonts, message("Public Sans as TTF"));
                child_ = std::make_unique<Child>(tools_, limit_);
            }
            return child_->ask(typst, dated, pages_at_most, limit_);
        } catch (const Late&) {
            child_.reset();
            throw Error{Fault::bad_input,
                        message("expected the PDF within {} ms, Typst was still at work and was stopped",
                                limit_.count())};
        } catch (const Gone&) {
            child_.reset();
            if (last_try) {
                throw Error{
                    Fault::bad_input,
                    message("the PDF child ({} {}) ended twice without an answer; run it by hand to see why",
                            tools_.node, tools_.script.string())};
            }
        }
    }
    throw std::logic_error{"PdfWriter: unreachable"};
}

PdfPresses::PdfPresses(const PdfTools& tools, std::size_t presses) {
    expects(presses > 0, "PdfPresses: at least one press");
    for (std::size_t i = 0; i < presses; ++i) writers_.emplace_back(tools);
    for (PdfWriter& writer : writers_) threads_.emplace_back([this, &writer] { work(writer); });
}

PdfPresses::~PdfPresses() {
    {
        const std::lock_guard lock{mutex_};
        ending_ = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) thread.join();
}

std::future<std::string> PdfPresses::pdf(const Document& document) {
    Task task{[markup = typst(document), dated = document.dated, pages = pages_at_most(document)](
                  PdfWriter& writer) { return writer.pdf(markup, dated, pages); }};
    auto promised = task.get_future();
    {
        const std::lock_guard lock{mutex_};
        waiting_.push_back(std::move(task));
    }
    changed_.notify_one();
    return promised;
}

void PdfPresses::work(PdfWriter& writer) {
    for (;;) {
        Task task;
        {
            std::unique_lock lock{mutex_};
            changed_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
            if (ending_) return;
            task = std::move(waiting_.front());
            waiting_.pop_front();
        }
        task(writer);
    }
}

}  // namespace atalaya::render
