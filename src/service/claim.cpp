#include "service/claim.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/stem.hpp"
#include "core/text.hpp"
#include "intake/cells.hpp"
#include "service/claim_head.hpp"
#include "service/claim_hedges.hpp"
#include "service/claim_indicators.hpp"
#include "service/claim_joints.hpp"
#include "service/claim_kinds.hpp"
#include "service/claim_manner.hpp"
#include "service/claim_period.hpp"
#include "service/claim_share.hpp"
#include "service/claim_speech.hpp"
#include "service/claim_territory.hpp"
#include "service/indicator_names.hpp"
#include "service/ledger_names.hpp"
#include "service/like_words.hpp"

namespace atalaya::service {

namespace {

constexpr double least_like_of_part = 0.3;  // the words of a part may be of no indicator at all

using Words = std::vector<ClaimWord>;

// The claim without the name of its territory, which may be of words that say something else, or a number.
Words without(const Words& words, const std::string& name) {
    if (name.empty()) return words;
    for (std::size_t first = 0; first < words.size(); ++first) {
        std::string text = words[first].text;
        std::size_t past = first + 1;
        while (text.size() < name.size() && past < words.size()) text += " " + words[past++].text;
        if (text != name) continue;
        Words out{words.begin(), words.begin() + static_cast<std::ptrdiff_t>(first)};
        out.insert(out.end(), words.begin() + static_cast<std::ptrdiff_t>(past), words.end());
        return out;
    }
    return words;
}

// What the part of a share is, of a whole that an indicator counts: one of its labels, else another indicator.
void set_part(Claim& claim, const World& world, const ClaimIndicators& indicators, Words part) {
    if (part.empty()) return;
    std::set<std::string> held;
    for (const auto& cell : world.cells(claim.indicator)) held.insert(world.offences()[cell.offence]);
    const std::vector<std::string> offences{held.begin(), held.end()};
    std::vector<intake::Words> names;
    for (const auto& offence : offences) names.push_back(label_named(world.catalogue(), offence));
    const int label = label_named_by(part, names, world.catalogue().indicator(claim.indicator).name);
    if (label >= 0 && offences.size() > 1) {
        claim.part_label = offences[static_cast<std::size_t>(label)];
        return;
    }
    // What a thing is done with ("con arma de fuego", "en moto") is no other indicator.
    part = without_what_they_rode(part);
    std::erase_if(part, [](const ClaimWord& word) { return is_between(word) || is_instrument(word); });
    if (part.empty()) return;
    const auto other = indicators.like(part, least_like_of_part);
    if (other != claim.indicator) claim.part_indicator = other;
}

// Others that the claim names beside its indicator: "los robos y hurtos".
void set_besides(Claim& claim, const ClaimIndicators& indicators, const Words& words) {
    for (std::size_t i = 1; i + 1 < words.size(); ++i) {
        if (!is_any_of(words[i].text, {"y", "e", "and", "mas", "mais", "plus"})) continue;
        std::size_t next = i + 1;
        while (next + 1 < words.size() && (is_of(words[next]) || is_definite(words[next]))) ++next;
        if (words[next].number || is_between(words[next]) || is_anything(words[next])) continue;
        const auto before = indicators.like({words.begin(), words.begin() + static_cast<std::ptrdiff_t>(i)});
        const auto after = indicators.like({words.begin() + static_cast<std::ptrdiff_t>(next), words.end()});
        if (before.empty() || after.empty() || before == after || indicators.like({words[next]}) != after ||
            indicators.like({words[i - 1]}) != before)
            continue;
        claim.indicator = before;
        claim.besides = {after};
        return;
    }
}

// A month is read whatever is said of it; so is a word of the city's name ("en Buenos Aires").
bool is_time_or_city(const World& world, const ClaimWord& word) {
    if (intake::parse_month_number(word.text)) return true;
    return (" " + folded(world.catalogue().city.name) + " ").contains(" " + word.text + " ");
}

// "La policía mató a 12 personas", "12 mortos pela polícia": what the police does is no homicide that an indicator counts. That the
// police says so ("la policía dice que mataron a 12") is another thing.
bool is_of_police(const Words& words) {
    const auto is_any = [&](std::size_t at, std::initializer_list<std::string_view> texts) {
        return at < words.size() && std::ranges::find(texts, words[at].text) != texts.end();
    };
    const auto is_police = [&](std::size_t at) {
        return at < words.size() &&
               (words[at].text.starts_with("polici") || words[at].text.starts_with("police"));
    };
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (is_police(i) && is_any(i + 1, {"mato", "mataron", "matou", "mataram", "killed", "asesino",
                                           "asesinaron", "assassinou", "assassinaram"}))
            return true;
        if (!is_any(i, {"muertos", "muertas", "mortos", "mortas", "killed", "asesinados", "asesinadas",
                        "assassinados", "assassinadas"}) ||
            !is_any(i + 1, {"por", "pela", "pelas", "pelos", "by"}))
            continue;
        if (is_police(i + 2) || (is_any(i + 2, {"la", "las", "los", "the"}) && is_police(i + 3))) return true;
    }
    return false;
}

// A share is of what its words say that it is of ("la mitad de los robos es con arma"); where they say nothing, of what
// any of them does.
void set_indicator(Claim& claim, const World& world, const ClaimIndicators& indicators,
                   const ClaimParts& parts, const Words& words) {
    const auto sides =
        claim.number.kind == ClaimKind::share ? shared_words(words, claim.number) : SharedWords{words, {}};
    const Words& whole = sides.whole.empty() ? words : sides.whole;
    const bool of_police = parts.indicator.empty() && is_of_police(words);
    claim.indicator = parts.indicator.empty() && !of_police ? indicators.like(whole) : parts.indicator;
    if (!claim.indicator.empty()) world.catalogue().indicator(claim.indicator);  // throws where there is none
    if (claim.indicator.empty()) claim.uncounted = indicators.uncounted(whole);
    if (of_police && claim.uncounted.empty())
        claim.uncounted = {std::ranges::find_if(words, [](const ClaimWord& word) {
                               return word.text.starts_with("polic");
                           })->text};
    if (parts.indicator.empty() && claim.uncounted.empty()) {
        const auto knows = [&](const ClaimWord& word) {
            return is_between(word) || is_anything(word) || is_person(word) || says_share(word) ||
                   moves(word) || is_time_or_city(world, word) || indicators.knows(word);
        };
        if (auto head = unknown_head(words, claim.number, !claim.indicator.empty(), knows)) {
            claim.indicator.clear();
            claim.uncounted.push_back(std::move(*head));
        }
    }
    if (parts.indicator.empty() && !claim.indicator.empty() && claim.number.kind != ClaimKind::share)
        set_besides(claim, indicators, words);
    claim.of_everything =
        claim.indicator.empty() && claim.uncounted.empty() && std::ranges::any_of(whole, is_anything);
    if (!claim.indicator.empty() && !sides.whole.empty()) set_part(claim, world, indicators, sides.part);
}

void set_months(Claim& claim, const World& world, const ClaimParts& parts, const Words& words) {
    const auto last = world.last_month();
    const auto month = parse_month(parts.month);
    if (!parts.month.empty() && !month)
        throw Error{Fault::usage,
                    message("month: expected YYYY-MM, such as 2020-08; found \"{}\"", parts.month)};
    if (!last && !month) throw Error{Fault::missing, message("claim: no data have been published yet")};
    Words telling = words;
    for (auto at = claim.number.figures.rbegin(); at != claim.number.figures.rend(); ++at)
        telling.erase(telling.begin() + static_cast<std::ptrdiff_t>(*at));
    const auto said = said_period(telling, last.value_or(month.value_or(Month{})),
                                  claim.number.kind == ClaimKind::change, claim.number.levels);
    claim.against_months = said.against_months;
    claim.month = month.value_or(said.month);
    claim.months = month ? 1 : said.months;
    claim.month_said = month || said.said;
    if (claim.number.kind == ClaimKind::rate && !claim.month_said) claim.months = 12;
}

}  // namespace

