#include "intake/propose/wide_run.hpp"

#include <algorithm>
#include <iterator>

#include "core/text.hpp"
#include "intake/cells.hpp"

namespace atalaya::intake {

namespace {

using Run = std::vector<const Facts*>;
constexpr std::size_t fewest = 6;

template <class Fits>
Run longest_run(const std::vector<Facts>& columns, const Fits& fits) {
    Run run, longest;
    for (const auto& column : columns) {
        if (fits(column))
            run.push_back(&column);
        else
            run.clear();
        if (run.size() > longest.size()) longest = run;
    }
    return longest;
}

bool is_month_head(const Facts& column) {
    return std::any_of(column.tokens.begin(), column.tokens.end(), [](const std::string& token) {
        return token.find_first_of("0123456789") == std::string::npos && parse_month_number(token);
    });
}

bool may_be_category(const Choosing& choosing, const Facts& column) {
    if (!choosing.is_free(column) || column.tokens.empty() || layer_of(column.tokens) ||
        choosing.seems(column) == Seems::area)
        return false;
    for (const Role role :
         {Role::year, Role::month, Role::day, Role::key, Role::lon, Role::lat, Role::residents})
        if (hint_of(column.tokens, role) >= 5) return false;
    return column.said == 0 || mostly(column, column.whole, 0.97);
}

bool counts_elsewhere(const Choosing& choosing, const Run& run) {
    return std::any_of(choosing.columns().begin(), choosing.columns().end(), [&](const Facts& column) {
        return hint_of(column.tokens, Role::count) >= 7 && mostly(column, column.whole, 0.97) &&
               std::find(run.begin(), run.end(), &column) == run.end();
    });
}

std::string unused_name(const Choosing& choosing, const std::string& wanted) {
    const auto taken = [&](const std::string& name) {
        return std::any_of(choosing.columns().begin(), choosing.columns().end(),
                           [&](const Facts& column) { return folded(column.name) == name; });
    };
    std::string name = wanted;
    while (taken(name)) name += "_de_columna";
    return name;
}

bool is_total(const Facts* column) {
    return column->has("total") || column->has("totales");
}

}  // namespace

bool WideRun::has(const Facts& column) const {
    return std::find(columns.begin(), columns.end(), &column) != columns.end();
}

std::vector<const Facts*> WideRun::counted() const {
    std::vector<const Facts*> parts;
    std::ranges::remove_copy_if(columns, std::back_inserter(parts), is_total);
    return parts;
}

WideRun find_wide(Choosing& choosing, const TimeColumns& when) {
    WideRun wide;
    wide.columns = longest_run(choosing.columns(), [&](const Facts& column) {
        return is_month_head(column) && (column.said == 0 || numeric(column, 0.9)) && &column != when.day;
    });
    wide.months = wide.columns.size() >= fewest;
    if (!wide.months) {
        wide.columns = longest_run(choosing.columns(), [&](const Facts& column) {
            return may_be_category(choosing, column) && !when.is_part(column);
        });
        if (!when.knows_months() || wide.columns.size() < fewest || counts_elsewhere(choosing, wide.columns))
            wide.columns.clear();
    }
    if (!wide.any()) return wide;
    wide.name = unused_name(choosing, wide.months ? "mes" : "delito");
    wide.value = unused_name(choosing, "casos");
    for (const auto* column : wide.columns) choosing.use(column);
    return wide;
}

void take_wide(Choosing& choosing, const WideRun& wide) {
    if (!wide.any()) return;
    const auto parts = wide.counted();
    const auto totals = wide.columns.size() - parts.size();
    const auto why = wide.months ? message("{} columns are called after months", wide.columns.size())
                                 : message("{} columns side by side hold counts", wide.columns.size());
    if (totals > 0) {
        std::vector<std::string> names;
        for (const auto* column : parts) names.push_back(column->name);
        choosing.add("wide.columns", names, 80, why,
                     message("{} columns of totals were left out; is another one a sum of others? It would "
                             "count them twice.",
                             totals));
    } else {
        const int confidence = wide.months ? 98 : 80;
        const auto question = message(
            "Do the categories run from \"{}\" to \"{}\"? A column among them that is a "
            "sum of others would count them twice.",
            wide.columns.front()->name, wide.columns.back()->name);
        choosing.add("wide.first", {wide.columns.front()->name}, confidence, why, question);
        choosing.add("wide.last", {wide.columns.back()->name}, confidence, why, question);
    }
    choosing.add("wide.name", {wide.name}, 99, message("a name that no column has"));
    choosing.add("wide.value", {wide.value}, 99, message("a name that no column has"));
}

}  // namespace atalaya::intake
