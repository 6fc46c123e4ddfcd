#include "intake/names_not_found.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "core/name_order.hpp"
#include "core/text.hpp"
#include "intake/long_names.hpp"
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

// Folded words, whatever parts them.
std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words(1);
    for (const char c : folded(text)) {
        const bool of_word =
            ('0' <= c && c <= '9') || ('a' <= c && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
        if (of_word) {
            words.back() += c;
        } else if (!words.back().empty()) {
            words.emplace_back();
        }
    }
    if (words.back().empty()) words.pop_back();
    // "02" is "2": that the numbers are the same was seen to before.
    std::erase_if(words, [](const std::string& word) {
        return word.find_first_not_of("0123456789") == std::string::npos;
    });
    return words;
}

// Without the word before a name that says what it is a name of: "B° San Martín", "Colonia Roma", "Bo. Sur". A name
// that is that word alone stays.
std::vector<std::string> bare(std::vector<std::string> words) {
    static const std::set<std::string, std::less<>> kinds{
        "b",        "b°",     "bº",        "bo",        "bo°",     "boº",    "bro",
        "barrio",   "bairro", "brr",       "col",       "colonia", "comuna", "partido",
        "distrito", "mun",    "municipio", "localidad", "loc",     "sector", "zona"};
    if (words.size() > 1 && kinds.contains(words.front())) words.erase(words.begin());
    return words;
}

// Edits of a slip of the pen: one, of long words two, of words of three letters none. None for another word.
std::optional<int> slips(const std::string& a, const std::string& b) {
    constexpr std::size_t short_word = 3, long_word = 9;
    if (a == b) return 0;
    const std::size_t shorter = std::min(a.size(), b.size()), longer = std::max(a.size(), b.size());
    const std::size_t most = longer < long_word ? 1 : 2;
    if (longer <= short_word || longer - shorter > most) return {};
    const int edits = edits_between(a, b);
    return edits <= static_cast<int>(most) ? std::optional{edits} : std::nullopt;
}

// Word by word; or all words as one, where a blank too many or too few parts them otherwise.
std::optional<int> slips(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    if (a.size() != b.size()) return slips(join(a, ""), join(b, ""));
    int all = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const auto edits = slips(a[i], b[i]);
        if (!edits) return {};
        all += *edits;
    }
    return all;
}

// The names and codes of areas taken apart once, for all texts that are held against them.
class AreaWords {
  public:
    explicit AreaWords(std::span<const CodeAndName> areas) : areas_{areas} {
        for (const auto& [code, name] : areas) {
            for (const std::string* word : {&name, &code})
                known_.push_back({&code, numbers_in(*word), words_of(*word)});
        }
    }

    std::string near(std::string_view text) const {
        const std::string numbers = numbers_in(text);
        const auto wanted = words_of(text), bare_wanted = bare(wanted);
        const std::string* best = nullptr;
        std::optional<int> fewest;
        bool alone = true;
        for (const auto& known : known_) {
            if (known.numbers != numbers) continue;
            auto edits = slips(wanted, known.words);
            if (!edits) edits = slips(bare_wanted, bare(known.words));
            if (!edits || (fewest && *edits > *fewest)) continue;
            alone = (fewest && *edits == *fewest && alone) ? *known.code == *best : true;
            best = known.code;
            fewest = edits;
        }
        if (!fewest) return area_by_long_name(areas_, text);
        return alone ? *best : std::string{};
    }

  private:
    struct Known {
        const std::string* code;
        std::string numbers;
        std::vector<std::string> words;
    };
    std::span<const CodeAndName> areas_;
    std::vector<Known> known_;
};

}  // namespace

std::string area_near(std::span<const CodeAndName> areas, std::string_view text) {
    return AreaWords{areas}.near(text);
}

std::vector<CodeAndName> areas_of(const Gazetteer& gazetteer, int slot) {
    std::vector<CodeAndName> areas;
    for (std::int32_t area = 0; area < gazetteer.size(slot); ++area)
        areas.emplace_back(gazetteer.code(slot, area), gazetteer.name(slot, area));
    return areas;
}

void tell_names_not_found(JsonWriter& json, const TextCounts& rows_of_name, const Gazetteer& gazetteer,
                          int slot) {
    std::vector<std::pair<std::string, std::int64_t>> names(rows_of_name.begin(), rows_of_name.end());
    std::stable_sort(names.begin(), names.end(), [](const auto& a, const auto& b) {
        return a.second != b.second ? a.second > b.second : name_less(a.first, b.first);
    });
    const std::size_t told = std::min(names.size(), most_names_told);
    const auto areas = areas_of(gazetteer, slot);
    const AreaWords words{areas};
    json.key("layer").text(gazetteer.layer(slot)).key("names").array();
    for (std::size_t i = 0; i < told; ++i) {
        const auto& [name, rows] = names[i];
        json.object().key("name").text(quotable(name)).key("rows").integer(rows);
        if (const auto near = words.near(name); !near.empty()) json.key("near").text(near);
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
