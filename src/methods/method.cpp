#include "methods/method.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "core/error.hpp"
#include "core/json.hpp"
#include "methods/all.hpp"
#include "methods/ask.hpp"
#include "methods/long_work.hpp"
#include "methods/no_width.hpp"
#include "methods/sequence.hpp"

namespace atalaya::methods {

Setting number(std::string name, double standard, double least, double most, std::string unit) {
    return {
        .name = std::move(name), .standard = standard, .least = least, .most = most, .unit = std::move(unit)};
}
Setting whole(std::string name, double standard, double least, double most, std::string unit) {
    auto setting = number(std::move(name), standard, least, most, std::move(unit));
    setting.kind = Setting::Kind::whole;
    return setting;
}
Setting choice(std::string name, std::vector<std::string> choices) {
    return {.name = std::move(name), .kind = Setting::Kind::choice, .choices = std::move(choices)};
}
Setting flag(std::string name, bool standard) {
    return {
        .name = std::move(name), .kind = Setting::Kind::flag, .standard = standard ? 1.0 : 0.0, .most = 1};
}

Result refusal(std::string why) {
    Result result;
    result.refused = std::move(why);
    return result;
}

const TableSpec* Method::table(std::string_view wanted) const {
    const auto found = std::find_if(tables.begin(), tables.end(),
                                    [&](const TableSpec& spec) { return spec.name == wanted; });
    return found == tables.end() ? nullptr : &*found;
}

const Frame& Asked::table(std::string_view name) const {
    const auto found = tables.find(name);
    expects(found != tables.end(), "a table is asked for that is there");
    return found->second;
}
bool Asked::has(std::string_view table, std::string_view column) const {
    const auto found = tables.find(table);
    return found != tables.end() && found->second.find(column);
}
double Asked::number(std::string_view name) const {
    const auto found = numbers.find(name);
    expects(found != numbers.end(), "a setting is asked for that the method names");
    return found->second;
}
std::int64_t Asked::whole(std::string_view name) const {
    return static_cast<std::int64_t>(number(name));
}
const std::string& Asked::choice(std::string_view name) const {
    const auto found = choices.find(name);
    expects(found != choices.end(), "a setting is asked for that the method names");
    return found->second;
}

const std::vector<std::string>& families() {
    static const std::vector<std::string> all{"rates",      "time",     "space",  "space_time",
                                              "evaluation", "networks", "records"};
    return all;
}

const std::vector<Method>& catalogue() {
    static const std::vector<Method> all = [] {
        auto methods = every_method();
        for (auto& method : methods)
            for (auto& table : method.tables)
                if (table.order == Order::fixed)
                    table.columns.push_back(
                        {.name = std::string{period_column}, .holds = Holds::text, .optional = true});
        return methods;
    }();
    return all;
}

const Method* find(std::string_view name) {
    const auto& all = catalogue();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Method& m) { return m.name == name; });
    return found == all.end() ? nullptr : &*found;
}

namespace {

// An answer that goes row by row, with the rows that were left out: without figures, and why.
Frame with_all_rows(const Frame& answer, const std::vector<std::size_t>& kept, std::size_t rows) {
    std::vector<std::size_t> at(rows, rows);
    for (std::size_t i = 0; i < kept.size(); ++i) at[kept[i]] = i;
    Frame out;
    for (const auto& column : answer.columns) {
        if (const auto* numbers = std::get_if<Numbers>(&column.cells)) {
            Numbers all(rows, std::numeric_limits<double>::quiet_NaN());
            for (std::size_t row = 0; row < rows; ++row)
                if (at[row] < rows) all[row] = (*numbers)[at[row]];
            out.add(column.name, std::move(all));
        } else {
            Texts all(rows, column.name == "why" ? "missing" : "");
            for (std::size_t row = 0; row < rows; ++row)
                if (at[row] < rows) all[row] = std::get<Texts>(column.cells)[at[row]];
            out.add(column.name, std::move(all));
        }
    }
    return out;
}

// What every kernel promises: no infinity, and no blank without a reason.
void hold_to_promises(const Method& method, const AnswerSpec& spec, const Frame& answer) {
    const auto* why = answer.find("why");
    for (const auto& column : answer.columns) {
        expects(size(column.cells) == answer.rows(), "the columns of an answer have one length");
        const bool named =
            column.name == "why" || std::any_of(spec.columns.begin(), spec.columns.end(),
                                                [&](const auto& c) { return c.name == column.name; });
        expects(named, "an answer has the columns that its method names");
        const auto* numbers = std::get_if<Numbers>(&column.cells);
        for (std::size_t row = 0; numbers && row < numbers->size(); ++row) {
            const double value = (*numbers)[row];
            if (std::isfinite(value)) continue;
            expects(!std::isinf(value), "no infinity leaves a method");
            expects(why && !std::get<Texts>(why->cells)[row].empty(), "a figure that is not there says why");
        }
    }
    static_cast<void>(method);
}

}  // namespace

