#include "intake/names_not_found.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/text.hpp"
#include "intake/nearest.hpp"
#include "intake/row_reader.hpp"

namespace atalaya::intake {

namespace {

// The digits of a text, runs apart; leading zeros say nothing.
std::string numbers_in(std::string_view text) {
    std::string numbers;
    bool within = false;
    for (const char c : text) {
        const bool digit = c >= '0' && c <= '9';
        if (digit && !within) numbers += ' ';
        if (digit && (c != '0' || numbers.back() != ' ')) numbers += c;
        within = digit;
    }
    return numbers;
}

}  // namespace

std::string area_near(const Gazetteer& gazetteer, int slot, std::string_view text) {
    const std::string numbers = numbers_in(text);
    std::vector<std::string> words, codes;
    for (std::int32_t area = 0; area < gazetteer.size(slot); ++area) {
        const std::string& code = gazetteer.code(slot, area);
        for (const std::string* word : {&gazetteer.name(slot, area), &code}) {
            if (numbers_in(*word) != numbers) continue;
            words.push_back(*word);
            codes.push_back(code);
        }
    }
    const std::string near = nearest(text, words);
    if (near.empty()) return {};
    return codes[static_cast<std::size_t>(std::find(words.begin(), words.end(), near) - words.begin())];
}

void tell_names_not_found(JsonWriter& json, const TextCounts& rows_of_name, const Gazetteer& gazetteer,
                          int slot) {
    std::vector<std::pair<std::string, std::int64_t>> names(rows_of_name.begin(), rows_of_name.end());
    std::stable_sort(names.begin(), names.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    const std::size_t told = std::min(names.size(), most_names_told);
    json.key("layer").text(gazetteer.layer(slot)).key("names").array();
    for (std::size_t i = 0; i < told; ++i) {
        const auto& [name, rows] = names[i];
        json.object().key("name").text(quotable(name)).key("rows").integer(rows);
        if (const auto near = area_near(gazetteer, slot, name); !near.empty()) json.key("near").text(near);
        json.end();
    }
    json.end();
    if (names.size() > told) json.key("others").integer(static_cast<std::int64_t>(names.size() - told));
}

NamesNotFound names_not_found(const std::string& detail) {
    const auto json = nlohmann::json::parse(detail, nullptr, false);
    NamesNotFound found;
    if (!json.is_object() || !json.contains("names") || !json["names"].is_array()) return found;
    found.layer = json.value("layer", "");
    found.others = json.value("others", std::int64_t{0});
    for (const auto& one : json["names"]) {
        if (one.is_string()) found.names.push_back({one.get<std::string>(), 0, ""});
        if (one.is_object())
            found.names.push_back(
                {one.value("name", ""), one.value("rows", std::int64_t{0}), one.value("near", "")});
    }
    return found;
}

}  // namespace atalaya::intake
