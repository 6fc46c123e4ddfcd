#include "geocode/short_names.hpp"

#include <algorithm>
#include <array>

#include "geocode/words.hpp"

namespace atalaya::geocode {

std::string number_of_road(std::string_view name) {
    static constexpr std::array<std::string_view, 4> roads{"ruta", "rodovia", "carretera", "autopista"};
    static constexpr std::array<std::string_view, 5> ranks{"nacional", "provincial", "departamental",
                                                           "federal", "estadual"};
    const auto words = words_of(name);
    if (words.size() < 3 || std::ranges::find(roads, words[0].text) == roads.end()) return {};
    const std::size_t at = std::ranges::find(ranks, words[1].text) != ranks.end() ? 2 : 1;
    const bool numbered = std::ranges::all_of(words[at].text, [](char c) { return c >= '0' && c <= '9'; });
    return numbered ? words[0].text + " " + words[at].text : std::string{};
}

std::string without_station(std::string_view name) {
    static constexpr std::array<std::string_view, 10> kinds{
        "boca", "bocas", "entrada", "est", "estacao", "estacion", "metro", "parada", "subte", "subterraneo"};
    static constexpr std::array<std::string_view, 6> links{"de", "del", "da", "do", "la", "el"};
    const auto is_one = [](const auto& of, std::string_view word) {
        return std::ranges::find(of, word) != of.end();
    };
    bool said = false;
    while (!name.empty()) {
        const auto end = std::min(name.find_first_of(" ."), name.size());
        const auto word = name.substr(0, end);
        if (!is_one(kinds, word) && !(said && is_one(links, word))) break;
        said = true;
        name.remove_prefix(std::min(name.size(), name.find_first_not_of(" .", end)));
    }
    return said ? std::string{name} : std::string{};
}

}  // namespace atalaya::geocode
