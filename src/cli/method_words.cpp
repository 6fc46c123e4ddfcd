#include "cli/method_words.hpp"

#include <vector>

namespace atalaya::cli {

namespace {

// The sentence of the first key that has one.
std::string first_said(const Voice& voice, const std::vector<std::string>& keys) {
    for (const auto& key : keys)
        if (voice.has(key)) return voice.say(key);
    return {};
}

// Each scope with the name as it is, then without its numbers.
std::vector<std::string> keys_of(const std::vector<std::string>& scopes, const std::string& name,
                                 const std::string& after = {}) {
    std::vector<std::string> keys;
    for (const auto& scope : scopes)
        for (const auto& spelled : {name, numberless(name)}) keys.push_back(scope + spelled + after);
    return keys;
}

std::vector<std::string> scopes_of_settings(const methods::Method& method) {
    return {"setting." + method.name + ".", "setting."};
}

}  // namespace

std::string numberless(std::string_view name) {
    std::string out;
    for (const char c : name) {
        if (c < '0' || c > '9')
            out += c;
        else if (out.empty() || out.back() != '#')
            out += '#';
    }
    return out;
}

std::string meaning(const Voice& voice, const methods::Method& method, const methods::Setting& setting) {
    return first_said(voice, keys_of(scopes_of_settings(method), setting.name));
}

std::string meaning_of_choice(const Voice& voice, const methods::Method& method,
                              const methods::Setting& setting, std::string_view choice) {
    return first_said(voice, keys_of(scopes_of_settings(method), setting.name, "." + std::string{choice}));
}

std::string meaning(const Voice& voice, const methods::Method& method, const methods::TableSpec& table,
                    const methods::ColumnSpec& column) {
    return first_said(voice, keys_of({"column." + method.name + "." + table.name + ".",
                                      "column." + table.name + ".", "column."},
                                     column.name));
}

}  // namespace atalaya::cli
