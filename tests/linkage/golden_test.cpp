// Against the duplicates of RLdata500 that lie beside the repository (shared/golden/linkage_rldata500).
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/text.hpp"
#include "linkage/background.hpp"
#include "linkage/jaro.hpp"
#include "linkage/key.hpp"
#include "linkage/matching.hpp"
#include "source_folder.hpp"

namespace atalaya::linkage {
namespace {

using nlohmann::json;

class LinkageGolden : public testing::Test {
  protected:
    void SetUp() override {
        const auto folder = source_folder() / "../shared/golden/linkage_rldata500";
        if (!exists(folder)) GTEST_SKIP() << "no shared/golden/linkage_rldata500 beside the repository";
        std::ifstream expected{folder / "expected.json"};
        golden = json::parse(expected);

        std::ifstream in{folder / "rldata500.csv"};
        std::string line;
        std::getline(in, line);
        std::vector<std::string> head;
        for (const auto name : split(trimmed(line), ',')) head.emplace_back(name);
        std::vector<std::vector<std::string>> columns(head.size());
        while (std::getline(in, line)) {
            const auto cells = split(trimmed(line), ',');
            for (std::size_t k = 0; k < columns.size(); ++k) columns[k].emplace_back(cells.at(k));
        }
        for (const auto& name : golden["fields"]) {
            const auto at = std::ranges::find(head, name.get<std::string>()) - head.begin();
            names.push_back(name.get<std::string>());
            fields.push_back({names.back(), Column{columns.at(static_cast<std::size_t>(at))}});
        }
        truth = columns.at(8);
    }

    // Every two records.
    Blocks all_pairs() const {
        const std::vector<Pass> passes{{"all", std::vector<std::uint64_t>(truth.size(), 1)}};
        return Blocks{
            Permit::within({"rldata500", "golden"}), {static_cast<std::uint32_t>(truth.size()), 0}, passes};
    }

    // The golden's patterns are bits, the first field the highest.
    Pattern pattern_of(std::size_t bits) const {
        Pattern pattern = 0;
        for (std::size_t k = 0; k < fields.size(); ++k) {
            const bool agrees = bits >> (fields.size() - 1 - k) & 1u;
            pattern |= at_level(agrees ? Level::exact : Level::differ, k);
        }
        return pattern;
    }

    void expect_golden(const Model& model) {
        const auto& em = golden["em"];
        const double within = golden["tolerance"]["em_abs"];
        EXPECT_NEAR(model.lambda, em["lambda_"].get<double>(), 1e-10);
        for (std::size_t k = 0; k < fields.size(); ++k) {
            const auto& field = model.fields[k];
            EXPECT_NEAR(field.m[2], em["m"][k].get<double>(), within);
            EXPECT_NEAR(field.u[2], em["u"][k].get<double>(), within);
            EXPECT_NEAR(field.weight(Level::exact), em["agreement_weight_log2"][k].get<double>(), 1e-5);
            EXPECT_NEAR(field.weight(Level::differ), em["disagreement_weight_log2"][k].get<double>(), 1e-5);
        }
        for (std::size_t p = 0; p < golden["pattern_counts"].size(); ++p) {
            const double weight = model.weight(pattern_of(p));
            EXPECT_NEAR(weight, golden["total_weight_by_pattern"][p].get<double>(), 2e-5);
            EXPECT_NEAR(model.posterior(weight), golden["posterior_by_pattern"][p].get<double>(), 2e-6);
        }
    }

    json golden;
    std::vector<std::string> names;
    std::vector<Field> fields;
    std::vector<std::string> truth;
};

TEST_F(LinkageGolden, PatternsAreCountedExactly) {
    const auto counts = count_patterns(all_pairs(), fields);
    for (std::size_t p = 0; p < golden["pattern_counts"].size(); ++p)
        EXPECT_EQ(counts[pattern_of(p)], golden["pattern_counts"][p].get<std::int64_t>()) << p;
    EXPECT_EQ(background_of(counts, fields.size()).pairs, golden["n_pairs"].get<double>());
}

TEST_F(LinkageGolden, TheModelIsTheIndependentOne) {
    const auto counts = count_patterns(all_pairs(), fields);
    const Model model = fit(counts, names, background_of(counts, fields.size()));
    expect_golden(model);
    EXPECT_NEAR(model.log_likelihood, golden["em"]["loglik"].get<double>(), 1e-5);
    EXPECT_TRUE(model.notes.empty());
}

// The totals that are counted from values, not from pairs, are the same.
TEST_F(LinkageGolden, TheModelFromTheBackgroundIsTheSame) {
    const auto blocks = all_pairs();
    const auto counts = count_patterns(blocks, fields);
    expect_golden(fit(counts, names, background(fields, blocks.sizes(), 1)));
}

TEST_F(LinkageGolden, AtOneHalfItFindsWhatTheGoldenFinds) {
    const auto blocks = all_pairs();
    const auto counts = count_patterns(blocks, fields);
    const Model model = fit(counts, names, background_of(counts, fields.size()));
    const auto decided = decide(likely_pairs(blocks, fields, model, 0.5), {.upper = 0.5, .lower = 0.5});
    const auto right = std::ranges::count_if(
        decided.links, [&](const ScoredPair& pair) { return truth[pair.a] == truth[pair.b]; });
    const auto& at_half = golden["threshold_0_5"];
    EXPECT_EQ(right, at_half["tp"].get<long>());
    EXPECT_EQ(static_cast<long>(decided.links.size()) - right, at_half["fp"].get<long>());
    EXPECT_EQ(golden["true_duplicate_pairs"].get<long>() - right, at_half["fn"].get<long>());
}

// Blocks that leave out most pairs lead to the same model, within what the pairs left out know.
TEST_F(LinkageGolden, BlocksTellNearlyTheSame) {
    std::vector<Pass> passes;
    for (const auto& [x, y] : {std::pair{0, 1}, std::pair{0, 2}, std::pair{1, 2}, std::pair{2, 3},
                               std::pair{2, 4}, std::pair{3, 4}}) {
        Pass pass{names[static_cast<std::size_t>(x)], {}};
        for (std::uint32_t i = 0; i < truth.size(); ++i)
            pass.keys.push_back(key_of({fields[static_cast<std::size_t>(x)].column.of(i),
                                        fields[static_cast<std::size_t>(y)].column.of(i)}));
        passes.push_back(pass);
    }
    const Blocks blocks{
        Permit::within({"rldata500", "golden"}), {static_cast<std::uint32_t>(truth.size()), 0}, passes};
    EXPECT_LT(blocks.pairs_at_most(), 3'000u);
    const Model model = fit(count_patterns(blocks, fields), names, background(fields, blocks.sizes()));
    const auto& em = golden["em"];
    EXPECT_NEAR(model.lambda / em["lambda_"].get<double>(), 1, 0.2);
    for (std::size_t k = 0; k < fields.size(); ++k)
        EXPECT_NEAR(model.fields[k].u[2], em["u"][k].get<double>(), 2e-4) << names[k];
}

TEST_F(LinkageGolden, JaroWinklerIsThePublishedOne) {
    for (const auto& [pair, value] : golden["jaro_winkler_published"].items()) {
        const auto parts = split(pair, '|');
        EXPECT_NEAR(jaro_winkler(parts[0], parts[1]), value.get<double>(),
                    golden["tolerance"]["jw"].get<double>())
            << pair;
    }
}

}  // namespace
}  // namespace atalaya::linkage
