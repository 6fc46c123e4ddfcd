#include "intake/descriptor_quality.hpp"

#include <algorithm>
#include <set>

#include "core/error.hpp"
#include "intake/nearest.hpp"

namespace atalaya::intake {

namespace {

using quality::Expression;
using quality::Missing;
using quality::Operator;
using quality::Rule;
using Texts = std::vector<std::string>;

void read_near(Source& source, TomlTable table) {
    const auto hours = table.integer("hours", 0);
    if (hours < 0 || hours > 24)
        table.refuse("hours",
                     message("\"{}\" should be between {} and {}; found {}.", "hours", 0, 24, hours));
    const auto metres = table.integer("metres", 0);
    if (metres < 0 || metres > 1000)
        table.refuse("metres",
                     message("\"{}\" should be between {} and {}; found {}.", "metres", 0, 1000, metres));
    if (hours == 0 && metres == 0)
        table.refuse("hours", message("\"hours\" or \"metres\" should be above 0."));
    table.done();
    source.near_duplicates = {static_cast<int>(hours), static_cast<double>(metres)};
}

Expression side_of(TomlTable& table, std::string_view key) {
    try {
        return Expression::parse(table.text(key));
    } catch (const Error& error) {
        table.refuse(key, message("\"{}\": {}", key, error.message()));
    }
}

Rule rule_of(const Source& source, TomlTable& table) {
    static const Texts known_operators{std::begin(quality::operators), std::end(quality::operators)},
        strategies{"skip_if_any", "skip_if_all", "never_skip"}, cells{"counts", "rows"};
    Rule rule;
    rule.id = table.text("id");
    rule.left = side_of(table, "left");
    const std::string op = table.one_of("operator", known_operators);
    rule.op = static_cast<Operator>(std::find(known_operators.begin(), known_operators.end(), op) -
                                    known_operators.begin());
    rule.right = side_of(table, "right");
    const std::string missing = table.one_of("missing", strategies, "skip_if_any");
    rule.missing =
        static_cast<Missing>(std::find(strategies.begin(), strategies.end(), missing) - strategies.begin());
    rule.of_rows = table.one_of("of", cells, "counts") == "rows";
    if (rule.of_rows && source.wide.any())
        table.refuse("of", message("rows of a wide table are its cells; write the rule of \"counts\"."));
    rule.layer = table.text("layer", "");
    rule.whole = rule.layer == "ciudad";
    if (rule.of_rows && !rule.layer.empty())
        table.refuse("layer", message("\"layer\" is for rules of \"counts\"."));
    table.done();
    return rule;
}

void read_watched(Source& source, TomlTable& top) {
    source.watched = top.optional_texts("watched");
    for (const auto& column : source.watched) {
        if (std::find(source.sealed.begin(), source.sealed.end(), column) != source.sealed.end())
            top.refuse("watched", message("\"{}\" is sealed: what it says is quoted nowhere.", column));
    }
}

void read_rules(Source& source, TomlTable& top) {
    std::set<std::string> ids;
    for (auto& table : top.tables("rule")) {
        source.rules.push_back(rule_of(source, table));
        if (!ids.insert(source.rules.back().id).second)
            table.refuse("id", message("the rule \"{}\" comes a second time.", source.rules.back().id));
    }
}

void read_totals(Source& source, TomlTable& top) {
    for (auto& table : top.tables("total")) {
        quality::KnownTotal total;
        const std::string of = table.text("of", "");
        const auto colon = of.find(':');
        if (!of.empty() && (colon == 0 || colon == std::string::npos || colon + 1 == of.size()))
            table.refuse("of", message("\"of\" should be an area such as \"comuna:1\"; found \"{}\".", of));
        if (!of.empty()) {
            total.layer = of.substr(0, colon);
            total.area = of.substr(colon + 1);
        }
        if (table.has("year")) total.year = static_cast<int>(table.integer("year"));
        total.value = table.integer("value");
        total.within = static_cast<double>(table.integer("within", 1));
        table.done();
        source.known_totals.push_back(std::move(total));
    }
}

}  // namespace

void read_quality(Source& source, TomlTable& top) {
    if (source.kind == Kind::exposures) return read_totals(source, top);
    if (source.kind == Kind::incidents) {
        if (auto near = top.optional_table("duplicates")) read_near(source, *near);
    }
    read_watched(source, top);
    read_rules(source, top);
}

void check_rule_names(const Source& source) {
    if (source.category.unlisted == Unlisted::keep) return;
    Texts codes;
    for (const auto& label : source.labels) codes.push_back(label.code);
    for (const auto& rule : source.rules) {
        if (rule.of_rows) continue;
        for (const auto* side : {&rule.left, &rule.right}) {
            for (const auto& name : side->names()) {
                if (std::find(codes.begin(), codes.end(), name) != codes.end()) continue;
                throw Error{
                    Fault::bad_input,
                    message("{}: the rule \"{}\" names the code \"{}\", which codes.csv does not list.{}",
                            source.id, rule.id, name, did_you_mean(name, codes))};
            }
        }
    }
}

}  // namespace atalaya::intake
