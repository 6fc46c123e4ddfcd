#include "service/wanting_areas.hpp"

#include <algorithm>

#include "intake/check.hpp"
#include "service/readings.hpp"

namespace atalaya::service {
namespace {

bool wants_areas(store::Store& store, const store::Run& run) {
    const auto findings = store.records().findings(store.city(), run.id);
    const bool noticed = std::ranges::any_of(findings, [](const store::KeptFinding& kept) {
        return kept.finding.check == intake::finding::area_not_found ||
               kept.finding.check == intake::finding::position_nowhere;
    });
    if (noticed || run.rejected == 0) return noticed;
    return std::ranges::any_of(
        store.records().reject_counts(store.city(), run.id),
        [](const store::RejectCount& count) { return count.reason == intake::reason::area_unknown; });
}

}  // namespace

WantingAreas::WantingAreas(store::Store& store, const Catalogue& catalogue) {
    const auto runs = store.records().runs(store.city());
    for (const auto& run : runs) {
        const auto source = std::ranges::find(catalogue.sources, run.source, &intake::Source::id);
        if (source != catalogue.sources.end() && source->kind == intake::Kind::areas)
            areas_came_in_ = std::max(areas_came_in_, run.vintage_no);
    }
    for (const auto& delivery : by_delivery(runs)) {
        const auto& run = delivery.last;
        if (wants_areas(store, run)) read_in_[{run.source, run.delivery}] = run.vintage_no;
    }
}

bool WantingAreas::mended(const std::string& source, const Digest& delivery, bool areas_come_now) const {
    const auto read = read_in_.find({source, delivery});
    return read != read_in_.end() && (areas_come_now || areas_came_in_ > read->second);
}

}  // namespace atalaya::service
