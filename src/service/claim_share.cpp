#include "service/claim_share.hpp"

#include <algorithm>
#include <set>

#include "core/stem.hpp"
#include "intake/cells.hpp"
#include "service/claim_joints.hpp"

namespace atalaya::service {

namespace {

using Words = std::span<const ClaimWord>;

// Before the noun of the whole: "de todos los".
bool leads_in(const ClaimWord& word) {
    return is_of(word) || is_definite(word) ||
           is_any_of(word.text, {"todo", "todos", "toda", "todas", "total", "all", "lo"});
}

// After it nothing more is said of the whole.
bool ends_the_whole(const ClaimWord& word) {
    return word.number || says_share(word) || intake::parse_month_number(word.text) ||
           is_any_of(word.text,
                     {"en",      "em",       "no",      "na",     "nos",    "nas",      "in",      "at",
                      "es",      "e",        "son",     "sao",    "fue",    "fueron",   "foi",     "foram",
                      "is",      "are",      "was",     "were",   "se",     "que",      "durante", "desde",
                      "entre",   "segun",    "segundo", "ocurr*", "ocorr*", "acontec*", "happen*", "suced*",
                      "queda",   "quedan",   "fica",    "ficam",  "esta",   "estan",    "hubo",    "houve",
                      "cometi*", "registr*", "lo",      "le",     "ultimo", "ultimos",  "primer",  "este"});
}

std::vector<ClaimWord> copied(Words words) {
    return {words.begin(), words.end()};
}

struct Range {
    std::size_t first{}, past{};
};

Range whole_from(Words words, std::size_t at) {
    while (at < words.size() && leads_in(words[at])) ++at;
    Range range{at, at};
    while (range.past < words.size() && !ends_the_whole(words[range.past])) ++range.past;
    while (range.past > range.first && leads_in(words[range.past - 1])) --range.past;
    return range;
}

std::set<std::string> telling_stems(std::string_view text) {
    std::set<std::string> out;
    for (auto& one : stems_of(text))
        if (one.size() > 2) out.insert(std::move(one));
    return out;
}

// "sin arma", "sem arma": what is denied is another label.
bool denies(std::string_view text) {
    const auto words = words_of(text);
    return std::ranges::any_of(words, [](const std::string& word) {
        return is_any_of(word, {"sin", "sem", "without"});
    });
}

}  // namespace

bool says_share(const ClaimWord& word) {
    return is_any_of(word.text,
                     {"concentr*", "represent*", "constitu*",   "acapar*",   "reune",    "reunen",
                      "reunio",    "reuniu",     "reunieron",   "explica*",  "aport*",   "abarc*",
                      "agrup*",    "equival*",   "correspond*", "pertenec*", "suma",     "suman",
                      "sumaron",   "somam",      "responde",    "respondem", "accounts", "account"});
}

SharedWords shared_words(Words words, const SaidNumber& number) {
    Range whole{number.past, number.past};
    const bool after = number.past < words.size() && !ends_the_whole(words[number.past]);
    if (after) whole = whole_from(words, number.past);
    if (whole.first == whole.past && !words.empty() && is_of(words[0])) {
        whole = whole_from(words.first(number.first), 0);
        if (whole.past > number.first) whole = {number.past, number.past};
    }
    SharedWords out;
    out.whole = copied(words.subspan(whole.first, whole.past - whole.first));
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool of_whole = i >= whole.first && i < whole.past;
        const bool of_number = i >= number.first && i < number.past;
        if (of_whole || of_number || words[i].number || says_share(words[i]) || leads_in(words[i])) continue;
        out.part.push_back(words[i]);
    }
    return out;
}

int label_named_by(Words part, const std::vector<intake::Words>& labels, const intake::Words& whole) {
    const std::string text = spaced(part);
    const auto said = telling_stems(text);
    std::set<std::string> known;
    for (const auto& name : {whole.es, whole.pt, whole.en}) known.merge(telling_stems(name));
    int best = -1;
    std::size_t most = 0;
    bool alone = true;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        std::size_t met = 0;
        for (const auto& name : {labels[i].es, labels[i].pt, labels[i].en}) {
            auto own = telling_stems(name);
            std::erase_if(own, [&](const std::string& one) { return known.contains(one); });
            const bool all =
                std::ranges::all_of(own, [&](const std::string& one) { return said.contains(one); });
            if (all && denies(name) == denies(text)) met = std::max(met, own.size());
        }
        if (met == 0 || met < most) continue;
        alone = met > most;
        most = met;
        best = static_cast<int>(i);
    }
    return alone ? best : -1;
}

}  // namespace atalaya::service
