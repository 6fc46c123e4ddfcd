#include "service/claim_rate.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace atalaya::service {

namespace {

using Words = std::span<const ClaimWord>;

// A day, a week, an hour: "por día", "cada tres horas", "esta semana", "el 15 de marzo".
const ClaimWord* shorter_than_month(Words words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto& word = words[i];
        if (is_any_of(word.text, {"semana*", "ayer", "ontem", "hoy", "hoje", "week*", "yesterday", "diario*",
                                  "minuto*"}))
            return &word;
        const bool counted = i > 0 && (words[i - 1].number ||
                                       is_any_of(words[i - 1].text, {"por", "al", "ao", "cada", "per"}));
        if (counted && is_any_of(word.text, {"dia", "dias", "hora", "horas", "day", "days", "hours"}))
            return &word;
    }
    return nullptr;
}

}  // namespace

bool is_per_inhabitants(Words words) {
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        const bool per = is_any_of(words[i].text, {"cada", "por", "per"});
        if (per && words[i + 1].number && words[i + 1].value >= 1000) return true;
        if (is_any_of(words[i].text, {"habitante*", "inhabitants"}) ||
            is_any_of(words[i + 1].text, {"habitante*"}))
            return true;
    }
    return std::ranges::any_of(words, [](const ClaimWord& word) {
        return is_any_of(word.text, {"tasa*", "taxa*"});
    });
}

std::optional<FoundNumber> rate(Words words) {
    constexpr double usual = 100'000, least = 1000;
    std::size_t base = words.size();
    for (std::size_t i = 0; i + 1 < words.size() && base == words.size(); ++i)
        if (is_any_of(words[i].text, {"cada", "por", "per"}) && words[i + 1].number &&
            words[i + 1].value >= least)
            base = i;
    const bool said = base < words.size();
    std::optional<std::size_t> at;
    for (std::size_t i = 0; i < base; ++i)
        if (words[i].number && (!words[i].is_year() || i + 1 == base)) at = i;
    if (!at)  // years alone: the last of two is none
        for (std::size_t i = 0, years = 0; i < base; ++i)
            if (words[i].number && ++years > 1) at = i;
    if (!at) return {};
    SaidNumber number{.kind = ClaimKind::rate,
                      .value = words[*at].value,
                      .tolerance = words[*at].tolerance,
                      .per = said ? words[base + 1].value : usual,
                      .figures = {*at}};
    if (said) number.figures.push_back(base + 1);
    return FoundNumber{number, *at, *at + 1};
}

void refuse_what_no_count_answers(Words words) {
    const bool percent = std::ranges::any_of(words, &ClaimWord::percent);
    if (percent && is_per_inhabitants(words))
        throw Error{Fault::usage,
                    message("claim: of a rate by inhabitants what is contrasted is its number and not by how "
                            "many percent it moved: say the rate, or the facts")};
    if (const auto* word = shorter_than_month(words))
        throw Error{
            Fault::usage,
            message("claim: what is known is of whole months, and \"{}\" is not: say the month and how "
                    "many facts in it",
                    word->text)};
    const auto points = [](const ClaimWord& word) {
        return is_any_of(word.text, {"punto", "puntos", "ponto", "pontos", "points"});
    };
    if (std::ranges::any_of(words, points))
        throw Error{
            Fault::usage,
            message("claim: points are the distance between two percentages: say one of them with its %")};
}

}  // namespace atalaya::service
