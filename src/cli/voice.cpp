#include "cli/voice.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "cli/words_text.hpp"
#include "core/error.hpp"
#include "render/flat_texts.hpp"

namespace atalaya::cli {

using render::Language;

namespace {

struct Texts {
    std::string_view terminal, messages;  // messages: "" for the language that the templates are in
};

Texts texts_of(Language language) {
    switch (language) {
        case Language::es: return {words::terminal_es, words::messages_es};
        case Language::pt: return {words::terminal_pt, words::messages_pt};
        case Language::en: return {words::terminal_en, {}};
    }
    return {};
}

Language named(std::string_view name, std::string_view language) {
    for (const auto one : {Language::es, Language::pt, Language::en}) {
        if (render::code(one) == language) return one;
    }
    throw Error{Fault::usage, message("{}: expected es, pt or en; found \"{}\"", name, language)};
}

}  // namespace

Voice::Voice(Language language)
    : words_{render::Words::read(texts_of(language).terminal, language,
                                 "terminal." + std::string{render::code(language)} + ".json")} {
    const auto messages = texts_of(language).messages;
    if (messages.empty()) return;
    const std::string name = "messages." + std::string{render::code(language)} + ".json";
    for (auto& [english, text] : render::flat_texts(messages, name)) {
        expects(text.has_value(), "a message is a text in every language");
        messages_.emplace_hint(messages_.end(), english, *std::move(text));
    }
}

std::string Voice::say(std::string_view key, const render::Arguments& arguments) const {
    return words_.say(key, arguments);
}

std::string Voice::word(std::string_view list, std::string_view code,
                        const render::Arguments& arguments) const {
    const std::string key = fmt::format("{}.{}", list, code);
    return has(key) ? say(key, arguments) : std::string{code};
}

std::string Voice::say(const Message& message) const {
    return message.said([&](std::string_view text) {
        const auto found = messages_.find(text);
        return found == messages_.end() ? std::string{text} : found->second;
    });
}

const std::string& Voice::say(const intake::Words& words) const {
    switch (language()) {
        case Language::es: return words.es;
        case Language::pt: return words.pt.empty() ? words.es : words.pt;
        case Language::en: break;
    }
    return words.en.empty() ? words.es : words.en;
}

render::Argument number(std::int64_t n) {
    render::Argument argument{std::to_string(n)};
    argument.count = n;
    return argument;
}

Language language_asked(const std::vector<std::string>& words) {
    constexpr std::string_view option = "--language";
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string_view word = words[i];
        if (word == "--") break;
        if (word == option && i + 1 < words.size()) return named(option, words[i + 1]);
        if (word.starts_with(option) && word.substr(option.size()).starts_with('='))
            return named(option, word.substr(option.size() + 1));
    }
    if (const char* said = std::getenv("ATALAYA_LANGUAGE"); said && *said)
        return named("ATALAYA_LANGUAGE", said);
    return Language::es;
}

}  // namespace atalaya::cli
