#include "service/same_bytes.hpp"

#include <algorithm>

#include "service/measures.hpp"
#include "service/world.hpp"
#include "store/data_directory.hpp"

namespace atalaya::service {

std::optional<SameBytes> same_bytes(store::Store& store, const Catalogue& catalogue,
                                    const ReadDelivery& delivery) {
    const auto& batch = delivery.batch;
    if (!delivery.known || !catalogue.source(batch.source).beside.empty()) return {};
    SameBytes same{.source = batch.source, .file = "", .run = ""};
    for (const auto& run : store.records().runs(store.city())) {
        if (run.source != batch.source || run.delivery != batch.delivery) continue;
        if (same.run.empty()) same.run = run.id;
        if (same.file.empty() || run.file_name == batch.file_name) same.file = run.file_name;
    }
    if (same.run.empty()) return {};
    same.month = intake::month_told(same.file);
    same.asked = intake::month_told(batch.file_name);
    if (same.says_another_month()) {
        Worlds worlds{store, catalogue};
        same.told = worlds.at("").months_told(batch.source).contains(month_index(*same.asked));
    }
    return same;
}

std::optional<Month> month_without_rows(const Catalogue& catalogue, const ReadDelivery& delivery) {
    const auto& batch = delivery.batch;
    const auto& source = catalogue.source(batch.source);
    if (delivery.known || !source.month_in_name || source.kind != intake::Kind::incidents) return {};
    const auto* expected = catalogue.city.expectation(source.id);
    if (expected && expected->empty_months) return {};
    const auto named = intake::month_told(batch.file_name);
    if (!named) return {};
    const auto is_of_it = [&](std::int32_t day) { return month_of(day_at(day)) == *named; };
    return std::ranges::any_of(batch.incidents.day.since_epoch, is_of_it) ? std::nullopt : named;
}

}  // namespace atalaya::service
