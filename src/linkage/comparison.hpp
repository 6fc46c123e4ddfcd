// How a field of two records compares: exact, close, differ or missing; and all fields of a pair as one pattern.
//
//     exact    the folded values are equal
//     close    not equal, but alike by the field's measure, sounding the same where the field has sounds, or one by
//              their words where it has words
//     missing  one of them, or both, is not there
//     differ   otherwise; text that is no day or number is close to nothing by `within`
//
// A pattern holds two bits a field, the first field lowest. O(fields) a pair.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "linkage/column.hpp"
#include "linkage/name_words.hpp"

namespace atalaya::linkage {

enum class Level : std::uint8_t { differ, close, exact, missing };
inline constexpr std::size_t levels = 4;

enum class Measure {
    equal,         // nothing is close
    jaro_winkler,  // names: at least `close`
    slip,          // digits: one slip apart
    day,           // yyyy-mm-dd: one slip, day and month exchanged, or at most `within` days apart
    number,        // decimal numbers (age, metres along a road): at most `within` apart
};

struct Field {
    std::string name;
    Column column;
    Measure measure = Measure::equal;
    double close = 0.9;         // of jaro_winkler
    double within = 0;          // of day and number, >= 0
    bool by_frequency = false;  // a rare value says more (frequency.hpp)
    double most_differ = 1;  // of records that are one, the share that may differ in it (fellegi_sunter.hpp)
    // By the column's ids: values that share one, not 0, are close whatever their measure; empty: none are so.
    std::vector<std::uint64_t> sounds{};
    std::vector<NameWords> words{};  // by the column's ids (name_words.hpp); empty: names are compared whole
};

// most_differ of a field that names a person: of a thousand who are on both lists, one bears two names not even alike.
inline constexpr double names_that_differ = 0.001;

inline constexpr std::size_t most_fields = 10;
using Pattern = std::uint32_t;

constexpr Level level_of(Pattern pattern, std::size_t field) {
    return static_cast<Level>(pattern >> (2 * field) & 3u);
}
constexpr Pattern at_level(Level level, std::size_t field) {
    return static_cast<Pattern>(level) << (2 * field);
}
constexpr std::size_t patterns(std::size_t fields) {
    return std::size_t{1} << (2 * fields);
}

Level compare(const Field& field, std::uint32_t a, std::uint32_t b);
// At most most_fields fields.
Pattern compare(std::span<const Field> fields, std::uint32_t a, std::uint32_t b);

}  // namespace atalaya::linkage
