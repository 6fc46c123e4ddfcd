// The sentences of screens and bulletins: templates in one JSON file per language, filled so that a sentence
// knows which of its numbers shows which figure.
//
// A file is one flat object of key -> template (words_template.hpp says how one is written). Templates are
// read once; a faulty one is Error{bad_input} that names file, key and fault.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "render/document.hpp"
#include "render/numbers.hpp"
#include "render/words_template.hpp"

namespace atalaya::render {

// What goes into a hole: plain text, a number with its figure, or a Text that is ready.
struct Argument {
    Text text;
    std::optional<std::int64_t> count;  // what a plural chooses by; only whole numbers have one

    Argument(const char* plain) : Argument{std::string{plain}} {}
    Argument(std::string_view plain) : Argument{std::string{plain}} {}
    Argument(std::string plain) { text.push_back({.text = std::move(plain)}); }
    Argument(Text ready) : text{std::move(ready)} {}
};
using Arguments = std::map<std::string, Argument, std::less<>>;

// A whole number, written as the region does: counted(forms, 273, "k3m…") shows "273" and chooses plurals by
// 273.
Argument counted(const Forms& forms, std::int64_t n, std::string figure = {});
// A number already written ("12,3", "+8 %"), with the figure it shows.
Argument shown(std::string text, std::string figure = {});
// Chooses a plural and shows nothing: grammatical number of a name ("Vehículos … subieron").
Argument number_of(bool plural);

// The text without figures.
std::string plain(const Text& text);

class Words {
  public:
    // Reads folder/es.json (or pt, en). Error{missing} when it is not there, Error{bad_input} when it is no
    // such file.
    static Words load(const std::filesystem::path& folder, Language language);
    static Words load(const std::filesystem::path& folder, std::string_view region);
    // The same from text; `name` is what errors call it.
    static Words read(std::string_view json, Language language, const std::string& name);

    // Adds the keys of another folder in the same language. A key that is already there is Error{bad_input}.
    Words& add(const std::filesystem::path& folder);

    // The sentence. A key that is not there, a hole without argument, a plural over an argument without
    // count: promise broken (logic_error naming the key). Arguments that the template does not use are
    // ignored.
    Text fill(std::string_view key, const Arguments& arguments = {}) const;
    // The same as plain text, for titles, labels and alternative texts.
    std::string say(std::string_view key, const Arguments& arguments = {}) const;

    bool has(std::string_view key) const;
    std::vector<std::string> keys() const;  // sorted by bytes
    // Holes of one template, by name, each once.
    std::vector<Placeholder> placeholders(std::string_view key) const;
    // Keys that begin with `prefix`, without it, each with its text: Document::words is under("frame.").
    // Only for templates without holes (promise).
    std::vector<std::pair<std::string, std::string>> under(std::string_view prefix) const;

    Language language() const { return language_; }

  private:
    explicit Words(Language language) : language_{language} {}
    void add_text(std::string_view json, const std::string& name);
    const Template& pieces(std::string_view key) const;

    Language language_;
    std::map<std::string, Template, std::less<>> templates_;
};

}  // namespace atalaya::render
