// Injuries and threats; violence in the home.
#include "service/bulletin/pictures.hpp"
#include "service/bulletin/section_parts.hpp"

namespace atalaya::service {

using render::Paragraph;
using render::Section;

std::optional<Section> injuries_section(Desk& desk, const Rows& rows) {
    Section section{.id = "lesiones-y-amenazas", .title = desk.say("section.injuries")};
    if (!add_sentences(desk, rows, "integrity", section)) return {};
    if (!is_small(desk)) {
        const Indicator& injuries = desk.catalogue().indicator("lesion_dolosa");
        if (auto panels = multiples_picture(desk, "C4", injuries, 24))
            section.blocks.push_back(std::move(*panels));
    }
    return section;
}

std::optional<Section> family_section(Desk& desk, const Rows& rows) {
    Section section{.id = "violencia-familiar", .title = desk.say("section.family")};
    const Indicator& family = desk.catalogue().indicator("vif");
    if (desk.by_quarters(family)) {
        auto sentence = quarter_sentence(desk, family);
        if (!sentence) return {};
        section.blocks.push_back(std::move(*sentence));
        section.blocks.push_back(desk.sentence(Paragraph::Kind::note, "note.quarterly"));
        section.blocks.push_back(desk.sentence(
            is_small(desk) ? Paragraph::Kind::note : Paragraph::Kind::gloss, "gloss.ambiguous"));
    } else if (!add_sentences(desk, rows, "home", section)) {
        return {};
    }
    if (const auto& help = desk.catalogue().city.help)
        section.blocks.push_back(
            desk.sentence(Paragraph::Kind::body, "help.line", {{"line", desk.in_language(help->line)}}));
    const auto titled = [&](const char* key) {
        return desk.say(key, {{"indicator", desk.name(family)}, {"territory", desk.territory_name()}});
    };
    if (auto line = monthly_picture(desk, "C5", family, titled("chart.C5"), 24, full_width_mm,
                                    is_small(desk) ? 34 : 54))
        section.blocks.push_back(std::move(*line));
    if (desk.territory().slot == 0 && !is_small(desk)) {
        if (auto table = kinds_table(desk, "T4", titled("table.T4"), desk.say("T4.kind"), {"vif"}))
            section.blocks.push_back(std::move(*table));
    }
    return section;
}

}  // namespace atalaya::service
