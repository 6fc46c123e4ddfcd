#include "service/contrast_said.hpp"

#include <algorithm>

#include "core/text.hpp"
#include "service/claim_words.hpp"
#include "service/crimes.hpp"

namespace atalaya::service {

namespace {

// Labels of a source, whatever they count in, whose names say every word that labels say.
std::vector<std::string> labels_that_say(const World& world, const std::string& source,
                                         const std::vector<ClaimCut>& cuts) {
    std::vector<bool> seen(world.offences().size());
    for (const auto& cell : world.cells("")) seen[cell.offence] = true;
    std::vector<std::string> out;
    for (std::size_t i = 0; i < seen.size(); ++i) {
        const auto& label = world.offences()[i];
        const bool all = std::ranges::all_of(cuts, [&](const ClaimCut& cut) {
            return cut.by != ClaimCut::By::label || says_word(world, label, cut);
        });
        if (seen[i] && label.starts_with(source + ":") && is_crime(world.catalogue(), label) && all)
            out.push_back(label);
    }
    return out;
}

}  // namespace

void prefer_what_was_said(std::vector<Move>& all, const std::vector<ClaimCut>& cuts) {
    for (auto& move : all)
        for (const auto& cut : cuts)
            if (move.departure.what == "offence" &&
                std::ranges::find(cut.which, move.departure.which) != cut.which.end())
                move.weight = as_said;
}

void add_labels_said(std::vector<Move>& all, const World& world, const Claim& claim,
                     const std::vector<ClaimCut>& cuts) {
    std::vector<std::string> said;
    for (const auto& cut : cuts)
        if (cut.by == ClaimCut::By::label) said = cut.which;
    std::erase_if(all, [&](const Move& move) {
        return move.departure.what == "offences" && move.departure.which == join(said, " ");
    });
    if (said.size() > 1)
        all.push_back({{"offences", join(said, " ")}, as_said, [said](Way& way) { way.offences = said; }});
    if (said.empty() || claim.number.kind == ClaimKind::share) return;
    const auto source = said.front().substr(0, said.front().find(':'));
    const auto more = labels_that_say(world, source, cuts);
    if (more.size() <= said.size()) return;
    all.push_back({{"offences", join(more, " ")}, as_said + 0.1, [more, source](Way& way) {
                       way.counted = {""};
                       way.offences = more;
                       way.source = source;
                       way.another_list = true;
                       way.units = false;
                   }});
}

void prefer_who_said_it(std::vector<Move>& all, const World& world, const Claim& claim) {
    constexpr std::size_t least = 5;
    const auto is_of_it = [&](const Move& move) {
        if (!is_any_of(move.departure.what, {"source", "list", "list_units"})) return false;
        const auto& name = world.catalogue().source(move.departure.which).name;
        const auto words = words_of_claim(name.es + " " + name.pt + " " + name.en);
        return std::ranges::any_of(claim.speaker, [&](const std::string& said) {
            return said.size() >= least && std::ranges::any_of(words, [&](const ClaimWord& word) {
                       return word.text.starts_with(said.substr(0, least));
                   });
        });
    };
    for (auto& move : all)
        if (is_of_it(move)) move.weight = as_said;
}

}  // namespace atalaya::service
