// The crime analysts' small-count tests against published figures.
#include <gtest/gtest.h>

#include <cmath>

#include "stats/change.hpp"
#include "stats/displacement.hpp"
#include "stats/hits.hpp"
#include "stats/published_case.hpp"
#include "stats/small_counts.hpp"

using namespace atalaya::stats;

namespace {

class CrimeChange : public testing::Test {
  protected:
    void SetUp() override { SKIP_WITHOUT(published); }

    static std::vector<std::int64_t> integers(const std::string& text, char by = ',') {
        std::vector<std::int64_t> out;
        std::string word;
        for (const char c : text + by) {
            if (c != by)
                word += c;
            else
                out.push_back(std::stoll(word)), word.clear();
        }
        return out;
    }
    static BeforeAfter area(const nlohmann::json& pair, double weight = 1) {
        return {pair[0].get<double>(), pair[1].get<double>(), weight, weight};
    }

    const PublishedCase published{"crime_change_tests_wheeler"};
};

}  // namespace

TEST_F(CrimeChange, ETest) {
    const auto& wanted = published.expected["etest"];
    for (const auto& [pair, p] : wanted["published"].items())
        EXPECT_NEAR(*e_test(integers(pair)[0], integers(pair)[1]), p.get<double>(), 5e-4) << pair;
    for (const auto& [pair, p] : wanted["computed"].items()) {
        if (pair.starts_with("k1=")) {
            EXPECT_NEAR(*e_test(10, 25, 1, 2), p.get<double>(), 1e-9);
        } else {
            EXPECT_NEAR(*e_test(integers(pair)[0], integers(pair)[1]), p.get<double>(), 1e-9) << pair;
        }
    }
    EXPECT_EQ(e_test(0, 0).error(), Why::no_events);
    EXPECT_EQ(e_test(-1, 3).error(), Why::not_a_count);
}

TEST_F(CrimeChange, YearOnYear) {
    const std::pair<std::int64_t, std::int64_t> changes[] = {{40, 60}, {125, 98}, {3, 9}};
    for (const auto& [before, now] : changes) {
        const auto& wanted =
            published.expected["year_on_year"][std::to_string(before) + "->" + std::to_string(now)];
        const auto found = rate_ratio(now, before);
        EXPECT_NEAR(found->ratio, wanted["irr"].get<double>(), 1e-9);
        EXPECT_NEAR(found->se_log, wanted["se_log"].get<double>(), 1e-9);
        EXPECT_NEAR(found->low, wanted["lo"].get<double>(), 1e-8);
        EXPECT_NEAR(found->high, wanted["hi"].get<double>(), 1e-8);
        EXPECT_NEAR(*conditional_test(now, before), wanted["cond_binom_p"].get<double>(), 1e-9);
        EXPECT_NEAR(root_z(static_cast<double>(now), static_cast<double>(before)),
                    wanted["poisson_z"].get<double>(), 1e-9);
    }
}

TEST_F(CrimeChange, WeightedDisplacement) {
    const auto& w = published.expected["wdd"];
    const auto expect = [](const Difference& found, const nlohmann::json& wanted, const std::string& name) {
        EXPECT_NEAR(found.estimate, wanted["est" + name].get<double>(), 1e-6);
        EXPECT_NEAR(found.se, wanted["se" + name].get<double>(), 1e-6);
    };
    const auto& paper = w["published_paper"];
    const auto found =
        weighted_displacement(area(paper["treat"]), area(paper["control"]), area(paper["displacement_treat"]),
                              area(paper["displacement_control"]));
    expect(found.total, paper, "_total");
    expect(found.local, w["computed"], "_local");
    expect(found.displaced, w["computed"], "_displace");
    expect(found.total, w["computed"], "_total");
    EXPECT_NEAR(found.total.z, w["computed"]["z"].get<double>(), 1e-6);
    EXPECT_NEAR(found.total.low, w["computed"]["low95"].get<double>(), 1e-6);
    EXPECT_NEAR(found.total.high, w["computed"]["high95"].get<double>(), 1e-6);

    const auto& areas = w["area_weights"];
    const auto& weight = areas["weights"];
    const auto weighed = weighted_displacement(
        area(paper["treat"], weight[1]), area(paper["control"], weight[0]),
        area(paper["displacement_treat"], weight[3]), area(paper["displacement_control"], weight[2]));
    expect(weighed.total, areas, "_total");
    EXPECT_NEAR(weighed.total.z, areas["z"].get<double>(), 1e-6);
    EXPECT_NEAR(weighed.total.low, areas["low"].get<double>(), 1e-6);
    EXPECT_NEAR(weighed.total.high, areas["high"].get<double>(), 1e-6);

    const auto& time = w["time_weights"];
    const double before = time["time_weights"][0], after = time["time_weights"][1];
    const auto timed = weighted_displacement({time["treat"][0], time["treat"][1], before, after},
                                             {time["control"][0], time["control"][1], before, after});
    expect(timed.total, time, "");

    std::vector<OffenceDifference> offences;
    for (const auto& row : w["harm"]["rows"])
        offences.push_back({weighted_displacement(area(row["treat"]), area(row["control"])).total, row["w"]});
    const auto harm = harm_weighted(offences);
    expect(harm, w["harm"], "");
    EXPECT_NEAR(harm.z, w["harm"]["z"].get<double>(), 1e-6);
    EXPECT_NEAR(harm.low, w["harm"]["low"].get<double>(), 1e-6);
    EXPECT_NEAR(harm.high, w["harm"]["high"].get<double>(), 1e-6);
}

