// Every sentence that quotes a sum over cells without a number, or over months that nobody sent, says that it is the least
// there was.
#include "service/bulletin/at_least.hpp"

#include "core/text.hpp"
#include "service/bulletin/mensual.hpp"
#include "service/document.hpp"
#include "service/page.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

constexpr const char* kinds[] = {"Homicidio", "Femicidio", "Siniestro", "Robo", "Ruidos"};

// Three zones, every kind every month, but for what `told` leaves out or writes otherwise.
template <class Told>
std::unique_ptr<Town> town_of(const WrittenCity& written, const Told& told) {
    written.city(R"("zonas", "hojas")", WrittenCity::layer(2, "zona"));
    written.source("zonas", "areas", "geojson",
                   "[shape]\nlayer = \"zona\"\ncode = \"cod\"\nname = \"cod\"\ndrawn = false\n");
    written.source("hojas", "tallies", "csv",
                   "missing = [\"S/D\"]\n[time]\nbasis = \"fact\"\nmonth = { column = \"mes\", format = "
                   "\"YYYYMM\" }\n[category]\ncolumns = [\"tipo\"]\n[count]\ncolumn = \"n\"\n"
                   "[area.zona]\ncolumn = \"zona\"\n");
    written.codes("hojas",
                  "homicidio,Homicidio,,Homicidio,Homicídio,Homicide,0101,exact,homicidio_doloso,\n"
                  "femicidio,Femicidio,,Femicidio,Feminicídio,Femicide,0101,inside,femicidio,\n"
                  "siniestro,Siniestro,,Siniestro,Sinistro,Crash,010321,exact,muerte_vial,\n"
                  "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n"
                  "ruidos,Ruidos,,Ruidos,Ruídos,Noise,,,convivencia,\n");
    std::string rows = "mes,zona,tipo,n\n", shapes;
    for (int i = 0; i < 36; ++i) {
        const std::string month =
            std::to_string(2018 + i / 12) + "-" + std::to_string(i % 12 + 101).substr(1);
        for (const std::string zone : {"1", "2", "10"})
            for (const char* kind : kinds)
                if (const std::string cell = told(month, zone); !cell.empty())
                    rows.append(month).append(",").append(zone).append(",").append(kind).append(",").append(
                        cell) += "\n";
    }
    for (const char* zone : {"1", "2", "10"})
        shapes += (shapes.empty() ? "" : ",") + (R"({"type":"Feature","properties":{"cod":")" +
                                                 std::string{zone} + R"("},"geometry":null})");
    auto town = std::make_unique<Town>("planilla", written.share());
    town->deliveries = {
        {written.file("zonas.geojson", R"({"type":"FeatureCollection","features":[)" + shapes + "]}")},
        {written.file("hojas.csv", rows)}};
    town->publish_all();
    return town;
}

std::vector<const render::Text*> sentences(const render::Document& document) {
    std::vector<const render::Text*> texts;
    for (const auto& section : document.sections) {
        for (const auto& block : section.blocks) {
            if (const auto* said = std::get_if<render::Paragraph>(&block)) texts.push_back(&said->text);
            if (const auto* strip = std::get_if<render::KpiStrip>(&block))
                for (const auto& kpi : strip->items) texts.push_back(&kpi.below);
        }
    }
    return texts;
}

struct Quoted {
    int with = 0, without = 0, first = 0;
    std::string worst;
};

// The counts of partial figures among the numbers of a bulletin's prose.
Quoted quoted(const Bulletin& bulletin, std::string_view words, std::string_view words_first) {
    Quoted found;
    for (const auto* text : sentences(bulletin.document)) {
        std::string before;
        for (const auto& run : *text) {
            const auto figure = std::find_if(
                bulletin.figures.begin(), bulletin.figures.end(),
                [&](const Figure& one) { return !run.figure.empty() && figure_id(one.spec) == run.figure; });
            if (figure != bulletin.figures.end() && figure->spec.measure == "count" && figure->value &&
                Desk::partial(*figure)) {
                const bool first = before == std::string{words_first} + " ";
                found.first += first;
                const bool said = first || before.ends_with(std::string{words} + " ");
                ++(said ? found.with : found.without);
                if (!said) found.worst = render::plain(*text);
            }
            before += run.text;
        }
    }
    return found;
}

void expect_all(Town& town, int at_least, int at_least_first) {
    for (const auto& [language, words, first] : {std::tuple{"es", "al menos", "Al menos"},
                                                 {"pt", "pelo menos", "Pelo menos"},
                                                 {"en", "at least", "At least"}}) {
        const BulletinRequest asked{.month = parse_month("2020-12").value(), .language = language};
        const auto monthly = quoted(monthly_bulletin(*town.worlds, asked), words, first);
        EXPECT_EQ(monthly.without, 0) << language << ": " << monthly.worst;
        EXPECT_GE(monthly.with, at_least) << language;
        EXPECT_GE(monthly.first, at_least_first) << language;
        BulletinRequest sheet = asked;
        sheet.bulletin = "ficha";
        const auto page = quoted(ficha(*town.worlds, sheet), words, first);
        EXPECT_EQ(page.without, 0) << language << ": " << page.worst;
    }
}

}  // namespace

TEST(AtLeast, IsSaidOfSumsOverCellsWithoutANumber) {
    const WrittenCity written{"planilla"};
    const auto town = town_of(written, [](const std::string& month, const std::string& zone) {
        if ((month == "2020-12" && zone == "2") || (month == "2019-12" && zone == "1")) return "S/D";
        return "9";
    });
    expect_all(*town, 8, 3);
}

// The month itself is whole; what the year and the twelve months add up is not.
TEST(AtLeast, IsSaidOfSumsOverMonthsThatNobodySent) {
    const WrittenCity written{"planilla"};
    const auto town = town_of(written, [](const std::string& month, const std::string&) {
        return month == "2020-05" || month == "2019-07" ? "" : "9";
    });
    expect_all(*town, 4, 1);
}

TEST(AtLeast, IsNotSaidOfWhatIsWhole) {
    const WrittenCity written{"planilla"};
    const auto town = town_of(written, [](const std::string&, const std::string&) { return "9"; });
    for (const auto& [language, words] :
         {std::pair{"es", "al menos "}, {"pt", "pelo menos "}, {"en", "at least "}}) {
        const auto bulletin =
            monthly_bulletin(*town->worlds, {.month = parse_month("2020-12").value(), .language = language});
        for (const auto* text : sentences(bulletin.document))
            EXPECT_EQ(folded(render::plain(*text)).find(std::string{words} + "9"), std::string::npos);
    }
}

}  // namespace atalaya::service
