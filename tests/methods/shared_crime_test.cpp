// All of the crime analysts' numbers that lie beside the repository.
#include "core/day.hpp"
#include "shared_golden.hpp"
#include "stats/aoristic.hpp"
#include "stats/change.hpp"
#include "stats/concentration.hpp"
#include "stats/displacement.hpp"
#include "stats/hits.hpp"
#include "stats/small_counts.hpp"

using namespace atalaya;
using namespace atalaya::stats;

namespace {

BeforeAfter pair(const json& counts, double weight = 1) {
    return {counts[0], counts[1], weight, weight};
}

}  // namespace

TEST_F(SharedGolden, ChangeTestsOfCrimeAnalysts) {
    open("crime_change_tests_wheeler");
    if (IsSkipped()) return;
    const double e_tolerance = golden["tolerance"]["etest"], exact = golden["tolerance"]["exact"];

    for (const auto& set : {"published", "computed"}) {
        for (const auto& [key, p] : golden["etest"][set].items()) {
            if (key.find('=') != std::string::npos) {
                close(*e_test(10, 25, 1, 2), p, e_tolerance, key);
                continue;
            }
            const auto counts = split(key, ',');
            close(*e_test(*whole_number(counts[0]), *whole_number(counts[1])), p, e_tolerance, key);
        }
    }
    held(!e_test(0, 0) && !e_test(-1, 3) && !e_test(3, -1), "undefined e-tests");

    for (const auto& [key, row] : golden["year_on_year"].items()) {
        const auto before = *whole_number(key.substr(0, key.find('-')));
        const auto now = *whole_number(key.substr(key.find('>') + 1));
        const auto ratio = *rate_ratio(now, before);
        near(ratio.ratio, row["irr"], exact, key);
        near(ratio.se_log, row["se_log"], exact, key);
        near(ratio.low, row["lo"], exact, key);
        near(ratio.high, row["hi"], exact, key);
        near(*conditional_test(now, before), row["cond_binom_p"], exact, key);
        near(root_z(static_cast<double>(now), static_cast<double>(before)), row["poisson_z"], exact, key);
    }

    for (const auto& [key, row] : golden["small_sample_exact"]["computed"].items()) {
        std::vector<std::int64_t> counts;
        for (const auto count : split(key, ',')) counts.push_back(*whole_number(count));
        const auto test = *exact_bins(counts);
        near(test.g, row["G"], exact, key);
        near(test.p, row["p"], exact, key);
        near(test.configurations, row["configurations"], exact, key);
        const auto& published = golden["small_sample_exact"]["published_G"];
        if (published.contains(key)) close(test.g, published[key], 0.005, key);
    }
    const double scan = golden["naus_scan"]["tolerance"];
    const auto& scans = golden["naus_scan"]["published"];
    close(naus_scan(scans[0]["k"], scans[0]["mean_per_window"], scans[0]["T"], scans[0]["window"]),
          scans[0]["p"], scan, "scan 1");
    close(naus_scan(scans[1]["n"], scans[1]["mu"], scans[1]["L"], scans[1]["k"]), scans[1]["p"], scan,
          "scan 2");
}

