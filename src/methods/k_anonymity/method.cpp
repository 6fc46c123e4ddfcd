#include "disclose/k_anonymity.hpp"

#include <algorithm>
#include <map>

#include "core/error.hpp"
#include "methods/all.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

constexpr int most_keys = 10;

const std::vector<std::string> of_records{"sample", "population", "risk", "below"};
const std::vector<std::string> of_summary{"k",     "classes",     "unique",       "unique_share",
                                          "below", "below_share", "highest_risk", "expected_found"};

struct Keys {
    std::vector<std::string> names;
    std::vector<disclose::Coded> values;
};

std::vector<const disclose::Coded*> pointers_to(const std::vector<disclose::Coded>& values) {
    std::vector<const disclose::Coded*> out;
    for (const auto& one : values) out.push_back(&one);
    return out;
}

Keys keys_of(const Asked& asked) {
    Keys keys;
    for (int i = 1; i <= most_keys; ++i) {
        const auto name = "key_" + std::to_string(i);
        if (!asked.has("records", name)) continue;
        keys.names.push_back(name);
        keys.values.push_back(disclose::coded(asked.table("records").texts(name)));
    }
    if (keys.names.empty())
        throw Error{Fault::usage,
                    message("method {}: expected a key, found none. Say what an outsider may know "
                            "of a person with --map records.key_1=COLUMN",
                            "k_anonymity")};
    return keys;
}

Numbers weights_of(const Asked& asked) {
    if (!asked.has("records", "weight")) return {};
    const auto& weights = asked.table("records").numbers("weight");
    if (std::ranges::any_of(weights, [](double weight) { return weight < 1; }))
        throw Error{
            Fault::bad_input,
            message("method {}: expected weights of 1 or more, for a record stands at least for itself, "
                    "found {}",
                    "k_anonymity", std::ranges::min(weights))};
    return weights;
}

struct Tally {
    double unique = 0, below = 0;
};
Tally tally(std::span<const disclose::Anonymity> of, std::int64_t k) {
    Tally sum;
    for (const auto& one : of) {
        sum.unique += one.sample == 1;
        sum.below += one.sample < k;
    }
    return sum;
}

Frame records_of(std::span<const disclose::Anonymity> of, std::int64_t k, bool sensitive) {
    auto names = of_records;
    if (sensitive) names.push_back("diversity");
    Rows rows{names};
    for (const auto& one : of) {
        std::vector<double> figures{static_cast<double>(one.sample), one.population, one.risk,
                                    one.sample < k ? 1.0 : 0.0};
        if (sensitive) figures.push_back(static_cast<double>(one.diversity));
        rows.add(figures);
    }
    return std::move(rows).frame();
}

// How many classes, and records in them, there are of each size.
std::map<std::int64_t, double> records_by_size(std::span<const disclose::Anonymity> of) {
    std::map<std::int64_t, double> sizes;
    for (const auto& one : of) ++sizes[one.sample];
    return sizes;
}

Frame summary_of(std::span<const disclose::Anonymity> of, std::int64_t k, bool sensitive) {
    auto names = of_summary;
    if (sensitive) names.push_back("diversity");
    const auto sizes = records_by_size(of);
    double classes = 0, found = 0;
    for (const auto& [size, records] : sizes) classes += records / static_cast<double>(size);
    for (const auto& one : of) found += one.risk;
    const auto sum = tally(of, k);
    const double n = static_cast<double>(of.size());
    std::vector<double> figures{static_cast<double>(sizes.begin()->first),
                                classes,
                                sum.unique,
                                sum.unique / n,
                                sum.below,
                                sum.below / n,
                                std::ranges::max(of, {}, &disclose::Anonymity::risk).risk,
                                found};
    if (sensitive)
        figures.push_back(
            static_cast<double>(std::ranges::min(of, {}, &disclose::Anonymity::diversity).diversity));
    Rows rows{names};
    rows.add(figures);
    return std::move(rows).frame();
}

Frame sizes_of(std::span<const disclose::Anonymity> of) {
    Rows rows{{"size", "classes", "records"}};
    for (const auto& [size, records] : records_by_size(of))
        rows.add({static_cast<double>(size), records / static_cast<double>(size), records});
    return std::move(rows).frame();
}

// What leaving each key out would do.
Frame without_of(const Keys& keys, std::int64_t k, std::size_t records) {
    Rows rows{{"unique_without", "below_without"}};
    const disclose::Coded nothing{std::vector<std::uint32_t>(records), 1};
    for (std::size_t left_out = 0; left_out < keys.names.size(); ++left_out) {
        auto others = pointers_to(keys.values);
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(left_out));
        if (others.empty()) others.push_back(&nothing);
        const auto sum = tally(disclose::anonymity(others, {}, {}), k);
        rows.add({sum.unique, sum.below});
    }
    auto frame = std::move(rows).frame();
    frame.columns.insert(frame.columns.begin(), methods::Column{"key", Texts{keys.names}});
    return frame;
}

Result run_k_anonymity(const Asked& asked) {
    const auto keys = keys_of(asked);
    const auto k = asked.whole("k");
    const bool sensitive = asked.has("records", "sensitive");
    const auto of = disclose::anonymity(
        pointers_to(keys.values), weights_of(asked),
        sensitive ? std::span<const std::string>{asked.table("records").texts("sensitive")}
                  : std::span<const std::string>{});
    Result result;
    result.tables.emplace("records", records_of(of, k, sensitive));
    result.tables.emplace("summary", summary_of(of, k, sensitive));
    result.tables.emplace("sizes", sizes_of(of));
    result.tables.emplace("keys", without_of(keys, k, of.size()));
    if (!asked.has("records", "weight")) result.notes.push_back({"file_is_population", {}});
    return result;
}

std::vector<ColumnSpec> with_diversity(const std::vector<std::string>& names) {
    auto columns = named(names);
    columns.push_back({.name = "diversity", .optional = true});
    return columns;
}

}  // namespace

Method k_anonymity() {
    TableSpec records{.name = "records", .columns = {}};
    for (int i = 1; i <= most_keys; ++i)
        records.columns.push_back(
            {.name = "key_" + std::to_string(i), .holds = Holds::text, .optional = true, .may_miss = true});
    records.columns.push_back({.name = "weight", .holds = Holds::positive, .optional = true});
    records.columns.push_back(
        {.name = "sensitive", .holds = Holds::text, .optional = true, .may_miss = true});
    return {
        .name = "k_anonymity",
        .version = "1",
        .family = "records",
        .tables = {std::move(records)},
        .settings = {whole("k", 3, 2, 1'000)},
        .answers =
            {{.name = "records", .columns = with_diversity(of_records), .rows = "records"},
             {.name = "summary", .columns = with_diversity(of_summary)},
             {.name = "sizes", .columns = named({"size", "classes", "records"})},
             {.name = "keys",
              .columns = {{.name = "key", .holds = Holds::text}, {"unique_without"}, {"below_without"}}}},
        .run = run_k_anonymity,
    };
}

}  // namespace atalaya::methods
