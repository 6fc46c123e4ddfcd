#include "service/bulletin/mensual.hpp"

#include <algorithm>
#include <map>

#include "intake/toml.hpp"
#include "service/bulletin/comparability.hpp"
#include "service/bulletin/sections.hpp"

namespace atalaya::service {

using render::Document;
using render::Section;

Day next_publication(const World& world) {
    return first_day(plus_months(month_of(world.published_on()), 1)) + std::chrono::days{9};
}

namespace {

// The first month that later deliveries may still change; none when all are settled.
std::optional<Month> first_provisional(const Desk& desk, const Rows& rows) {
    std::optional<Month> first;
    for (const auto& row : rows) {
        if (!row.has_data()) continue;
        for (int back = 0; back < 12 && desk.provisional(row.indicator->id, plus_months(desk.month(), -back));
             ++back) {
            const Month month = plus_months(desk.month(), -back);
            if (!first || month < *first) first = month;
        }
    }
    return first;
}

Document frame(Desk& desk, const Rows& rows) {
    const auto& forms = desk.forms();
    const auto& city = desk.catalogue().city;
    Document document{
        .bulletin = desk.request().bulletin, .language = desk.request().language, .region = city.region};
    document.title =
        desk.say("title", {{"territory", desk.territory_name()}, {"month", forms.month(desk.month())}});
    document.city = city.name;
    document.territory = desk.territory_name();
    document.period = forms.month(desk.month());
    const auto provisional = first_provisional(desk, rows);
    document.head = {
        desk.say("head.cut", {{"date", forms.day(desk.world().published_on())}}) + " (" +
            desk.world().vintage() + ")",
        provisional ? desk.say("head.provisional", {{"month", forms.month(*provisional)}})
                    : desk.say("head.final"),
        desk.say("head.next", {{"date", forms.day(next_publication(desk.world()))}}),
        desk.say("head.profile",
                 {{"profile", desk.say(desk.is_public() ? "profile.public" : "profile.internal")}})};
    document.badges = {desk.say(desk.is_public() ? "badge.public" : "badge.internal")};
    if (city.simulated) document.badges.insert(document.badges.begin(), desk.say("badge.simulated"));
    document.footer = desk.say(
        "footer",
        {{"city", city.name}, {"period", forms.month(desk.month())}, {"vintage", desk.world().vintage()}});
    document.dated = iso(desk.world().published_on());
    document.words = desk.words().under("frame.");
    return document;
}

Bulletin finished(Desk& desk, Document document) {
    tell_overlaps(desk, document);
    document.provenance = desk.provenance();
    document.sources = desk.sources();
    document.provenance_on_paper = is_small(desk) ? render::OnPaper::run_in : render::OnPaper::table;
    Bulletin bulletin{std::move(document), {}};
    bulletin.figures = desk.asked();
    return bulletin;
}

}  // namespace

namespace {

using Writer = std::optional<Section> (*)(Desk&, const Rows&);

const std::map<std::string, Writer, std::less<>>& sections_by_id() {
    static const std::map<std::string, Writer, std::less<>> sections{
        {"resumen", [](Desk& desk, const Rows& rows) { return std::optional{summary_section(desk, rows)}; }},
        {"violencia-letal", lethal_section},
        {"robos-y-hurtos", property_section},
        {"lesiones-y-amenazas", injuries_section},
        {"violencia-familiar", family_section},
        {"convivencia", coexistence_section},
        {"seguridad-vial", road_section},
        {"concentracion", concentration_section},
        {"actividad", activity_section},
        {"que-esperar", expectation_section},
        {"calidad-y-cambios",
         [](Desk& desk, const Rows& rows) { return std::optional{quality_section(desk, rows)}; }},
        {"definiciones",
         [](Desk& desk, const Rows& rows) { return std::optional{definitions_section(desk, rows)}; }}};
    return sections;
}

// The sections that bulletins/mensual/bulletin.toml gives to bulletins of this size, in its order.
std::vector<Writer> writers(const Desk& desk) {
    intake::TomlTable file =
        intake::read_toml(desk.catalogue().share.data / "bulletins" / "mensual" / "bulletin.toml");
    file.text("id");
    std::vector<Writer> found;
    for (auto& section : file.tables("sections")) {
        const std::string id = section.text("id");
        const auto writer = sections_by_id().find(id);
        if (writer == sections_by_id().end())
            section.refuse("id", message("expected the id of a section, found \"{}\"", id));
        const auto levels = section.texts("levels");
        if (std::find(levels.begin(), levels.end(), is_small(desk) ? "small" : "city") != levels.end())
            found.push_back(writer->second);
        section.done();
    }
    file.done();
    return found;
}

}  // namespace

Bulletin monthly_bulletin(Worlds& worlds, const BulletinRequest& request) {
    Desk desk{worlds, request};
    const Rows rows = compare_indicators(desk);
    Document document = frame(desk, rows);
    for (const Writer& write : writers(desk)) {
        auto section = write(desk, rows);
        if (section && !section->blocks.empty()) document.sections.push_back(std::move(*section));
    }
    if (desk.catalogue().city.simulated) {
        document.sections.front().blocks.insert(
            document.sections.front().blocks.begin(),
            desk.sentence(render::Paragraph::Kind::note, "note.simulated"));
    }
    return finished(desk, std::move(document));
}

}  // namespace atalaya::service
