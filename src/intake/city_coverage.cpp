#include "intake/city_coverage.hpp"

#include <algorithm>
#include <utility>

#include "core/error.hpp"
#include "intake/gazetteer.hpp"

namespace atalaya::intake {

namespace {

Gap gap_of(TomlTable& table) {
    Gap out{.source = table.text("source"),
            .layer = table.text("layer", ""),
            .area = area_code(table.text("area", "")),
            .first = table.optional_day("first"),
            .last = table.optional_day("last"),
            .what = table.words("what")};
    if (out.layer.empty() != out.area.empty())
        table.refuse("area", message("\"layer\" and \"area\" go together."));
    if (out.first && out.last && *out.last < *out.first)
        table.refuse("last", message("\"last\" should not be before \"first\"."));
    table.done();
    return out;
}

// `reaches = ["ciudad", "comuna:1"]`: the source was silent there on no day.
std::vector<Gap> reach_of(TomlTable& table) {
    std::vector<Gap> reached;
    const std::string source = table.text("source");
    for (const auto& territory : table.texts("reaches")) {
        const auto colon = std::min(territory.find(':'), territory.size());
        Gap of{.source = source,
               .layer = territory.substr(0, colon),
               .area = area_code(territory.substr(std::min(colon + 1, territory.size()))),
               .first = Day::max(),
               .last = Day::min(),
               .what = {}};
        if (territory == "ciudad") of.layer.clear();
        if (of.layer.empty() != of.area.empty())
            table.refuse("reaches", message("\"reaches\": expected \"ciudad\" or an area such as "
                                            "\"comuna:1\"; found \"{}\".",
                                            territory));
        reached.push_back(std::move(of));
    }
    table.done();
    return reached;
}

}  // namespace

std::vector<Gap> coverage_of(TomlTable table) {
    if (table.has("reaches")) return reach_of(table);
    return {gap_of(table)};
}

}  // namespace atalaya::intake
