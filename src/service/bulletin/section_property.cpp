// Robberies and thefts: when and where.
#include <algorithm>

#include "service/bulletin/listed.hpp"
#include "service/bulletin/pictures.hpp"
#include "service/bulletin/section_parts.hpp"

namespace atalaya::service {

using render::Paragraph;
using render::Picture;
using render::Section;

namespace {

// Whether a rate of twelve months lies beyond chance anywhere: a small town's map would else colour noise.
bool any_stands_out(Desk& desk, const Indicator& indicator) {
    const std::string layer = "layer=" + listed_layer(desk);
    for (const auto* territory : listed_territories(desk, indicator)) {
        const Figure ratio =
            desk.look(indicator.id, "ratio", desk.twelve(), {}, layer, territory->territory.text());
        if (std::any_of(ratio.notes.begin(), ratio.notes.end(), [](const auto& note) {
                return note == "position:above" || note == "position:below";
            }))
            return true;
    }
    return false;
}

// Which territories lie beyond chance, in words.
void say_positions(Desk& desk, const Indicator& indicator, Section& section) {
    const std::string layer = "layer=" + listed_layer(desk);
    std::vector<std::string> above, below;
    bool any = false;
    for (const auto* territory : listed_territories(desk, indicator)) {
        const Figure ratio =
            desk.look(indicator.id, "ratio", desk.twelve(), {}, layer, territory->territory.text());
        any = any || ratio.value;
        for (const auto& note : ratio.notes) {
            if (note == "position:above") above.push_back(desk.name(*territory));
            if (note == "position:below") below.push_back(desk.name(*territory));
        }
    }
    const auto say = [&](const char* key, const std::vector<std::string>& names) {
        section.blocks.push_back(
            desk.sentence(Paragraph::Kind::body, key, {{"territories", desk.forms().list(names)}}));
    };
    if (!above.empty()) say("territory.list.above", above);
    if (!below.empty()) say("territory.list.below", below);
    if (any && above.empty() && below.empty()) say("territory.list.none", {});
}

// Whether the source says of any of them what happened there.
bool tells_places(const Desk& desk, const Indicator& indicator,
                  const std::vector<const TerritoryInfo*>& territories) {
    return std::ranges::any_of(territories, [&](const TerritoryInfo* territory) {
        return desk.look(indicator.id, "count", desk.twelve(), {}, "", territory->territory.text()).reason !=
               "no_place";
    });
}

}  // namespace

std::optional<Section> property_section(Desk& desk, const Rows& rows) {
    Section section{.id = "robos-y-hurtos", .title = desk.say("section.property")};
    if (!add_sentences(desk, rows, "property", section)) return {};
    const Indicator& robbery = desk.catalogue().indicator("robo");
    const IndicatorRow* row = row_of(rows, "robo");
    if (!row->has_data()) return section;
    const bool small = is_small(desk);
    const auto territories = listed_territories(desk, robbery);
    if (auto line = monthly_picture(desk, "C2", robbery, monthly_title(desk, robbery), 36, full_width_mm,
                                    small ? 38 : 57))
        section.blocks.push_back(std::move(*line));
    if (auto hours = hours_picture(desk, "C3", robbery, full_width_mm))
        section.blocks.push_back(std::move(*hours));
    const bool placed = tells_places(desk, robbery, territories);
    if (placed) {
        section.blocks.push_back(territories_table(desk, robbery));
        if (desk.territory().slot == 0) say_positions(desk, robbery, section);
    } else if (!territories.empty()) {
        section.blocks.push_back(desk.sentence(
            Paragraph::Kind::body, "territory.list.nowhere",
            {{"indicator", desk.name(robbery)},
             {"layer", render::with_small_initial(
                           desk.in_language(desk.catalogue().city.layer(listed_layer(desk))->name))}}));
    } else if (desk.territory().slot == 0 && listed_layer(desk).empty()) {
        section.blocks.push_back(desk.sentence(Paragraph::Kind::body, "territory.list.no_areas"));
    }
    std::optional<Picture> map;
    if (placed && desk.territory().slot == 0 && (!small || any_stands_out(desk, robbery)))
        map = map_picture(desk, "M1", robbery, small ? half_width_mm : full_width_mm * 0.56);
    if (map) section.blocks.push_back(std::move(*map));
    return section;
}

}  // namespace atalaya::service
