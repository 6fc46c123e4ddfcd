#include "methods/panel.hpp"

#include <algorithm>
#include <iterator>

#include "core/error.hpp"
#include "core/json.hpp"

namespace atalaya::methods {

namespace {

template <class T>
std::size_t place_of(const std::vector<T>& sorted, const T& value) {
    return static_cast<std::size_t>(std::lower_bound(sorted.begin(), sorted.end(), value) - sorted.begin());
}

// Panels are told unit after unit, or period after period: what repeats the row before is the same.
template <class T>
std::vector<T> different(const std::vector<T>& column) {
    std::vector<T> values;
    std::unique_copy(column.begin(), column.end(), std::back_inserter(values));
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    return values;
}

}  // namespace

std::vector<double> PanelRows::outcomes(const Numbers& column) const {
    std::vector<double> out;
    for (const auto& of_unit : row)
        for (const auto at : of_unit) out.push_back(column[at]);
    return out;
}

PanelRows panel_rows(const Asked& asked, std::string_view table) {
    const auto& frame = asked.table(table);
    const auto& units = frame.texts("unit");
    const auto& periods = frame.numbers("period");
    PanelRows panel{.units = different(units), .periods = different(periods)};
    const std::size_t none = frame.rows();
    panel.row.assign(panel.units.size(), std::vector<std::size_t>(panel.periods.size(), none));
    std::size_t unit = 0;
    for (std::size_t i = 0; i < units.size(); ++i) {
        if (i == 0 || units[i] != units[i - 1]) unit = place_of(panel.units, units[i]);
        auto& at = panel.row[unit][place_of(panel.periods, periods[i])];
        if (at != none)
            throw Error{Fault::bad_input,
                        message("table {}: expected each unit once in each period, found \"{}\" "
                                "twice in {}",
                                table, units[i], canonical_number(periods[i]))};
        at = i;
    }
    for (std::size_t u = panel.units.size(); u-- > 0;) {
        const auto& row = panel.row[u];
        const auto lacks = std::count(row.begin(), row.end(), none);
        if (lacks == 0) continue;
        panel.unbalanced += static_cast<std::int64_t>(row.size()) - lacks;
        panel.units.erase(panel.units.begin() + static_cast<std::ptrdiff_t>(u));
        panel.row.erase(panel.row.begin() + static_cast<std::ptrdiff_t>(u));
    }
    return panel;
}

}  // namespace atalaya::methods
