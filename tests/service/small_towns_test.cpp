// A town of 20,000, and one that knows no more than totals by police section: both have a
// complete bulletin, with no percentage on a small base, no empty block and no invented place.
#include <cctype>
#include <cmath>
#include <nlohmann/json.hpp>

#include "service/page.hpp"
#include "service/support.hpp"

namespace atalaya::service {
namespace {

std::string page_of(Town& town, const BulletinRequest& request) {
    NoProgress quiet;
    Folder out;
    return bytes_of(issue(*town.store, town.catalogue, {request}, {Form::html}, out.path(), quiet,
                          *parse_day("2025-01-10"))
                        .at(0)
                        .files.at(0));
}

// The parts of the page from `open` to `close`, tags included.
std::vector<std::string> parts(const std::string& html, const std::string& open, const std::string& close) {
    std::vector<std::string> found;
    for (std::size_t at = html.find(open); at != std::string::npos; at = html.find(open, at + 1))
        found.push_back(html.substr(at, html.find(close, at) - at));
    return found;
}

// What is left without tags and runs of blanks.
std::string words_of(const std::string& html) {
    std::string text;
    bool in_tag = false;
    for (const char c : html) {
        if (c == '<' || c == '>') {
            in_tag = c == '<';
        } else if (!in_tag &&
                   !(std::isspace(static_cast<unsigned char>(c)) && (text.empty() || text.back() == ' '))) {
            text += std::isspace(static_cast<unsigned char>(c)) ? ' ' : c;
        }
    }
    return text;
}

void hold_no_empty_block(const std::string& html) {
    const auto sections = parts(html, "<section", "</section>");
    EXPECT_GE(sections.size(), 5u);
    for (const auto& section : sections) {
        const auto after_title = section.find("</h2>");
        ASSERT_NE(after_title, std::string::npos) << section.substr(0, 200);
        EXPECT_GT(words_of(section.substr(after_title)).size(), 20u) << section.substr(0, 200);
    }
    for (const auto& body : parts(html, "<tbody", "</tbody>")) {
        EXPECT_NE(body.find("<td"), std::string::npos) << body.substr(0, 300);
        std::string said;
        for (const auto& cell : parts(body, "<td", "</td>")) said += words_of(cell);
        EXPECT_NE(said.find_first_not_of(' '), std::string::npos) << body.substr(0, 300);
    }
    for (const auto& drawing : parts(html, "<svg", "</svg>")) {
        const bool drawn =
            drawing.find("<path") != std::string::npos || drawing.find("<rect") != std::string::npos ||
            drawing.find("<circle") != std::string::npos || drawing.find("<line") != std::string::npos;
        EXPECT_TRUE(drawn) << drawing.substr(0, 300);
    }
    for (const auto& figure : parts(html, "<figure", "</figure>")) {
        EXPECT_TRUE(figure.find("<svg") != std::string::npos || figure.find("<table") != std::string::npos)
            << figure.substr(0, 300);
    }
    EXPECT_EQ(html.find("NaN"), std::string::npos);
    EXPECT_EQ(html.find(">nan"), std::string::npos);
}

// Of all the changes that the page rests on: a percentage only on a base of 20 or more.
void hold_no_percentage_on_a_small_base(Town& town) {
    int given = 0, refused = 0;
    for (const auto& kept : town.store->records().figures(town.catalogue.city.id)) {
        const auto value = nlohmann::json::parse(kept.value);
        if (value.at("spec").at("measure") != "change") continue;
        const double base = value.value("denominator", 0.0);
        if (value.at("value").is_null()) {
            ++refused;
        } else {
            ++given;
            EXPECT_GE(base, 20) << kept.value;
        }
    }
    EXPECT_GT(refused, 5);
    EXPECT_GT(given + refused, 10);
}

// Nor does any cell of the page say a percentage of change beside a base below 20.
void hold_cells(const std::string& html) {
    int bases = 0;
    for (const auto& block : PageReader{html}.read().blocks) {
        if (!block.is_cell() || block.column.find("Cambio") == std::string::npos ||
            block.text().find("base < 20") == std::string::npos)
            continue;
        EXPECT_EQ(block.text().find('%'), std::string::npos) << block.row << ": " << block.text();
        ++bases;
    }
    EXPECT_GT(bases, 3);
}

TEST(SmallTown, OfTwentyThousandHasACompleteBulletin) {
    Town& town = simulated("puerto-calmo");
    const std::string html = page_of(town, {.month = *parse_month("2024-12")});
    hold_no_empty_block(html);
    hold_no_percentage_on_a_small_base(town);
    hold_cells(html);
    // Twelve months as a count too, and what each indicator counts.
    bool counted = false, defined = false;
    for (const auto& block : PageReader{html}.read().blocks) {
        if (block.table.starts_with("T1 ") && block.row.starts_with("Hurto") && block.column == "Casos")
            counted =
                block.text() ==
                std::to_string(std::llround(town.figure("hurto", "count", "ciudad", "2024").value.value()));
        defined = defined || block.table.starts_with("T12 ");
    }
    EXPECT_TRUE(counted);
    EXPECT_TRUE(defined);
    EXPECT_EQ(town.figure("", "residents", "ciudad", "2024-12").value.value_or(0) > 15'000, true);
}

// The program's data with one more city: the simulated chief sends its monthly totals by police
// section, and the outlines of the sections; nobody sends a row, a point or a population.
Share share_with_totals(const fs::path& folder) {
    Share share = find_share();
    const fs::path data = share.data;
    fs::create_directories(folder);
    for (const auto* part : {"indicators", "bulletins", "i18n", "taxonomy"})
        fs::create_directory_symlink(data / part, folder / part);
    fs::create_directories(folder / "sources");
    fs::copy(data / "sources/marejada-calmo-secciones", folder / "sources/totales-seccion",
             fs::copy_options::recursive);
    std::string descriptor = bytes_of(folder / "sources/totales-seccion/source.toml");
    descriptor.replace(descriptor.find("marejada-calmo-secciones"), 24, "totales-seccion");
    std::ofstream{folder / "sources/totales-seccion/source.toml"} << descriptor;
    std::ofstream{folder / "sources/totales-seccion/codes.csv"}
        << "code,label_1,label_2,es,pt,en,iccs,fit,indicators,note\n"
           "homicidio,Homicidio,,Homicidios,Homicídios,Homicides,0101,exact,homicidio_doloso,\n"
           "lesiones,Lesiones,,Lesiones,Lesões,Injuries,02011,inside,lesion_dolosa,\n"
           "amenazas,Amenazas,,Amenazas,Ameaças,Threats,02012,exact,amenaza,\n"
           "robo,Robo,,Robos,Roubos,Robberies,0401,inside,robo|concentracion,\n"
           "hurto,Hurto,,Hurtos,Furtos,Thefts,0502,inside,hurto,\n"
           "vivienda,Robo en vivienda,,Robos en vivienda,Roubos e furtos a "
           "residência,Burglaries,05012,inside,vivienda,\n"
           "estafa,Estafa,,Estafas,Estelionatos,Frauds,0701,inside,,\n"
           "danos,Daños,,Daños,Danos,Property damage,0504,exact,,\n"
           "otros,Otros,,Otros hechos,Outros fatos,Other,,,,\n";
    fs::create_directories(folder / "cities/puerto-totales");
    std::ofstream{folder / "cities/puerto-totales/city.toml"} << R"(id = "puerto-totales"
name = "Puerto Calmo por secciones"
short_name = "Puerto Calmo"
country = "AR"
region = "es-AR"
zone = "America/Argentina/Buenos_Aires"
simulated = true
sources = ["marejada-calmo-limites-secciones", "totales-seccion"]

[[layers]]
slot = 4
id = "seccion"
name = { es = "Sección policial", pt = "Seção policial", en = "Police section" }
plural = { es = "secciones policiales", pt = "seções policiais", en = "police sections" }
)";
    fs::copy(data / "sources/marejada-calmo-limites-secciones",
             folder / "sources/marejada-calmo-limites-secciones", fs::copy_options::recursive);
    share.data = folder;
    return share;
}

class OnlyTotals : public testing::Test {
  protected:
    Town& town() {
        auto& kept = towns()["puerto-totales"];
        if (kept) return *kept;
        auto& files = towns()["puerto-totales-share"];  // keeps the folder of the catalogue
        files = std::make_unique<Town>("puerto-calmo");
        const auto deliveries = simulate::simulate({.city = "puerto-calmo"}, files->files).deliveries;
        kept = std::make_unique<Town>("puerto-totales", share_with_totals(files->folder.path() / "share"));
        kept->deliveries.push_back({files->files / "limites/secciones.geojson"});
        for (const auto& together : deliveries) {
            for (const auto& file : together) {
                if (file.starts_with("secciones/")) kept->deliveries.push_back({files->files / file});
            }
        }
        kept->publish_all();
        return *kept;
    }
};

TEST_F(OnlyTotals, CountsAreTheSumsOfTheLastTotalsSent) {
    std::map<std::array<std::string, 3>, std::int64_t> cells;  // month, section, kind
    for (const auto& together : town().deliveries) {
        if (together.at(0).extension() != ".csv") continue;
        const auto rows = raw_rows(bytes_of(together.at(0)), ';');
        std::map<std::string, bool> months;
        for (auto row : rows) months[row["mes"]] = true;
        std::erase_if(cells, [&](const auto& cell) { return months.contains(cell.first[0]); });
        for (auto row : rows) cells[{row["mes"], row["seccion"], row["tipo"]}] += std::stoll(row["cantidad"]);
    }
    ASSERT_GT(cells.size(), 100u);
    for (const auto& [indicator, kind] :
         {std::pair{"robo", "Robo"}, {"hurto", "Hurto"}, {"vivienda", "Robo en vivienda"}}) {
        for (const auto* month : {"2020-01", "2022-06", "2024-11", "2024-12"}) {
            std::int64_t city = 0, first = 0;
            for (const auto& [cell, n] : cells) {
                if (cell[0] != month || cell[2] != kind) continue;
                city += n;
                if (cell[1] == "Sección 1" || cell[1] == "1") first += n;
            }
            EXPECT_EQ(town().figure(indicator, "count", "ciudad", month).value, city)
                << indicator << " " << month;
            bool named = false;
            for (const auto* section : town().worlds->at(town().newest()).layer("seccion")) {
                if (section->territory.code.find('1') == std::string::npos) continue;
                EXPECT_EQ(town().figure(indicator, "count", section->territory.text(), month).value, first)
                    << indicator << " " << month;
                named = true;
            }
            EXPECT_TRUE(named);
        }
    }
}

TEST_F(OnlyTotals, HaveACompleteBulletinWithoutMapOrPoint) {
    const auto last = town().worlds->at(town().newest()).last_month();
    ASSERT_TRUE(last);
    EXPECT_EQ(iso(*last), "2024-12");
    EXPECT_EQ(town().newest(), "2025-01-05.1");
    const std::string html = page_of(town(), {.month = *last});
    hold_no_empty_block(html);
    hold_no_percentage_on_a_small_base(town());
    hold_cells(html);
    EXPECT_EQ(html.find("id=\"M1\""), std::string::npos);
    EXPECT_EQ(html.find("id=\"M3\""), std::string::npos);
    EXPECT_EQ(town().figure("concentracion", "hot", "ciudad", "2024", "", "", "level=95").series.size(), 0u);
    EXPECT_EQ(
        store::live_positions(town().store->analytics(), {"puerto-totales", 25}, store::all_time).size(), 0u);
    EXPECT_NE(html.find("Hurto"), std::string::npos);
    EXPECT_EQ(town().figure("robo", "rate", "ciudad", "2024").reason, "no_exposure");
    bool no_rate = false;
    for (const auto& block : PageReader{html}.read().blocks)
        no_rate = no_rate || (block.table.starts_with("T1 ") && block.row.starts_with("Robo") &&
                              block.text() == "sin dato");
    EXPECT_TRUE(no_rate) << "a rate without residents is no 0";
    EXPECT_EQ(town().figure("robo", "hours", "ciudad", "2024").reason, "no_data");
}

// Without the outlines too: the sections' names lead nowhere, and the city's totals stand. And without homicides among
// the totals: no section and no number of theirs, but one sentence.
TEST_F(OnlyTotals, OfAPlaceWithoutAnyOutlineOrHomicideHaveABulletin) {
    Folder folder;
    const Share share = share_with_totals(folder.path() / "share");
    const fs::path city = folder.path() / "share/cities/puerto-totales/city.toml";
    std::string text = bytes_of(city);
    const std::string outlines = "\"marejada-calmo-limites-secciones\", ";
    text.erase(text.find(outlines), outlines.size());
    std::ofstream{city} << text;
    const fs::path list = folder.path() / "share/sources/totales-seccion/codes.csv";
    std::string codes = bytes_of(list);
    codes.erase(codes.find("homicidio_doloso"), std::string_view{"homicidio_doloso"}.size());
    std::ofstream{list} << codes;
    auto& bare = towns()["puerto-sin-limites"];
    const auto& deliveries = town().deliveries;
    bare = std::make_unique<Town>("puerto-totales", share);
    bare->deliveries.assign(deliveries.begin() + 1, deliveries.end());
    bare->publish_all();
    const std::string html = page_of(*bare, {.month = *parse_month("2024-12")});
    hold_no_empty_block(html);
    EXPECT_EQ(html.find("id=\"violencia-letal\""), std::string::npos);
    const std::string uncounted = "Ninguna fuente de la ciudad cuenta";
    EXPECT_NE(html.find("sin fuente en la ciudad"), std::string::npos);
    const std::string sheet = page_of(*bare, {.bulletin = "ficha", .month = *parse_month("2024-12")});
    const auto said = sheet.find(uncounted);
    ASSERT_NE(said, std::string::npos);
    EXPECT_NE(sheet.substr(said, 200).find("omicidio"), std::string::npos);
    EXPECT_EQ(bare->figure("robo", "count", "ciudad", "2024-12").value,
              town().figure("robo", "count", "ciudad", "2024-12").value);
    towns().erase("puerto-sin-limites");  // before its folder goes
}

}  // namespace
}  // namespace atalaya::service
