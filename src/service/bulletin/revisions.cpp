// T11: what changed since the bulletin before, why, and which delivery brought it.
#include <algorithm>
#include <cmath>

#include "service/bulletin/sections.hpp"

namespace atalaya::service {

using render::Cell;
using render::Paragraph;
using render::Section;
using render::Sheet;

namespace {

// "12 registrados después; 3 recodificados como otro delito".
Cell causes_cell(const Desk& desk, const Figure& causes) {
    if (!causes.value)
        return {.text = {{desk.absent(causes), figure_id(causes.spec)}}, .mark = Cell::Mark::missing};
    Cell cell;
    for (const auto& [cause, n, low, high] : causes.series) {
        if (!cell.text.empty()) cell.text.push_back({"; "});
        constexpr std::string_view nets[] = {"corrected", "descriptor", "recount", "codes", "areas", "other"};
        const bool net = std::ranges::find(nets, cause) != std::end(nets);  // says which way by its sign
        const auto whole = std::llround(*n);
        const render::Argument said = net ? render::Argument{desk.forms().difference(whole)}
                                          : render::counted(desk.forms(), std::llabs(whole));
        // The whole phrase leads to the figure: a lone digit beside another is too small to point at.
        cell.text.push_back({desk.say("revision.cause." + cause, {{"n", said}}), figure_id(causes.spec)});
        const auto shown = net ? whole : std::llabs(whole);
        cell.parts.push_back({desk.say("T11.cause." + cause), static_cast<double>(shown),
                              net ? desk.forms().difference(whole) : desk.forms().count(shown)});
    }
    return cell;
}

// "marejada-policia: 2024-08.csv".
Cell deliveries_cell(const Figure& causes) {
    std::string text;
    for (const auto& note : causes.notes) {
        if (!note.starts_with("delivery:")) continue;
        const auto source = note.substr(9, note.find(':', 9) - 9), file = note.substr(note.find(':', 9) + 1);
        text += (text.empty() ? "" : "; ") + source + ": " + file;
    }
    return Desk::text_cell(std::move(text));
}

// Which bulletin, or where none is on record which cut, said what now is said otherwise.
std::string subtitle(const Desk& desk) {
    const auto& [vintage, month] = *desk.before();
    const auto& after = desk.world().vintage();
    if (!month) return desk.say("table.T11.subtitle", {{"before", vintage}, {"after", after}});
    return desk.say("table.T11.subtitle.issued",
                    {{"month", desk.forms().month(*month)}, {"before", vintage}, {"after", after}});
}

}  // namespace

namespace {

// Whether a delivery of the source is among those that brought a change.
bool brought_by(const Figure& causes, std::string_view source) {
    const std::string wanted = "delivery:" + std::string{source} + ":";
    return source.empty() || std::any_of(causes.notes.begin(), causes.notes.end(),
                                         [&](const auto& note) { return note.starts_with(wanted); });
}

// Life offences by 1 or more, the others by 2 % or more.
bool is_listed(const Indicator& indicator, const Figure& revision) {
    if (!revision.value || *revision.value == 0) return false;
    const double percent =
        *revision.denominator > 0 ? 100 * std::abs(*revision.value) / *revision.denominator : 100;
    return indicator.group == "life" ? std::abs(*revision.value) >= 1 : percent >= 2;
}

}  // namespace

std::optional<Sheet> revisions_table(Desk& desk, const Rows& rows, std::size_t most,
                                     std::string_view source) {
    if (!desk.before()) return {};
    Sheet sheet{.id = "T11",
                .title = desk.say(desk.before()->month ? "table.T11" : "table.T11.cut"),
                .subtitle = subtitle(desk),
                .compact = true};
    sheet.columns = {{desk.say("T11.indicator")},        {desk.say("T11.period")},
                     {desk.say("T11.before"), true},     {desk.say("T11.after"), true},
                     {desk.say("T11.difference"), true}, {desk.say("T11.cause")},
                     {desk.say("T11.delivery")}};
    for (const auto& row : rows) {
        if (!row.at_level || row.indicator->kind != IndicatorKind::count) continue;
        const std::string& id = row.indicator->id;
        for (int back = 12; back >= 1; --back) {
            const Period month = whole(plus_months(desk.month(), -back));
            if (!is_listed(*row.indicator, desk.look(id, "revision", month, {}, desk.since_before())) ||
                (!source.empty() &&
                 !brought_by(desk.look(id, "causes", month, {}, desk.since_before()), source)))
                continue;
            const Figure& figure = desk.ask(id, "revision", month, {}, desk.since_before());
            if (!figure.value) continue;
            const auto side = [&](std::optional<double> value) {
                return Cell{.text = {{desk.forms().count(std::llround(*value)), figure_id(figure.spec)}},
                            .value = value};
            };
            const Figure& causes = desk.ask(id, "causes", month, {}, desk.since_before());
            sheet.rows.push_back(
                {Desk::text_cell(desk.name(*row.indicator)),
                 Cell{.text = render::unbroken({{desk.forms().short_month(month_of(month.first))}})},
                 side(figure.denominator), side(figure.numerator),
                 Cell{
                     .text = {{desk.forms().difference(std::llround(*figure.value)), figure_id(figure.spec)}},
                     .value = figure.value},
                 causes_cell(desk, causes), deliveries_cell(causes)});
        }
    }
    if (sheet.rows.empty()) return {};
    if (sheet.rows.size() > most) {
        const auto more = static_cast<std::int64_t>(sheet.rows.size() - most);
        sheet.rows.resize(most);
        sheet.notes.push_back(
            desk.words().fill("revision.more", {{"n", render::counted(desk.forms(), more)}}));
    }
    sheet.notes.push_back(desk.words().fill("T11.note"));
    return sheet;
}

void add_revisions(Desk& desk, const Rows& rows, Section& section) {
    const auto& before = desk.before();
    const bool of_a_cut = before && !before->month;
    section.blocks.push_back(
        render::Heading{3, desk.say(of_a_cut ? "revision.heading.cut" : "revision.heading")});
    if (auto table = revisions_table(desk, rows, is_small(desk) ? 6 : 16)) {
        section.blocks.push_back(std::move(*table));
        return;
    }
    if (!before) {
        section.blocks.push_back(desk.sentence(Paragraph::Kind::body, "revision.first"));
        return;
    }
    render::Arguments said{{"before", before->vintage}};
    if (before->month) said.emplace("month", desk.forms().month(*before->month));
    section.blocks.push_back(
        desk.sentence(Paragraph::Kind::body, of_a_cut ? "revision.none.cut" : "revision.none", said));
}

}  // namespace atalaya::service
