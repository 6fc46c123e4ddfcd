// Bytes made from good ones by chance, from a fixed seed: the same run reads the same bytes. What comes to something
// that none before came to is kept, and changed further. No instrument counts branches: what is told apart is what
// the program says, which is what a message or a reason is for.
//
//   fuzz [--runs N | --seconds S] [--seed N] [TARGET...]      all targets where none is named
//   fuzz --input FILE TARGET                                  one input, as a failed run left it
//
// Prints "ok NAME" or "not ok NAME"; what failed is left as fuzz-NAME.input in the folder it runs in. Run the
// build with the sanitizers: what they find ends the program, and the input is there all the same.
#include <fmt/format.h>
#include <unistd.h>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <set>
#include <stdexcept>

#include "core/error.hpp"
#include "fuzz/target.hpp"
#include "source_folder.hpp"

namespace atalaya::fuzz {

namespace fs = std::filesystem;

void holds(bool truth, const char* what) {
    if (!truth) throw std::logic_error{what};
}

std::vector<std::string> samples(std::string_view ending) {
    constexpr std::uintmax_t most = 64 << 10;
    std::set<fs::path> paths;
    for (const auto& entry : fs::recursive_directory_iterator{source_folder() / "sources"}) {
        const std::string name = entry.path().filename().string();
        const bool wanted = name.starts_with("sample") || name == ending;
        if (entry.is_regular_file() && wanted && name.ends_with(ending) && entry.file_size() < most)
            paths.insert(entry.path());
    }
    std::vector<std::string> texts;
    for (const auto& path : paths) {
        std::ifstream file{path, std::ios::binary};
        texts.emplace_back(std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{});
    }
    return texts;
}

namespace {

constexpr std::size_t longest_input = 256 << 10, most_kept = 2'000;
constexpr unsigned patience = 30;  // seconds for one input

// xorshift64*, as good as is needed here.
class Chance {
  public:
    explicit Chance(std::uint64_t seed) : state_{seed * 0x9E3779B97F4A7C15u + 1} {}
    std::uint64_t next() {
        state_ ^= state_ >> 12;
        state_ ^= state_ << 25;
        state_ ^= state_ >> 27;
        return state_ * 0x2545F4914F6CDD1Du;
    }
    std::size_t below(std::size_t n) { return n == 0 ? 0 : next() % n; }