namespace {

bool is_place(std::string_view name) {
    return name == "x" || name == "y" || name == "lon" || name == "lat";
}

// Where the first number below 0 is that is no position: what "not_a_count" is about.
std::optional<Note> first_negative(const Method& method, const Ready& ready) {
    for (const auto& spec : method.tables) {
        for (const auto& column : spec.columns) {
            if (is_place(column.name) || !ready.asked.has(spec.name, column.name)) continue;
            const auto* numbers =
                std::get_if<Numbers>(&ready.asked.table(spec.name).find(column.name)->cells);
            if (!numbers) continue;
            const auto found = std::ranges::find_if(*numbers, [](double one) { return one < 0; });
            if (found == numbers->end()) continue;
            const auto row = ready.kept.at(spec.name)[static_cast<std::size_t>(found - numbers->begin())];
            return Note{"negative_at",
                        {{"table", spec.name},
                         {"column", column.name},
                         {"value", canonical_number(*found)},
                         {"row", std::to_string(row + 1)}}};
        }
    }
    return {};
}

// Links of the table "neighbours" that name an area that there is none of: why there may be too few neighbours.
std::int64_t links_to_nowhere(const Asked& asked) {
    if (!asked.has("neighbours", "from") || !asked.has("areas", "id")) return 0;
    const auto& ids = asked.table("areas").texts("id");
    const std::set<std::string_view> known{ids.begin(), ids.end()};
    const auto &from = asked.table("neighbours").texts("from"), &to = asked.table("neighbours").texts("to");
    std::int64_t links = 0;
    for (std::size_t i = 0; i < from.size(); ++i)
        if (!known.contains(from[i]) || !known.contains(to[i])) ++links;
    return links;
}

// Why there is not one figure in an answer that has room for some; "" where there is one. An answer of nothing but reasons is a refusal.
std::string why_no_figure(const Result& result) {
    std::string why;
    for (const auto& [name, table] : result.tables) {
        for (const auto& column : table.columns) {
            if (const auto* numbers = std::get_if<Numbers>(&column.cells)) {
                if (std::ranges::any_of(*numbers, [](double one) { return std::isfinite(one); })) return {};
            } else if (column.name == "why" && why.empty()) {
                const auto& all = std::get<Texts>(column.cells);
                const auto said = std::ranges::find_if(all, [](const auto& one) { return !one.empty(); });
                if (said != all.end()) why = *said;
            }
        }
    }
    return why;
}

// A figure beyond what a number holds: of cells that are each of a size, but not of one another's.
bool is_beyond_numbers(const Result& result) {
    for (const auto& [name, table] : result.tables)
        for (const auto& column : table.columns)
            if (const auto* numbers = std::get_if<Numbers>(&column.cells);
                numbers && std::ranges::any_of(*numbers, [](double one) { return std::isinf(one); }))
                return true;
    return false;
}

void say_why_refused(const Method& method, const Ready& ready, Result& result) {
    if (result.refused == "not_a_count") {
        if (auto note = first_negative(method, ready)) result.notes.push_back(*std::move(note));
    }
    if (const auto links = links_to_nowhere(ready.asked); links > 0)
        result.excluded.push_back({"neighbours", "unknown_area", links});
}

}  // namespace

Result run(const Method& method, const Question& question) {
    return run_within(method, question, usual_patience);
}

Result run_within(const Method& method, const Question& question, double patience) {
    Ready ready = methods::ready(method, question);
    auto too_long = refused_as_too_long(seconds_foreseen(method, ready.asked), patience);
    Result result = too_long ? *std::move(too_long) : method.run(ready.asked);
    if (result.refused.empty())
        result.refused = is_beyond_numbers(result) ? "beyond_numbers" : why_no_figure(result);
    const auto& main = method.tables.front().name;
    result.n = static_cast<std::int64_t>(ready.asked.has(main) ? ready.asked.table(main).rows() : 0);
    for (const auto& excluded : result.excluded) {
        if (excluded.table == main) result.n -= excluded.rows;
    }
    result.excluded.insert(result.excluded.begin(), ready.excluded.begin(), ready.excluded.end());
    if (!result.refused.empty()) {
        result.tables.clear();
        say_why_refused(method, ready, result);
        return result;
    }
    for (const auto& spec : method.answers) {
        const auto found = result.tables.find(spec.name);
        if (found == result.tables.end()) continue;
        if (!spec.rows.empty()) {
            const auto& kept = ready.kept.at(spec.rows);
            const auto rows = question.tables.find(spec.rows)->second.rows();
            expects(found->second.rows() == kept.size(), "an answer that goes row by row has as many");
            if (rows != kept.size()) {
                if (!found->second.find("why")) found->second.add("why", Texts(kept.size()));
                found->second = with_all_rows(found->second, kept, rows);
            }
        }
        hold_to_promises(method, spec, found->second);
    }
    if (auto note = no_width(result)) result.notes.push_back(*std::move(note));
    return result;
}

}  // namespace atalaya::methods
