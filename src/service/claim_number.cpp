#include "service/claim_number.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "core/error.hpp"
#include "intake/cells.hpp"
#include "service/claim_fraction.hpp"
#include "service/claim_hedges.hpp"
#include "service/claim_joints.hpp"
#include "service/claim_rate.hpp"
#include "service/claim_share.hpp"

namespace atalaya::service {

namespace {

using Words = std::span<const ClaimWord>;

std::optional<FoundNumber> percentage(Words words) {
    const auto at = std::ranges::find(words, true, &ClaimWord::percent) - words.begin();
    const auto i = static_cast<std::size_t>(at);
    if (i == words.size()) return {};
    const ClaimWord& word = words[i];
    SaidNumber number{.kind = ClaimKind::change, .value = word.value, .tolerance = word.tolerance};
    if (word.text[0] != '-' && word.text[0] != '+') {
        const int way = direction(words, i, i + 1);
        const bool of = i + 1 < words.size() && is_of(words[i + 1]);
        if (way < 0) number.value = -number.value;
        // "Dos roubos de 2024, 20 % foram no Centro": what it begins with is what it is a share of.
        const bool begins = i > 1 && is_of(words[0]);
        const bool share = of || begins || std::ranges::any_of(words, says_share);
        if (way == 0 && share) number.kind = ClaimKind::share;
        number.signless = way == 0 && !share;
    }
    return FoundNumber{number, i, i + 1};
}

// Past "en 2019", "en enero" or "en enero de 2019", which may stand after either number; where it is none of these, `at` itself.
std::size_t past_time(Words words, std::size_t at) {
    if (at >= words.size() || !is_any_of(words[at].text, {"en", "em", "in"})) return at;
    for (std::size_t past = at + 1; past < std::min(words.size(), at + 4); ++past) {
        if (words[past].number && words[past].is_year()) return past + 1;
        if (words[past].number) break;
    }
    const bool month =
        at + 1 < words.size() && !words[at + 1].number && intake::parse_month_number(words[at + 1].text);
    return month ? at + 2 : at;
}

// "pasaron de 40 a 55", "pasaron de 40 en 2019 a 55 en 2020". Each number is so exact as it was said, and so is their ratio.
std::optional<FoundNumber> from_to(Words words) {
    for (std::size_t i = 0; i + 4 < words.size(); ++i) {
        if (!is_any_of(words[i].text, {"pas*", "went", "subi*", "baj*", "aument*", "ca*"}) ||
            !is_any_of(words[i + 1].text, {"de", "from"}))
            continue;
        const std::size_t joint = past_time(words, i + 3);
        if (joint + 1 >= words.size() || !is_any_of(words[joint].text, {"a", "para", "to"})) continue;
        const auto &from = words[i + 2], &to = words[joint + 1];
        if (!from.number || !to.number || from.is_year() || to.is_year() || from.percent ||
            from.value <= from.tolerance)
            continue;
        const double ratio = to.value / from.value;
        SaidNumber number{
            .kind = ClaimKind::change,
            .value = 100 * (ratio - 1),
            .tolerance = 100 * ((to.value + to.tolerance) / (from.value - from.tolerance) - ratio),
            .levels = true};
        return FoundNumber{number, i, joint + 2};
    }
    return {};
}

// "los últimos seis meses", "seis primeros meses": so many months, and no facts.
bool is_of_months(Words words, std::size_t i) {
    const auto is_month = [&](std::size_t at) {
        return at < words.size() && is_any_of(words[at].text, {"mes", "meses", "months", "anos", "years"});
    };
    const bool which = i + 1 < words.size() &&
                       is_any_of(words[i + 1].text, {"primeros", "primeiros", "ultimos", "first", "last"});
    return is_month(i + 1) || (which && is_month(i + 2));
}

std::optional<FoundNumber> plain_number(Words words, bool in_words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto& word = words[i];
        if (!word.number || word.in_words != in_words || is_of_months(words, i)) continue;
        // "hubo 2000 robos"
        const bool counted =
            i > 0 && is_any_of(words[i - 1].text, {"hubo", "houve", "registr*", "were", "fueron", "foram"});
        if (word.is_year() && !counted) continue;
        SaidNumber number{.kind = ClaimKind::count, .value = word.value, .tolerance = word.tolerance};
        if (word.is_year()) number.figures = {i};
        return FoundNumber{number, i, i + 1};
    }
    return {};
}

std::optional<FoundNumber> none_or_one(Words words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i].text;
        const bool there =
            i > 0 && is_any_of(words[i - 1].text, {"hubo", "houve", "solo", "apenas", "ocurrio", "ocorreu"});
        if (there && is_any_of(word, {"un", "una", "um", "uma"}))
            return FoundNumber{{.kind = ClaimKind::count, .value = 1}, i, i + 1};
        const bool denied = i + 1 < words.size() && is_any_of(word, {"no", "nao"}) &&
                            is_any_of(words[i + 1].text, {"hubo", "houve"});
        if (denied || is_any_of(word, {"ningun", "ninguna", "nenhum", "nenhuma"}))
            return FoundNumber{{.kind = ClaimKind::count, .value = 0}, i, i + 1};
    }
    return {};
}

}  // namespace

bool SaidNumber::fits(double found) const {
    const double size = std::abs(value);
    const double along = signless ? std::abs(found) : value < 0 ? -found : found;
    if (bound == Bound::at_least) return along >= size;
    if (bound == Bound::at_most) return along >= 0 && along <= size;
    return std::abs((signless ? std::abs(found) : found) - value) <= tolerance * (1 + 1e-9);
}

double SaidNumber::away(double found) const {
    const double off = std::abs((signless ? std::abs(found) : found) - value);
    const double one = bound == Bound::none ? tolerance : std::max(tolerance, std::abs(value));
    return fits(found) ? std::min(off / one, 1.0) : off;
}

SaidNumber said_number(std::span<const ClaimWord> words, const std::string& text) {
    refuse_what_no_count_answers(words);
    using Readings = std::vector<std::optional<FoundNumber>>;
    const auto readings =
        is_per_inhabitants(words)
            ? Readings{rate(words)}
            : Readings{percentage(words),          multiple(words),           from_to(words),    part(words),
                       plain_number(words, false), plain_number(words, true), none_or_one(words)};
    for (const auto& found : readings) {
        if (!found) continue;
        for (std::size_t i = found->first; i < found->past; ++i)
            if (!words[i].readable)
                throw Error{Fault::usage,
                            message("claim: \"{}\" is not a number that can be read", words[i].text)};
        auto number = hedged(words, *found).number;
        number.first = found->first;
        number.past = found->past;
        return number;
    }
    throw Error{
        Fault::usage,
        message("claim: expected a number, such as \"40 %\" or \"273 robos\"; found none in \"{}\"", text)};
}

}  // namespace atalaya::service
