// Public files of Brazil, Colombia, Argentina, Uruguay and the United States, where they are beside the
// repository: what is read, what is refused and the totals that their publishers' pages give.
#include <algorithm>
#include <map>
#include <set>

#include "source_folder.hpp"
#include "support.hpp"

namespace atalaya::intake {
namespace {

const fs::path data = source_folder() / "../shared/data";

#define NEEDS(folder)                 \
    if (!fs::exists(data / (folder))) \
    GTEST_SKIP() << "no folder shared/data/" << (folder) << " beside the repository"

// A city with the areas of one file of limits, or with none.
struct Place {
    explicit Place(const std::string& id, const std::string& limits_source = "", const std::string& file = "")
        : city{read_city(source_folder() / "cities" / id)},
          sources{read_sources(source_folder() / "sources", city.sources)},
          gazetteer{city, {}} {
        if (limits_source.empty()) return;
        const Areas areas[] = {read(limits_source, file).areas};
        gazetteer = Gazetteer{city, areas};
    }

    Batch read(std::string_view id, const std::string& file) const {
        const auto found =
            std::find_if(sources.begin(), sources.end(), [&](const Source& s) { return s.id == id; });
        if (found == sources.end()) throw std::logic_error{"no source " + std::string{id}};
        NoProgress quiet;
        return read_delivery(*found, city, gazetteer, data / file, quiet);
    }

