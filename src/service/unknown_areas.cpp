#include "service/unknown_areas.hpp"

#include <algorithm>
#include <set>

#include "intake/nearest.hpp"

namespace atalaya::service {

namespace {

class Search {
  public:
    explicit Search(const World& world) : world_{world} {
        for (const auto& change : world.catalogue().city.area_changes) {
            for (const auto* side : {&change.from, &change.to})
                for (const auto& code : *side) declared_.insert({change.layer, code});
        }
    }

    std::vector<UnknownArea> all() {
        for (const auto& change : world_.catalogue().city.area_changes) look_at(change);
        for (const auto& gap : world_.catalogue().city.coverage) {
            if (!gap.layer.empty() && !known(gap.layer, gap.area) &&
                !declared_.contains({gap.layer, gap.area}))
                add("coverage", gap.source, gap.layer, gap.area);
        }
        return std::move(found_);
    }

  private:
    bool known(const std::string& layer, const std::string& code) const { return world_.has({layer, code}); }

    void look_at(const intake::AreaChange& change) {
        const auto is_known = [&](const std::string& code) { return known(change.layer, code); };
        const bool before = std::ranges::any_of(change.from, is_known),
                   after = std::ranges::any_of(change.to, is_known);
        std::set<std::string> told;
        for (const auto& [side, side_known] : {std::pair{&change.from, before}, {&change.to, after}}) {
            for (const auto& code : *side) {
                const bool on_both = change.takes(code) && change.gives(code);
                if (is_known(code) || !(side_known || on_both || (!before && !after))) continue;
                if (told.insert(code).second) add("area_changes", change.id, change.layer, code);
            }
        }
    }

    void add(const char* table, const std::string& of, const std::string& layer, const std::string& area) {
        std::vector<std::string> codes;
        bool has_map = false;
        for (const auto* one : world_.layer(layer)) {
            codes.push_back(one->territory.code);
            has_map = has_map || !one->geometry.empty() || one->name != one->territory.code;
        }
        if (has_map) found_.push_back({table, of, layer, area, intake::nearest(area, codes)});
    }

    const World& world_;
    std::set<Territory> declared_;
    std::vector<UnknownArea> found_;
};

}  // namespace

std::vector<UnknownArea> unknown_areas(const World& world) {
    return Search{world}.all();
}

}  // namespace atalaya::service