  private:
    std::uint64_t state_;
};

void change(std::string& text, const Target& target, const std::vector<std::string>& kept, Chance& chance) {
    const std::size_t at = chance.below(text.size() + 1);
    const std::size_t some = 1 + chance.below(chance.below(4) == 0 ? 200 : 8);
    switch (chance.below(9)) {
        case 0:
            if (!text.empty()) text[chance.below(text.size())] = static_cast<char>(chance.next());
            break;
        case 1:
            if (!text.empty()) text[chance.below(text.size())] ^= static_cast<char>(1 << chance.below(8));
            break;
        case 2: text.erase(at, some); break;
        case 3: text.insert(at, text.substr(chance.below(text.size() + 1), some)); break;
        case 4: text.insert(at, some, static_cast<char>(chance.next())); break;
        case 5: text.insert(at, target.tokens[chance.below(target.tokens.size())]); break;
        case 6: {
            const std::string& token = target.tokens[chance.below(target.tokens.size())];
            text.replace(at, token.size(), token);
            break;
        }
        case 7: {
            const std::string& other = kept[chance.below(kept.size())];
            text = text.substr(0, at) + other.substr(chance.below(other.size() + 1));
            break;
        }
        case 8:
            if (chance.below(4) == 0) text.resize(at);
            break;
    }
    if (text.size() > longest_input) text.resize(longest_input);
}

// What is read now, for whoever ends the program.
const std::string* reading = nullptr;
char input_name[64];

extern "C" void leave_input() {
    if (!reading) return;
    std::FILE* file = std::fopen(input_name, "wb");
    if (!file) return;
    std::fwrite(reading->data(), 1, reading->size(), file);
    std::fclose(file);
}
extern "C" void on_end(int) {
    leave_input();
    std::_Exit(70);
}

// What it came to: the words of a refusal without its numbers and quotations.
std::string came_to(const Target& target, const std::string& input) {
    try {
        return target.read(input);
    } catch (const Error& error) {
        holds(error.fault() == Fault::bad_input || error.fault() == Fault::missing,
              "what cannot be used is bad input");
        const std::string why = error.what();
        std::string words;
        bool quoted = false;
        for (const char c : why) {
            if (c == '"') quoted = !quoted;
            if (!quoted && (c < '0' || c > '9')) words += c;
        }
        return words.substr(0, 120);
    }
}

struct Asked {
    std::uint64_t runs = 2'000, seconds = 0, seed = 20261125;
    std::string input;
    std::vector<std::string> targets;
};

bool run(const Target& target, const Asked& asked) {
    std::vector<std::string> kept = target.seeds;
    std::set<std::string> known;
    std::snprintf(input_name, sizeof input_name, "fuzz-%.*s.input", static_cast<int>(target.name.size()),
                  target.name.data());
    Chance chance{asked.seed};
    const auto begun = std::chrono::steady_clock::now();
    const auto over = [&](std::uint64_t n) {
        return asked.seconds > 0
                   ? std::chrono::steady_clock::now() - begun >= std::chrono::seconds{asked.seconds}
                   : n >= asked.runs;
    };
    std::uint64_t n = 0;
    std::string input;
    try {
        for (; n < target.seeds.size() || !over(n); ++n) {
            const bool seed = n < target.seeds.size();
            input = seed ? target.seeds[n] : kept[chance.below(kept.size())];
            for (std::size_t times = seed ? 0 : 1 + chance.below(5); times > 0; --times)
                change(input, target, kept, chance);
            reading = &input;
            ::alarm(patience);
            const bool fresh = known.insert(came_to(target, input)).second;
            reading = nullptr;
            if (fresh && !seed && kept.size() < most_kept) kept.push_back(input);
        }
    } catch (const std::exception& error) {
        leave_input();
        fmt::print("not ok {}\n  input {}: {}\n  left as {}\n", target.name, n, error.what(), input_name);
        return false;
    }
    fmt::print("ok {}: {} inputs, {} outcomes\n", target.name, n, known.size());
    std::fflush(stdout);
    return true;
}

bool read_one(const Target& target, const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    const std::string input{std::istreambuf_iterator<char>{file}, {}};
    try {
        fmt::print("ok {}: {}\n", target.name, came_to(target, input));
        return true;
    } catch (const std::exception& error) {
        fmt::print("not ok {}\n  {}\n", target.name, error.what());
        return false;
    }
}

Asked asked_by(const std::vector<std::string>& words) {
    Asked asked;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto next = [&] {
            if (i + 1 == words.size()) throw std::invalid_argument{words[i] + " needs a value"};
            return words[++i];
        };
        if (words[i] == "--runs")
            asked.runs = std::stoull(next());
        else if (words[i] == "--seconds")
            asked.seconds = std::stoull(next());
        else if (words[i] == "--seed")
            asked.seed = std::stoull(next());
        else if (words[i] == "--input")
            asked.input = next();
        else
            asked.targets.push_back(words[i]);
    }
    return asked;
}

}  // namespace

int main(const std::vector<std::string>& words) {
    for (const int signal : {SIGALRM, SIGABRT}) std::signal(signal, &on_end);
    const Asked asked = asked_by(words);
    bool good = true;
    int tried = 0;
    for (const auto& make : {csv, xlsx, descriptor, geojson, shapes, wkb, dates, address}) {
        const Target target = make();
        const auto& wanted = asked.targets;
        if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), target.name) == wanted.end()) continue;
        ++tried;
        good = (asked.input.empty() ? run(target, asked) : read_one(target, asked.input)) && good;
    }
    if (tried == 0)
        fmt::print(stderr, "fuzz: expected csv, xlsx, descriptor, geojson, shapes, wkb, dates or address\n");
    return good && tried > 0 ? 0 : 1;
}

}  // namespace atalaya::fuzz

#if defined(__SANITIZE_ADDRESS__)
extern "C" void __sanitizer_set_death_callback(void (*)());
#endif

int main(int argc, char** argv) {
#if defined(__SANITIZE_ADDRESS__)
    __sanitizer_set_death_callback(&atalaya::fuzz::leave_input);
#endif
    return atalaya::fuzz::main({argv + 1, argv + argc});
}
