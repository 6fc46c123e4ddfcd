#include "cli/method_page.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "cli/line_width.hpp"
#include "cli/method_words.hpp"
#include "cli/terminal.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "methods/page.hpp"

namespace atalaya::cli {

namespace {

using methods::Holds;
using methods::Method;
using methods::Setting;

std::size_t width() {
    return line_width(STDOUT_FILENO);
}

std::string_view code_of(Holds holds) {
    switch (holds) {
        case Holds::number: return "number";
        case Holds::count: return "count";
        case Holds::positive: return "positive";
        case Holds::day: return "day";
        case Holds::time: return "time";
        case Holds::minute: return "moment";
        case Holds::text: return "text";
        case Holds::flag: return "flag";
    }
    return "";
}

std::string_view code_of(Setting::Kind kind) {
    switch (kind) {
        case Setting::Kind::number: return "number";
        case Setting::Kind::whole: return "whole";
        case Setting::Kind::choice: return "choice";
        case Setting::Kind::flag: return "flag";
    }
    return "";
}

std::string strong(std::string_view text) {
    const bool plain = !is_terminal(STDOUT_FILENO) || std::getenv("NO_COLOR");
    return plain ? std::string{text} : fmt::format("\033[1m{}\033[0m", text);
}

std::string heading(std::string_view text) {
    return "\n" + strong(text) + "\n";
}

// Names, each with what it is: a line, and lines that belong to it.
using Entries = std::vector<std::pair<std::string, std::string>>;

// Of x1, x2 ... x12 that are all the same there is one entry, "x1 … x12".
void add_entry(Entries& all, const std::string& name, std::string what) {
    if (!all.empty() && all.back().second == what && numberless(name) != name) {
        auto& names = all.back().first;
        const auto first = names.substr(0, names.find(' '));
        if (numberless(first) == numberless(name)) {
            names = first + " … " + name;
            return;
        }
    }
    all.emplace_back(name, std::move(what));
}

// "  name      what it is", the names of one list aligned.
std::string entries(const Entries& all, std::size_t indent) {
    std::size_t longest = 0;
    for (const auto& [name, what] : all) longest = std::max(longest, length_utf8(name));
    std::string out;
    for (const auto& [name, what] : all) {
        std::string line(indent, ' ');
        line += name + std::string(longest - length_utf8(name) + 2, ' ');
        for (const auto part : split(what, '\n')) {
            out += line + wrapped(part, width(), length_utf8(line)) + "\n";
            line.assign(indent + longest + 4, ' ');
        }
    }
    return out;
}

std::string with_unit(const Voice& voice, std::string text, const std::string& unit) {
    return unit == "1" ? text : text + " (" + voice.word("unit", unit) + ")";
}

std::string section_text(const methods::Section& section) {
    std::string out = heading(section.heading);
    bool first = true;
    for (const auto& paragraph : section.paragraphs) {
        if (!std::exchange(first, false)) out += "\n";
        if (!paragraph.as_it_is) {
            out += "  " + wrapped(paragraph.text, width(), 2) + "\n";
            continue;
        }
        for (const auto line : split(paragraph.text, '\n')) out += "    " + std::string{line} + "\n";
    }
    return out;
}

// "number; may be left out. What it means."
std::string with_meaning(const std::string& text, const std::string& meant) {
    return meant.empty() ? text : text + ". " + meant;
}

std::string column_text(const Voice& voice, const Method& method, const methods::TableSpec& table,
                        const methods::ColumnSpec& column) {
    std::string what = with_unit(voice, voice.word("holds", code_of(column.holds)), column.unit);
    if (column.optional) what += "; " + voice.say("method.optional");
    return with_meaning(what, meaning(voice, method, table, column));
}

std::string tables_text(const Voice& voice, const Method& method) {
    std::string out = heading(voice.say("method.tables"));
    for (const auto& table : method.tables) {
        std::string line = "  " + strong(table.name);
        if (table.optional) line += "; " + voice.say("method.optional");
        if (table.order != methods::Order::free) line += "; " + voice.say("method.in_order");
        if (table.shapes) line += "; " + voice.say("method.shapes");
        out += line + "\n";
        Entries columns;
        for (const auto& column : table.columns)
            add_entry(columns, column.name, column_text(voice, method, table, column));
        out += entries(columns, 4);
    }
    return out;
}

std::string values_text(const Voice& voice, const Setting& setting) {
    if (setting.kind == Setting::Kind::choice)
        return voice.say("method.choice",
                         {{"choices", join(setting.choices, ", ")}, {"standard", setting.choices.front()}});
    if (setting.kind == Setting::Kind::flag)
        return voice.say("method.flag", {{"standard", setting.standard != 0 ? "true" : "false"}});
    const render::Arguments range{{"kind", voice.word("holds", code_of(setting.kind))},
                                  {"least", canonical_number(setting.least)},
                                  {"most", canonical_number(setting.most)},
                                  {"standard", canonical_number(setting.standard)}};
    return with_unit(voice, voice.say("method.range", range), setting.unit);
}

std::string setting_text(const Voice& voice, const Method& method, const Setting& setting) {
    std::string text = with_meaning(values_text(voice, setting), meaning(voice, method, setting));
    for (const auto& choice : setting.choices) {
        const auto meant = meaning_of_choice(voice, method, setting, choice);
        if (!meant.empty()) text += "\n" + choice + ": " + meant;
    }
    return text;
}

std::string settings_text(const Voice& voice, const Method& method) {
    if (method.settings.empty()) return {};
    Entries all;
    for (const auto& setting : method.settings)
        add_entry(all, setting.name, setting_text(voice, method, setting));
    return heading(voice.say("method.settings")) + entries(all, 2);
}

std::string answers_text(const Voice& voice, const Method& method) {
    std::string out = heading(voice.say("method.answers"));
    Entries all;
    for (const auto& answer : method.answers) {
        std::string columns;
        for (const auto& column : answer.columns) columns += (columns.empty() ? "" : ", ") + column.name;
        if (!answer.rows.empty())
            columns = voice.say("method.row_by_row", {{"table", answer.rows}}) + " " + columns;
        all.emplace_back(answer.name, columns);
    }
    return out + entries(all, 2);
}

std::string example_of(const Method& method) {
    std::string out = "atalaya method run " + method.name;
    for (const auto& table : method.tables) {
        if (!table.optional)
            out += fmt::format(" --table {0}={0}.{1}", table.name, table.shapes ? "geojson" : "csv");
    }
    return out;
}

// The object stays open.
void begin_column(JsonWriter& json, const methods::ColumnSpec& column) {
    json.object().key("name").text(column.name).key("holds").text(code_of(column.holds));
    json.key("unit").text(column.unit).key("optional").boolean(column.optional);
}

void write_choices(JsonWriter& json, const Voice& voice, const Method& method, const Setting& setting) {
    json.key("choices").array();
    for (const auto& choice : setting.choices) json.text(choice);
    json.end().key("choices_what").object();
    for (const auto& choice : setting.choices) {
        const auto meant = meaning_of_choice(voice, method, setting, choice);
        if (!meant.empty()) json.key(choice).text(meant);
    }
    json.end();
}

void write_setting(JsonWriter& json, const Voice& voice, const Method& method, const Setting& setting) {
    json.object().key("name").text(setting.name).key("kind").text(code_of(setting.kind));
    json.key("what").text(meaning(voice, method, setting));
    if (setting.kind == Setting::Kind::choice) {
        json.key("standard").text(setting.choices.front());
        write_choices(json, voice, method, setting);
    } else {
        json.key("standard").number(setting.standard).key("least").number(setting.least);
        json.key("most").number(setting.most).key("unit").text(setting.unit);
    }
    json.end();
}

}  // namespace

std::string method_list_text(const Voice& voice) {
    std::string out;
    for (const auto& family : methods::families()) {
        Entries all;
        for (const auto& method : methods::catalogue()) {
            if (method.family != family) continue;
            const auto page = methods::page(method, render::code(voice.language()));
            all.emplace_back(method.name, page.name + ". " + page.question());
        }
        if (all.empty()) continue;
        out += (out.empty() ? "" : "\n") + strong(voice.word("family", family)) + "\n" + entries(all, 2);
    }
    return out + "\n" + wrapped(voice.say("method.list.next"), width(), 0) + "\n";
}

std::string method_list_json(const Voice& voice) {
    JsonWriter json;
    json.array();
    for (const auto& method : methods::catalogue()) {
        const auto page = methods::page(method, render::code(voice.language()));
        json.object().key("method").text(method.name).key("version").text(method.version);
        json.key("family").text(method.family).key("name").text(page.name);
        json.key("question").text(page.question()).end();
    }
    return json.end().str() + "\n";
}

std::string method_page_text(const Voice& voice, const Method& method) {
    const auto page = methods::page(method, render::code(voice.language()));
    std::string out = strong(page.name) + "\n" +
                      voice.say("method.head", {{"method", method.name},
                                                {"version", method.version},
                                                {"family", voice.word("family", method.family)}}) +
                      "\n";
    const std::size_t before_formula = page.sections.size() - std::min<std::size_t>(page.sections.size(), 2);
    for (std::size_t i = 0; i < page.sections.size(); ++i) {
        if (i == before_formula)
            out += tables_text(voice, method) + settings_text(voice, method) + answers_text(voice, method);
        out += section_text(page.sections[i]);
    }
    if (method.random) out += "\n" + wrapped(voice.say("method.random"), width(), 0) + "\n";
    return out + "\n" + voice.say("help.example") + "\n  " + example_of(method) + "\n\n" +
           wrapped(voice.say("method.show.next"), width(), 0) + "\n";
}

std::string method_page_json(const Voice& voice, const Method& method) {
    const auto page = methods::page(method, render::code(voice.language()));
    JsonWriter json;
    json.object().key("method").text(method.name).key("version").text(method.version);
    json.key("family").text(method.family).key("name").text(page.name);
    json.key("random").boolean(method.random).key("tables").array();
    for (const auto& table : method.tables) {
        json.object().key("name").text(table.name).key("optional").boolean(table.optional);
        json.key("in_order").boolean(table.order != methods::Order::free);
        json.key("shapes").boolean(table.shapes).key("columns").array();
        for (const auto& column : table.columns) {
            begin_column(json, column);
            json.key("what").text(meaning(voice, method, table, column)).end();
        }
        json.end().end();
    }
    json.end().key("settings").array();
    for (const auto& setting : method.settings) write_setting(json, voice, method, setting);
    json.end().key("answers").array();
    for (const auto& answer : method.answers) {
        json.object().key("name").text(answer.name).key("rows").text(answer.rows).key("columns").array();
        for (const auto& column : answer.columns) {
            begin_column(json, column);
            json.end();
        }
        json.end().end();
    }
    json.end().key("page").array();
    for (const auto& section : page.sections) {
        std::string text;
        for (const auto& paragraph : section.paragraphs)
            text += (text.empty() ? "" : "\n\n") + paragraph.text;
        json.object().key("heading").text(section.heading).key("text").text(text).end();
    }
    return json.end().end().str() + "\n";
}

}  // namespace atalaya::cli
