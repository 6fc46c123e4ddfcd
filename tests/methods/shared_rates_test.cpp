// All of the health agency's numbers that lie beside the repository.
#include "shared_golden.hpp"
#include "stats/rates.hpp"

using namespace atalaya;
using namespace atalaya::stats;

namespace {

std::vector<PersonYears> years(const std::vector<double>& column) {
    std::vector<PersonYears> out;
    for (const double value : column) out.push_back({value});
    return out;
}

double multiplier(const std::string& statistic) {
    return std::stod(statistic.substr(statistic.find_last_of(' ') + 1));
}

}  // namespace

TEST_F(SharedGolden, CountsRatesAndProportionsOfTheHealthAgency) {
    open("rates_standardisation_phe");
    if (IsSkipped()) return;
    const double relative = golden["tolerance"]["relative"];

    for (const auto& row : golden["byars_wilson"]) {
        const double confidence = row["confidence"] == "95%" ? 0.95 : 0.998;
        const double x = row["x"];
        const auto found = row["n"].is_null() ? poisson_byar(x, confidence)
                                              : Interval{proportion(x, row["n"], confidence)->low,
                                                         proportion(x, row["n"], confidence)->high};
        near(found.low, row["lowercl"], relative, row.dump());
        near(found.high, row["uppercl"], relative, row.dump());
    }
    for (const auto& row : golden["crude_rates"]) {
        const auto number = [&](const char* name) {
            return row[name].is_null() ? std::nan("") : row[name].get<double>();
        };
        for (const auto& [confidence, low, high] : {std::tuple{0.95, "lower95_0cl", "upper95_0cl"},
                                                    std::tuple{0.998, "lower99_8cl", "upper99_8cl"}}) {
            const auto found = rate(number("Numerator"), PersonYears{number("Denominator")},
                                    number("multiplier"), confidence);
            if (row["value"].is_null()) {
                held(!found, row.dump());
                continue;
            }
            near(found->value, row["value"], relative, row.dump());
            near(found->low, row[low], relative, row.dump());
            near(found->high, row[high], relative, row.dump());
        }
    }
}

TEST_F(SharedGolden, StandardisedRatesOfTheHealthAgency) {
    open("rates_standardisation_phe");
    if (IsSkipped()) return;
    const double relative = golden["tolerance"]["relative"], loose = golden["tolerance"]["dsr_relative"];
    const std::vector<double> esp2013 = golden["esp2013"];

    for (const auto& row : golden["dsr"]) {
        const std::string area = row["area"];
        // Needs how often each person had an event, which the folder does not hold.
        if (area.starts_with("testdata_nonind")) {
            skip(5);
            continue;
        }
        const bool of1976 = area == "testdata_1976";
        const auto file = of1976 ? "counts_esp1976.csv" : "counts_by_age.csv";
        const auto events = of1976 ? column(file, 1) : column(file, 2, area);
        const auto exposure = years(of1976 ? column(file, 2) : column(file, 3, area));
        const auto weights = of1976 ? column(file, 3) : esp2013;
        for (const auto& [confidence, low, high] : {std::tuple{0.95, "lower95_0cl", "upper95_0cl"},
                                                    std::tuple{0.998, "lower99_8cl", "upper99_8cl"}}) {
            if (row["value"].is_null()) {
                held(directly_standardised(events, exposure, weights).error() == Why::too_few_events,
                     row.dump());
                continue;
            }
            const double per = multiplier(row["statistic"]);
            const auto found = *directly_standardised(events, exposure, weights, per, confidence);
            // The workbook's 99.8 % limits of 1976 are stored ten times the rate's multiplier.
            const double slip = of1976 && confidence > 0.99 ? 10 : 1;
            near(found.value, row["value"], loose, row.dump());
            near(slip * found.low, row[low], loose, row.dump());
            near(slip * found.high, row[high], loose, row.dump());
        }
    }

    const auto reference_events = column("reference_population.csv", 1);
    const auto reference_exposure = years(column("reference_population.csv", 2));
    for (const auto& row : golden["isr"]) {
        const std::string area = row["area"];
        // Area1 and Area2 are of another population, which the folder does not hold.
        if (area.starts_with("Area")) {
            skip(4);
            continue;
        }
        for (const auto& [confidence, low, high] : {std::tuple{0.95, "lower95_0cl", "upper95_0cl"},
                                                    std::tuple{0.998, "lower99_8cl", "upper99_8cl"}}) {
            const double per = multiplier(row["statistic"]);
            const auto found = *indirectly_standardised(
                column("counts_by_age.csv", 2, area), years(column("counts_by_age.csv", 3, area)),
                reference_events, reference_exposure, per, confidence);
            const bool is_rate = !row["ref_rate"].is_null();
            const Rate shown =
                is_rate ? found.rate
                        : Rate{found.ratio.value * per, found.ratio.low * per, found.ratio.high * per};
            near(found.observed, row["observed"], relative, row.dump());
            near(found.expected, row["expected"], relative, row.dump());
            if (is_rate) near(found.reference_rate, row["ref_rate"], relative, row.dump());
            near(shown.value, row["value"], relative, row.dump());
            near(shown.low, row[low], relative, row.dump());
            near(shown.high, row[high], relative, row.dump());
        }
    }
}
