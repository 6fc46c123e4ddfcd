#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "core/error.hpp"
#include "core/text.hpp"
#include "geocode/hit_rate.hpp"
#include "methods/all.hpp"
#include "methods/rows.hpp"
#include "stats/equal_shares.hpp"
#include "stats/multiple_tests.hpp"

namespace atalaya::methods {

namespace {

using geocode::Precision;

const std::vector<std::string> of_rate{"addresses", "hits", "rate", "low", "high"};
const std::vector<std::string> of_groups{"addresses", "hits", "rate", "low", "high", "p", "q"};
const std::vector<std::string> of_differences{"groups", "chi_square", "df", "p", "least_expected", "p_exact"};
constexpr double enough_expected = 5;
constexpr double most_tested = 1e7;  // addresses

struct Address {
    Precision precision;
    double stands_for;
    bool hit;
};

struct Tally {
    double addresses = 0, hits = 0;
    void add(const Address& one) {
        addresses += one.stands_for;
        hits += one.hit ? one.stands_for : 0;
    }
    bool whole() const { return std::floor(addresses) == addresses && std::floor(hits) == hits; }
};

// A word as code() writes it; blank is an address that nobody placed.
Precision precision_of(const std::string& word, std::size_t row) {
    const auto said = folded(word);
    if (said.empty()) return Precision::none;
    std::string known;
    for (int i = 0; i < geocode::precisions; ++i) {
        const auto one = static_cast<Precision>(i);
        if (geocode::code(one) == said) return one;
        known += (i ? ", " : "") + std::string{geocode::code(one)};
    }
    throw Error{Fault::bad_input,
                message("method {}, table {}: expected one of {} in the column \"{}\", found \"{}\" in row "
                        "{}. Rewrite the classes of your geocoder as these",
                        "geocode_rate", "places", known, "precision", word, row + 1)};
}

std::vector<Address> addresses_of(const Asked& asked) {
    const auto& places = asked.table("places");
    const auto& words = places.texts("precision");
    const bool counted = asked.has("places", "addresses");
    const auto& coarsest = asked.choice("coarsest");
    std::vector<Address> addresses;
    for (std::size_t row = 0; row < words.size(); ++row) {
        const auto precision = precision_of(words[row], row);
        addresses.push_back({precision, counted ? places.numbers("addresses")[row] : 1.0,
                             precision <= precision_of(coarsest, 0)});
    }
    return addresses;
}

geocode::Verdict verdict(const stats::Maybe<stats::Rate>& rate, double least) {
    if (rate && rate->low >= least) return geocode::Verdict::reached;
    if (rate && rate->high < least) return geocode::Verdict::missed;
    return geocode::Verdict::undecided;
}

class Judge {
  public:
    explicit Judge(const Asked& asked)
        : confidence_{asked.number("confidence")}, least_{asked.number("least")} {}

    stats::Maybe<stats::Rate> rate(double hits, double of) const {
        return stats::proportion(hits, of, confidence_);
    }
    std::string verdict(const Tally& tally) const {
        return std::string{geocode::code(methods::verdict(rate(tally.hits, tally.addresses), least_))};
    }

