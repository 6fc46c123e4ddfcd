#include "cli/help.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/terminal.hpp"
#include "core/text.hpp"
#include "service/catalogue.hpp"

namespace atalaya::cli {

namespace {

constexpr std::size_t name_width = 28, line_width = 100;

// As CLI11 lays help out, but counting letters instead of bytes and breaking long lines.
class SpanishFormatter : public CLI::Formatter {
  public:
    SpanishFormatter() {
        label("Usage", "Uso");
        label("OPTIONS", "OPCIONES");
        label("SUBCOMMAND", "ORDEN");
        label("SUBCOMMANDS", "ÓRDENES");
        label("Positionals", "Lo que se dice sin nombre");
        label("REQUIRED", "(obligatorio)");
        label("Env", "variable");
        label("TEXT", "TEXTO");
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
        return wrapped(app->get_description(), line_width, 0) + "\n\n";
    }

  private:
    static std::string entry(const std::string& name, const std::string& what) {
        std::string line = "  " + name;
        const std::size_t length = length_utf8(line);
        line += length + 2 > name_width ? "\n" + std::string(name_width, ' ')
                                        : std::string(name_width - length, ' ');
        return line + wrapped(what, line_width, name_width) + "\n";
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
std::string unknown_word(const CLI::App& app, const std::string& word) {
    const CLI::App& at = deepest(app);
    const bool option = word.starts_with("-");
    const std::string bare = word.substr(0, word.find('='));
    const auto names = names_like(at, option);
    const std::string near = service::nearest(bare, names);
    const std::string hint = near.empty() ? "" : fmt::format(" ¿Quiso decir {}?", near);
    if (option) return fmt::format("`{}` no tiene una opción {}.{}", command_of(at), bare, hint);
    if (at.get_subcommands({}).empty())
        return fmt::format("`{}` no espera «{}».{}", command_of(at), word, hint);
    return fmt::format("no hay una orden «{}» en `{}`.{}", word, command_of(at), hint);
}

std::string said(const CLI::App& app, const CLI::ParseError& error) {
    const CLI::App& at = deepest(app);
    const std::string what = error.what();
    for (const CLI::App* one = &at; one; one = one->get_parent()) {
        if (const auto rest = one->remaining(false); !rest.empty()) return unknown_word(app, rest.front());
    }
    if (dynamic_cast<const CLI::RequiredError*>(&error)) {
        if (!at.get_subcommands({}).empty()) {
            std::string names;
            for (const auto* command : at.get_subcommands({}))
                names += (names.empty() ? "" : ", ") + command->get_name();
            return fmt::format("falta decir qué: {}.", names);
        }
        return fmt::format("falta {}.", what.substr(0, what.find(' ')));
    }
    if (dynamic_cast<const CLI::ConversionError*>(&error)) {
        const std::string pair = what.substr(std::min(what.size(), what.find(": ") + 2));
        return fmt::format("se esperaba un número: {}.", pair);
    }
    if (dynamic_cast<const CLI::ValidationError*>(&error)) {
        const auto list = what.find('{');
        return fmt::format("{} no puede ser eso{}.", what.substr(0, what.find(':')),
                           list == std::string::npos ? "" : ": se esperaba uno de " + what.substr(list));
    }
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error)) {
        return fmt::format("falta el valor de {}.", what.substr(0, what.find_first_of(": ")));
    }
    return what;
}

}  // namespace

void speak_spanish(CLI::App& app) {
    app.formatter(std::make_shared<SpanishFormatter>());
    app.option_defaults()->group("Opciones");
    app.set_help_flag("-h,--help", "Esta ayuda");
}

void group_commands(CLI::App& app) {
    for (auto* command : app.get_subcommands({})) {
        command->get_help_ptr()->group("Opciones");
        if (app.get_parent()) command->group("Órdenes");
        group_commands(*command);
    }
}

void examples(CLI::App& command, std::string_view lines) {
    std::string text = lines.find('\n') == std::string_view::npos ? "Ejemplo:" : "Ejemplos:";
    for (const auto line : split(lines, '\n')) text += "\n  " + std::string{line};
    command.footer(
        text +
        "\n\nCon cualquier orden: --dir CARPETA (dónde están los datos) y --json (la respuesta entera).");
}

std::string usage_error(const CLI::App& app, const CLI::ParseError& error) {
    return fmt::format("{} Vea `{} --help`.", said(app, error), command_of(deepest(app)));
}

}  // namespace atalaya::cli
