#include "stats/conclusive.hpp"

#include <algorithm>
#include <cmath>

namespace atalaya::stats {

std::string_view code(Verdict verdict) {
    switch (verdict) {
        case Verdict::conclusive: return "conclusive";
        case Verdict::inconclusive: return "inconclusive";
        case Verdict::not_compared: return "not_compared";
    }
    return "";
}

std::string_view code(Reason reason) {
    switch (reason) {
        case Reason::none: return "none";
        case Reason::no_data: return "no_data";
        case Reason::break_between: return "break_between";
        case Reason::coverage_differs: return "coverage_differs";
        case Reason::no_base: return "no_base";
        case Reason::small_base: return "small_base";
        case Reason::not_significant: return "not_significant";
        case Reason::too_small: return "too_small";
    }
    return "";
}

namespace {

// Why a row takes no part in the tests, if so.
std::optional<Label> untested(const Comparison& row) {
    if (!row.has_data) return Label{Verdict::not_compared, Reason::no_data, {}};
    if (row.crosses_break) return Label{Verdict::not_compared, Reason::break_between, {}};
    if (row.coverage_differs) return Label{Verdict::not_compared, Reason::coverage_differs, {}};
    if (row.change.before == 0) return Label{Verdict::inconclusive, Reason::no_base, {}};
    if (!row.change.percent_allowed) return Label{Verdict::inconclusive, Reason::small_base, {}};
    return {};
}

Label judged(const Comparison& row, double q, double false_discovery) {
    if (q > false_discovery) return {Verdict::inconclusive, Reason::not_significant, q};
    if (std::abs(*row.change.percent) < row.minimum_percent)
        return {Verdict::inconclusive, Reason::too_small, q};
    return {Verdict::conclusive, Reason::none, q};
}

}  // namespace

std::vector<Label> label(std::span<const Comparison> table, double false_discovery) {
    std::vector<Label> labels(table.size());
    std::vector<std::size_t> tested;
    std::vector<double> p;
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (const auto out = untested(table[i])) {
            labels[i] = *out;
        } else {
            tested.push_back(i);
            p.push_back(*table[i].change.p_in_table);
        }
    }
    const auto q = benjamini_hochberg(p);
    for (std::size_t k = 0; k < tested.size(); ++k) {
        labels[tested[k]] = judged(table[tested[k]], q[k], false_discovery);
    }
    return labels;
}

}  // namespace atalaya::stats
