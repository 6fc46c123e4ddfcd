// The objects of a JSON list as rows.
#include <fmt/format.h>
#include <simdjson.h>

#include <unordered_map>

#include "geo/json_leaves.hpp"
#include "intake/csv.hpp"
#include "intake/json_list.hpp"
#include "intake/row_feed.hpp"

namespace atalaya::intake {

namespace {

namespace json = simdjson::dom;

std::string text_of(json::element value) {
    switch (value.type()) {
        case json::element_type::STRING: return std::string{std::string_view{value}};
        case json::element_type::NULL_VALUE: return {};
        case json::element_type::DOUBLE: return fmt::format("{}", double{value});
        default: return simdjson::minify(value);
    }
}

}  // namespace

void read_json_table(const Source& source, const OpenFile& file, int threads, RowConsumer& consumer,
                     Progress& progress) {
    json::parser parser;
    const std::string text = read_geojson_text(source, file);
    const auto objects = json_objects(parser, text, file.name());
    std::vector<std::string> head;
    std::unordered_map<std::string, std::size_t> column_of;
    for (const auto& object : objects) {
        geo::each_leaf(object, [&](std::string_view name, json::element) {
            if (head.size() > most_columns) return;
            if (column_of.try_emplace(std::string{name}, head.size()).second) head.emplace_back(name);
        });
    }
    RowFeed feed{consumer, progress, threads, file.name()};
    feed.head(head);
    std::vector<std::string> cells(head.size());
    for (std::size_t row = 0; row < objects.size(); ++row) {
        for (auto& cell : cells) cell.clear();
        geo::each_leaf(objects[row], [&](std::string_view name, json::element value) {
            const auto column = column_of.find(std::string{name});
            if (column != column_of.end()) cells[column->second] = text_of(value);
        });
        for (const auto& cell : cells) feed.cell(cell);
        const double share = static_cast<double>(row + 1) / static_cast<double>(objects.size());
        if (!feed.end_row(share, static_cast<std::uint64_t>(share * static_cast<double>(file.size())))) break;
    }
    feed.finish();
}

}  // namespace atalaya::intake
