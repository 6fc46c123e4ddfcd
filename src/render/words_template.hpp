// A template: text with two kinds of holes, which may nest.
//
//     {name}                                          the argument as it is shown
//     {name, plural, one {# hecho} other {# hechos}}  one branch by the argument's count; # is the argument
//
// "one" is exactly 1 in the three languages. There is no way to write a literal brace, and # is itself
// outside of a plural. Names are small letters, digits and _.
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

namespace atalaya::render {

// Part of a template: text, a hole, the number of the plural around it, or a plural with its two branches.
struct Piece {
    enum class Kind { text, hole, number, plural };
    Kind kind = Kind::text;
    std::string text{};  // the text, or the hole's name
    std::vector<Piece> one{}, other{};
};
using Template = std::vector<Piece>;

// Throws Error{bad_input} that begins with `where` ("es.json: key") and says what is wrong before what.
Template read_template(std::string_view text, std::string_view where);

// A hole of a template, for tests and translators.
struct Placeholder {
    std::string name;
    bool shown = false;   // appears in the sentence (not only to choose a plural)
    bool plural = false;  // chooses a plural
    friend auto operator<=>(const Placeholder&, const Placeholder&) = default;
};

// By name, each once.
std::vector<Placeholder> placeholders(const Template& pieces);

}  // namespace atalaya::render
