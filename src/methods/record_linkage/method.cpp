#include <algorithm>
#include <array>
#include <expected>
#include <map>

#include "core/error.hpp"
#include "linkage/background.hpp"
#include "linkage/frequency.hpp"
#include "linkage/matching.hpp"
#include "methods/all.hpp"
#include "methods/record_linkage/lists.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

using linkage::Level;

constexpr std::array shown_levels{Level::exact, Level::close, Level::differ};
constexpr int most_rounds = 20'000;  // after which linkage::learn() stops

const std::vector<std::string> of_model{
    "lambda", "possible", "compared", "expected_matches", "log_likelihood", "rounds",
    "links",  "review",   "clusters", "expected_false",   "expected_missed"};

std::string_view word(Level level) {
    constexpr std::array<std::string_view, linkage::levels> words{"differ", "close", "exact", "missing"};
    return words[static_cast<std::size_t>(level)];
}

// A letter a field: e exact, c close, d differs, m missing.
std::string letters(linkage::Pattern pattern, std::size_t fields) {
    std::string out;
    for (std::size_t k = 0; k < fields; ++k) out += word(linkage::level_of(pattern, k)).front();
    return out;
}

struct Fitted {
    Lists lists;
    linkage::Blocks blocks;
    std::vector<std::int64_t> counts;
    linkage::Background background;
    linkage::Model model;
    std::vector<linkage::ScoredPair> pairs;  // listed
    linkage::Decided decided;

    std::size_t fields() const { return lists.fields.size(); }
};

linkage::Bands bands_of(const Asked& asked) {
    const linkage::Bands bands{.upper = asked.number("link"), .lower = asked.number("review")};
    if (bands.lower > bands.upper)
        throw Error{Fault::usage, message("method {}: expected \"review\" at most \"link\", found {} and {}",
                                          "record_linkage", bands.lower, bands.upper)};
    return bands;
}

std::string_view code(linkage::Unlearnt why, const std::vector<std::int64_t>& counts, std::size_t fields) {
    using linkage::Unlearnt;
    if (why == Unlearnt::no_pairs) return "no_pairs";
    if (why == Unlearnt::no_matches) return "no_matches";
    if (why == Unlearnt::fields_silent) return "fields_silent";
    const auto only = std::ranges::find_if(counts, [](std::int64_t pairs) { return pairs > 0; });
    const auto pattern = static_cast<linkage::Pattern>(only - counts.begin());
    for (std::size_t k = 0; k < fields; ++k) {
        const auto level = linkage::level_of(pattern, k);
        if (level == Level::exact || level == Level::close) return "pairs_alike";
    }
    return "no_likeness";
}

// Or why there is none.
std::expected<Fitted, std::string_view> fitted(const Asked& asked) {
    const auto bands = bands_of(asked);
    auto lists = lists_of(asked);
    linkage::Blocks blocks{lists.permit, lists.sizes, lists.passes, most_without_blocks};
    std::vector<std::string> names;
    for (const auto& field : lists.fields) names.push_back(field.name);
    auto counts = linkage::count_patterns(blocks, lists.fields, asked.threads);
    auto background = linkage::background(lists.fields, lists.sizes);
    auto model = linkage::learn(counts, names, background, linkage::most_differ(lists.fields));
    if (!model) return std::unexpected{code(model.error(), counts, names.size())};
    auto pairs = linkage::likely_pairs(blocks, lists.fields, *model,
                                       std::min(asked.number("listed"), bands.lower), asked.threads);
    auto decided = lists.of_two() && asked.flag("one_to_one") ? linkage::decide_one_to_one(pairs, bands)
                                                              : linkage::decide(pairs, bands);
    return Fitted{std::move(lists),  std::move(blocks), std::move(counts), std::move(background),
                  std::move(*model), std::move(pairs),  std::move(decided)};
}

struct Shown {
    std::string first, second, band;
    linkage::Pattern pattern{};
    double weight{}, probability{};
};

// All listed pairs, likeliest first; within one table the lower id is the first.
std::vector<Shown> shown_pairs(const Fitted& fit) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, const char*> bands;
    for (const auto& pair : fit.decided.links) bands[{pair.a, pair.b}] = "link";
    for (const auto& pair : fit.decided.review) bands[{pair.a, pair.b}] = "review";
    const linkage::Frequencies frequencies{fit.lists.fields, fit.model};
    std::vector<Shown> shown;
    for (const auto& [a, b, posterior] : fit.pairs) {
        const auto pattern = linkage::compare(fit.lists.fields, a, b);
        const auto band = bands.find({a, b});
        Shown one{.first = fit.lists.ids[a],
                  .second = fit.lists.ids[b],
                  .band = band == bands.end() ? "not" : band->second,
                  .pattern = pattern,
                  .weight = fit.model.weight(pattern) + frequencies.more(fit.lists.fields, pattern, a),
                  .probability = posterior};
        if (!fit.lists.of_two() && id_before(one.second, one.first)) std::swap(one.first, one.second);
        shown.push_back(std::move(one));
    }
    std::ranges::sort(shown, [](const Shown& x, const Shown& y) {
        if (x.probability != y.probability) return x.probability > y.probability;
        return x.first != y.first ? id_before(x.first, y.first) : id_before(x.second, y.second);
    });
    return shown;
}