    City city;
    std::vector<Source> sources;
    Gazetteer gazetteer;
};

// Sums by indicator, of tallies: in a month ("2017-03"), or in all of them ("").
std::map<std::string, std::int64_t> by_indicator(const Place& place, const Batch& batch,
                                                 std::string_view month) {
    std::map<std::string, std::vector<std::string>> counts_in;
    for (const auto& source : place.sources) {
        for (const auto& label : source.labels) counts_in[source.id + ":" + label.code] = label.indicators;
    }
    std::map<std::string, std::int64_t> sums;
    const Tallies& t = batch.tallies;
    for (std::size_t i = 0; i < t.size(); ++i) {
        if (!month.empty() && iso(day_at(t.month.since_epoch[i])).substr(0, 7) != month) continue;
        for (const auto& indicator : counts_in.at(std::string{t.category[i]})) sums[indicator] += t.count[i];
    }
    return sums;
}

std::int64_t of_category(const Batch& batch, std::string_view category) {
    std::int64_t sum = 0;
    const Tallies& t = batch.tallies;
    for (std::size_t i = 0; i < t.size(); ++i) {
        if (t.category[i] == category) sum += t.count[i];
    }
    return sum;
}

std::int64_t total(const Batch& batch) {
    std::int64_t sum = 0;
    for (const auto count : batch.tallies.count) sum += count;
    return sum;
}

std::int64_t units(const Batch& batch) {
    std::int64_t sum = 0;
    for (const auto count : batch.incidents.units) sum += count;
    return sum;
}

int in_month(const Batch& batch, std::string_view month) {
    const auto& days = batch.incidents.day.since_epoch;
    return static_cast<int>(std::count_if(
        days.begin(), days.end(), [&](std::int32_t day) { return iso(day_at(day)).substr(0, 7) == month; }));
}

int with_code(const Batch& batch, std::string_view code) {
    int rows = 0;
    for (std::size_t i = 0; i < batch.incidents.size(); ++i) rows += batch.incidents.offence[i] == code;
    return rows;
}

TEST(RealFilesRioDeJaneiro, RobberiesAndTheftsAddUpToTheTotalsOnce) {
    NEEDS("brasil_rj");
    const Place rio{"rio-de-janeiro"};
    const Batch batch = rio.read("rio-cisp-titulos", "brasil_rj/BaseDPEvolucaoMensalCisp.csv.gz");
    EXPECT_EQ(batch.read, 23'323 * 37 - 19 - 2 * 17'389) << "a cell is a row, and blank cells are none";
    EXPECT_EQ(batch.accepted, batch.read);
    const auto all = by_indicator(rio, batch, "");
    EXPECT_EQ(all.at("robo"), 1'988'403) << "total_roubos";
    EXPECT_EQ(all.at("hurto") + of_category(batch, "rio-cisp-titulos:hurto-vehiculo"), 2'326'948)
        << "total_furtos";
    const auto march = by_indicator(rio, batch, "2017-03");
    EXPECT_EQ(march.at("robo"), 19'493);
    EXPECT_EQ(march.at("vehiculo"), 5'002 + 1'428);
    EXPECT_EQ(march.at("homicidio_doloso"), 498 + 28 + 6);
    EXPECT_EQ(finding_of(batch, "months_missing"), nullptr);
}

TEST(RealFilesRioDeJaneiro, TheStateSeriesCountsInNothing) {
    NEEDS("brasil_rj");
    const Place rio{"rio-de-janeiro"};
    const Batch batch = rio.read("rio-estado-titulos", "brasil_rj/DOMensalEstadoDesde1991.csv.gz");
    EXPECT_EQ(batch.rejected, 0);
    EXPECT_EQ(iso(day_at(batch.tallies.month.since_epoch.front())), "1991-01-01");
    EXPECT_EQ(iso(day_at(batch.tallies.month.since_epoch.back())), "2017-04-01");
    EXPECT_TRUE(by_indicator(rio, batch, "").empty());
}

TEST(RealFilesCali, DaysAddUpToMonths) {
    NEEDS("colombia/cali");
    const Place cali{"cali"};
    const Batch batch = cali.read("cali-hurto-personas", "colombia/cali/hurto_personas_cali_diario.csv.gz");
    EXPECT_EQ(batch.read, 7'582);
    EXPECT_EQ(batch.rejected, 0);
    EXPECT_EQ(total(batch), 243'720);
    EXPECT_EQ(by_indicator(cali, batch, "2016-03").at("hurto"), 847);
}

TEST(RealFilesMedellin, EveryTheftIsRead) {
    NEEDS("colombia/medellin");
    const Place medellin{"medellin"};
    const Batch batch = medellin.read("medellin-hurto-transporte",
                                      "colombia/medellin/hurto_transporte_publico_2004_2021.csv.gz");
    EXPECT_EQ(batch.read, 19'668);
    EXPECT_EQ(batch.accepted, 19'668);
    EXPECT_EQ(in_month(batch, "2019-03"), 377);
    EXPECT_EQ(with_code(batch, "medellin-hurto-transporte:cosquilleo"), 9'357);
    EXPECT_EQ(with_code(batch, "medellin-hurto-transporte:atraco"), 7'239);
}

TEST(RealFilesBogota, LocalidadesAndThefts) {
    NEEDS("colombia/bogota");
    const Place bogota{"bogota", "bogota-limites-localidades", "colombia/bogota/localidades.geojson.gz"};
    EXPECT_EQ(bogota.gazetteer.size(2), 20);
    const auto at_the_main_square = bogota.gazetteer.by_point({-74.0761, 4.5981})[2];
    ASSERT_NE(at_the_main_square, Gazetteer::unknown) << "EPSG:4686";
    EXPECT_EQ(bogota.gazetteer.name(2, at_the_main_square), "La Candelaria");
    std::int64_t rows = 0, all = 0;
    for (const char* part : {"2014", "2015", "2016", "2017_parte_1", "2017_parte_2"}) {
        const Batch batch =
            bogota.read("policia-co-hurto-bogota",
                        std::string{"colombia/policia_hurto_personas/hurto-personas-"} + part + ".csv.gz");
        EXPECT_EQ(batch.rejected, 0);
        rows += batch.read;
        all += batch.read + found(batch, "rows_elsewhere");
    }
    EXPECT_EQ(rows, 170'090);
    EXPECT_EQ(all, 550'834);
}

TEST(RealFilesBarranquilla, ItsRowsOfTheNationalTable) {
    NEEDS("colombia/policia_hurto_personas");
    const Place city{"barranquilla", "barranquilla-limites-barrios",
                     "colombia/barranquilla/barrios_epsg3116.geojson.gz"};
    ASSERT_EQ(city.gazetteer.size(1), 315);
    const std::string table = "colombia/policia_hurto_personas/hurto-personas-";
    std::int64_t rows = 0, elsewhere = 0, victims = 0, placed = 0;
    int march = 0;
    for (const char* part : {"2014", "2015", "2016", "2017_parte_1"}) {
        const Batch batch = city.read("policia-co-hurto-barranquilla", table + part + ".csv.gz");
        EXPECT_EQ(batch.rejected, 0);
        rows += batch.read;
        elsewhere += found(batch, "rows_elsewhere");
        victims += units(batch);
        march += in_month(batch, "2016-03");
        for (std::size_t i = 0; i < batch.incidents.size(); ++i)
            placed += !batch.incidents.area[1][i].empty();
    }
    EXPECT_EQ(rows, 21'493);
    EXPECT_EQ(rows + elsewhere, 550'834 - 124'547);
    EXPECT_EQ(victims, 21'493 + 47 + 2 * 2 + 3 * 2);
    EXPECT_EQ(march, 406);
    EXPECT_GT(placed * 100, rows * 95) << "19 of 20 rows say a barrio of the city";

    // The last file has the rest of the country's 2017, and not one row of the city.
    const Batch last = city.read("policia-co-hurto-barranquilla", table + "2017_parte_2.csv.gz");
    EXPECT_EQ(last.read, 0);
    EXPECT_EQ(found(last, "rows_elsewhere"), 124'547);
}

// Metres became degrees: the barrios are where Barranquilla is.
TEST(RealFilesBarranquilla, BarriosAreWhereTheCityIs) {
    NEEDS("colombia/barranquilla");
    const Place city{"barranquilla", "barranquilla-limites-barrios",
                     "colombia/barranquilla/barrios_epsg3116.geojson.gz"};
    const auto at_the_cathedral = city.gazetteer.by_point({-74.7869, 10.9878})[1];
    ASSERT_NE(at_the_cathedral, Gazetteer::unknown);
}

TEST(RealFilesLinea144, CallsOfThreeYears) {
    NEEDS("argentina/linea144");
    const Place line{"argentina-linea-144"};
    const std::map<std::string, std::array<std::int64_t, 3>> published{
        {"2020", {29'706, 455, 2'550}}, {"2021", {25'301, 365, 2'304}}, {"2022", {24'558, 320, 2'429}}};
    for (const auto& [year, known] : published) {
        const Batch batch = line.read("linea144", "argentina/linea144/linea144-" + year + ".csv.gz");
        EXPECT_EQ(batch.read, known[0]) << year;
        EXPECT_EQ(batch.accepted, known[0]) << year;
        EXPECT_EQ(found(batch, "same_but_key"), known[1]) << year;
        EXPECT_EQ(in_month(batch, year + "-03"), known[2]) << year;
        EXPECT_EQ(batch.basis, "report");
    }
}

TEST(RealFilesMontevideo, BarriosInLatin1) {
    NEEDS("montevideo");
    const Place city{"montevideo", "montevideo-limites-barrios", "montevideo/barrios.geojson"};
    EXPECT_EQ(city.gazetteer.size(1), 63);
    EXPECT_NE(city.gazetteer.by_text(1, "Villa Muñoz Retiro"), Gazetteer::unknown);
}

TEST(RealFilesChicago, TheNineMonths) {
    NEEDS("referencia/chicago");
    const Place chicago{"chicago"};
    const Batch batch = chicago.read("chicago-delitos", "referencia/chicago/crimes_2022_ene_sep.csv.gz");
    EXPECT_EQ(batch.read, 173'046);
    EXPECT_EQ(batch.accepted, 173'046);
    EXPECT_EQ(found(batch, "same_but_key"), 366);
    EXPECT_EQ(with_code(batch, "chicago-delitos:robo"), 6'279);
    EXPECT_EQ(with_code(batch, "chicago-delitos:homicidio"), 534);
}

TEST(RealFilesNewYork, VehiclesAtTheirSingleInstant) {
    NEEDS("referencia/nueva_york");
    const Place city{"nueva-york"};
    const Batch batch = city.read("nueva-york-vehiculos", "referencia/nueva_york/robo_de_vehiculos.csv.gz");
    EXPECT_EQ(batch.read, 35'746);
    EXPECT_EQ(batch.accepted, 35'746);
    EXPECT_EQ(in_month(batch, "2016-03"), 596);
}

TEST(RealFilesPortland, FeetBecomeDegrees) {
    NEEDS("referencia/portland/nij_2012_2017");
    const Place city{"portland"};
    const std::string folder = "referencia/portland/nij_2012_2017/";
    const Batch burglary =
        city.read("portland-robo-vivienda", folder + "robo_a_vivienda_burglary_hasta_2017_02_28.csv");
    const Batch vehicles =
        city.read("portland-robo-vehiculo", folder + "robo_de_vehiculo_mvt_hasta_2017_02_28.csv");
    EXPECT_EQ(burglary.accepted, 5'096);
    EXPECT_EQ(vehicles.accepted, 9'037);
    EXPECT_EQ(in_month(burglary, "2016-03"), 68);
    EXPECT_EQ(in_month(vehicles, "2016-03"), 192);
    EXPECT_EQ(found(burglary, "position_outside"), 0);
    EXPECT_EQ(found(vehicles, "position_outside"), 0);
}

// A shapefile and, beside it in the zip, a workbook with the same rows.
TEST(RealFilesPortland, AMonthOfCallsOfEveryKind) {
    NEEDS("referencia/portland/080116_083116_Data.zip");
    const Place city{"portland"};
    const Batch august = city.read("portland-llamadas", "referencia/portland/080116_083116_Data.zip");
    EXPECT_EQ(august.read, 19'376);
    EXPECT_EQ(august.accepted, 19'375);
    EXPECT_EQ(in_month(august, "2016-08"), 19'375);
    EXPECT_EQ(found(august, "position_outside"), 3);
}

TEST(RealFilesCabaResidents, TheProjectionOf2017) {
    NEEDS("caba/poblacion");
    const Place caba{"caba", "caba-limites-comunas", "caba/limites/CABA_comunas.geojson.gz"};
    const Batch batch = caba.read("caba-poblacion-comunas-2017", "caba/poblacion/gcba_pob_comunas_17.csv");
    EXPECT_EQ(batch.accepted, 15);
    std::int64_t sum = 0;
    for (const auto value : batch.exposures.value) sum += value;
    EXPECT_EQ(sum, 3'063'728);
}

// No file of these folders belongs to two sources of a city.
TEST(RealFilesPublicFiles, GoToTheirSources) {
    NEEDS("referencia");
    for (const auto& [id, folder, files] : std::vector<std::tuple<std::string, std::string, std::size_t>>{
             {"rio-de-janeiro", "brasil_rj", 3},
             {"cali", "colombia", 1},
             {"medellin", "colombia", 6},
             {"bogota", "colombia", 7},
             {"barranquilla", "colombia", 6},
             {"argentina-linea-144", "argentina", 3},
             {"chicago", "referencia", 2},
             {"nueva-york", "referencia", 2},
             {"portland", "referencia", 5},
             {"rosario", "argentina", 2},
             {"peru", "peru", 4},
             {"chile", "chile", 4},
             {"mexico", "mexico", 3}}) {
        const Place place{id};
        EXPECT_EQ(look_through(data / folder, place.sources).files.size(), files) << id;
    }
}

}  // namespace
}  // namespace atalaya::intake
