#include "service/bulletin/late_sources.hpp"

namespace atalaya::service {

std::vector<LateSource> late_sources(const Desk& desk) {
    const World& world = desk.world();
    const Period month = desk.this_month();
    std::vector<LateSource> late;
    for (const auto& source : desk.catalogue().sources) {
        if (source.kind != intake::Kind::incidents && source.kind != intake::Kind::tallies) continue;
        if (!source.beside.empty() || !world.due(source, month)) continue;
        const auto months = world.known_months_of_source(source.id);
        if (months && months->past_end >= month.past_end) continue;
        LateSource one{&source, months, world.due_on(source, month), world.late(source, month), 0};
        if (one.due && one.overdue)
            one.days_late = static_cast<int>((world.published_on() - *one.due).count());
        late.push_back(one);
    }
    return late;
}

}  // namespace atalaya::service
