#include "cli/tag_commands.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include "cli/app.hpp"
#include "cli/help.hpp"
#include "cli/terminal.hpp"
#include "core/json.hpp"

namespace atalaya::cli {

namespace {

using service::Tag;
using service::TagValue;

const char* name_of(TagValue::Missing missing) {
    switch (missing) {
        case TagValue::Missing::not_applicable: return "not_applicable";
        case TagValue::Missing::not_known: return "not_known";
        case TagValue::Missing::no: break;
    }
    return "";
}

void put(JsonWriter& json, const Voice& voice, const Tag& tag) {
    json.object().key("tag").text(tag.called()).key("name").text(voice.say(tag.name)).key("values").array();
    for (const auto& value : tag.values) {
        json.object().key("value").text(value.code).key("missing").text(name_of(value.missing));
        json.key("name").text(voice.say(value.name)).end();
    }
    json.end().end();
}

int list_tags(const Session& session, const service::Tags& tags) {
    if (session.json) {
        JsonWriter json;
        json.array();
        for (const auto& tag : tags.all) put(json, session.voice, tag);
        fmt::print("{}\n", json.end().str());
        return 0;
    }
    std::vector<std::vector<std::string>> rows;
    for (const auto& tag : tags.all)
        rows.push_back({tag.called(), std::to_string(tag.values.size()), session.voice.say(tag.name)});
    fmt::print("{}",
               table(session.voice, {{"tag"}, {"values", true}, {"name"}}, rows, is_terminal(STDOUT_FILENO)));
    return 0;
}

int show_tag(const Session& session, const Tag& tag) {
    if (session.json) {
        JsonWriter json;
        put(json, session.voice, tag);
        fmt::print("{}\n", json.str());
        return 0;
    }
    fmt::print("{}  {}\n", tag.called(), session.voice.say(tag.name));
    std::vector<std::vector<std::string>> rows;
    for (const auto& value : tag.values) rows.push_back({value.code, session.voice.say(value.name)});
    fmt::print("{}", table(session.voice, {{"value"}, {"name"}}, rows, is_terminal(STDOUT_FILENO)));
    return 0;
}

}  // namespace

std::string tag_point_text(const Voice& voice, const Tag& tag, const std::string& label) {
    const auto* value = tag.value(label.substr(label.find('=') + 1));
    return value ? voice.say(value->name) : voice.say("figure.tag.not_said");
}

void add_tag_commands(CLI::App& codes, Session& session) {
    auto called = std::make_shared<std::string>();
    auto* command = codes.add_subcommand("tags", session.voice.say("help.codes.tags"));
    command->add_option("TAG", *called, session.voice.say("help.codes.tags.tag"));
    examples(*command, session.voice, "atalaya codes tags\natalaya codes tags We");
    command->callback([&session, called] {
        session.chosen = [&session, called] {
            const auto tags = service::read_tags(session.share());
            return called->empty() ? list_tags(session, tags) : show_tag(session, tags.tag(*called));
        };
    });
}

}  // namespace atalaya::cli
