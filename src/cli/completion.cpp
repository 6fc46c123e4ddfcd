#include "cli/completion.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <functional>
#include <vector>

#include "core/error.hpp"

namespace atalaya::cli {

namespace {

struct Word {
    std::string text, what;
};

// What may come after a command: "" for the program itself, "figure get" for a command.
struct Place {
    std::string path;
    std::vector<Word> commands, options;
};

void add_options(const CLI::App& app, std::vector<Word>& options) {
    for (const auto* option : app.get_options()) {
        for (const auto& name : option->get_lnames())
            options.push_back({"--" + name, option->get_description()});
    }
}

std::vector<Place> places_of(const CLI::App& root) {
    std::vector<Place> places;
    const std::function<void(const CLI::App&, const std::string&)> visit = [&](const CLI::App& app,
                                                                               const std::string& path) {
        Place place{path, {}, {}};
        for (const auto* command : app.get_subcommands({}))
            place.commands.push_back({command->get_name(), command->get_description()});
        add_options(app, place.options);
        if (&app != &root) {
            for (const auto* name : {"dir", "json", "language"}) {
                const std::string word = "--" + std::string{name};
                const auto same = [&](const Word& known) { return known.text == word; };
                if (std::any_of(place.options.begin(), place.options.end(), same)) continue;
                place.options.push_back({word, root.get_option(word)->get_description()});
            }
        }
        places.push_back(std::move(place));
        for (const auto* command : app.get_subcommands({}))
            visit(*command, path.empty() ? command->get_name() : path + " " + command->get_name());
    };
    visit(root, "");
    return places;
}

std::string words_of(const std::vector<Word>& words) {
    std::string out;
    for (const auto& word : words) out += (out.empty() ? "" : " ") + word.text;
    return out;
}

std::string paths_of(const std::vector<Place>& places) {
    std::string out;
    for (const auto& place : places) {
        if (!place.path.empty()) out += (out.empty() ? "" : "|") + fmt::format("\"{}\"", place.path);
    }
    return out;
}

std::string cases_of(const std::vector<Place>& places) {
    std::string out;
    for (const auto& place : places) {
        out += fmt::format("        \"{}\") commands=\"{}\" options=\"{}\" ;;\n", place.path,
                           words_of(place.commands), words_of(place.options));
    }
    return out;
}

std::string bash(const std::vector<Place>& places) {
    return "# bash: atalaya completion bash > /etc/bash_completion.d/atalaya\n"
           "_atalaya() {\n"
           "    local current=${COMP_WORDS[COMP_CWORD]} path= commands= options= i\n"
           "    for ((i = 1; i < COMP_CWORD; ++i)); do\n"
           "        case \"${path:+$path }${COMP_WORDS[i]}\" in\n"
           "        " +
           paths_of(places) +
           ") path=\"${path:+$path }${COMP_WORDS[i]}\" ;;\n"
           "        esac\n"
           "    done\n"
           "    case $path in\n" +
           cases_of(places) +
           "    esac\n"
           "    if [[ $current == -* || -n $commands ]]; then\n"
           "        COMPREPLY=($(compgen -W \"$commands $options\" -- \"$current\"))\n"
           "    fi\n"
           "}\n"
           "complete -o default -F _atalaya atalaya\n";
}

std::string zsh(const std::vector<Place>& places) {
    return "#compdef atalaya\n"
           "# zsh: atalaya completion zsh > \"${fpath[1]}/_atalaya\"\n"
           "_atalaya() {\n"
           "    local current=${words[CURRENT]} path= commands= options= word\n"
           "    for word in ${words[2,CURRENT-1]}; do\n"
           "        case \"${path:+$path }$word\" in\n"
           "        " +
           paths_of(places) +
           ") path=\"${path:+$path }$word\" ;;\n"
           "        esac\n"
           "    done\n"
           "    case \"$path\" in\n" +
           cases_of(places) +
           "    esac\n"
           "    if [[ $current == -* || -n $commands ]]; then\n"
           "        compadd -- ${=commands} ${=options}\n"
           "    else\n"
           "        _files\n"
           "    fi\n"
           "}\n"
           "_atalaya \"$@\"\n";
}

std::string fish_text(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '\'' || c == '\\') out += '\\';
        out += c;
    }
    return out;
}

std::string fish(const std::vector<Place>& places) {
    std::string out = "# fish: atalaya completion fish > ~/.config/fish/completions/atalaya.fish\n";
    for (const auto& place : places) {
        std::string when = place.path.empty() ? "__fish_use_subcommand" : "";
        for (std::size_t at = 0; at < place.path.size();) {
            const auto end = std::min(place.path.find(' ', at), place.path.size());
            when += (when.empty() ? "" : "; and ") +
                    fmt::format("__fish_seen_subcommand_from {}", place.path.substr(at, end - at));
            at = end + 1;
        }
        for (const auto& word : place.commands)
            out += fmt::format("complete -c atalaya -n '{}' -a {} -d '{}'\n", when, word.text,
                               fish_text(word.what));
        for (const auto& word : place.options)
            out += fmt::format("complete -c atalaya -n '{}' -l {} -d '{}'\n", when, word.text.substr(2),
                               fish_text(word.what));
    }
    return out;
}

}  // namespace

std::string completion(const CLI::App& app, std::string_view shell) {
    const auto places = places_of(app);
    if (shell == "bash") return bash(places);
    if (shell == "zsh") return zsh(places);
    if (shell == "fish") return fish(places);
    throw Error{Fault::usage, message("expected bash, zsh or fish; found \"{}\"", shell)};
}

}  // namespace atalaya::cli
