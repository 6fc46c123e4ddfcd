#include "methods/all.hpp"
#include "methods/columns.hpp"
#include "stats/change.hpp"

namespace atalaya::methods {

namespace {

struct Pair {
    double now, before, n_now, n_before;

    bool comparable() const { return now >= 0 && before >= 0 && n_now > 0 && n_before > 0; }
};

void push_printed(Columns& out, const Pair& pair, double phi) {
    const auto change = pair.comparable()
                            ? stats::compare(pair.now, pair.n_now, pair.before, pair.n_before, phi)
                            : stats::Change{};
    out["percent"].push_back(or_nothing(change.percent));
    out["low"].push_back(or_nothing(change.low));
    out["high"].push_back(or_nothing(change.high));
    out["p"].push_back(or_nothing(change.p));
}

void push_tests(Columns& out, const Pair& pair) {
    const auto now = whole_count(pair.now), before = whole_count(pair.before);
    out["e_test"].push_back(or_nothing(stats::e_test(now, before, pair.n_now, pair.n_before)));
    out["conditional"].push_back(or_nothing(stats::conditional_test(now, before, pair.n_now, pair.n_before)));
    out["root_z"].push_back(pair.comparable() ? stats::root_z(pair.now, pair.before) : no_value);

    const auto ratio = stats::rate_ratio(now, before, pair.n_now, pair.n_before);
    out["ratio"].push_back(ratio ? finite(ratio->ratio) : no_value);
    out["ratio_se_log"].push_back(ratio ? finite(ratio->se_log) : no_value);
    out["ratio_low"].push_back(ratio ? finite(ratio->low) : no_value);
    out["ratio_high"].push_back(ratio ? finite(ratio->high) : no_value);
}

}  // namespace

Method change() {
    return {
        .name = "change",
        .version = "1",
        .inputs = {{"now", "1"}, {"before", "1"}, {"exposure_now", "any"}, {"exposure_before", "any"}},
        .params = {{"phi", 1, 1, 1000}},
        .outputs = {"percent", "low", "high", "p", "e_test", "conditional", "root_z", "ratio", "ratio_se_log",
                    "ratio_low", "ratio_high"},
        .shape = Shape::rows,
        .run =
            [](const Columns& inputs, const Params& params) {
                const auto& now = inputs.at("now");
                const auto& before = inputs.at("before");
                const auto& n_now = inputs.at("exposure_now");
                const auto& n_before = inputs.at("exposure_before");

                Columns out;
                for (std::size_t i = 0; i < now.size(); ++i) {
                    const Pair pair{now[i], before[i], n_now[i], n_before[i]};
                    push_printed(out, pair, params.at("phi"));
                    push_tests(out, pair);
                }
                return out;
            },
    };
}

}  // namespace atalaya::methods
