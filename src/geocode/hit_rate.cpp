#include "geocode/hit_rate.hpp"

#include <numeric>

namespace atalaya::geocode {

std::string_view code(Verdict verdict) {
    constexpr std::array<std::string_view, 3> names = {"reached", "missed", "undecided"};
    return names[static_cast<std::size_t>(verdict)];
}

void HitTally::add(const Answer& answer, std::int64_t rows) {
    if (answer.reason == Reason::protected_place) return;
    by_precision_[static_cast<std::size_t>(answer.precision)] += rows;
    if (answer.reason != Reason::found) by_reason_[static_cast<std::size_t>(answer.reason)] += rows;
}

HitRate HitTally::rate(double confidence) const {
    HitRate out;
    out.by_precision = by_precision_;
    out.by_reason = by_reason_;
    out.asked = std::accumulate(by_precision_.begin(), by_precision_.end(), std::int64_t{0});
    const auto share_of = [&](std::int64_t rows) {
        return stats::proportion(static_cast<double>(rows), static_cast<double>(out.asked), confidence);
    };
    for (std::size_t i = 0; i < by_precision_.size(); ++i) {
        if (is_hit(static_cast<Precision>(i))) out.hits += by_precision_[i];
        out.shares[i] = share_of(by_precision_[i]);
    }
    out.rate = share_of(out.hits);
    if (out.rate && out.rate->low >= least_hit_rate) out.verdict = Verdict::reached;
    if (out.rate && out.rate->high < least_hit_rate) out.verdict = Verdict::missed;
    return out;
}

}  // namespace atalaya::geocode
