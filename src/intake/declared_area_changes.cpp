#include "intake/declared_area_changes.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "intake/gazetteer.hpp"

namespace atalaya::intake {

namespace {

// As the areas of a map get theirs: "CHACARITA ESTE", as the map writes it, is chacarita-este.
std::vector<std::string> codes_of(const std::vector<std::string>& written) {
    std::vector<std::string> codes;
    for (const auto& one : written) codes.push_back(area_code(one));
    return codes;
}

AreaChange area_change_of(TomlTable table, const std::string& layer) {
    static const std::vector<std::string> kinds{"split", "merge", "boundary", "rename", "code"};
    AreaChange out{.id = table.text("id"),
                   .day = table.day("day"),
                   .layer = layer.empty() ? table.text("layer") : table.text("layer", layer),
                   .kind = {},
                   .from = codes_of(table.texts("from")),
                   .to = codes_of(table.texts("to")),
                   .shares = table.optional_numbers("shares"),
                   .what = table.words("what"),
                   .act = table.text("act")};
    if (!layer.empty() && out.layer != layer)
        table.refuse("layer",
                     message("[[area_changes]]: the areas of this source are of the layer \"{}\".", layer));
    const std::string kind = table.one_of("kind", kinds);
    out.kind = static_cast<AreaChange::Kind>(std::find(kinds.begin(), kinds.end(), kind) - kinds.begin());
    if (const auto fault = fault_of(out)) table.refuse("kind", message("[[area_changes]]: {}", *fault));
    table.done();
    return out;
}

Break break_of(const AreaChange& change, const std::vector<std::string>& sources) {
    return {.id = change.id,
            .day = change.day,
            .sources = sources,
            .indicators = {},
            .what = change.what,
            .layer = change.layer,
            .areas = change.redrawn()};
}

}  // namespace

std::vector<AreaChange> area_changes_of(TomlTable& top, const std::string& layer) {
    std::vector<AreaChange> changes;
    for (auto& table : top.tables("area_changes")) changes.push_back(area_change_of(table, layer));
    return changes;
}

std::vector<AreaChange> declared_area_changes(const Source& source) {
    if (source.kind != Kind::areas) return {};
    auto top = read_toml(source.folder / "source.toml");
    return area_changes_of(top, source.shape.layer);
}

void add_area_changes(City& city, std::vector<AreaChange> changes, const std::filesystem::path& file) {
    const auto refuse = [&](const Message& why) {
        throw Error{Fault::bad_input, message("{}: {}", file.string(), why)};
    };
    if (changes.empty()) return;
    for (auto& change : changes) {
        if (!city.layer(change.layer)) refuse(message("the city has no layer \"{}\".", change.layer));
        city.area_changes.push_back(std::move(change));
    }
    if (const auto fault = contradiction(city.area_changes)) refuse(message("[[area_changes]]: {}", *fault));
    std::stable_sort(city.area_changes.begin(), city.area_changes.end(),
                     [](const AreaChange& a, const AreaChange& b) { return a.day < b.day; });
    std::erase_if(city.breaks, [](const Break& one) { return !one.layer.empty(); });
    for (const auto& change : city.area_changes)
        if (!change.same_land()) city.breaks.push_back(break_of(change, city.sources));
}

}  // namespace atalaya::intake
