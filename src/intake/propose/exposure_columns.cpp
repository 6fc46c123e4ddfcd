#include "intake/propose/exposure_columns.hpp"

#include <algorithm>
#include <optional>

#include "core/text.hpp"
#include "intake/propose/area_columns.hpp"
#include "intake/propose/content.hpp"

namespace atalaya::intake {

namespace {

// The finest that tells the rows of a year apart.
std::optional<AreaColumn> area_of(const Choosing& choosing, const TimeColumns& when) {
    const auto areas = area_columns(choosing);
    if (areas.empty()) return {};
    AreaColumn area = areas.front();
    const auto years = when.year ? std::max<std::int64_t>(when.year->distinct, 1) : 1;
    for (const auto& candidate : areas) {
        const Facts& column = *candidate.column;
        const bool better =
            column.distinct * years >= column.rows && area.column->distinct * years * 2 < column.rows;
        if (better) area = candidate;
    }
    return area;
}

// Where no name tells an area: the column that parts the rows of a year or month, most of all if it is a code's.
std::optional<AreaColumn> unnamed_area_of(const Choosing& choosing, const TimeColumns& when,
                                          const Facts& residents) {
    std::vector<const Facts*> apart;
    for (const auto* part : {when.year, when.month})
        if (part) apart.push_back(part);
    const auto rows = static_cast<std::int64_t>(choosing.look().sample.rows());
    if (rows < 2 || (!apart.empty() && choosing.distinct_rows(apart) == rows))
        return {};  // of the whole city
    std::optional<AreaColumn> best;
    for (const auto& column : choosing.columns()) {
        const bool whole = column.share(column.whole) > 0.95 || column.share(column.numbers()) < 0.05;
        if (!choosing.is_free(column) || &column == &residents || when.is_part(column) || column.said == 0 ||
            column.distinct < 2 || !whole)
            continue;
        apart.push_back(&column);
        const bool tells = choosing.distinct_rows(apart) * 50 >= rows * 49;
        apart.pop_back();
        if (tells && (!best || column.distinct < best->column->distinct))
            best = AreaColumn{&column, layer_id_of(column), false, 0, 0};
    }
    return best;
}

std::optional<int> year_in(const std::string& name) {
    for (const auto& token : tokens_of(name)) {
        const auto number = whole_number(token);
        if (number && *number >= 1950 && *number <= 2100) return static_cast<int>(*number);
    }
    return {};
}

void add_year(Choosing& choosing, const TimeColumns& when, const Facts& residents) {
    if (when.year) {
        choosing.add("exposure.year_column", {when.year->name}, 97,
                     message("\"{}\" holds years", when.year->name));
        if (when.month)
            choosing.add("exposure.month_column", {when.month->name}, 97,
                         message("\"{}\" holds months", when.month->name));
        return;
    }
    const auto of_column = year_in(residents.name);
    const auto told = of_column ? of_column : year_in(choosing.file());
    choosing.add("exposure.year", {std::to_string(told.value_or(2020))}, told ? 85 : 20,
                 told ? message("the name says so") : message("nothing says the year"),
                 message("Of which year are the numbers? The file's page says so."));
}

void add_whole(Choosing& choosing, const Facts& area) {
    std::vector<std::string> whole;
    for (const auto& [text, times] : area.values) {
        const auto word = folded(text);
        if (word == "total" || word.starts_with("total ")) whole.push_back(text);
    }
    if (!whole.empty()) choosing.add("exposure.whole", whole, 93, message("a row of the sum of the others"));
}

// Estimates with decimals: without `rounded` each such row is refused.
void add_rounded(Choosing& choosing, const Facts& residents) {
    const bool comma = residents.fractions_comma > residents.fractions_point;
    const auto most = comma ? residents.fractions_comma : residents.fractions_point;
    if (most == 0) return;
    const auto fewer = comma ? residents.fractions_point : residents.fractions_comma;
    choosing.add("exposure.rounded", {"true"}, 92,
                 message("{} numbers have decimals after \"{}\", {} after \"{}\"", most, comma ? ',' : '.',
                         fewer, comma ? '.' : ','));
}

}  // namespace

void choose_exposure(Choosing& choosing, const TimeColumns& when, const Amounts& amounts) {
    const Facts& residents = *amounts.residents;
    const bool named = amounts.residents_hint >= 7;
    auto area = area_of(choosing, when);
    if (!area) area = unnamed_area_of(choosing, when, residents);
    choosing.add("exposure.kind", {"residents"}, named ? 95 : 60, message("\"{}\" says so", residents.name),
                 message("What does \"{}\" count: residents, dwellings, vehicles?", residents.name));
    if (area) {
        const Facts& column = *area->column;
        choosing.add("exposure.layer", {area->layer}, area->named ? 92 : 70,
                     message("the city says which layer this is"),
                     message("Which layer of the city is \"{}\"?", column.name));
        choosing.add("exposure.area", {column.name}, area->named ? 92 : 75,
                     message("{} different areas", column.distinct),
                     message("Which layer of the city is \"{}\"?", column.name));
    }
    choosing.add("exposure.value", {residents.name}, named ? 96 : 60, message("numbers, and so it is called"),
                 message("Is \"{}\" the number that rates divide by?", residents.name));
    ask_about_thousands(choosing, residents, "exposure");
    add_year(choosing, when, residents);
    add_rounded(choosing, residents);
    if (area) add_whole(choosing, *area->column);
}

}  // namespace atalaya::intake
