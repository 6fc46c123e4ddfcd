#include "service/readings.hpp"

#include <map>
#include <utility>

#include "core/digest.hpp"

namespace atalaya::service {

std::vector<DeliveryRuns> by_delivery(const std::vector<store::Run>& runs) {
    std::vector<DeliveryRuns> deliveries;
    std::map<std::pair<std::string, Digest>, std::size_t> known;
    for (const auto& run : runs) {
        const auto [at, first] = known.emplace(std::pair{run.source, run.delivery}, deliveries.size());
        if (first) deliveries.push_back({run, run.vintage_no, {}});
        auto& delivery = deliveries[at->second];
        delivery.last = run;
        delivery.runs.push_back(run.id);
    }
    return deliveries;
}

}  // namespace atalaya::service
