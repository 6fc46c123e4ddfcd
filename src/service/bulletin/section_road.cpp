// The killed and the injured on the road.
#include "service/bulletin/change_sentences.hpp"
#include "service/bulletin/pictures.hpp"
#include "service/bulletin/section_parts.hpp"

namespace atalaya::service {

using render::Paragraph;
using render::Section;

std::optional<Section> road_section(Desk& desk, const Rows& rows) {
    Section section{.id = "seguridad-vial", .title = desk.say("section.road")};
    const IndicatorRow* deaths = row_of(rows, "muerte_vial");
    const IndicatorRow* told = nullptr;
    if (deaths && deaths->has_data()) {
        if (auto sentence = life_sentence(desk, deaths, "road", Paragraph::Kind::body)) {
            add_twelve_before(desk, *deaths, *sentence);
            section.blocks.push_back(std::move(*sentence));
            told = deaths;
        }
    }
    if (!add_sentences(desk, rows, "road", section, told) && !told) return {};
    if (is_small(desk)) return section;
    const Indicator& dead = desk.catalogue().indicator("muerte_vial");
    const Indicator* injured = desk.catalogue().find_indicator("lesion_vial");
    const auto title = [&](const Indicator& indicator, const char* key) {
        return counts_victims(indicator) ? desk.say(key, {{"territory", desk.territory_name()}})
                                         : monthly_title(desk, indicator);
    };
    add_pair(section,
             monthly_picture(desk, "C7a", dead, title(dead, "chart.C7.deaths"), 24, half_width_mm, 48),
             injured ? monthly_picture(desk, "C7b", *injured, title(*injured, "chart.C7.injured"), 24,
                                       half_width_mm, 48)
                     : std::nullopt);
    const bool people = counts_victims(dead);
    if (auto table = kinds_table(
            desk, "T6",
            desk.say(people ? "table.T6" : "table.T6.cases", {{"territory", desk.territory_name()}}),
            desk.say(people ? "T6.user" : "T2.offence"), {"muerte_vial", "lesion_vial"}))
        section.blocks.push_back(std::move(*table));
    return section;
}

}  // namespace atalaya::service
