#include "cli/code_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cli/terminal.hpp"
#include "core/text.hpp"

namespace atalaya::cli {

namespace {

constexpr std::array<const char*, 3> what_it_covers{"definition", "inclusions", "exclusions"};

std::string_view language_of(const Voice& voice) {
    return render::code(voice.language());
}

bool is_official(const Voice& voice, const CodePage& page) {
    return std::ranges::find(page.official, language_of(voice)) != page.official.end();
}

}  // namespace

std::optional<CodePage> page_of(const service::Taxonomy& list, std::string_view asked,
                                const std::vector<service::KnownTexts>& known) {
    std::string code = list.canonical(asked);
    if (auto whole = list.with_its_zero(code)) code = std::move(*whole);
    const auto* found = list.find(code);
    if (!found) return std::nullopt;
    CodePage page{list.id,
                  list.version,
                  list.publisher,
                  *found,
                  code == asked ? "" : std::string{asked},
                  {},
                  list.official,
                  {}};
    for (const auto& one : list.codes)
        if (one.parent == code) page.children.push_back(one.code);
    for (const auto& texts : known)
        if (texts.list == list.id) page.texts = texts;
    page.limits = list.limits_of(code);
    return page;
}

std::string covers_text(const Voice& voice, const service::KnownTexts& texts, std::string_view code) {
    std::string out;
    for (const auto* kind : what_it_covers)
        for (const auto& text : texts.of(code, kind, language_of(voice)))
            out += fmt::format("  {}: {}\n", voice.word("covers", kind), harmless(text));
    return out;
}

std::string covers_text(const Voice& voice, const std::vector<service::KnownTexts>& known,
                        const service::CodeEntry& entry) {
    for (const auto& texts : known)
        if (entry.list.starts_with(texts.list + " ")) return covers_text(voice, texts, entry.code);
    return {};
}

std::string text_of(const Voice& voice, const CodePage& page) {
    std::string out =
        fmt::format("{} {}  {}  {}{}\n", page.list, page.version, page.code.code, voice.say(page.code.name),
                    is_official(voice, page) ? "" : " " + voice.say("codes.unofficial"));
    if (!page.asked.empty())
        out += "  " + voice.say("codes.alias", {{"asked", harmless(page.asked)}, {"code", page.code.code}}) +
               "\n";
    const auto line = [&](const char* key, const std::string& what) {
        if (!what.empty()) out += fmt::format("  {}: {}\n", voice.say(key), what);
    };
    line("codes.parent", page.code.parent);
    line("codes.children", join(page.children, ", "));
    for (const auto& limit : page.limits)
        line(limit.kind == service::ClassLimit::Kind::matter ? "codes.limit.matter" : "codes.limit.exclusive",
             text_of(limit.amount));
    if (!page.vintage.empty()) {
        line("codes.facts", voice.say("codes.facts.counted", {{"n", number(page.facts.all)},
                                                              {"own", number(page.facts.own)},
                                                              {"overlap", number(page.facts.overlap)},
                                                              {"vintage", page.vintage}}));
        if (page.facts.beside > 0)
            line("codes.facts.beside",
                 voice.say("codes.facts.beside.counted", {{"n", number(page.facts.beside)}}));
    }
    out += covers_text(voice, page.texts, page.code.code);
    auto terms = page.texts.of(page.code.code, "term", language_of(voice));
    line("covers.term", harmless(join(terms, "; ")));
    line("codes.edition", harmless(page.texts.source));
    return out;
}

void write(JsonWriter& json, const Voice& voice, const CodePage& page) {
    json.object().key("list").text(page.list).key("version").text(page.version);
    json.key("code").text(page.code.code).key("asked").text(page.asked);
    json.key("name").text(voice.say(page.code.name)).key("official").boolean(is_official(voice, page));
    json.key("level").integer(page.code.level).key("parent").text(page.code.parent).key("children").array();
    for (const auto& child : page.children) json.text(child);
    json.end();
    for (const auto* kind : {"definition", "inclusions", "exclusions", "term"}) {
        json.key(kind).array();
        for (const auto& text : page.texts.of(page.code.code, kind, language_of(voice))) json.text(text);
        json.end();
    }
    json.key("source").text(page.texts.source).key("limits").array();
    for (const auto& limit : page.limits) {
        json.object().key("kind").text(code(limit.kind)).key("currency").text(limit.amount.currency);
        json.key("cents").integer(limit.amount.cents).end();
    }
    json.end().key("facts");
    if (page.vintage.empty()) {
        json.null();
    } else {
        json.object().key("vintage").text(page.vintage).key("own").integer(page.facts.own);
        json.key("all").integer(page.facts.all).key("overlap").integer(page.facts.overlap);
        json.key("beside").integer(page.facts.beside).end();
    }
    json.end();
}

}  // namespace atalaya::cli