Claim of_last_month(const World& world, std::string_view indicator, Claim claim) {
    const auto known = world.known_months(indicator);
    if (known && !claim.month_said && known->past_end <= whole(claim.month).first)
        claim.month = month_of(known->past_end - std::chrono::days{1});
    return claim;
}

namespace {

Claim claim_of(const World& world, const ClaimIndicators& indicators, const ClaimParts& parts,
               const Words& words, const Territory& territory) {
    Claim claim;
    claim.territory = territory;
    claim.number = said_number(words, parts.text);
    set_indicator(claim, world, indicators, parts, words);
    set_months(claim, world, parts, words);
    return claim.month_said || claim.indicator.empty() ? claim : of_last_month(world, claim.indicator, claim);
}

bool are_alike(const Claim& a, const Claim& b) {
    return a.number.kind == b.number.kind && a.number.value == b.number.value &&
           a.number.per == b.number.per && a.number.bound == b.number.bound &&
           a.number.signless == b.number.signless && a.indicator == b.indicator && a.besides == b.besides &&
           a.part_indicator == b.part_indicator && a.part_label == b.part_label &&
           a.of_everything == b.of_everything && a.uncounted == b.uncounted && a.month == b.month &&
           a.months == b.months && a.against_months == b.against_months && a.month_said == b.month_said;
}

// Whether the claim reads the same without that word: it is left out and the rest is read again.
bool is_unread(const World& world, const ClaimIndicators& indicators, const ClaimParts& parts,
               const Words& words, std::size_t at, const Claim& claim) {
    Words rest = words;
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(at));
    try {
        return are_alike(claim_of(world, indicators, parts, rest, claim.territory), claim);
    } catch (const Error&) {
        return false;  // without it nothing can be made of the claim
    }
}

