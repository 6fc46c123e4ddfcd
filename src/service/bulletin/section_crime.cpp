#include <algorithm>
#include <cmath>
#include <set>

#include "service/bulletin/at_least.hpp"
#include "service/bulletin/bridged.hpp"
#include "service/bulletin/femicides.hpp"
#include "service/bulletin/kinds.hpp"
#include "service/bulletin/listed.hpp"
#include "service/bulletin/parts_year.hpp"
#include "service/bulletin/pictures.hpp"
#include "service/bulletin/sections.hpp"
#include "service/bulletin/victims.hpp"

namespace atalaya::service {

using render::Cell;
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

namespace {

// The sentences of every listed indicator of a group that has data here.
bool add_sentences(Desk& desk, const Rows& rows, std::string_view group, Section& section) {
    bool any = false;
    for (const auto& row : rows) {
        if (row.indicator->group != group || row.indicator->kind != IndicatorKind::count || !row.has_data())
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

constexpr double half_width = 83, full_width = 170;

std::string monthly_title(const Desk& desk, const Indicator& indicator) {
    return desk.say("chart.C2", {{"indicator", desk.name(indicator)}, {"territory", desk.territory_name()}});
}

// A year of one or more indicators by kind, as the source classes them; none where it knows one kind
// only.
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
    for (const auto& indicator : indicators) {
        const Indicator* of = desk.catalogue().find_indicator(indicator);
        const auto kinds = of ? kinds_of(desk, *of, parts_year(desk)) : std::vector<KindCount>{};
        if (kinds.size() < 2) continue;
        for (const auto& kind : kinds)
            sheet.rows.push_back({Desk::text_cell(kind.name), desk.count_cell(*kind.figure)});
    }
    if (sheet.rows.empty()) return {};
    desk.explain_partial(sheet);
    return sheet;
}

// Victims by how the source classes the fact; what the source does not carry is said.
std::optional<Sheet> offences_table(Desk& desk, const Indicator& indicator) {
    Sheet sheet{.id = "T2",
                .title = desk.say(
                    "table.T2", {{"indicator", desk.name(indicator)}, {"territory", desk.territory_name()}}),
                .subtitle = desk.say("table.T2.subtitle", {{"span", parts_year_text(desk)},
                                                           {"sources", desk.sources_of(indicator.id)}}),
                .compact = true};
    sheet.columns = {{desk.say("T2.offence")},
                     {desk.say(counts_victims(indicator) ? "T2.victims" : "T2.cases"), true}};
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
    if (!homicide->has_data()) {
        section.blocks.push_back(change_sentence(desk, *homicide));
        return section;
    }
    section.blocks.push_back(change_sentence(desk, *homicide));
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
        auto line = accumulated_picture(desk, "C1", *homicide->indicator, full_width);
        if (line) section.blocks.push_back(std::move(*line));
    }
    if (is_small(desk)) return section;
    auto table = victims_table(desk, *homicide->indicator);
    if (!table) table = offences_table(desk, *homicide->indicator);
    if (table) section.blocks.push_back(std::move(*table));
    return section;
}

namespace {

// On the few pages of a territory a long list is of those with most in twelve months, as many as have room;
// empty where all have.
std::set<std::string> busiest(const Desk& desk, const Indicator& indicator,
                              const std::vector<const TerritoryInfo*>& territories) {
    constexpr std::size_t room = 20;
    if (territories.size() <= room) return {};
    std::vector<std::pair<double, std::string>> counts;
    for (const auto* territory : territories) {
        const std::string text = territory->territory.text();
        const Figure count = desk.look(indicator.id, "count", desk.twelve(), {}, "", text);
        counts.emplace_back(-count.value.value_or(0), text);
    }
    std::ranges::sort(counts);
    std::set<std::string> most;
    for (std::size_t i = 0; i < room; ++i) most.insert(counts[i].second);
    return most;
}

}  // namespace

Sheet territories_table(Desk& desk, const Indicator& indicator) {
    const auto& forms = desk.forms();
    const bool city = desk.territory().slot == 0;
    const std::string layer = listed_layer(desk);
    Sheet sheet{.id = "T3",
                .title = desk.say("table.T3", {{"indicator", desk.name(indicator)}}),
                .subtitle = desk.say("table.T3.subtitle", {{"month", forms.month(desk.month())},
                                                           {"sources", desk.sources_of(indicator.id)}}),
                .compact = true};
    sheet.columns = {{desk.say("T3.territory")},
                     {"", true},
                     {"", true},
                     {desk.say("T3.twelve"), true},
                     {desk.say("T1.change") + " (" + desk.say("T1.interval") + ")", true}};
    const auto territories = listed_territories(desk, indicator);
    // Where nobody publishes who lives in any of them there is neither rate nor comparison with the rest.
    const bool with_rates = std::ranges::any_of(territories, [&](const TerritoryInfo* territory) {
        return desk.look(indicator.id, "rate", desk.twelve(), {}, "", territory->territory.text()).reason !=
               "no_exposure";
    });
    if (with_rates) {
        sheet.columns.push_back({desk.say("T3.rate"), true});
        sheet.columns.push_back({desk.say("T3.interval"), true});
    }
    const bool against_rest = city && with_rates;
    if (against_rest) sheet.columns.push_back({desk.say("T3.against")});

    // One table, one false-discovery control.
    std::vector<stats::Comparison> table;
    const auto changes_of = [&](Period now, Period before) {
        std::vector<const Figure*> asked;
        for (const auto* territory : territories)
            asked.push_back(&desk.ask(indicator.id, "change", now, before, "", territory->territory.text()));
        return asked;
    };
    auto changes = changes_of(desk.twelve(), year_before(desk.twelve()));
    // Twelve months where they compare in half of the territories or more; else the month with the same month.
    const auto compared = std::count_if(changes.begin(), changes.end(), [](const Figure* f) {
        return f->reason != "no_data" && f->reason != "break";
    });
    const bool month_only = 2 * compared < std::ssize(changes);
    if (month_only) changes = changes_of(desk.compared(), desk.compared_before());
    for (const Figure* change : changes) table.push_back(comparison_of(*change, indicator));
    const bool together = month_only && desk.compared() != desk.this_month();
    const Period now = together ? desk.compared() : desk.this_month();
    const char* change_heading = together     ? "T3.change_together"
                                 : month_only ? "T3.change_month"
                                              : "T3.change_twelve";
    const char* change_note = together     ? "T3.note.change_together"
                              : month_only ? "T3.note.change_month"
                                           : "T3.note.change_twelve";
    sheet.columns[1].heading = forms.short_period(now);
    sheet.columns[2].heading = forms.short_period(year_before(now));
    sheet.columns[4].heading = desk.say(change_heading) + " (" + desk.say("T1.interval") + ")";
    const auto labels = stats::label(table);
    std::optional<int> old_year;
    const Figure* spread = nullptr;  // of the rates: the same for all of the layer
    constexpr std::size_t long_list = 30;
    bool rowless = false;
    const auto most = city ? std::set<std::string>{} : busiest(desk, indicator, territories);
    for (std::size_t i = 0; i < territories.size(); ++i) {
        const std::string text = territories[i]->territory.text();
        if (!most.empty() && !most.contains(text)) continue;
        const auto none_in = [&](Period period) {
            const Figure count = desk.look(indicator.id, "count", period, {}, "", text);
            return count.value == 0 && !Desk::partial(count);
        };
        if (territories.size() > long_list && none_in(desk.twelve()) && none_in(now) &&
            none_in(year_before(now))) {
            rowless = true;
            continue;
        }
        const Figure& rate = desk.ask(indicator.id, "rate", desk.twelve(), {}, "", text);
        const bool old = std::find(rate.notes.begin(), rate.notes.end(), "exposure_old") != rate.notes.end();
        if (old) old_year = std::atoi(rate.denominator_note.c_str());
        Cell change = desk.change_cell(*changes[i], labels[i]);
        if (changes[i]->value) {
            change.text.push_back({" ("});
            for (auto& run : desk.interval(*changes[i])) change.text.push_back(std::move(run));
            change.text.push_back({")"});
            change.parts = desk.ends(*changes[i]);
        }
        std::vector<Cell> row{
            Desk::text_cell(territories[i]->name),
            desk.count_cell(desk.ask(indicator.id, "count", now, {}, "", text)),
            desk.count_cell(desk.ask(indicator.id, "count", year_before(now), {}, "", text)),
            desk.count_cell(desk.ask(indicator.id, "count", desk.twelve(), {}, "", text)), std::move(change)};
        if (with_rates) {
            row.push_back(desk.rate_cell(rate));
            row.push_back(desk.interval_cell(rate));
        }
        if (against_rest) {
            const Figure& ratio = desk.ask(indicator.id, "ratio", desk.twelve(), {}, "layer=" + layer, text);
            if (ratio.value) spread = &ratio;
            std::string position;
            for (const auto& note : ratio.notes) {
                if (note.substr(0, 9) == "position:") position = desk.say("mark.against." + note.substr(9));
            }
            row.push_back(Desk::text_cell(position.empty() ? "" : position));
        }
        sheet.rows.push_back(std::move(row));
    }
    if (city && territories.size() == desk.world().layer(layer).size()) {
        const Figure& unknown = desk.ask(indicator.id, "count", now, {}, "without=" + layer);
        const Figure& unknown_year = desk.ask(indicator.id, "count", desk.twelve(), {}, "without=" + layer);
        std::vector<Cell> row{Desk::text_cell(desk.say("T3.unassigned")), desk.count_cell(unknown),
                              Desk::text_cell(""), desk.count_cell(unknown_year)};
        row.resize(sheet.columns.size(), Desk::text_cell(""));
        sheet.rows.push_back(std::move(row));
    }
    if (const auto left_out = unlisted_territories(desk, indicator); !left_out.empty()) {
        std::vector<std::string> names;
        for (const auto* territory : left_out) names.push_back(desk.name(*territory));
        sheet.notes.push_back(desk.words().fill("T3.note.left_out", {{"places", desk.forms().list(names)}}));
    }
    if (!most.empty()) sheet.notes.push_back(desk.words().fill("T3.note.busiest"));
    if (rowless) sheet.notes.push_back(desk.words().fill("T3.note.zeros"));
    if (!with_rates) sheet.notes.push_back(desk.words().fill("T3.note.no_rates"));
    if (against_rest) sheet.notes.push_back(desk.words().fill("T3.note"));
    constexpr double far_from_chance = 3;
    if (spread && spread->phi > far_from_chance) {
        const auto told = [&](double value) {
            return render::shown(desk.forms().decimal(value, 1), figure_id(spread->spec));
        };
        sheet.notes.push_back(desk.words().fill(
            "T3.note.phi", {{"phi", told(spread->phi)}, {"times", told(std::sqrt(spread->phi))}}));
    }
    sheet.notes.push_back(desk.words().fill(change_note));
    desk.explain_partial(sheet);
    if (auto note = bridged_note(desk, changes)) sheet.notes.push_back(std::move(*note));
    if (old_year)
        sheet.notes.push_back(desk.words().fill("gloss.exposure_old", {{"year", std::to_string(*old_year)}}));
    return sheet;
}

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

}  // namespace

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

namespace {

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
    if (auto line = monthly_picture(desk, "C2", robbery, monthly_title(desk, robbery), 36, full_width,
                                    small ? 38 : 62))
        section.blocks.push_back(std::move(*line));
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
    }
    std::optional<Picture> map;
    if (placed && desk.territory().slot == 0 && (!small || any_stands_out(desk, robbery)))
        map = map_picture(desk, "M1", robbery, small ? half_width : full_width * 0.62);
    if (map) section.blocks.push_back(std::move(*map));
    if (auto hours = hours_picture(desk, "C3", robbery, full_width))
        section.blocks.push_back(std::move(*hours));
    return section;
}

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
    const std::string title = desk.say("chart.C5", {{"territory", desk.territory_name()}});
    if (auto line = monthly_picture(desk, "C5", family, title, 24, full_width, is_small(desk) ? 34 : 54))
        section.blocks.push_back(std::move(*line));
    if (desk.territory().slot == 0 && !is_small(desk)) {
        if (auto table = kinds_table(desk, "T4", desk.say("table.T4", {{"territory", desk.territory_name()}}),
                                     desk.say("T4.kind"), {"vif"}))
            section.blocks.push_back(std::move(*table));
    }
    return section;
}

std::optional<Section> road_section(Desk& desk, const Rows& rows) {
    Section section{.id = "seguridad-vial", .title = desk.say("section.road")};
    const IndicatorRow* deaths = row_of(rows, "muerte_vial");
    if (deaths && deaths->has_data()) {
        if (auto sentence = life_sentence(desk, deaths, "road", Paragraph::Kind::body))
            section.blocks.push_back(std::move(*sentence));
    }
    if (!add_sentences(desk, rows, "road", section)) return {};
    if (is_small(desk)) return section;
    const Indicator& dead = desk.catalogue().indicator("muerte_vial");
    const Indicator* injured = desk.catalogue().find_indicator("lesion_vial");
    const auto title = [&](const Indicator& indicator, const char* key) {
        return counts_victims(indicator) ? desk.say(key, {{"territory", desk.territory_name()}})
                                         : monthly_title(desk, indicator);
    };
    add_pair(section, monthly_picture(desk, "C7a", dead, title(dead, "chart.C7.deaths"), 24, half_width, 48),
             injured ? monthly_picture(desk, "C7b", *injured, title(*injured, "chart.C7.injured"), 24,
                                       half_width, 48)
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
