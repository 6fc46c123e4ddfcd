#include "service/holes.hpp"

#include "service/world.hpp"

namespace atalaya::service {

std::vector<const intake::Gap*> holes(const World& world, const std::string& source, Period period) {
    std::vector<const intake::Gap*> found;
    for (const auto* gap : world.coverage()) {
        if (gap->source != source || !gap->first || !gap->last) continue;
        if (*gap->first < period.past_end && period.first <= *gap->last) found.push_back(gap);
    }
    return found;
}

bool is_of_an_area(const intake::Gap& gap) {
    return !gap.layer.empty();
}

}  // namespace atalaya::service
