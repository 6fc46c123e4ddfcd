#include <algorithm>

#include "methods/all.hpp"
#include "methods/beside.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> figures{"joins", "expectation", "variance", "z", "p_more", "p"};

// Rows of joins with the words of their categories beside the figures.
struct Joins {
    bool permuted;
    std::size_t replicates;
    Rows rows;
    Texts first{}, second{};

    void add(const stats::JoinCount& join, const std::string& a, const std::string& b) {
        const auto& by = join.randomisation;
        std::vector<double> row{join.value, join.expectation, by.variance, by.z, by.p.high, by.p.two_sided()};
        if (permuted)
            row.insert(row.end(),
                       {join.permutation->high, simulation_error(join.permutation->high, replicates)});
        rows.add(row);
        first.push_back(a);
        second.push_back(b);
    }
};

Result run_joins(const Asked& asked) {
    const auto& texts = asked.table("areas").texts("category");
    Texts words = texts;
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    std::vector<int> categories;
    for (const auto& text : texts)
        categories.push_back(
            static_cast<int>(std::lower_bound(words.begin(), words.end(), text) - words.begin()));
    const auto beside = methods::beside(asked);
    const auto permutations = permutations_of(asked);
    const auto found = stats::join_counts(categories, weights_of(asked, beside), permutations);
    if (!found) return refusal(std::string{stats::code(found.error())});

    auto names = figures;
    const bool permuted = permutations.replicates > 0;
    if (permuted) names.insert(names.end(), {"p_permutation", "p_permutation_error"});
    Joins joins{permuted, permutations.replicates, Rows{names}};
    for (const auto& pair : found->pairs)
        joins.add(pair, words[static_cast<std::size_t>(pair.a)], words[static_cast<std::size_t>(pair.b)]);
    joins.add(found->unlike, "*", "*");
    Frame frame = std::move(joins.rows).frame();
    frame.add("first", std::move(joins.first));
    frame.add("second", std::move(joins.second));
    Result result;
    result.tables.emplace("joins", std::move(frame));
    tell_left_out(beside, found->islands, result);
    return result;
}

}  // namespace

Method join_counts() {
    auto settings = neighbour_settings();
    settings.push_back(weight_setting("binary"));
    settings.push_back(permutation_setting());
    std::vector<ColumnSpec> columns{{.name = "first", .holds = Holds::text},
                                    {.name = "second", .holds = Holds::text}};
    for (const auto& name : figures) columns.push_back({.name = name});
    for (const char* name : {"p_permutation", "p_permutation_error"})
        columns.push_back({.name = name, .optional = true});
    return {
        .name = "join_counts",
        .version = "2",
        .family = "space",
        .tables = {areas_with({{.name = "category", .holds = Holds::text}}), links_between_areas()},
        .settings = std::move(settings),
        .answers = {{.name = "joins", .columns = std::move(columns)}},
        .random = true,
        .run = run_joins,
    };
}

}  // namespace atalaya::methods