TEST_F(SharedGolden, DisplacementOfCrimeAnalysts) {
    open("crime_change_tests_wheeler");
    if (IsSkipped()) return;
    const auto& wdd = golden["wdd"];
    const double tolerance = golden["tolerance"]["wdd"];

    const auto& paper = wdd["published_paper"];
    const auto of_paper = [&](const json& weights) {
        return weighted_displacement(pair(paper["treat"], weights[1]), pair(paper["control"], weights[0]),
                                     pair(paper["displacement_treat"], weights[3]),
                                     pair(paper["displacement_control"], weights[2]));
    };
    const auto plain = of_paper({1.0, 1.0, 1.0, 1.0});
    const auto& computed = wdd["computed"];
    near(plain.local.estimate, computed["est_local"], tolerance, "local");
    near(plain.local.se, computed["se_local"], tolerance, "local");
    near(plain.displaced.estimate, computed["est_displace"], tolerance, "displaced");
    near(plain.displaced.se, computed["se_displace"], tolerance, "displaced");
    near(plain.total.estimate, computed["est_total"], tolerance, "total");
    near(plain.total.se, computed["se_total"], tolerance, "total");
    near(plain.total.z, computed["z"], tolerance, "total");
    near(plain.total.low, computed["low95"], tolerance, "total");
    near(plain.total.high, computed["high95"], tolerance, "total");
    close(plain.total.z, paper["z"], 0.005, "paper");
    close(plain.total.low, paper["low"], 0.5, "paper");
    close(plain.total.high, paper["high"], 0.5, "paper");
    near(plain.total.se, paper["se_total"], tolerance, "paper");

    skip(9);  // "simple": its counts are not given

    const auto& timed = wdd["time_weights"];
    const double before = timed["time_weights"][0], after = timed["time_weights"][1];
    const auto by_time = weighted_displacement({timed["treat"][0], timed["treat"][1], before, after},
                                               {timed["control"][0], timed["control"][1], before, after});
    near(by_time.total.estimate, timed["est"], tolerance, "time");
    near(by_time.total.se, timed["se"], tolerance, "time");

    const auto& areas = wdd["area_weights"];
    const auto by_area = of_paper(areas["weights"]).total;
    near(by_area.estimate, areas["est_total"], tolerance, "area");
    near(by_area.se, areas["se_total"], tolerance, "area");
    near(by_area.z, areas["z"], tolerance, "area");
    near(by_area.low, areas["low"], tolerance, "area");
    near(by_area.high, areas["high"], tolerance, "area");

    std::vector<OffenceDifference> offences;
    for (const auto& row : wdd["harm"]["rows"]) {
        offences.push_back({weighted_displacement(pair(row["treat"]), pair(row["control"])).total, row["w"]});
    }
    const auto harm = harm_weighted(offences);
    near(harm.estimate, wdd["harm"]["est"], tolerance, "harm");
    near(harm.se, wdd["harm"]["se"], tolerance, "harm");
    near(harm.z, wdd["harm"]["z"], tolerance, "harm");
    near(harm.low, wdd["harm"]["low"], tolerance, "harm");
    near(harm.high, wdd["harm"]["high"], tolerance, "harm");

    const double quotient_tolerance = golden["wdq"]["tolerance"];
    for (const auto& row : golden["wdq"]["cases"]) {
        const auto& in = row["inputs"];
        const auto found =
            *displacement_quotient({in["Rb"], in["Ra"]}, {in["Db"], in["Da"]}, {in["Cb"], in["Ca"]});
        near(found.gross_effect, row["gross_effect"], quotient_tolerance, "quotient");
        near(found.net_effect, row["net_effect"], quotient_tolerance, "quotient");
        near(found.success, row["success"], quotient_tolerance, "quotient");
        near(found.buffer, row["buffer"], quotient_tolerance, "quotient");
        near(found.total_net_effect, row["TNE"], quotient_tolerance, "quotient");
        held(found.quotient.has_value() == !row["WDQ"].is_null(), "quotient only for success");
        if (found.quotient) near(*found.quotient, row["WDQ"], quotient_tolerance, "quotient");
    }
}

TEST_F(SharedGolden, HitScoresOfCrimeAnalysts) {
    open("crime_change_tests_wheeler");
    if (IsSkipped()) return;
    const double tolerance = golden["tolerance"]["pai"];

    const auto& pai = golden["pai"];
    const std::vector<double> observed = pai["observed"], predicted = pai["predicted"];
    const auto scores =
        *hit_scores(observed, predicted, std::vector<double>(observed.size(), 1), Ties::given);
    for (const auto& row : pai["table"]) {
        const auto& found = scores[row["k"].get<std::size_t>() - 1];
        near(found.observed, row["cum_obs"], tolerance, row.dump());
        near(found.predicted, row["cum_pred"], tolerance, row.dump());
        near(found.hit_rate, row["hit_rate"], tolerance, row.dump());
        near(found.pai, row["PAI"], tolerance, row.dump());
        near(found.pei, row["PEI"], tolerance, row.dump());
        near(found.rri, row["RRI"], tolerance, row.dump());
    }
    const auto& simple = golden["simple_pai"];
    const std::vector<double> few = simple["obs"], forecast = simple["pred"];
    const auto three = *hit_scores(few, forecast, std::vector<double>(few.size(), 1), Ties::given);
    for (std::size_t k = 0; k < three.size(); ++k) {
        near(three[k].pai, simple["PAI"][k], tolerance, "simple");
        near(three[k].pei, simple["PEI"][k], tolerance, "simple");
        near(three[k].rri, simple["RRI"][k], tolerance, "simple");
    }
}

