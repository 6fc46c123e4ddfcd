// A sentence for people that keeps its English template and its arguments until somebody who knows the
// reader's language says it (render/messages.hpp). What errors are made of.
//
//     message("expected {} of a-z, found \"{}\"", message("a city's id"), found)
//
// A template's holes are {}, filled in order; a translation may also write {0} {1} ... in any order. A brace
// is written twice. Arguments are names, files, numbers, what another program said, and are said as they are;
// what has to be translated too is a message() of its own.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace atalaya {

struct Message {
    enum class Kind : std::uint8_t {
        verbatim,  // `text` as it is
        sentence,  // the template `text` with `parts` in its holes
        joined,    // `parts` with `text` between them
    };
    Kind kind = Kind::verbatim;
    std::string text{};
    std::vector<Message> parts{};

    bool empty() const { return kind == Kind::verbatim && text.empty(); }
    std::string english() const;
    // With each template replaced by what `translated` gives for it. A translation whose holes are not those
    // of the template is said in English.
    using Translate = std::function<std::string(std::string_view)>;
    std::string said(const Translate& translated) const;

    // For a pipe between two processes. decoded() trusts nothing: nothing for bytes that encoded() does not
    // make.
    std::string encoded() const;
    static std::optional<Message> decoded(std::string_view bytes);

    friend bool operator==(const Message&, const Message&) = default;
};

// Text that is said as it is in every language.
Message verbatim(std::string_view text);
Message joined(std::vector<Message> parts, std::string between);
// One after the other: what is wrong, then a hint that there may be.
Message operator+(Message first, Message second);

// Number of arguments that a template needs, or a translation: one more than its highest hole. Nothing when a
// brace is alone, a hole is neither {} nor a number below 10, or {} and {0} are mixed. A template has no numbers,
// so that each argument is said once and what is said is no longer than what it is made of.
enum class Holes { in_order, any };
constexpr std::optional<std::size_t> holes_of(std::string_view text, Holes kind) {
    std::size_t in_order = 0, most = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '{' && text[i] != '}') continue;
        if (i + 1 >= text.size()) return {};
        if (text[i + 1] == text[i]) {
            ++i;
        } else if (text[i] == '{' && text[i + 1] == '}') {
            ++in_order, ++i;
        } else if (kind == Holes::any && text[i] == '{' && i + 2 < text.size() && text[i + 1] >= '0' &&
                   text[i + 1] <= '9' && text[i + 2] == '}') {
            most = std::max(most, static_cast<std::size_t>(text[i + 1] - '0') + 1), i += 2;
        } else {
            return {};
        }
    }
    if (in_order > 0 && most > 0) return {};
    return in_order + most;
}

// A template of that many holes; anything else does not compile.
template <std::size_t arguments>
struct Pattern {
    std::string_view text;
    consteval Pattern(const char* pattern) : text{pattern} {
        if (holes_of(text, Holes::in_order) != arguments)
            throw "the template's holes are not as many as its arguments";
    }
};

namespace detail {

inline Message part(Message said) {
    return said;
}
inline Message part(const std::string& text) {
    return verbatim(text);
}
inline Message part(std::string_view text) {
    return verbatim(text);
}
inline Message part(const char* text) {
    return verbatim(text);
}
inline Message part(char letter) {
    return verbatim(std::string(1, letter));
}
Message part(double number);  // the fewest digits that give it back
Message part(std::integral auto number) {
    return verbatim(std::to_string(number));
}
// std::filesystem::path, without its header.
template <class Path>
requires requires(const Path& path) {
    { path.string() } -> std::same_as<std::string>;
}
Message part(const Path& path) {
    return verbatim(path.string());
}

Message sentence(std::string_view text, std::vector<Message> parts);

}  // namespace detail

template <class... Arguments>
Message message(std::type_identity_t<Pattern<sizeof...(Arguments)>> pattern, const Arguments&... arguments) {
    std::vector<Message> parts;
    parts.reserve(sizeof...(Arguments));
    (parts.push_back(detail::part(arguments)), ...);
    return detail::sentence(pattern.text, std::move(parts));
}

}  // namespace atalaya
