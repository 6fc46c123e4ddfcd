#include "service/bulletin/victims.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "service/bulletin/kinds.hpp"
#include "service/bulletin/parts_year.hpp"
#include "service/bulletin/summed_breaks.hpp"

namespace atalaya::service {

using render::Cell;
using render::Paragraph;
using render::Sheet;

namespace {

// The number that one point of a figure's series says.
render::Argument point(const Desk& desk, const Figure& figure, std::string_view label) {
    const auto found = std::find_if(figure.series.begin(), figure.series.end(),
                                    [&](const SeriesPoint& one) { return one.label == label; });
    return render::shown(desk.forms().count(std::llround(found->value.value_or(0))), figure_id(figure.spec));
}

bool any_alone(const Figure& figure) {
    return std::any_of(figure.series.begin(), figure.series.end(), [](const SeriesPoint& one) {
        return one.label.starts_with("only_") && one.value.value_or(0) > 0;
    });
}

std::string source_name(const Desk& desk, const std::string& source) {
    return std::string{desk.in_language(desk.catalogue().source(source).name)};
}

// "marejada-fiscalia-victimas:edad-0-17" -> "0 a 17 años".
std::string category_name(const Desk& desk, const std::string& category) {
    const auto colon = category.find(':');
    return names_of_code(desk, desk.catalogue().source(category.substr(0, colon)),
                         category.substr(colon + 1));
}

}  // namespace

void add_lists(Desk& desk, const Indicator& indicator, render::Section& section) {
    bool other_list = false;
    for (const auto& declared : desk.catalogue().city.reconciliations) {
        if (declared.indicator != indicator.id) continue;
        other_list = true;
        const Figure& lists =
            desk.ask(indicator.id, "reconciled", desk.twelve(), {}, "source=" + declared.other);
        if (!lists.value) continue;
        const auto said = [&](const char* label) { return point(desk, lists, label); };
        section.blocks.push_back(desk.sentence(Paragraph::Kind::body, "lethal.reconciled",
                                               {{"source_a", source_name(desk, declared.primary)},
                                                {"source_b", source_name(desk, declared.other)},
                                                {"n", said("primary")},
                                                {"m", said("other")},
                                                {"k", said("matched")}}));
        if (any_alone(lists))
            section.blocks.push_back(desk.sentence(
                Paragraph::Kind::note, "lethal.reconciled.alone",
                {{"a", said("only_primary")}, {"b", said("only_other")}, {"u", said("union")}}));
    }
    if (!other_list)
        section.blocks.push_back(desk.sentence(Paragraph::Kind::note, "lethal.one_source",
                                               {{"source", desk.sources_of(indicator.id)}}));
}

std::optional<Sheet> victims_table(Desk& desk, const Indicator& indicator) {
    constexpr std::array<const char*, 4> attributes = {"sex", "age", "mechanism", "place"};
    const auto& sources = desk.catalogue().sources;
    const auto describes = std::find_if(sources.begin(), sources.end(), [&](const intake::Source& source) {
        return source.category.describes == indicator.id;
    });
    if (describes == sources.end() || desk.territory().slot != 0) return {};
    Sheet sheet{.id = "T2",
                .title = desk.say(
                    "table.T2", {{"indicator", desk.name(indicator)}, {"territory", desk.territory_name()}}),
                .subtitle = desk.say("table.T2.subtitle", {{"span", parts_year_text(desk)},
                                                           {"sources", source_name(desk, describes->id)}}),
                .compact = true};
    sheet.columns = {{desk.say("T2.attribute")}, {desk.say("T2.value")}, {desk.say("T2.victims"), true}};
    SummedBreaks crossed;
    for (const std::string attribute : attributes) {
        const Figure& figure =
            desk.ask(indicator.id, "by_attribute", parts_year(desk), {}, "attribute=" + attribute);
        const std::string heading = desk.say("T2." + attribute);
        if (figure.reason == "no_data") continue;
        crossed.see(figure);
        if (figure.series.empty())
            sheet.rows.push_back({Desk::text_cell(heading), Desk::text_cell(""), desk.count_cell(figure)});
        for (const auto& category : figure.series) {
            const auto n = std::llround(category.value.value_or(0));
            if (n == 0) continue;
            sheet.rows.push_back(
                {Desk::text_cell(heading), Desk::text_cell(category_name(desk, category.label)),
                 Cell{.text = {{desk.forms().count(n), figure_id(figure.spec)}}, .value = category.value}});
        }
    }
    if (sheet.rows.empty()) return {};
    sheet.notes.push_back(desk.words().fill("T2.note.list"));
    for (auto& note : crossed.notes(desk)) sheet.notes.push_back(std::move(note));
    return sheet;
}

}  // namespace atalaya::service
