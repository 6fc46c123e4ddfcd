#include <algorithm>
#include <cmath>

#include "service/bulletin/mensual.hpp"
#include "service/bulletin/pictures.hpp"
#include "service/bulletin/sections.hpp"

namespace atalaya::service {

using render::Paragraph;

// One A4: three cover sentences, five numbers, the map beside the series, the questions
// that the data themselves raise, and room for two signatures.
Bulletin ficha(Worlds& worlds, const BulletinRequest& request) {
    Desk desk{worlds, request};
    const Rows rows = compare_indicators(desk);
    const auto& forms = desk.forms();
    const auto& city = desk.catalogue().city;

    render::Document document{.bulletin = "ficha", .language = request.language, .region = city.region};
    document.title =
        desk.say("ficha.title", {{"territory", desk.territory_name()}, {"date", forms.month(desk.month())}});
    document.city = city.name;
    document.territory = desk.territory_name();
    document.period = forms.month(desk.month());
    document.head = {desk.say("head.cut", {{"date", forms.day(desk.world().published_on())}}) + " (" +
                     desk.world().vintage() + ")"};
    document.badges = {desk.say(desk.is_public() ? "badge.public" : "badge.internal")};
    if (city.simulated) document.badges.insert(document.badges.begin(), desk.say("badge.simulated"));
    document.footer = desk.say(
        "footer",
        {{"city", city.name}, {"period", forms.month(desk.month())}, {"vintage", desk.world().vintage()}});
    document.dated = iso(desk.world().published_on());
    document.words = desk.words().under("frame.");
    document.provenance_on_paper = false;  // one sheet; HTML and XLSX carry the appendix

    render::Section page{.id = "ficha", .title = desk.say("section.summary")};
    auto findings = cover_findings(desk, rows);
    if (findings.size() > 3) findings.resize(3);
    for (auto& finding : findings) page.blocks.push_back(std::move(finding));
    add_circumstances(desk, rows, page);  // a fall is not read aloud without the lockdown beside it

    render::KpiStrip strip;
    for (const char* id : {"homicidio_doloso", "robo", "vehiculo", "vif", "convivencia"}) {
        const IndicatorRow* row = row_of(rows, id);
        if (!row || !row->at_level) continue;
        const bool life = row->indicator->group == "life";
        const Figure* figure = life ? row->twelve : row->month;
        render::Kpi kpi{
            .label = desk.say(std::string{"ficha."} + id, {{"month", forms.short_month(desk.month())}})};
        if (!figure->value) {
            kpi.value = desk.count_cell(*figure).text;
        } else {
            kpi.value = desk.count(*figure);
            if (life && row->rate->value) {
                kpi.below = desk.rate(*row->rate);
                kpi.below.push_back({" " + desk.per(*row->rate) + " ("});
                for (auto& run : desk.interval(*row->rate)) kpi.below.push_back(std::move(run));
                kpi.below.push_back({")"});
            } else if (row->change && row->change->value) {
                const bool sure = row->month_label && row->month_label->verdict == stats::Verdict::conclusive;
                const char* outcome = !sure                     ? "ficha.none"
                                      : *row->change->value > 0 ? "ficha.rise"
                                                                : "ficha.fall";
                kpi.below = desk.words().fill(outcome, {{"x", desk.change_size(*row->change)},
                                                        {"interval", desk.interval(*row->change)}});
            } else if (row->before && row->before->value) {
                kpi.below = desk.words().fill("ficha.small", {{"base", desk.count(*row->before)}});
            }
        }
        strip.items.push_back(std::move(kpi));
    }
    page.blocks.push_back(std::move(strip));

    const Indicator& robbery = desk.catalogue().indicator("robo");
    render::PictureRow pair;
    if (desk.territory().slot == 0) {
        // Where it piles up, for those who may know; else the rates of its parts.
        const Indicator* places = desk.catalogue().find_indicator("concentracion");
        auto map = places ? hot_spots_picture(desk, "M3", *places, 83) : std::nullopt;
        if (map && map->notes.size() > 1) map->notes.resize(1);  // what is left out, the bulletin says
        if (!map) map = map_picture(desk, "M1", robbery, 83);
        if (map) pair.pictures.push_back(std::move(*map));
    }
    const std::string title =
        desk.say("chart.C2", {{"indicator", desk.name(robbery)}, {"territory", desk.territory_name()}});
    if (auto line = monthly_picture(desk, "C2", robbery, title, 36, pair.pictures.empty() ? 170 : 83, 62))
        pair.pictures.push_back(std::move(*line));
    for (auto& picture : pair.pictures) picture.data.reset();
    if (pair.pictures.size() == 1) {
        page.blocks.push_back(std::move(pair.pictures.front()));
    } else if (!pair.pictures.empty()) {
        page.blocks.push_back(std::move(pair));
    }

    page.blocks.push_back(render::Heading{3, desk.say("ficha.commitments")});
    page.blocks.push_back(desk.sentence(Paragraph::Kind::body, "ficha.commitments.no_register"));
    page.blocks.push_back(render::Heading{3, desk.say("ficha.questions")});
    std::vector<Paragraph> questions;
    for (const auto& source : desk.catalogue().sources) {
        if (source.kind != intake::Kind::incidents && source.kind != intake::Kind::tallies) continue;
        if (!desk.world().due(source, desk.this_month())) continue;
        if (!source.beside.empty()) continue;
        const auto months = desk.world().known_months_of_source(source.id);
        if (months && months->past_end >= desk.this_month().past_end) continue;
        questions.push_back(
            months ? desk.sentence(Paragraph::Kind::body, "ficha.question.late",
                                   {{"source", desk.in_language(source.name)},
                                    {"date", forms.day(months->past_end - std::chrono::days{1})}})
                   : desk.sentence(Paragraph::Kind::body, "ficha.question.never",
                                   {{"source", desk.in_language(source.name)}}));
    }
    const Figure& hours = desk.ask("", "unknown_hours", desk.twelve(), {}, "", "ciudad");
    if (hours.value && *hours.value >= 5) {
        questions.push_back(desk.sentence(Paragraph::Kind::body, "ficha.question.hours",
                                          {{"x", desk.percent(hours)}, {"source", desk.sources_of("robo")}}));
    }
    // Months that changed by 2 % or more since the bulletin before, the latest first.
    for (int back = 1; back <= 12 && desk.before() && questions.size() < 4; ++back) {
        for (const auto& row : rows) {
            if (!row.has_data() || !row.indicator->listed || questions.size() >= 4) continue;
            const Period month = whole(plus_months(desk.month(), -back));
            const Figure probe = desk.look(row.indicator->id, "revision", month, {}, desk.since_before());
            if (!probe.value || *probe.denominator < 20 ||
                100 * std::abs(*probe.value) < 2 * *probe.denominator)
                continue;
            const Figure& revised = desk.ask(row.indicator->id, "revision", month, {}, desk.since_before());
            if (!revised.value) continue;
            const auto side = [&](std::optional<double> value) {
                return render::shown(forms.count(std::llround(*value)), figure_id(revised.spec));
            };
            questions.push_back(desk.sentence(Paragraph::Kind::body, "ficha.question.revision",
                                              {{"indicator", desk.name(*row.indicator)},
                                               {"period", forms.month(month_of(month.first))},
                                               {"before", side(revised.denominator)},
                                               {"after", side(revised.numerator)}}));
        }
    }
    if (questions.empty()) questions.push_back(desk.sentence(Paragraph::Kind::body, "ficha.questions.none"));
    if (questions.size() > 4) questions.resize(4);
    for (auto& question : questions) page.blocks.push_back(std::move(question));
    page.blocks.push_back(desk.sentence(Paragraph::Kind::body, "signatures"));
    document.sections.push_back(std::move(page));

    document.provenance = desk.provenance();
    Bulletin bulletin{std::move(document), {}};
    bulletin.figures = desk.asked();
    return bulletin;
}

}  // namespace atalaya::service
