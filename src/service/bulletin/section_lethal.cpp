// Homicides and femicides: of twelve months, by whom and how.
#include <cmath>

#include "service/bulletin/at_least.hpp"
#include "service/bulletin/femicides.hpp"
#include "service/bulletin/kinds.hpp"
#include "service/bulletin/parts_year.hpp"
#include "service/bulletin/pictures.hpp"
#include "service/bulletin/section_parts.hpp"
#include "service/bulletin/victims.hpp"

namespace atalaya::service {

using render::Paragraph;
using render::Section;
using render::Sheet;

namespace {

// Victims by how the source classes the fact; what the source does not carry is said.
std::optional<Sheet> offences_table(Desk& desk, const Indicator& indicator) {
    Sheet sheet{.id = "T2",
                .title = desk.say(
                    "table.T2", {{"indicator", desk.name(indicator)}, {"territory", desk.territory_name()}}),
                .subtitle = desk.say("table.T2.subtitle", {{"span", parts_year_text(desk)},
                                                           {"sources", desk.sources_of(indicator.id)}}),
                .compact = true};
    sheet.columns = {
        {desk.say("T2.offence")},
        {counts_victims(indicator) ? desk.say("T2.victims")
                                   : render::with_capital_initial(desk.say("units." + indicator.unit)),
         true}};
    for (const auto& kind : kinds_of(desk, indicator, parts_year(desk)))
        sheet.rows.push_back({Desk::text_cell(kind.name), desk.count_cell(*kind.figure)});
    if (sheet.rows.empty()) return {};
    sheet.notes.push_back(
        desk.words().fill(counts_victims(indicator) ? "T2.unavailable" : "T2.unavailable.cases"));
    desk.explain_partial(sheet);
    return sheet;
}

// Where a source counts files or cases of femicide.
std::string femicide_cases_key(const Desk& desk) {
    switch (femicides_in_homicide(desk.world())) {
        case Femicides::inside: return "femicide.cases";
        case Femicides::partly: return "femicide.cases.partly";
        case Femicides::apart: return "femicide.cases.apart";
    }
    throw std::logic_error{"femicides that stand to homicide in no way"};
}

// The sentence on femicides that the codes in force make true.
std::string femicide_key(const Desk& desk, bool zero) {
    const std::string family = zero ? "femicide.zero" : "femicide.twelve";
    switch (femicides_in_homicide(desk.world())) {
        case Femicides::inside: return family;
        case Femicides::partly: return family + ".partly";
        case Femicides::apart: return family + ".apart";
    }
    throw std::logic_error{"femicides that stand to homicide in no way"};
}

}  // namespace

std::optional<Section> lethal_section(Desk& desk, const Rows& rows) {
    const IndicatorRow* homicide = row_of(rows, "homicidio_doloso");
    if (!homicide || !homicide->at_level || !has_source(desk, *homicide->indicator)) return {};
    Section section{.id = "violencia-letal", .title = desk.say("section.lethal")};
    if (homicide->has_data() || !homicide->twelve->value) {
        section.blocks.push_back(change_sentence(desk, *homicide));
        if (!homicide->has_data()) return section;
    } else if (auto twelve = life_sentence(desk, homicide, "lethal", Paragraph::Kind::body)) {
        section.blocks.push_back(std::move(*twelve));  // the year is told in one number, its months are not
    }
    if (const IndicatorRow* femicide = row_of(rows, "femicidio");
        femicide && femicide->at_level && femicide->twelve && femicide->twelve->value) {
        const auto n = std::llround(*femicide->twelve->value);
        section.blocks.push_back(
            counts_victims(*femicide->indicator)
                ? desk.sentence(Paragraph::Kind::body, femicide_key(desk, n == 0),
                                {{"n", counted_first(desk, *femicide->twelve)}})
                : desk.sentence(Paragraph::Kind::body, femicide_cases_key(desk),
                                {{"indicator", desk.name(*femicide->indicator)},
                                 {"amount", desk.amount(*femicide->twelve)},
                                 {"homicide", render::with_small_initial(desk.name(*homicide->indicator))}}));
    }
    add_lists(desk, *homicide->indicator, section);
    if (!is_small(desk)) {
        auto line = accumulated_picture(desk, "C1", *homicide->indicator, full_width_mm);
        if (line) section.blocks.push_back(std::move(*line));
    }
    if (is_small(desk)) return section;
    auto table = victims_table(desk, *homicide->indicator);
    if (!table) table = offences_table(desk, *homicide->indicator);
    if (table) section.blocks.push_back(std::move(*table));
    return section;
}

}  // namespace atalaya::service