  private:
    double confidence_, least_;
};

Frame rate_of(const Judge& judge, const std::vector<Address>& addresses) {
    Tally all;
    for (const auto& one : addresses) all.add(one);
    Rows rows{of_rate};
    const auto rate = judge.rate(all.hits, all.addresses);
    rows.add({all.addresses, all.hits, rate->value, rate->low, rate->high});
    auto frame = std::move(rows).frame();
    frame.add("verdict", Texts{judge.verdict(all)});
    return frame;
}

Frame classes_of(const Judge& judge, const std::vector<Address>& addresses) {
    std::array<double, geocode::precisions> by_class{};
    double all = 0;
    for (const auto& one : addresses) {
        by_class[static_cast<std::size_t>(one.precision)] += one.stands_for;
        all += one.stands_for;
    }
    Rows rows{{"addresses", "share", "low", "high"}};
    Texts names;
    for (int i = 0; i < geocode::precisions; ++i) {
        const double of = by_class[static_cast<std::size_t>(i)];
        const auto share = judge.rate(of, all);
        rows.add({of, share->value, share->low, share->high});
        names.emplace_back(geocode::code(static_cast<Precision>(i)));
    }
    auto frame = std::move(rows).frame();
    frame.columns.insert(frame.columns.begin(), {"class", std::move(names)});
    return frame;
}

// What is told by area, or by period, and whether it differs between them.
struct Groups {
    Frame frame;
    std::vector<double> differences;  // of of_differences
    std::string why;                  // for what is not there of them
};

using Tallies = std::map<std::string, Tally>;

Tallies tallies_of(const Texts& groups, const std::vector<Address>& addresses) {
    Tallies tallies;
    for (std::size_t i = 0; i < groups.size(); ++i) tallies[groups[i]].add(addresses[i]);
    return tallies;
}

bool can_be_tested(const Tallies& tallies) {
    double all = 0;
    for (const auto& [name, tally] : tallies) {
        if (!tally.whole()) return false;
        all += tally.addresses;
    }
    return all <= most_tested;
}

Groups groups_of(const Judge& judge, const Tallies& tallies, const std::string& of) {
    Rows rows{of_groups};
    Texts names, verdicts;
    std::vector<std::int64_t> hits, addresses;
    const bool tested = can_be_tested(tallies);
    for (const auto& [name, tally] : tallies) {
        hits.push_back(tested ? static_cast<std::int64_t>(tally.hits) : 0);
        addresses.push_back(tested ? static_cast<std::int64_t>(tally.addresses) : 0);
    }
    const auto p = stats::one_against_rest(hits, addresses);
    const auto q = stats::benjamini_hochberg(p);
    std::size_t i = 0;
    for (const auto& [name, tally] : tallies) {
        const auto rate = judge.rate(tally.hits, tally.addresses);
        rows.add({tally.addresses, tally.hits, rate->value, rate->low, rate->high, tested ? p[i] : no_value,
                  tested ? q[i] : no_value},
                 tested ? "" : "not_whole");
        names.push_back(name);
        verdicts.push_back(judge.verdict(tally));
        ++i;
    }
    Groups groups{.frame = std::move(rows).frame(), .differences = {}, .why = tested ? "" : "not_whole"};
    groups.frame.columns.insert(groups.frame.columns.begin(), {of, std::move(names)});
    groups.frame.add("verdict", std::move(verdicts));

    const auto chi = stats::chi_square(hits, addresses);
    const bool enough = chi && chi->least_expected >= enough_expected;
    if (tested && !chi) groups.why = stats::code(chi.error());
    if (tested && chi && !enough) groups.why = "few_expected";
    groups.differences = {static_cast<double>(tallies.size()),
                          chi ? chi->statistic : no_value,
                          chi ? chi->df : no_value,
                          enough ? chi->p : no_value,
                          chi ? chi->least_expected : no_value,
                          tested ? *std::ranges::min_element(q) : no_value};
    return groups;
}

Result run_geocode_rate(const Asked& asked) {
    const auto addresses = addresses_of(asked);
    const Judge judge{asked};
    Result result;
    result.tables.emplace("rate", rate_of(judge, addresses));
    result.tables.emplace("classes", classes_of(judge, addresses));
    Rows differences{of_differences};
    Texts between;
    for (const auto& [column, table] : {std::pair{"area", "areas"}, {"period", "periods"}}) {
        if (!asked.has("places", column)) continue;
        auto groups = groups_of(judge, tallies_of(asked.table("places").texts(column), addresses), column);
        differences.add(groups.differences, groups.why);
        between.emplace_back(table);
        result.tables.emplace(table, std::move(groups.frame));
    }
    if (!between.empty()) {
        auto frame = std::move(differences).frame();
        frame.columns.insert(frame.columns.begin(), {"between", std::move(between)});
        result.tables.emplace("differences", std::move(frame));
    }
    const auto& words = asked.table("places").texts("precision");
    const auto blank = std::ranges::count_if(words, [](const auto& word) { return trimmed(word).empty(); });
    if (blank > 0) result.notes.push_back({"blank_is_none", {{"n", std::to_string(blank)}}});
    return result;
}

std::vector<ColumnSpec> with_texts(const std::vector<std::string>& figures,
                                   const std::vector<std::string>& texts) {
    auto columns = named(figures);
    for (const auto& name : texts) columns.push_back({.name = name, .holds = Holds::text});
    return columns;
}

}  // namespace

Method geocode_rate() {
    return {
        .name = "geocode_rate",
        .version = "1",
        .family = "records",
        .tables = {{.name = "places",
                    .columns = {{.name = "precision", .holds = Holds::text, .may_miss = true},
                                {.name = "addresses", .holds = Holds::positive, .optional = true},
                                {.name = "area", .holds = Holds::text, .optional = true},
                                {.name = "period", .holds = Holds::text, .optional = true}}}},
        .settings = {number("least", geocode::least_hit_rate, 0.01, 1),
                     number("confidence", 0.95, 0.5, 0.9999),
                     choice("coarsest",
                            {"block", "landmark", "crossing", "interpolated", "exact", "street", "area"})},
        .answers = {{.name = "rate", .columns = with_texts(of_rate, {"verdict"})},
                    {.name = "classes",
                     .columns = with_texts({"addresses", "share", "low", "high"}, {"class"})},
                    {.name = "areas", .columns = with_texts(of_groups, {"area", "verdict"})},
                    {.name = "periods", .columns = with_texts(of_groups, {"period", "verdict"})},
                    {.name = "differences", .columns = with_texts(of_differences, {"between"})}},
        .run = run_geocode_rate,
    };
}

}  // namespace atalaya::methods
