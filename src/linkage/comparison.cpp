#include "linkage/comparison.hpp"

#include <cmath>

#include "core/day.hpp"
#include "core/text.hpp"
#include "linkage/jaro.hpp"
#include "linkage/slip.hpp"

namespace atalaya::linkage {

namespace {

bool days_within(std::string_view a, std::string_view b, double within) {
    if (within <= 0) return false;
    const auto x = parse_day(a), y = parse_day(b);
    return x && y && std::abs((*x - *y).count()) <= within;
}

bool numbers_within(std::string_view a, std::string_view b, double within) {
    const auto x = decimal_number(a), y = decimal_number(b);
    return x && y && std::abs(*x - *y) <= within;
}

bool close(const Field& field, std::string_view a, std::string_view b) {
    switch (field.measure) {
        case Measure::equal: return false;
        case Measure::jaro_winkler: return jaro_winkler(a, b) >= field.close;
        case Measure::slip: return within_one_slip(a, b);
        case Measure::day: return may_be_one_day(a, b) || days_within(a, b, field.within);
        case Measure::number: return numbers_within(a, b, field.within);
    }
    return false;
}

}  // namespace

Level compare(const Field& field, std::uint32_t a, std::uint32_t b) {
    const auto x = field.column.id(a), y = field.column.id(b);
    if (x == Column::missing || y == Column::missing) return Level::missing;
    if (x == y) return Level::exact;
    if (!field.sounds.empty() && field.sounds[x] != 0 && field.sounds[x] == field.sounds[y])
        return Level::close;
    return close(field, field.column.value(x), field.column.value(y)) ? Level::close : Level::differ;
}

Pattern compare(std::span<const Field> fields, std::uint32_t a, std::uint32_t b) {
    Pattern pattern = 0;
    for (std::size_t k = 0; k < fields.size(); ++k) pattern |= at_level(compare(fields[k], a, b), k);
    return pattern;
}

}  // namespace atalaya::linkage