// Texts first, figures after them.
Frame named_rows(std::vector<Column> texts, Rows figures) {
    Frame frame{.columns = std::move(texts), .shapes = {}};
    for (auto& column : std::move(figures).frame().columns) frame.columns.push_back(std::move(column));
    return frame;
}

Frame pairs_of(const Fitted& fit) {
    Rows rows{{"weight", "probability"}};
    Texts first, second, band, pattern;
    for (auto& one : shown_pairs(fit)) {
        rows.add({one.weight, one.probability});
        first.push_back(std::move(one.first));
        second.push_back(std::move(one.second));
        band.push_back(std::move(one.band));
        pattern.push_back(letters(one.pattern, fit.fields()));
    }
    return named_rows({{"first", std::move(first)},
                       {"second", std::move(second)},
                       {"band", std::move(band)},
                       {"pattern", std::move(pattern)}},
                      std::move(rows));
}

Frame fields_of(const Asked& asked, const Fitted& fit) {
    Rows rows{{"pairs", "m", "u", "weight"}};
    Texts fields, compared, levels;
    for (std::size_t k = 0; k < fit.fields(); ++k) {
        const auto& name = fit.lists.fields[k].name;
        for (const Level level : shown_levels) {
            const auto at = static_cast<std::size_t>(level);
            if (fit.background.at_level[k][at] <= 0) continue;
            const auto& of = fit.model.fields[k];
            rows.add({fit.background.at_level[k][at], of.m[at], of.u[at], of.weight(level)});
            fields.push_back(name);
            compared.push_back(asked.choice("compare_" + name.substr(name.find('_') + 1)));
            levels.emplace_back(word(level));
        }
    }
    return named_rows(
        {{"field", std::move(fields)}, {"compared", std::move(compared)}, {"level", std::move(levels)}},
        std::move(rows));
}

Frame patterns_of(const Fitted& fit) {
    struct One {
        std::string letters;
        double pairs, weight;
    };
    std::vector<One> all;
    for (std::size_t p = 0; p < fit.counts.size(); ++p) {
        if (fit.counts[p] == 0) continue;
        const auto pattern = static_cast<linkage::Pattern>(p);
        all.push_back(
            {letters(pattern, fit.fields()), static_cast<double>(fit.counts[p]), fit.model.weight(pattern)});
    }
    std::ranges::stable_sort(all, [](const One& x, const One& y) { return x.weight > y.weight; });
    Rows rows{{"pairs", "weight", "probability"}};
    Texts patterns;
    for (auto& one : all) {
        rows.add({one.pairs, one.weight, fit.model.posterior(one.weight)});
        patterns.push_back(std::move(one.letters));
    }
    return named_rows({{"pattern", std::move(patterns)}}, std::move(rows));
}

// Groups of records that links hold together: the largest is 1, of equals the one with the lowest id of `records`.
struct Groups {
    std::vector<std::vector<std::uint32_t>> members;  // by number, from 1 at place 0; lowest ids first
    std::vector<std::size_t> of;                      // of each record; 0 for one that is alone
};

Groups groups_of(const Fitted& fit) {
    const auto lowest = linkage::clusters(fit.lists.sizes.all(), fit.decided.links);
    std::map<std::uint32_t, std::vector<std::uint32_t>> together;
    for (std::uint32_t record = 0; record < lowest.size(); ++record)
        together[lowest[record]].push_back(record);
    const auto before = [&](std::uint32_t a, std::uint32_t b) {
        const bool other_a = a >= fit.lists.sizes.first, other_b = b >= fit.lists.sizes.first;
        return other_a != other_b ? other_b : id_before(fit.lists.ids[a], fit.lists.ids[b]);
    };
    Groups groups{.members = {}, .of = std::vector<std::size_t>(lowest.size())};
    for (auto& [low, members] : together) {
        if (members.size() < 2) continue;
        std::ranges::sort(members, before);
        groups.members.push_back(std::move(members));
    }
    std::ranges::sort(groups.members, [&](const auto& x, const auto& y) {
        return x.size() != y.size() ? x.size() > y.size() : before(x.front(), y.front());
    });
    for (std::size_t g = 0; g < groups.members.size(); ++g) {
        for (const auto record : groups.members[g]) groups.of[record] = g + 1;
    }
    return groups;
}

