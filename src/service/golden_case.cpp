#include "service/golden_case.hpp"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "methods/page.hpp"

namespace atalaya::service {

namespace {

using nlohmann::json;

methods::Cells cells_of(const json& column) {
    if (std::ranges::any_of(column, [](const json& cell) { return cell.is_string(); }))
        return column.get<methods::Texts>();
    methods::Numbers out;
    for (const auto& cell : column)
        out.push_back(cell.is_null() ? std::numeric_limits<double>::quiet_NaN() : cell.get<double>());
    return out;
}

methods::Frame frame_of(const json& table) {
    methods::Frame out;
    for (const auto& [name, column] : table.items()) {
        if (name != "shapes") {
            out.add(name, cells_of(column));
            continue;
        }
        for (const auto& shape : column) out.shapes.push_back(geo::parse_geojson_geometry(shape.dump()));
    }
    return out;
}

}  // namespace

methods::Question golden_question(const methods::Method& method, std::size_t number) {
    const json golden = json::parse(methods::golden_text(method.name), nullptr, false);
    expects(golden.is_object() && golden.at("cases").size() > number, "each method has its golden cases");
    const auto& one = golden.at("cases").at(number);
    methods::Question question;
    for (const auto& [name, table] : one.at("tables").items()) question.tables.emplace(name, frame_of(table));
    for (const auto& [name, value] : one.at("set").items()) question.given[name] = value.get<std::string>();
    return question;
}

}  // namespace atalaya::service
