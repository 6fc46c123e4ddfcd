// The published breaks of the Nile, of British road deaths and of the coal mines, beside the repository.
#include <algorithm>

#include "shared_golden.hpp"
#include "stats/change_points.hpp"
#include "stats/structural_breaks.hpp"

using namespace atalaya;
using namespace atalaya::stats;

namespace {

using Places = std::vector<std::size_t>;

Design ones(std::size_t n) {
    return {1, std::vector<std::vector<double>>(n, std::vector<double>{1})};
}

}  // namespace

TEST_F(SharedGolden, BreaksOfTheNile) {
    open("changepoint_nile_seatbelt_coal");
    if (IsSkipped()) return;
    const auto& known = golden["nile_bai_perron"];
    const double tolerance = golden["tolerance"]["RSS_relative"];
    auto flow = column("nile.csv", 1);

    const BreakModel model{ones(flow.size()), 15, 5};
    const auto found = structural_breaks(flow, model);
    for (std::size_t m = 0; m <= 5; ++m) {
        near(found.rss[m], known["RSS"][std::to_string(m)], tolerance, "RSS");
        near(found.bic[m], known["BIC"][std::to_string(m)], tolerance, "BIC");
    }
    held(found.chosen == known["n_breaks_bic"] && found.at[1] == Places{known["break_obs"]}, "the break");
    const auto interval = break_intervals(flow, model, found.at[1], 0.95)[0];
    held(interval && json::array({interval->low, interval->at, interval->high}) == known["confint95"],
         "the interval of the break");
    const auto n = static_cast<double>(flow.size());
    near((found.rss[0] - found.rss[1]) / (found.rss[1] / (n - 2)), known["supF"], tolerance, "sup F");

    const auto& pelt = golden["nile_pelt"];
    held(change_points(flow, {ChangeCost::mean_variance, ChangePenalty::sic, 2}).at ==
             pelt["meanvar_normal_BIC"].get<Places>(),
         "mean and variance");
    double mean = 0, spread = 0;
    for (const double x : flow) mean += x / n;
    for (const double x : flow) spread += (x - mean) * (x - mean) / (n - 1);
    for (double& x : flow) x /= std::sqrt(spread);
    held(change_points(flow, {ChangeCost::mean, ChangePenalty::mbic, 1}).at ==
             Places{pelt["scaled_mean_normal_MBIC"]},
         "the scaled mean");
}

// y_t on y_{t-1} and y_{t-12}; the first observation is January 1970.
TEST_F(SharedGolden, BreaksOfBritishRoadDeaths) {
    open("changepoint_nile_seatbelt_coal");
    if (IsSkipped()) return;
    const auto& known = golden["uk_driver_bai_perron"];
    const auto deaths = column("uk_driver_deaths_log10.csv", 1);
    std::vector<double> y;
    Design design{3, {}};
    for (std::size_t t = 12; t < deaths.size(); ++t) {
        y.push_back(deaths[t]);
        design.rows.push_back({1, deaths[t - 1], deaths[t - 12]});
    }
    const auto least = static_cast<std::size_t>(0.1 * static_cast<double>(y.size()));
    const auto found = structural_breaks(y, {design, least, 8});
    for (std::size_t m = 0; m <= 8; ++m) {
        near(found.rss[m], known["RSS"][std::to_string(m)], golden["tolerance"]["RSS_relative"], "RSS");
        near(found.bic[m], known["BIC"][std::to_string(m)], golden["tolerance"]["RSS_relative"], "BIC");
    }
    held(found.at[2] == known["two_breaks_obs"].get<Places>(), "October 1973 and January 1983");
}

TEST_F(SharedGolden, ChangesOfCoalMiningDisasters) {
    open("changepoint_nile_seatbelt_coal");
    if (IsSkipped()) return;
    const auto& known = golden["coal_pelt_poisson"];
    const auto disasters = column("coal_disasters_per_year.csv", 1);
    const auto years = column("coal_disasters_per_year.csv", 0);

    const auto sic = change_points(disasters, {ChangeCost::poisson, ChangePenalty::sic, 2});
    const auto mbic = change_points(disasters, {ChangeCost::poisson, ChangePenalty::mbic, 2});
    held(sic.at == known["SIC"].get<Places>(), "two changes by SIC");
    held(mbic.at == Places{known["MBIC"]}, "one change by MBIC");
    held(one_change(disasters, {ChangeCost::poisson, ChangePenalty::sic, 2}).at == Places{known["AMOC_SIC"]},
         "at most one change");
    near(sic.penalty, known["penalty_value_SIC"], 1e-12, "penalty");
    near(mbic.penalty, known["penalty_value_MBIC"], 1e-12, "penalty");
    std::size_t first = 0;
    for (std::size_t i = 0; i < known["segment_means_SIC"].size(); ++i) {
        const std::size_t end = i < sic.at.size() ? sic.at[i] : disasters.size();
        double sum = 0;
        for (std::size_t j = first; j < end; ++j) sum += disasters[j];
        near(sum / static_cast<double>(end - first), known["segment_means_SIC"][i], 1e-12, "mean");
        if (i < sic.at.size()) close(years[end - 1], known["years_of_last_obs_in_segment"][i], 0, "year");
        first = end;
    }
}
