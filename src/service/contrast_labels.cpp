#include "service/contrast_labels.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include "core/text.hpp"
#include "service/claim_cuts.hpp"
#include "service/contrast_breaks.hpp"
#include "service/contrast_few.hpp"
#include "service/like_words.hpp"
#include "service/uncounted.hpp"

namespace atalaya::service {

namespace {

struct LabelsOf {
    std::string counted;              // of World::cells
    std::vector<std::string> labels;  // in the order of the world's
};

// By source. Labels that an indicator counts are not said by a claim of what none counts.
std::map<std::string, LabelsOf> labels_saying(const World& world, const std::vector<std::string>& words) {
    std::map<std::string, LabelsOf> of;
    for (const std::string_view counted : {std::string_view{}, uncounted_tallies}) {
        std::vector<std::string> source_of(world.offences().size());
        for (const auto& cell : world.cells(counted)) source_of[cell.offence] = world.sources()[cell.source];
        for (std::size_t i = 0; i < source_of.size(); ++i) {
            const auto& label = world.offences()[i];
            const bool said = std::ranges::any_of(
                words, [&](const std::string& word) { return says_word(world, label, word); });
            if (source_of[i].empty() || !said) continue;
            auto& found = of[source_of[i]];
            found.counted = counted;
            found.labels.push_back(label);
        }
    }
    return of;
}

std::vector<std::string> words_like(const World& world, const std::vector<std::string>& words) {
    const LikeWords like{world.catalogue().share};
    std::vector<std::string> all;
    for (const auto& word : words) {
        const auto others = like.of(word);
        all.insert(all.end(), others.begin(), others.end());
    }
    return all;
}

}  // namespace

std::vector<ClaimReading> readings_of_labels(store::Store& store, const World& world, const Claim& claim) {
    std::vector<ClaimReading> all;
    const auto kind = claim.number.kind;
    if (kind == ClaimKind::share) return all;
    Readings readings{store, world, "", claim};
    const FewFacts few{readings, world, nullptr, kind};
    auto said = labels_saying(world, claim.uncounted);
    if (said.empty()) said = labels_saying(world, words_like(world, claim.uncounted));
    for (const auto& [source, of] : said) {
        Way way = way_of_source(world, source, claim);
        way.counted = {of.counted};
        way.offences = of.labels;
        auto reading = readings.read(way, {{"offence", join(of.labels, " ")}});
        if (!reading || few.is_of_too_few(way, *reading)) continue;
        if (!break_between(way, *reading, kind, "").empty()) continue;
        all.push_back(std::move(*reading));
    }
    return all;
}

}  // namespace atalaya::service