TEST_F(CrimeChange, DisplacementQuotient) {
    for (const auto& wanted : published.expected["wdq"]["cases"]) {
        const auto& in = wanted["inputs"];
        const auto found =
            displacement_quotient({in["Rb"], in["Ra"]}, {in["Db"], in["Da"]}, {in["Cb"], in["Ca"]});
        ASSERT_TRUE(found);
        EXPECT_NEAR(found->gross_effect, wanted["gross_effect"].get<double>(), 1e-12);
        EXPECT_NEAR(found->net_effect, wanted["net_effect"].get<double>(), 1e-12);
        EXPECT_NEAR(found->success, wanted["success"].get<double>(), 1e-12);
        EXPECT_NEAR(found->buffer, wanted["buffer"].get<double>(), 1e-12);
        EXPECT_NEAR(found->total_net_effect, wanted["TNE"].get<double>(), 1e-10);
        EXPECT_EQ(found->quotient.has_value(), !wanted["WDQ"].is_null());
        if (found->quotient) {
            EXPECT_NEAR(*found->quotient, wanted["WDQ"].get<double>(), 1e-12);
        }
    }
}

TEST_F(CrimeChange, CountsInBinsAndTheScan) {
    const auto& bins = published.expected["small_sample_exact"];
    for (const auto& [counts, wanted] : bins["computed"].items()) {
        const auto found = exact_bins(integers(counts));
        EXPECT_NEAR(found->g, wanted["G"].get<double>(), 1e-9) << counts;
        EXPECT_NEAR(found->p, wanted["p"].get<double>(), 1e-9) << counts;
        EXPECT_EQ(found->configurations, wanted["configurations"].get<double>()) << counts;
    }
    for (const auto& [counts, g] : bins["published_G"].items())
        EXPECT_NEAR(exact_bins(integers(counts))->g, g.get<double>(), 0.005001) << counts;
    const auto& scans = published.expected["naus_scan"]["published"];
    EXPECT_NEAR(naus_scan(6, 0.6, 208), scans[0]["p"].get<double>(), 5e-4);
    EXPECT_NEAR(naus_scan(6, 1, 260, 1), scans[1]["p"].get<double>(), 5e-4);
}

TEST_F(CrimeChange, AccuracyOfAMap) {
    const auto& pai = published.expected["pai"];
    const auto observed = pai["observed"].get<std::vector<double>>();
    const auto found = hit_scores(observed, pai["predicted"].get<std::vector<double>>(),
                                  std::vector<double>(6, 1), Ties::given);
    for (const auto& row : pai["table"]) {
        const auto& hit = (*found)[row["k"].get<std::size_t>() - 1];
        EXPECT_NEAR(hit.observed, row["cum_obs"].get<double>(), 1e-12);
        EXPECT_NEAR(hit.predicted, row["cum_pred"].get<double>(), 1e-12);
        EXPECT_NEAR(hit.hit_rate, row["hit_rate"].get<double>(), 1e-12);
        EXPECT_NEAR(hit.pai, row["PAI"].get<double>(), 1e-12);
        EXPECT_NEAR(hit.pei, row["PEI"].get<double>(), 1e-12);
        EXPECT_NEAR(hit.rri, row["RRI"].get<double>(), 1e-12);
    }
    const auto& simple = published.expected["simple_pai"];
    const auto three =
        hit_scores(simple["obs"].get<std::vector<double>>(), simple["pred"].get<std::vector<double>>(),
                   std::vector<double>(3, 1), Ties::given);
    for (std::size_t k = 0; k < 3; ++k) {
        EXPECT_NEAR((*three)[k].pai, simple["PAI"][k].get<double>(), 1e-12);
        EXPECT_NEAR((*three)[k].pei, simple["PEI"][k].get<double>(), 1e-12);
        EXPECT_NEAR((*three)[k].rri, simple["RRI"][k].get<double>(), 1e-12);
    }
}
