#include "intake/long_names.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include "core/text.hpp"

namespace atalaya::intake {

namespace {

using NameParts = std::vector<std::string>;
using Some = std::set<std::string, std::less<>>;

// Folded, without the article before them.
NameParts name_words(std::string_view name) {
    static const Some articles{"el", "la", "los", "las", "o", "a", "os", "as"};
    NameParts words;
    const std::string text = folded(name);
    for (const auto word : split(text, ' '))
        if (!word.empty()) words.emplace_back(word);
    if (words.size() > 1 && articles.contains(words.front())) words.erase(words.begin());
    return words;
}

bool begins_many(const NameParts& words) {
    static const Some beginnings{
        "bahia", "bajo",  "barrio", "cerro", "ciudad", "colonia", "isla",   "jardin", "laguna", "loma",
        "lomas", "monte", "nueva",  "nuevo", "parque", "paso",    "pueblo", "punta",  "puente", "puerto",
        "rio",   "san",   "santa",  "santo", "sao",    "valle",   "vila",   "villa",  "vista",  "zona"};
    return words.size() == 1 && (words.front().size() < 4 || beginnings.contains(words.front()));
}

bool is_long_form(const NameParts& longer, const NameParts& shorter) {
    static const Some links{"de", "del", "do", "da", "dos", "das"};
    return longer.size() >= shorter.size() + 2 && !begins_many(shorter) &&
           std::equal(shorter.begin(), shorter.end(), longer.begin()) &&
           links.contains(longer[shorter.size()]);
}

bool has_digits(std::string_view text) {
    return text.find_first_of("0123456789") != std::string_view::npos;
}

bool long_or_short(const NameParts& one, const std::string& one_folded, std::string_view name) {
    if (one.empty() || has_digits(name)) return false;
    const NameParts other = name_words(name);
    if (other.empty() || one_folded == folded(name)) return false;
    return one == other || is_long_form(one, other) || is_long_form(other, one);
}

}  // namespace

bool is_long_or_short(std::string_view a, std::string_view b) {
    return !has_digits(a) && long_or_short(name_words(a), folded(a), b);
}

std::string area_by_long_name(std::span<const CodeAndName> areas, std::string_view text) {
    if (has_digits(text)) return {};
    const NameParts words = name_words(text);
    const std::string as_folded = folded(text);
    std::string found;
    for (const auto& [code, name] : areas) {
        if (!long_or_short(words, as_folded, name) &&
            !long_or_short(words, as_folded, replaced(code, "-", " ")))
            continue;
        if (!found.empty() && found != code) return {};
        found = code;
    }
    return found;
}

std::string area_by_long_name(const Gazetteer& gazetteer, int slot, std::string_view text) {
    return area_by_long_name(areas_of(gazetteer, slot), text);
}

}  // namespace atalaya::intake