Frame clusters_of(const Fitted& fit, const Groups& groups) {
    Rows rows{{"cluster"}};
    Texts tables, ids;
    for (std::size_t g = 0; g < groups.members.size(); ++g) {
        for (const auto record : groups.members[g]) {
            rows.add({static_cast<double>(g + 1)});
            tables.emplace_back(fit.lists.table(record));
            ids.push_back(fit.lists.ids[record]);
        }
    }
    return named_rows({{"table", std::move(tables)}, {"id", std::move(ids)}}, std::move(rows));
}

Frame records_of(const Fitted& fit, const Groups& groups) {
    Rows rows{{"cluster", "size"}};
    for (std::uint32_t record = 0; record < fit.lists.sizes.first; ++record) {
        const auto group = groups.of[record];
        const double size = group == 0 ? 1.0 : static_cast<double>(groups.members[group - 1].size());
        rows.add({static_cast<double>(group), size});
    }
    return std::move(rows).frame();
}

Frame model_of(const Fitted& fit, const Groups& groups) {
    double compared = 0;
    for (const auto count : fit.counts) compared += static_cast<double>(count);
    const auto errors = linkage::expected_errors(fit.pairs, fit.decided);
    Rows rows{of_model};
    rows.add({fit.model.lambda, fit.background.pairs, compared, fit.model.lambda * fit.background.pairs,
              fit.model.log_likelihood, static_cast<double>(fit.model.rounds),
              static_cast<double>(fit.decided.links.size()), static_cast<double>(fit.decided.review.size()),
              static_cast<double>(groups.members.size()), errors.false_links, errors.missed});
    return std::move(rows).frame();
}

std::vector<Note> notes_of(const Fitted& fit) {
    std::vector<Note> notes;
    for (std::size_t k = 0; k < fit.fields(); ++k) {
        const auto& of = fit.model.fields[k];
        const bool silent = std::ranges::all_of(shown_levels, [&](Level l) { return of.weight(l) == 0; });
        if (silent) notes.push_back({"field_says_nothing", {{"field", fit.lists.fields[k].name}}});
    }
    if (fit.model.rounds >= most_rounds) notes.push_back({"still_moving", {}});
    return notes;
}

Result run_linkage(const Asked& asked) {
    const auto found = fitted(asked);
    if (!found) return refusal(std::string{found.error()});
    const auto& fit = *found;
    const auto groups = groups_of(fit);
    Result result;
    result.tables.emplace("pairs", pairs_of(fit));
    result.tables.emplace("model", model_of(fit, groups));
    result.tables.emplace("fields", fields_of(asked, fit));
    result.tables.emplace("patterns", patterns_of(fit));
    result.tables.emplace("clusters", clusters_of(fit, groups));
    result.tables.emplace("records", records_of(fit, groups));
    result.notes = notes_of(fit);
    return result;
}

std::vector<ColumnSpec> with_texts(std::vector<ColumnSpec> columns, const std::vector<std::string>& texts) {
    for (const auto& name : texts) columns.push_back({.name = name, .holds = Holds::text});
    return columns;
}

}  // namespace

Method record_linkage() {
    auto settings = list_settings();
    settings.push_back(number("link", 0.9, 0.0001, 1));
    settings.push_back(number("review", 0.1, 0.0001, 1));
    settings.push_back(number("listed", 0.01, 0.0001, 1));
    settings.push_back(flag("one_to_one", true));
    return {
        .name = "record_linkage",
        .version = "4",
        .family = "records",
        .tables = {list_table("records", false), list_table("others", true)},
        .settings = std::move(settings),
        .answers = {{.name = "pairs",
                     .columns = with_texts(named({"weight", "probability"}),
                                           {"first", "second", "pattern", "band"})},
                    {.name = "model", .columns = named(of_model)},
                    {.name = "fields",
                     .columns =
                         with_texts(named({"pairs", "m", "u", "weight"}), {"field", "compared", "level"})},
                    {.name = "patterns",
                     .columns = with_texts(named({"pairs", "weight", "probability"}), {"pattern"})},
                    {.name = "clusters", .columns = with_texts(named({"cluster"}), {"table", "id"})},
                    {.name = "records", .columns = named({"cluster", "size"}), .rows = "records"}},
        .run = run_linkage,
    };
}

}  // namespace atalaya::methods
