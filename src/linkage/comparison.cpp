#include "linkage/comparison.hpp"

#include <algorithm>
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

constexpr double rounding = 1e-9;

// Letters of the one that are not in the other; none more can be in common.
std::uint32_t missed(const Sketch& in, const Sketch& from) {
    return in.letters & ~from.letters;
}

// std::popcount is a call where the processor is not known to have one.
std::size_t count(std::uint32_t bits) {
    bits -= bits >> 1 & 0x55555555u;
    bits = (bits & 0x33333333u) + (bits >> 2 & 0x33333333u);
    return ((bits + (bits >> 4)) & 0x0f0f0f0fu) * 0x01010101u >> 24;
}

bool one_at_most(std::uint32_t bits) {
    return (bits & (bits - 1)) == 0;
}

bool may_be_alike(const Sketch& x, const Sketch& y, double least) {
    if (!x.ascii() || !y.ascii() || std::max(x.bytes(), y.bytes()) > longest_sketched) return true;
    const std::size_t n = x.bytes(), m = y.bytes();
    const std::size_t common = std::min(n - count(missed(x, y)), m - count(missed(y, x)));
    std::size_t start = 0;
    while (start < 3 && x.start[start] == y.start[start]) ++start;
    return most_jaro_winkler(common, start < 3 ? start : 4, n, m) >= least - rounding;
}

// One slip, or two parts exchanged, changes a byte for another, adds or takes away one, or moves some.
bool may_be_a_slip(const Sketch& x, const Sketch& y) {
    const std::size_t longer = std::max(x.bytes(), y.bytes()), shorter = std::min(x.bytes(), y.bytes());
    return longer - shorter <= 1 && one_at_most(missed(x, y)) && one_at_most(missed(y, x));
}

// False where no look at the values can find them close.
bool may_be_close(const Field& field, const Sketch& x, const Sketch& y) {
    switch (field.measure) {
        case Measure::equal: return false;
        case Measure::jaro_winkler: return may_be_alike(x, y, field.close);
        case Measure::slip: return may_be_a_slip(x, y);
        case Measure::day: return field.within > 0 || may_be_a_slip(x, y);
        case Measure::number: return true;
    }
    return true;
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
    const auto a_said = field.column.value(x), b_said = field.column.value(y);
    if (may_be_close(field, field.column.sketch(x), field.column.sketch(y)) && close(field, a_said, b_said))
        return Level::close;
    const bool one = !field.words.empty() && one_by_words(field.words[x], a_said, field.words[y], b_said);
    return one ? Level::close : Level::differ;
}

Pattern compare(std::span<const Field> fields, std::uint32_t a, std::uint32_t b) {
    Pattern pattern = 0;
    for (std::size_t k = 0; k < fields.size(); ++k) pattern |= at_level(compare(fields[k], a, b), k);
    return pattern;
}

}  // namespace atalaya::linkage
