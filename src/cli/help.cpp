#include "cli/help.hpp"

#include <unistd.h>
#include <CLI/CLI.hpp>

#include <algorithm>

#include "cli/line_width.hpp"
#include "cli/terminal.hpp"
#include "core/text.hpp"
#include "intake/nearest.hpp"

namespace atalaya::cli {

namespace {

constexpr std::size_t name_width = 28;

// As CLI11 lays help out, but counting letters instead of bytes and breaking long lines.
class Formatter : public CLI::Formatter {
  public:
    explicit Formatter(const Voice& voice) {
        label("Usage", voice.say("help.usage"));
        label("OPTIONS", voice.say("help.options"));
        label("SUBCOMMAND", voice.say("help.command"));
        label("SUBCOMMANDS", voice.say("help.commands"));
        label("Positionals", voice.say("help.positionals"));
        label("REQUIRED", voice.say("help.required"));
        label("Env", voice.say("help.variable"));
        label("TEXT", voice.say("help.text"));
        label("INT", "N");
        label("UINT", "N");
    }

    std::string make_option(const CLI::Option* option, bool is_positional) const override {
        return entry(make_option_name(option, is_positional) + make_option_opts(option),
                     make_option_desc(option));
    }
    std::string make_subcommand(const CLI::App* command) const override {
        return entry(command->get_display_name(true), command->get_description());
    }
    std::string make_description(const CLI::App* app) const override {
        return wrapped(app->get_description(), line_width(STDOUT_FILENO), 0) + "\n\n";
    }

  private:
    static std::string entry(const std::string& name, const std::string& what) {
        std::string line = "  " + name;
        const std::size_t length = length_utf8(line);
        line += length + 2 > name_width ? "\n" + std::string(name_width, ' ')
                                        : std::string(name_width - length, ' ');
        return line + wrapped(what, line_width(STDOUT_FILENO), name_width) + "\n";
    }
};

const CLI::App& deepest(const CLI::App& app) {
    const auto chosen = app.get_subcommands();
    return chosen.empty() ? app : deepest(*chosen.back());
}

std::string command_of(const CLI::App& app) {
    return app.get_parent() ? command_of(*app.get_parent()) + " " + app.get_name() : app.get_name();
}

std::vector<std::string> names_like(const CLI::App& app, bool option) {
    std::vector<std::string> names;
    for (const CLI::App* at = &app; at; at = at->get_parent()) {
        if (!option && at != &app) break;
        if (!option) {
            for (const auto* command : at->get_subcommands({})) names.push_back(command->get_name());
            continue;
        }
        for (const auto* one : at->get_options()) {
            for (const auto& name : one->get_lnames()) names.push_back("--" + name);
        }
    }
    return names;
}

// Words that no option or command takes.
Message unknown_word(const CLI::App& app, const std::string& word) {
    const CLI::App& at = deepest(app);
    const bool option = word.starts_with("-");
    const std::string bare = word.substr(0, word.find('='));
    const auto names = names_like(at, option);
    const std::string near = intake::nearest(bare, names);
    const Message hint = near.empty() ? verbatim("") : message(" Did you mean {}?", near);
    if (option) return message("`{}` has no option {}.{}", command_of(at), bare, hint);
    if (at.get_subcommands({}).empty()) return message("`{}` takes no \"{}\".{}", command_of(at), word, hint);
    return message("there is no command \"{}\" in `{}`.{}", word, command_of(at), hint);
}

Message said(const CLI::App& app, const CLI::ParseError& error) {
    const CLI::App& at = deepest(app);
    const std::string what = error.what();
    for (const CLI::App* one = &at; one; one = one->get_parent()) {
        if (const auto rest = one->remaining(false); !rest.empty()) return unknown_word(app, rest.front());
    }
    if (dynamic_cast<const CLI::RequiredError*>(&error)) {
        if (!at.get_parent()) return message("expected a command; to begin with: `atalaya demo`.");
        if (!at.get_subcommands({}).empty()) {
            std::string names;
            for (const auto* command : at.get_subcommands({}))
                names += (names.empty() ? "" : ", ") + command->get_name();
            return message("expected one of these commands: {}.", names);
        }
        const std::string name = what.substr(0, what.find(' '));
        const auto* option = at.get_option_no_throw(name);
        const std::string says = option ? option->get_description() : std::string{};
        return says.empty() ? message("{} is missing.", name) : message("{} is missing: {}.", name, says);
    }
    if (dynamic_cast<const CLI::ConversionError*>(&error))
        return message("expected a number: {}.", what.substr(std::min(what.size(), what.find(": ") + 2)));
    if (dynamic_cast<const CLI::ValidationError*>(&error)) {
        const std::string name = what.substr(0, what.find(':'));
        const auto list = what.find('{');
        if (list == std::string::npos) return message("{} cannot be that.", name);
        return message("{} cannot be that: expected one of {}.", name, what.substr(list));
    }
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error))
        return message("the value of {} is missing.", what.substr(0, what.find_first_of(": ")));
    return verbatim(what);
}

}  // namespace

void speak(CLI::App& app, const Voice& voice) {
    app.formatter(std::make_shared<Formatter>(voice));
    app.option_defaults()->group(voice.say("group.options"));
    app.set_help_flag("-h,--help", voice.say("help.help"));
}

void group_commands(CLI::App& app, const Voice& voice) {
    for (auto* command : app.get_subcommands({})) {
        command->get_help_ptr()->group(voice.say("group.options"));
        if (app.get_parent()) command->group(voice.say("group.commands"));
        group_commands(*command, voice);
    }
}

void examples(CLI::App& command, const Voice& voice, std::string_view lines) {
    const bool one = lines.find('\n') == std::string_view::npos;
    std::string text = voice.say(one ? "help.example" : "help.examples");
    for (const auto line : split(lines, '\n')) text += "\n  " + std::string{line};
    command.footer(text + "\n\n" + voice.say("help.general"));
}

bool has_unknown_command(const CLI::App& app) {
    const CLI::App& at = deepest(app);
    if (at.get_subcommands({}).empty()) return false;
    for (const CLI::App* one = &at; one; one = one->get_parent()) {
        const auto rest = one->remaining(false);
        if (std::any_of(rest.begin(), rest.end(), [](const auto& word) { return !word.starts_with('-'); }))
            return true;
    }
    return false;
}

Message usage_error(const CLI::App& app, const CLI::ParseError& error) {
    return message("{} See `{} --help`.", said(app, error), command_of(deepest(app)));
}

}  // namespace atalaya::cli
