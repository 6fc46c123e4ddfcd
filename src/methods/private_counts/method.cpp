#include <algorithm>
#include <cmath>
#include <set>

#include "core/error.hpp"
#include "disclose/geometric_noise.hpp"
#include "methods/all.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

constexpr std::int64_t furthest_told = 10;  // of the law of the noise
constexpr std::uint64_t hard_to_guess = 1'000'000'000'000;
const std::vector<std::string> of_accuracy{"epsilon", "sensitivity", "ratio", "variance", "within", "beyond"};

std::int64_t millionths(double epsilon) {
    return std::llround(epsilon * 1e6);
}

void expect_once(const Texts& cells) {
    std::set<std::string_view> seen;
    for (const auto& cell : cells) {
        if (!seen.insert(cell).second)
            throw Error{Fault::bad_input, message("method {}: expected each cell once, found \"{}\" twice",
                                                  "private_counts", cell)};
    }
}

// Noise of its own for each table of counts: the same seed on other counts deals other noise, so that two releases do
// not tell their difference.
std::uint64_t stream_for(const Texts& cells, const Numbers& counts) {
    std::string all = "private_counts";
    for (std::size_t i = 0; i < cells.size(); ++i)
        all += '\n' + cells[i] + '\t' + std::to_string(static_cast<std::int64_t>(counts[i]));
    return stats::stream_of(all);
}

Frame released(const Asked& asked, const disclose::GeometricNoise& noise) {
    const auto& table = asked.table("counts");
    const auto& cells = table.texts("cell");
    const auto& counts = table.numbers("count");
    const auto within = static_cast<double>(noise.within(asked.number("confidence")));
    stats::Random random{asked.seed, stream_for(cells, counts)};
    Rows rows{{"released", "low", "high"}};
    for (const double count : counts) {
        const double noisy = count + static_cast<double>(noise.draw(random));
        const double shown = asked.flag("at_least_zero") ? std::max(0.0, noisy) : noisy;
        rows.add({shown, std::max(0.0, shown - within), std::max(0.0, shown + within)});
    }
    auto frame = std::move(rows).frame();
    frame.columns.insert(frame.columns.begin(), {"cell", Texts{cells}});
    return frame;
}

Frame accuracy_of(const Asked& asked, const disclose::GeometricNoise& noise) {
    const auto within = noise.within(asked.number("confidence"));
    Rows rows{of_accuracy};
    rows.add({asked.number("epsilon"), asked.number("sensitivity"), noise.ratio(), noise.variance(),
              static_cast<double>(within), noise.beyond(within)});
    return std::move(rows).frame();
}

Frame law_of(const disclose::GeometricNoise& noise) {
    Rows rows{{"noise", "probability"}};
    for (auto d = -furthest_told; d <= furthest_told; ++d)
        rows.add({static_cast<double>(d), noise.probability(d)});
    return std::move(rows).frame();
}

// What earlier releases spent, what this one does, and what is left.
class Ledger {
  public:
    explicit Ledger(double budget) : budget_{budget} {}

    void add(const std::string& release, double epsilon) {
        spent_ += epsilon;
        names_.push_back(release);
        rows_.add({epsilon, spent_, budget_ - spent_});
    }
    bool overdrawn() const { return spent_ > budget_ + 1e-9; }
    Frame frame() && {
        auto frame = std::move(rows_).frame();
        frame.columns.insert(frame.columns.begin(), {"release", std::move(names_)});
        return frame;
    }

  private:
    double budget_, spent_ = 0;
    Rows rows_{{"epsilon", "spent", "left"}};
    Texts names_;
};

Result run_private_counts(const Asked& asked) {
    const auto& counts = asked.table("counts");
    expect_once(counts.texts("cell"));
    const auto epsilon = millionths(asked.number("epsilon"));
    const bool together = asked.choice("persons") == "in_one_cell";
    Ledger ledger{asked.number("budget")};
    if (asked.has("releases")) {
        const auto& before = asked.table("releases");
        for (std::size_t i = 0; i < before.rows(); ++i)
            ledger.add(before.texts("release")[i], before.numbers("epsilon")[i]);
    }
    const double cost = static_cast<double>(epsilon) / 1e6;
    ledger.add("*", together ? cost : cost * static_cast<double>(counts.rows()));
    if (ledger.overdrawn()) return refusal("budget_spent");

    const disclose::GeometricNoise noise{epsilon, asked.whole("sensitivity")};
    Result result;
    result.tables.emplace("counts", released(asked, noise));
    result.tables.emplace("accuracy", accuracy_of(asked, noise));
    result.tables.emplace("ledger", std::move(ledger).frame());
    result.tables.emplace("law", law_of(noise));
    result.notes.push_back({asked.seed < hard_to_guess ? "seed_can_be_guessed" : "seed_is_secret", {}});
    return result;
}

}  // namespace

Method private_counts() {
    return {
        .name = "private_counts",
        .version = "1",
        .family = "records",
        .tables = {{.name = "counts",
                    .columns = {{.name = "cell", .holds = Holds::text},
                                {.name = "count", .holds = Holds::count}}},
                   {.name = "releases",
                    .columns = {{.name = "release", .holds = Holds::text},
                                {.name = "epsilon", .holds = Holds::positive}},
                    .order = Order::kept,
                    .optional = true,
                    .least = 0}},
        .settings = {number("epsilon", 0.5, 0.001, 20), whole("sensitivity", 1, 1, 1'000),
                     choice("persons", {"in_one_cell", "in_several_cells"}),
                     number("budget", 1, 0.001, 1'000), number("confidence", 0.95, 0.5, 0.9999),
                     flag("at_least_zero", true)},
        .answers =
            {{.name = "counts",
              .columns = {{.name = "cell", .holds = Holds::text}, {"released"}, {"low"}, {"high"}}},
             {.name = "accuracy", .columns = named(of_accuracy)},
             {.name = "ledger",
              .columns = {{.name = "release", .holds = Holds::text}, {"epsilon"}, {"spent"}, {"left"}}},
             {.name = "law", .columns = named({"noise", "probability"})}},
        .random = true,
        .run = run_private_counts,
    };
}

}  // namespace atalaya::methods
