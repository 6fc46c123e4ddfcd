#include <algorithm>
#include <cmath>

#include "service/bulletin/concentration.hpp"
#include "service/bulletin/pictures.hpp"
#include "service/bulletin/sections.hpp"
#include "service/places.hpp"

namespace atalaya::service {

using render::Cell;
using render::Paragraph;
using render::Section;
using render::Sheet;

const intake::Layer* layer_of_concentration(const Desk& desk) {
    if (const auto* streets = desk.places().streets()) {
        const Figure probe = desk.look("concentracion", "share", desk.twelve(), {}, "layer=" + streets->id);
        if (probe.value) return streets;
    }
    const auto& layers = desk.catalogue().city.layers;
    const auto finest = std::ranges::find(layers, 2, &intake::Layer::slot);
    return finest == layers.end() ? nullptr : &*finest;
}

namespace {

render::Argument counted(const Desk& desk, double value, const Figure& figure) {
    return render::counted(desk.forms(), std::llround(value), figure_id(figure.spec));
}

// "La mitad ... ocurrió en ...": of all places, or, when there are fewer events than places, of those that
// so few could have been on.
void say_half(Desk& desk, const intake::Layer& layer, const Figure& share, Section& section) {
    const std::string places{desk.in_language(layer.plural)};
    const render::Arguments said{{"x", desk.percent(share)},
                                 {"k", counted(desk, *share.numerator, share)},
                                 {"m", counted(desk, *share.denominator, share)},
                                 {"places", places}};
    const auto say = [&](Paragraph::Kind kind, const char* key) {
        section.blocks.push_back(desk.sentence(kind, key, said));
    };
    if (static_cast<double>(share.records_in) < *share.denominator) {
        say(Paragraph::Kind::body, "concentration.half.few");
    } else {
        say(Paragraph::Kind::body, "concentration.half");
        say(Paragraph::Kind::body, "concentration.count");
    }
    if (!is_small(desk)) say(Paragraph::Kind::note, "concentration.chance");
    if (share.records_out > 0) {
        const auto out = static_cast<double>(share.records_out);
        section.blocks.push_back(desk.sentence(Paragraph::Kind::note, "concentration.unknown",
                                               {{"n", counted(desk, out, share)}, {"places", places}}));
    }
}

// The hot spots of this month, and how many of them were already so six months ago: hexagons that pass the
// test, not the segments of the least set that holds half. That set always has segments, by chance alone
// too, and those with two or three robberies come and go in it; a hexagon is hot only beyond chance, and
// the map shows the same ones.
void say_persistence(Desk& desk, Section& section) {
    const Period before = months_ending(plus_months(desk.month(), -6), 12);
    const Figure& still = desk.ask("concentracion", "still_hot", desk.twelve(), before, "level=95");
    if (!still.value) return;
    if (*still.denominator == 0) {
        section.blocks.push_back(desk.sentence(Paragraph::Kind::body, "concentration.no_points"));
    } else {
        section.blocks.push_back(desk.sentence(
            Paragraph::Kind::body, "concentration.persistent",
            {{"p", counted(desk, *still.value, still)}, {"q", counted(desk, *still.denominator, still)}}));
    }
    section.blocks.push_back(desk.sentence(Paragraph::Kind::note, "concentration.point",
                                           {{"month", desk.forms().month(desk.month())},
                                            {"before", desk.forms().month(plus_months(desk.month(), -6))}}));
}

// T14: the street segments with most of it, for those who work there.
std::optional<Sheet> busiest_table(Desk& desk) {
    const auto* streets = desk.places().streets();
    if (!streets || desk.is_public() || is_small(desk)) return {};
    const Figure& twelve = desk.ask("concentracion", "busiest", desk.twelve());
    if (twelve.series.empty()) return {};
    const Figure& month = desk.ask("concentracion", "busiest", desk.this_month(), desk.twelve());
    const auto& forms = desk.forms();
    Sheet sheet{.id = "T14",
                .title = desk.say("table.T14", {{"places", desk.in_language(streets->plural)}}),
                .subtitle = desk.say("table.T14.subtitle", {{"month", forms.month(desk.month())},
                                                            {"sources", desk.sources_of("concentracion")}}),
                .compact = true};
    const auto* outlines = desk.catalogue().city.layer(desk.places().outline_layer());
    sheet.columns = {{std::string{desk.in_language(streets->name)}}};
    if (outlines) sheet.columns.push_back({std::string{desk.in_language(outlines->name)}});
    sheet.columns.push_back({desk.say("T14.twelve"), true});
    sheet.columns.push_back({forms.short_month(desk.month()), true});
    const auto cell = [&](const Figure& figure, double value) {
        return Cell{.text = {{forms.count(std::llround(value)), figure_id(figure.spec)}}, .value = value};
    };
    for (std::size_t i = 0; i < twelve.series.size(); ++i) {
        const auto& street = desk.world().territory({streets->id, twelve.series[i].label});
        std::vector<Cell> row{Desk::text_cell(street.name)};
        if (outlines) {
            const auto middle = Places::middle(street);
            const auto* area = middle ? desk.places().around(*middle) : nullptr;
            row.push_back(Desk::text_cell(area ? desk.name(*area) : ""));
        }
        row.push_back(cell(twelve, *twelve.series[i].value));
        row.push_back(month.series.empty() ? Desk::text_cell(desk.say("state.missing"))
                                           : cell(month, *month.series[i].value));
        sheet.rows.push_back(std::move(row));
    }
    sheet.notes.push_back(desk.words().fill("T14.note"));
    return sheet;
}

}  // namespace

std::optional<Section> concentration_section(Desk& desk, const Rows& rows) {
    const IndicatorRow* robbery = row_of(rows, "robo");
    if (!robbery || !robbery->has_data() || !desk.catalogue().find_indicator("concentracion")) return {};
    const Indicator& indicator = desk.catalogue().indicator("concentracion");
    const intake::Layer* layer = layer_of_concentration(desk);
    if (!layer || !indicator.at_level(desk.territory().territory.layer)) return {};
    const Figure& share = desk.ask(indicator.id, "share", desk.twelve(), {}, "layer=" + layer->id);
    if (!share.value) return {};

    Section section{.id = "concentracion", .title = desk.say("section.concentration")};
    say_half(desk, *layer, share, section);
    if (auto table = busiest_table(desk)) section.blocks.push_back(std::move(*table));
    if (desk.territory().slot == 0) {
        say_persistence(desk, section);
        if (auto map = hot_spots_picture(desk, "M3", indicator, is_small(desk) ? 113 : 123,
                                         is_small(desk) ? 79 : 88))
            section.blocks.push_back(std::move(*map));
    }
    return section;
}

}  // namespace atalaya::service
