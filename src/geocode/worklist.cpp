#include "geocode/worklist.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/name_order.hpp"
#include "core/text.hpp"
#include "geocode/address.hpp"
#include "geocode/words.hpp"

namespace atalaya::geocode {

namespace {

bool can_be_named(const Answer& answer) {
    switch (answer.reason) {
        case Reason::ambiguous:
        case Reason::uncertain:
        case Reason::unknown_name:
        case Reason::unknown_number:
        case Reason::unknown_crossing:
        case Reason::unknown_block:
        case Reason::no_position: return true;
        default: return false;
    }
}

// Of "Calle Nueva 123" the street has to be named, once for all its numbers.
std::string to_be_named(std::string_view text, Reason reason) {
    const auto read = readings(text);
    const bool street = reason == Reason::unknown_name && !read.empty() && read.front().number &&
                        !read.front().street.empty();
    return street ? read.front().street : std::string{trimmed(text)};
}

std::string key_of(std::string_view text) {
    std::string key;
    for (const Word& word : words_of(text)) key += word.text + " ";
    return key;
}

// "S/D", "SD SD", "en la vía pública", "calle sin datos": nobody can say where that is. Sorted.
constexpr std::array<std::string_view, 40> of_no_place{"a",
                                                       "calle",
                                                       "consigna",
                                                       "consta",
                                                       "d",
                                                       "dado",
                                                       "dados",
                                                       "dato",
                                                       "datos",
                                                       "desconhecido",
                                                       "desconocida",
                                                       "desconocido",
                                                       "direccion",
                                                       "domicilio",
                                                       "em",
                                                       "en",
                                                       "especifica",
                                                       "especificada",
                                                       "especificado",
                                                       "ignorado",
                                                       "indica",
                                                       "indicado",
                                                       "informa",
                                                       "informado",
                                                       "la",
                                                       "lugar",
                                                       "n",
                                                       "na",
                                                       "nao",
                                                       "nc",
                                                       "no",
                                                       "publica",
                                                       "rua",
                                                       "s",
                                                       "sd",
                                                       "se",
                                                       "sem",
                                                       "sin",
                                                       "ubicacion",
                                                       "via"};

bool names_no_place(std::string_view text) {
    const auto words = words_of(text);
    return std::ranges::all_of(words, [](const Word& word) {
        return std::ranges::find(of_no_place, std::string_view{word.text}) != of_no_place.end();
    });
}

}  // namespace

void Worklist::add(std::string_view text, const Answer& answer, std::int64_t rows) {
    if (answer.reason == Reason::protected_place) return;
    rows_ += rows;
    if (!can_be_named(answer) || names_no_place(text)) return;
    const std::string named = to_be_named(text, answer.reason);
    Gathered& gathered = gathered_[key_of(named)];
    if (gathered.rows == 0) {
        gathered.reason = answer.reason;
        gathered.candidates = answer.candidates;
    }
    gathered.rows += rows;
    gathered.spellings[named] += rows;
}

std::vector<PlaceToName> Worklist::most_wanted(std::size_t most, Geocoder::Desk& desk) const {
    std::vector<const Gathered*> all;
    for (const auto& [key, gathered] : gathered_) all.push_back(&gathered);
    const auto spelt = [](const Gathered& gathered) -> const std::string& {
        return std::ranges::max_element(gathered.spellings, {}, [](const auto& s) { return s.second; })
            ->first;
    };
    std::ranges::sort(all, [&](const Gathered* a, const Gathered* b) {
        return a->rows != b->rows ? a->rows > b->rows : name_less(spelt(*a), spelt(*b));
    });
    if (all.size() > most) all.resize(most);
    std::vector<PlaceToName> out;
    double with = 0;
    for (const Gathered* gathered : all) {
        const auto& spelling = spelt(*gathered);
        const double share = static_cast<double>(gathered->rows) / static_cast<double>(rows_);
        with += share;
        out.push_back({spelling, gathered->rows, gathered->reason, share, with,
                       gathered->candidates.empty() ? desk.proposals(spelling) : gathered->candidates});
    }
    return out;
}

}  // namespace atalaya::geocode
