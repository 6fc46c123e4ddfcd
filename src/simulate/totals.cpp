#include <fmt/format.h>
#include <map>
#include <tuple>

#include "core/text.hpp"
#include "simulate/desks.hpp"

namespace atalaya::simulate {

Feed totals_feed(const Feed& police, const std::vector<Delivery>& deliveries) {
    constexpr std::size_t type_column = 4, section_column = 8;  // of police_header
    using Cell = std::tuple<Month, std::string, std::string>;
    std::map<Cell, std::map<Day, int>> counts;
    for (const auto& row : police.rows) {
        for (const auto& delivery : deliveries) {
            const auto& line = row.line_on(delivery.cut);
            if (line.empty()) continue;
            const auto cells = split(line, ';');
            ++counts[{row.month, std::string{cells[section_column]}, std::string{cells[type_column]}}]
                    [delivery.cut];
        }
    }
    Feed feed{.source = "marejada-calmo-secciones",
              .folder = "secciones",
              .header = "mes;seccion;tipo;cantidad",
              .rows = {}};
    feed.months_resent = police.months_resent;
    for (const auto& [cell, by_cut] : counts) {
        const auto& [month, section, type] = cell;
        Row row{month, {}};
        for (const auto& delivery : deliveries) {
            const auto found = by_cut.find(delivery.cut);
            const auto line = found == by_cut.end() ? std::string{}
                                                    : fmt::format("{};Sección {};{};{}", iso(month), section,
                                                                  type, found->second);
            if (row.versions.empty() ? !line.empty() : row.versions.back().line != line) {
                row.versions.push_back({delivery.cut, line});
            }
        }
        feed.rows.push_back(std::move(row));
    }
    return feed;
}

}  // namespace atalaya::simulate
