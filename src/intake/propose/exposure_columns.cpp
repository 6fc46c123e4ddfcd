#include "intake/propose/exposure_columns.hpp"

#include <algorithm>
#include <optional>

#include "core/text.hpp"
#include "intake/propose/area_columns.hpp"

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

}  // namespace

void choose_exposure(Choosing& choosing, const TimeColumns& when, const Amounts& amounts) {
    const Facts& residents = *amounts.residents;
    const bool named = amounts.residents_hint >= 7;
    const auto area = area_of(choosing, when);
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
    if (area) add_whole(choosing, *area->column);
}

}  // namespace atalaya::intake
