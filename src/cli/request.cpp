#include "cli/request.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <fstream>
#include <iostream>
#include <iterator>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/nearest.hpp"

namespace atalaya::cli {

namespace {

using Json = nlohmann::json;

Json read_request(const std::string& file) {
    std::string text;
    if (file == "-") {
        text.assign(std::istreambuf_iterator<char>{std::cin}, {});
    } else {
        std::ifstream in{file};
        if (!in)
            throw Error{Fault::missing,
                        message("expected a request in JSON at {}; there is no such file", file)};
        text.assign(std::istreambuf_iterator<char>{in}, {});
    }
    try {
        Json json = Json::parse(text);
        if (json.is_object() && json.contains("command") && json["command"].is_string()) return json;
    } catch (const Json::exception&) {
    }
    constexpr std::string_view example = R"({"command":"figure get","indicator":"robo","period":"2020-08"})";
    throw Error{Fault::bad_input,
                message("{}: expected a JSON object with \"command\", such as {}", file, example)};
}

const CLI::Option* option_of(const CLI::App& command, const std::string& key) {
    for (const CLI::App* at = &command; at; at = at->get_parent()) {
        for (const auto* option : at->get_options()) {
            for (const auto& name : option->get_lnames()) {
                if (name == key) return option;
            }
            if (option->get_positional() &&
                CLI::detail::to_lower(option->get_name(true, false)) == CLI::detail::to_lower(key))
                return option;
        }
    }
    return nullptr;
}

[[noreturn]] void no_such_key(const CLI::App& command, const std::string& key) {
    std::vector<std::string> names;
    for (const CLI::App* at = &command; at; at = at->get_parent()) {
        for (const auto* option : at->get_options()) {
            if (option->get_positional())
                names.push_back(CLI::detail::to_lower(option->get_name(true, false)));
            names.insert(names.end(), option->get_lnames().begin(), option->get_lnames().end());
        }
    }
    const std::string near = intake::nearest(key, names);
    if (near.empty())
        throw Error{Fault::usage,
                    message("the request says \"{}\", which `{}` does not have", key, command.get_name())};
    throw Error{Fault::usage,
                message("the request says \"{}\", which `{}` does not have; did you mean \"{}\"?", key,
                        command.get_name(), near)};
}

std::string word_of(const std::string& key, const Json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_number_integer()) return value.dump();
    throw Error{Fault::usage,
                message("the request: \"{}\" should be a text, a whole number or a list of them", key)};
}

}  // namespace

std::vector<std::string> words_of_request(const CLI::App& app, const std::string& file) {
    const Json request = read_request(file);
    std::vector<std::string> words, unnamed;
    const CLI::App* command = &app;
    for (const auto word : split(request["command"].get<std::string>(), ' ')) {
        const CLI::App* next = nullptr;
        for (const auto* one : command->get_subcommands({})) {
            if (one->get_name() == word) next = one;
        }
        if (!next)
            throw Error{Fault::usage, message("the request: there is no command \"{}\"; see atalaya --help",
                                              request["command"].get<std::string>())};
        command = next;
        words.emplace_back(word);
    }
    for (const auto& [key, value] : request.items()) {
        if (key == "command") continue;
        const auto* option = option_of(*command, key);
        if (!option) no_such_key(*command, key);
        if (value.is_boolean()) {
            if (value.get<bool>()) words.push_back("--" + key);
            continue;
        }
        const Json values = value.is_array() ? value : Json::array({value});
        for (const auto& one : values) {
            if (option->get_positional()) {
                unnamed.push_back(word_of(key, one));
            } else {
                words.push_back("--" + key + "=" + word_of(key, one));
            }
        }
    }
    words.insert(words.end(), unnamed.begin(), unnamed.end());
    return words;
}

}  // namespace atalaya::cli