TEST_F(SharedGolden, ConcentrationOfBernascoAndWeisburd) {
    open("concentration_gini_bernasco");
    if (IsSkipped()) return;
    const double tolerance = golden["tolerance"];

    for (const auto& row : golden["published"]) {
        const auto found = *gini(row["counts"].get<std::vector<double>>());
        near(found.gini, row["gini"], tolerance, row.dump());
        near(found.generalised, row["generalised"], tolerance, row.dump());
        near(found.unbiased, row["unbiased"], tolerance, row.dump());
    }

    std::vector<double> vignette;
    for (const auto& [count, places] : golden["vignette_frequency_table"].items()) {
        vignette.insert(vignette.end(), places.get<std::size_t>(), std::stod(count));
    }
    const auto found = *gini(vignette);
    const auto& ours = golden["ours"];
    near(found.gini, ours["gini"], tolerance, "vignette");
    near(found.generalised, ours["generalised"], tolerance, "vignette");
    near(found.generalised_unbiased, ours["generalised_unbiased_package"], tolerance, "vignette");
    close(found.generalised_unbiased, golden["vignette_gini_generalised_biased_or_default"], 5e-8,
          "vignette");
    // Its "unbiased" is the generalised one with n / (n - 1), n places, though events are fewer.
    const auto n = static_cast<double>(vignette.size());
    near(found.generalised * n / (n - 1), ours["unbiased"], tolerance, "vignette");
    near(least_share(vignette, 0.5)->of_all, golden["weisburd"]["share_units_for_50pct"], tolerance, "half");
    near(least_share(vignette, 0.25)->of_all, golden["weisburd"]["share_units_for_25pct"], tolerance,
         "quarter");

    const auto& example = golden["lorenz_example"];
    const std::vector<double> counts = example["counts"];
    const auto curve = *lorenz(counts);
    for (std::size_t i = 0; i < counts.size(); ++i)
        near(curve[i + 1].events, example["cum_share"][i], tolerance, "curve");
    near(gini(counts)->gini, example["gini"], tolerance, "curve");
}

namespace {

// "2019-01-04 09:50" as minutes since 1970.
std::int64_t minute_of(std::string_view text) {
    const auto clock = split(text.substr(11), ':');
    return static_cast<std::int64_t>(parse_day(text.substr(0, 10))->time_since_epoch().count()) * 1440 +
           *whole_number(clock[0]) * 60 + *whole_number(clock[1]);
}

}  // namespace

TEST_F(SharedGolden, AoristicWeights) {
    open("aoristic_weights");
    if (IsSkipped()) return;
    const double absolute = golden["tolerance"];
    std::vector<MinuteSpan> all;
    for (const auto& cells : rows("events.csv")) all.push_back({minute_of(cells[0]), minute_of(cells[1])});
    ASSERT_EQ(all.size(), golden["per_event"].size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto week = aoristic_week({&all[i], 1});
        double told = 0;
        for (const auto& [key, weight] : golden["per_event"][i].items()) {
            const auto weekday = *whole_number(key.substr(0, 1)), hour = *whole_number(key.substr(2));
            close(week.weight[static_cast<std::size_t>(weekday * 24 + hour)], weight, absolute, key);
            told += weight.get<double>();
        }
        close(told, 1.0, 1e-8, "the hours of event " + std::to_string(i));
    }
    const auto week = aoristic_week(all);
    for (std::size_t hour = 0; hour < 24; ++hour) {
        double sum = 0;
        for (std::size_t weekday = 0; weekday < 7; ++weekday) sum += week.weight[weekday * 24 + hour];
        close(sum, golden["hour_totals"][hour], absolute, "hour " + std::to_string(hour));
    }
    for (std::size_t weekday = 0; weekday < 7; ++weekday) {
        double sum = 0;
        for (std::size_t hour = 0; hour < 24; ++hour) sum += week.weight[weekday * 24 + hour];
        close(sum, golden["weekday_totals"][weekday], absolute, "weekday " + std::to_string(weekday));
    }
}
