#include "linkage/fellegi_sunter.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

#include "core/error.hpp"
#include "stats/random.hpp"

namespace atalaya::linkage {

namespace {

constexpr double least = 1e-12;  // probability
constexpr double tolerance = 1e-12;
constexpr int most_rounds = 20'000;
constexpr double fewest_matches = 0.5;  // a model that expects less has found none
constexpr std::array observed{Level::differ, Level::close, Level::exact};

constexpr std::size_t index(Level level) {
    return static_cast<std::size_t>(level);
}

using AtLevels = std::array<double, levels>;

struct Seen {
    Pattern pattern;
    double pairs;
};

std::vector<Seen> seen_in(std::span<const std::int64_t> counts) {
    std::vector<Seen> seen;
    for (std::size_t p = 0; p < counts.size(); ++p) {
        if (counts[p] > 0) seen.push_back({static_cast<Pattern>(p), static_cast<double>(counts[p])});
    }
    return seen;
}

// Shares of a field's observed levels; all 1 when there is nothing to share.
AtLevels shares(const AtLevels& pairs) {
    AtLevels share;
    share.fill(1);
    const double sum = pairs[index(Level::differ)] + pairs[index(Level::close)] + pairs[index(Level::exact)];
    if (sum <= 0) return share;
    for (const Level level : observed) share[index(level)] = std::max(pairs[index(level)] / sum, least);
    return share;
}

// Matches agree in nine of ten fields, non-matches as all pairs do: nearly all pairs are none.
Model start(std::span<const Seen> seen, const Background& background) {
    double compared = 0;
    for (const Seen& s : seen) compared += s.pairs;
    Model model;
    model.lambda = 0.001 * compared / background.pairs;
    for (const AtLevels& totals : background.at_level) {
        FieldModel field{.m = {0.05, 0.05, 0.9, 1}, .u = shares(totals)};
        model.fields.push_back(field);
    }
    return model;
}

struct Expected {
    double matches = 0;
    std::vector<AtLevels> at_level;  // of the matches
    double log_likelihood = 0;
};

Expected expected(std::span<const Seen> seen, const Model& model) {
    const std::size_t fields = model.fields.size();
    Expected sums{.at_level = std::vector<AtLevels>(fields)};
    for (const auto& [pattern, pairs] : seen) {
        double match = model.lambda, other = 1 - model.lambda;
        for (std::size_t k = 0; k < fields; ++k) {
            const auto level = index(level_of(pattern, k));
            match *= model.fields[k].m[level];
            other *= model.fields[k].u[level];
        }
        const double matches = pairs * match / (match + other);
        sums.matches += matches;
        for (std::size_t k = 0; k < fields; ++k) sums.at_level[k][index(level_of(pattern, k))] += matches;
        sums.log_likelihood += pairs * stats::log_same(match + other);
    }
    return sums;
}

// The shares under the bound that has the highest likelihood.
AtLevels held(AtLevels share, double most) {
    const double differ = share[index(Level::differ)];
    if (differ <= most) return share;
    for (const Level level : {Level::close, Level::exact}) share[index(level)] *= (1 - most) / (1 - differ);
    share[index(Level::differ)] = most;
    return share;
}

// The next model, and the most that any of its probabilities moved.
double improve(Model& model, const Expected& sums, const Background& background,
               std::span<const double> most_differ) {
    double moved = 0;
    const auto set = [&moved](double& old, double now) {
        moved = std::max(moved, std::abs(now - old));
        old = now;
    };
    const double lambda = std::min(sums.matches / background.pairs, 1 - least);
    moved = std::abs(lambda - model.lambda) / std::max(lambda, least);
    model.lambda = lambda;
    for (std::size_t k = 0; k < model.fields.size(); ++k) {
        AtLevels others{};
        for (const Level level : observed) {
            const auto g = index(level);
            others[g] = std::max(0.0, background.at_level[k][g] - sums.at_level[k][g]);
        }
        const AtLevels m = held(shares(sums.at_level[k]), most_differ.empty() ? 1 : most_differ[k]);
        const AtLevels u = shares(others);
        for (const Level level : observed) {
            set(model.fields[k].m[index(level)], m[index(level)]);
            set(model.fields[k].u[index(level)], u[index(level)]);
        }
    }
    return moved;
}

// Levels that no pair is at, and fields with one level only, say nothing; and that is said.
void silence(Model& model, std::span<const std::string> names, const Background& background) {
    for (std::size_t k = 0; k < names.size(); ++k) {
        const auto held = std::ranges::count_if(
            observed, [&](Level level) { return background.at_level[k][index(level)] > 0; });
        FieldModel& field = model.fields[k];
        if (held < 2) {
            field.m.fill(1);
            field.u.fill(1);
            model.notes.push_back(
                held == 0 ? message("\"{}\" is missing in every pair and says nothing.", names[k])
                          : message("\"{}\" compares alike in every pair and says nothing.", names[k]));
            continue;
        }
        for (const Level level : observed) {
            if (background.at_level[k][index(level)] <= 0)
                field.m[index(level)] = field.u[index(level)] = least;
        }
    }
}

std::optional<Unlearnt> senseless(const Model& model, const Expected& sums) {
    if (sums.matches < fewest_matches) return Unlearnt::no_matches;
    double agrees = 0, differs = 0;
    for (const FieldModel& field : model.fields) {
        agrees += field.weight(Level::exact);
        differs += field.weight(Level::differ);
    }
    if (agrees <= differs) return Unlearnt::fields_silent;
    return {};
}

Message said(Unlearnt why) {
    switch (why) {
        case Unlearnt::no_pairs: return message("No two records share a block: there is no pair to compare.");
        case Unlearnt::pairs_alike:
            return message("All pairs compare alike in every field: nothing tells matches from others.");
        case Unlearnt::no_matches:
            return message("Of the pairs compared none looks like a match: there is nothing to link.");
        case Unlearnt::fields_silent: break;
    }
    return message(
        "The pairs fall in two groups, but the smaller one does not agree more than the "
        "other: these fields do not tell matches. Compare others, or in larger blocks.");
}

}  // namespace

Background background_of(std::span<const std::int64_t> counts, std::size_t fields) {
    expects(fields <= most_fields && counts.size() == patterns(fields), "background_of: one count a pattern");

    Background all{0, std::vector<AtLevels>(fields)};
    for (const auto& [pattern, pairs] : seen_in(counts)) {
        all.pairs += pairs;
        for (std::size_t k = 0; k < fields; ++k) all.at_level[k][index(level_of(pattern, k))] += pairs;
    }
    return all;
}

double FieldModel::weight(Level level) const {
    return level == Level::missing ? 0
                                   : stats::log_same(m[index(level)] / u[index(level)]) / std::numbers::ln2;
}

double Model::weight(Pattern pattern) const {
    double sum = 0;
    for (std::size_t k = 0; k < fields.size(); ++k) sum += fields[k].weight(level_of(pattern, k));
    return sum;
}

double Model::posterior(double weight) const {
    return 1 / (1 + stats::exp_same(-weight * std::numbers::ln2) * (1 - lambda) / lambda);
}

std::expected<Model, Unlearnt> learn(std::span<const std::int64_t> counts,
                                     std::span<const std::string> fields, const Background& background,
                                     std::span<const double> most_differ) {
    expects(fields.size() <= most_fields && counts.size() == patterns(fields.size()),
            "fit: one count a pattern");
    expects(background.at_level.size() == fields.size(), "fit: a background for each field");
    expects(most_differ.empty() || most_differ.size() == fields.size(),
            "fit: a bound for each field or none");

    const auto seen = seen_in(counts);
    if (seen.empty()) return std::unexpected{Unlearnt::no_pairs};
    if (seen.size() == 1) return std::unexpected{Unlearnt::pairs_alike};

    Model model = start(seen, background);
    double moved = 1;
    while (moved > tolerance && model.rounds < most_rounds) {
        moved = improve(model, expected(seen, model), background, most_differ);
        ++model.rounds;
        if (model.lambda <= 0) break;
    }
    const Expected last = expected(seen, model);
    model.log_likelihood = last.log_likelihood;
    if (moved > tolerance)
        model.notes.push_back(
            message("The weights still moved after {} rounds, by {} at most.", model.rounds, moved));
    silence(model, fields, background);
    if (const auto why = senseless(model, last)) return std::unexpected{*why};
    return model;
}

Model fit(std::span<const std::int64_t> counts, std::span<const std::string> fields,
          const Background& background, std::span<const double> most_differ) {
    auto model = learn(counts, fields, background, most_differ);
    if (!model) throw Error{Fault::bad_input, said(model.error())};
    return std::move(*model);
}

std::vector<double> most_differ(std::span<const Field> fields) {
    std::vector<double> most;
    for (const Field& field : fields) most.push_back(field.most_differ);
    return most;
}

}  // namespace atalaya::linkage