// Of the name that the indicator has everywhere, or of the city's own.
bool is_in_name(const World& world, const std::string& indicator, const ClaimWord& word) {
    std::vector<intake::Words> names{world.catalogue().indicator(indicator).name,
                                     name_here(world.catalogue(), indicator)};
    return std::ranges::any_of(names, [&](const intake::Words& name) {
        return std::ranges::any_of(std::array{name.es, name.pt, name.en}, [&](const std::string& text) {
            return (" " + folded(text) + " ").contains(" " + word.text + " ");
        });
    });
}

// Whether a word by which people mean the indicator and that its name has not ("latrocínio") is in the names of some of its
// labels and not of all.
bool is_one_label(const World& world, const std::string& indicator, const ClaimWord& word) {
    const auto its = stem(word.text);
    const auto says_it = [&](const intake::Words& name) {
        return std::ranges::any_of(std::array{name.es, name.pt, name.en}, [&](const std::string& text) {
            const auto stems = stems_of(text);
            return std::ranges::find(stems, its) != stems.end();
        });
    };
    if (says_it(world.catalogue().indicator(indicator).name) ||
        says_it(name_here(world.catalogue(), indicator)))
        return false;
    std::set<std::string> held;
    for (const auto& cell : world.cells(indicator)) held.insert(world.offences()[cell.offence]);
    const auto says = [&](const std::string& offence) {
        return says_it(label_named(world.catalogue(), offence));
    };
    const auto named = std::ranges::count_if(held, says);
    return named > 0 && std::cmp_less(named, held.size());
}

// What was left out of the claim of who says it.
std::vector<std::string> speaker_of(const Words& all, const Words& kept) {
    const auto same = [](const ClaimWord& a, const ClaimWord& b) { return a.text == b.text; };
    const auto first = std::search(all.begin(), all.end(), kept.begin(), kept.end(), same);
    std::vector<std::string> out;
    for (auto word = all.begin(); word != all.end(); ++word)
        if (word < first || word >= first + static_cast<std::ptrdiff_t>(kept.size()))
            out.push_back(word->text);
    return out;
}

// "Sin arma", "sem a arma".
bool is_denied(const Words& words, std::size_t at) {
    while (at > 0 && is_article(words[at - 1])) --at;
    return at > 0 && is_any_of(words[at - 1].text, {"sin", "sem", "without"});
}

}  // namespace

Claim parse_claim(const World& world, const ClaimParts& parts) {
    const auto all = words_of_claim(parts.text);
    const auto named = territory_named(world, spaced(all));
    if (parts.territory.empty() && !named.others.empty()) refuse_several(named);
    const auto territory = parts.territory.empty() ? named.territory : parse_territory(parts.territory);
    world.territory(territory);  // throws where there is none
    const ClaimIndicators indicators{world};
    const auto spoken = without(all, named.name);
    const auto said = without_speaker(spoken, [&](const ClaimWord& word) { return indicators.knows(word); });
    const auto times = said_times(said);
    const auto& words = times.others;
    Claim claim = claim_of(world, indicators, parts, words, territory);
    claim.speaker = speaker_of(spoken, said);
    if (!claim.indicator.empty()) {
        claim.time_said = times.said;
        claim.times = times.cuts;
    } else if (!times.said.empty()) {
        claim.unread.push_back(times.said);  // nothing says of which facts
    }
    const LikeWords like{world.catalogue().share};
    for (std::size_t at = 0; at < words.size(); ++at) {
        const auto& word = words[at];
        if (word.number || is_between(word) || is_anything(word) || says_share(word) || is_person(word) ||
            is_time_or_city(world, word))
            continue;
        // By another of its words the indicator would have been found too: this one is read all the same.
        const bool in_name = !claim.indicator.empty() && is_in_name(world, claim.indicator, word);
        const bool means_it = !claim.indicator.empty() && indicators.like({word}) == claim.indicator;
        const auto says_it = [&](const ClaimWord& other) {
            return &other != &word &&
                   (is_in_name(world, claim.indicator, other) || indicators.like({other}) == claim.indicator);
        };
        // "Robos de motochorros" are robberies, and not any.
        const bool is_more =
            means_it && !in_name && !like.of(word.text).empty() && std::ranges::any_of(words, says_it);
        if (is_more || (means_it && !in_name && parts.indicator.empty() && claim.part_label.empty() &&
                        is_one_label(world, claim.indicator, word)))
            claim.unread.push_back(word.text);
        else if (!in_name && !means_it && is_unread(world, indicators, parts, words, at, claim))
            claim.unread.push_back(word.text);
        else
            continue;
        if (is_denied(words, at)) claim.denied.push_back(word.text);
    }
    return claim;
}

}  // namespace atalaya::service
