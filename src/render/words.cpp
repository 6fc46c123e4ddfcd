#include "render/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "core/error.hpp"
#include "core/text.hpp"
#include "render/flat_texts.hpp"

namespace atalaya::render {

namespace {

std::string contents(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    if (!in) throw Error{Fault::missing, message("{}: expected a file of words, found none", file.string())};
    return {std::istreambuf_iterator<char>{in}, {}};
}

std::filesystem::path file_of(const std::filesystem::path& folder, Language language) {
    return folder / (std::string{code(language)} + ".json");
}

// --- filling

// Neighbours that show no figure become one run.
void append(Text& out, const Run& run) {
    if (run.text.empty() && run.figure.empty()) return;
    const auto joins = [&](const Run& last) {
        return last.figure.empty() && run.figure.empty() && last.strong == run.strong;
    };
    if (!out.empty() && joins(out.back())) {
        out.back().text += run.text;
    } else {
        out.push_back(run);
    }
}

void append(Text& out, const Text& text) {
    for (const auto& run : text) append(out, run);
}

class Filling {
  public:
    Filling(std::string_view key, const Arguments& arguments) : key_{key}, arguments_{arguments} {}

    Text of(const Template& pieces) {
        Text out;
        write(pieces, nullptr, out);
        return out;
    }

  private:
    void write(const Template& pieces, const Argument* number, Text& out) {
        for (const auto& piece : pieces) {
            switch (piece.kind) {
                case Piece::Kind::text: append(out, Run{.text = piece.text}); break;
                case Piece::Kind::hole: append(out, argument(piece.text).text); break;
                case Piece::Kind::number: append(out, number->text); break;
                case Piece::Kind::plural: {
                    const Argument& chooser = argument(piece.text);
                    if (!chooser.count) broken("needs a whole number for", piece.text);
                    write(*chooser.count == 1 ? piece.one : piece.other, &chooser, out);
                    break;
                }
            }
        }
    }

    const Argument& argument(const std::string& name) const {
        const auto found = arguments_.find(name);
        if (found == arguments_.end()) broken("was not given", name);
        return found->second;
    }

    [[noreturn]] void broken(std::string_view what, std::string_view name) const {
        throw std::logic_error{fmt::format("words: \"{}\" {} {{{}}}", key_, what, name)};
    }

    std::string_view key_;
    const Arguments& arguments_;
};

}  // namespace

Argument counted(const Forms& forms, std::int64_t n, std::string figure) {
    Argument argument = shown(forms.count(n), std::move(figure));
    argument.count = n;
    return argument;
}

Argument shown(std::string text, std::string figure) {
    return Text{{.text = std::move(text), .figure = std::move(figure)}};
}

Argument number_of(bool plural) {
    Argument argument{Text{}};
    argument.count = plural ? 2 : 1;
    return argument;
}

std::string plain(const Text& text) {
    std::string out;
    for (const auto& run : text) out += run.text;
    return out;
}

Words Words::load(const std::filesystem::path& folder, Language language) {
    Words words{language};
    words.add(folder);
    return words;
}

Words Words::load(const std::filesystem::path& folder, std::string_view region) {
    return load(folder, language_of(region));
}

Words Words::read(std::string_view json, Language language, const std::string& name) {
    Words words{language};
    words.add_text(json, name);
    return words;
}

Words& Words::add(const std::filesystem::path& folder) {
    const auto file = file_of(folder, language_);
    add_text(contents(file), file.string());
    return *this;
}

void Words::add_text(std::string_view json, const std::string& name) {
    for (const auto& [key, text] : flat_texts(json, name)) {
        const std::string where = name + ": " + key;
        if (!text) throw Error{Fault::bad_input, message("{}: expected a text", where)};
        const auto known = templates_.size();
        templates_.emplace_hint(templates_.end(), key, read_template(*text, where));
        if (templates_.size() == known)
            throw Error{Fault::bad_input, message("{}: another folder already has this key", where)};
    }
}

const Template& Words::pieces(std::string_view key) const {
    const auto found = templates_.find(key);
    if (found != templates_.end()) return found->second;
    throw std::logic_error{fmt::format("words: there is no \"{}\" in {}", key, code(language_))};
}

Text Words::fill(std::string_view key, const Arguments& arguments) const {
    return Filling{key, arguments}.of(pieces(key));
}

std::string Words::say(std::string_view key, const Arguments& arguments) const {
    return plain(fill(key, arguments));
}

bool Words::has(std::string_view key) const {
    return templates_.contains(key);
}

std::vector<std::string> Words::keys() const {
    std::vector<std::string> out;
    for (const auto& [key, pieces] : templates_) out.push_back(key);
    return out;
}

std::vector<Placeholder> Words::placeholders(std::string_view key) const {
    return render::placeholders(pieces(key));
}

std::vector<std::pair<std::string, std::string>> Words::under(std::string_view prefix) const {
    std::vector<std::pair<std::string, std::string>> out;
    for (auto at = templates_.lower_bound(prefix); at != templates_.end() && at->first.starts_with(prefix);
         ++at) {
        out.emplace_back(at->first.substr(prefix.size()), say(at->first));
    }
    return out;
}

}  // namespace atalaya::render
