#include "service/bulletin/section_parts.hpp"

#include "service/bulletin/kinds.hpp"
#include "service/bulletin/parts_year.hpp"
#include "service/bulletin/summed_breaks.hpp"

namespace atalaya::service {

using render::Paragraph;
using render::Picture;
using render::PictureRow;
using render::Section;
using render::Sheet;

bool is_small(const Desk& desk) {
    if (desk.territory().slot != 0) return true;
    const auto people = desk.world().exposure(desk.territory(), "residents", desk.twelve());
    return people && people->value < 50'000;
}

bool add_sentences(Desk& desk, const Rows& rows, std::string_view group, Section& section,
                   const IndicatorRow* told) {
    bool any = false;
    for (const auto& row : rows) {
        if (&row == told || row.indicator->group != group || row.indicator->kind != IndicatorKind::count ||
            !row.has_data())
            continue;
        section.blocks.push_back(change_sentence(desk, row));
        any = true;
        if (row.indicator->reading == Reading::ambiguous) {
            section.blocks.push_back(desk.sentence(
                is_small(desk) ? Paragraph::Kind::note : Paragraph::Kind::gloss, "gloss.ambiguous"));
        }
    }
    return any;
}

void add_pair(Section& section, std::optional<Picture> left, std::optional<Picture> right) {
    PictureRow pair;
    if (left) pair.pictures.push_back(std::move(*left));
    if (right) pair.pictures.push_back(std::move(*right));
    if (pair.pictures.size() == 1) {
        section.blocks.push_back(std::move(pair.pictures.front()));
    } else if (!pair.pictures.empty()) {
        section.blocks.push_back(std::move(pair));
    }
}

std::string monthly_title(const Desk& desk, const Indicator& indicator) {
    return desk.say("chart.C2", {{"indicator", desk.name(indicator)}, {"territory", desk.territory_name()}});
}

std::optional<Sheet> kinds_table(Desk& desk, const std::string& id, std::string title,
                                 const std::string& kind_heading,
                                 const std::vector<std::string>& indicators) {
    Sheet sheet{
        .id = id,
        .title = std::move(title),
        .subtitle = desk.say("table." + id + ".subtitle", {{"span", parts_year_text(desk)},
                                                           {"sources", desk.sources_of(indicators.front())}}),
        .compact = true};
    sheet.columns = {{kind_heading}, {desk.say("T3.twelve"), true}};
    SummedBreaks crossed;
    for (const auto& indicator : indicators) {
        const Indicator* of = desk.catalogue().find_indicator(indicator);
        const auto kinds = of ? kinds_of(desk, *of, parts_year(desk)) : std::vector<KindCount>{};
        if (kinds.size() < 2) continue;
        for (const auto& kind : kinds) {
            sheet.rows.push_back({Desk::text_cell(kind.name), desk.count_cell(*kind.figure)});
            crossed.see(*kind.figure);
        }
    }
    if (sheet.rows.empty()) return {};
    desk.explain_partial(sheet);
    for (auto& note : crossed.notes(desk)) sheet.notes.push_back(std::move(note));
    return sheet;
}

}  // namespace atalaya::service
