#include "stats/aoristic.hpp"

#include "methods/all.hpp"
#include "methods/columns.hpp"

namespace atalaya::methods {

namespace {

constexpr double far = 4e9;  // minutes: some 7,600 years

// Whole minutes; an interval that is none ends before it begins, and weighs nothing.
stats::MinuteSpan span_of(double from, double past) {
    const auto minute = [](double x) { return std::abs(x) < far && x == std::floor(x); };
    if (!minute(from) || !minute(past)) return {1, 0};
    return {static_cast<std::int64_t>(from), static_cast<std::int64_t>(past)};
}

}  // namespace

Method aoristic() {
    return {
        .name = "aoristic",
        .version = "1",
        .inputs = {{"from", "minute"}, {"past", "minute"}},
        .params = {},
        .outputs = {"weekday", "hour", "weight"},
        .shape = Shape::curve,
        .run =
            [](const Columns& inputs, const Params&) {
                const auto &from = inputs.at("from"), &past = inputs.at("past");
                std::vector<stats::MinuteSpan> spans;
                for (std::size_t i = 0; i < from.size(); ++i) spans.push_back(span_of(from[i], past[i]));
                const auto week = stats::aoristic_week(spans);

                Columns out;
                for (int hour = 0; hour < stats::hours_a_week; ++hour) {
                    out["weekday"].push_back(hour / 24);
                    out["hour"].push_back(hour % 24);
                    out["weight"].push_back(week.weight[static_cast<std::size_t>(hour)]);
                }
                return out;
            },
    };
}

}  // namespace atalaya::methods
