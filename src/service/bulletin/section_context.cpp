#include <algorithm>
#include <cmath>

#include "service/bulletin/at_least.hpp"
#include "service/bulletin/kinds.hpp"
#include "service/bulletin/pictures.hpp"
#include "service/bulletin/resolution.hpp"
#include "service/bulletin/sections.hpp"
#include "service/places.hpp"

namespace atalaya::service {

using render::Cell;
using render::Paragraph;
using render::Section;
using render::Sheet;

namespace {

// In how many street segments three events or more came together in the last three months; for inside.
void add_places_that_repeat(Desk& desk, const Indicator& indicator, Section& section) {
    const auto* streets = desk.places().streets();
    if (!streets || desk.is_public() || is_small(desk)) return;
    const Period three = months_ending(desk.month(), 3);
    if (!desk.look(indicator.id, "repeated", three).value) return;
    const Figure& repeated = desk.ask(indicator.id, "repeated", three);
    section.blocks.push_back(desk.sentence(
        Paragraph::Kind::body, "coexistence.repeated",
        {{"k", render::counted(desk.forms(), std::llround(*repeated.value), figure_id(repeated.spec))},
         {"place", render::with_small_initial(desk.in_language(streets->name))},
         {"places", render::with_small_initial(desk.in_language(streets->plural))},
         {"month", desk.forms().month(desk.month())}}));
}

}  // namespace

std::optional<Section> coexistence_section(Desk& desk, const Rows& rows) {
    const IndicatorRow* row = row_of(rows, "convivencia");
    if (!row || !row->at_level) return {};
    Section section{.id = "convivencia", .title = desk.say("section.coexistence")};
    if (!row->has_data()) {
        const auto known = desk.world().known_months("convivencia");
        if (!known) return {};
        section.blocks.push_back(desk.sentence(
            Paragraph::Kind::body, "coverage.ended",
            {{"source", desk.sources_of("convivencia")}, {"date", desk.forms().day(known->past_end)}}));
        return section;
    }
    const auto kinds = kinds_of(desk, *row->indicator, desk.this_month());
    std::vector<render::Text> named;
    for (std::size_t i = 0; i < kinds.size() && i < 3; ++i) {
        named.push_back(desk.words().fill(
            "coexistence.kind",
            {{"kind", render::with_small_initial(kinds[i].name)}, {"n", desk.count(*kinds[i].figure)}}));
    }
    if (!named.empty())
        section.blocks.push_back(desk.sentence(Paragraph::Kind::body, "coexistence.month",
                                               {{"n", counted_first(desk, *row->month)},
                                                {"month", desk.forms().month(desk.month())},
                                                {"kinds", desk.forms().list(named)}}));
    section.blocks.push_back(change_sentence(desk, *row));
    add_places_that_repeat(desk, *row->indicator, section);
    section.blocks.push_back(
        desk.sentence(is_small(desk) ? Paragraph::Kind::note : Paragraph::Kind::gloss, "gloss.coexistence"));
    if (auto resolved = resolved_sentence(desk)) section.blocks.push_back(std::move(*resolved));
    if (auto bars = kinds_picture(desk, "C6", *row->indicator, is_small(desk) ? 3 : 10, 170))
        section.blocks.push_back(std::move(*bars));
    if (!is_small(desk)) {
        if (auto table = channels_table(desk, *row->indicator)) section.blocks.push_back(std::move(*table));
    }
    if (desk.territory().slot == 0 && !is_small(desk)) {
        if (auto map = map_picture(desk, "M2", *row->indicator, 96))
            section.blocks.push_back(std::move(*map));
    }
    return section;
}

std::optional<Section> activity_section(Desk& desk, const Rows& rows) {
    if (is_small(desk)) return {};
    Section section{.id = "actividad", .title = desk.say("section.activity")};
    section.blocks.push_back(desk.sentence(Paragraph::Kind::gloss, "gloss.activity"));
    bool any = false;
    for (const auto& row : rows) {
        if (row.indicator->reading != Reading::activity || !row.has_data()) continue;
        section.blocks.push_back(change_sentence(desk, row));
        any = true;
    }
    if (!any)
        section.blocks.push_back(desk.sentence(Paragraph::Kind::body, "activity.none",
                                               {{"month", desk.forms().month(desk.month())}}));
    return section;
}

}  // namespace atalaya::service
