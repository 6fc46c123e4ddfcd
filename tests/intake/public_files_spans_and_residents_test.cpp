// Public files whose counts are of years or quarters, whose facts lie between two instants, or whose residents
// have to be added up, where they are beside the repository: totals as their publishers give them.
#include <algorithm>
#include <array>
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

// A city with the areas that these sources read from these files.
struct Place {
    Place(const std::string& id, const std::vector<std::pair<std::string, fs::path>>& limits)
        : city{read_city(source_folder() / "cities" / id)},
          sources{read_sources(source_folder() / "sources", city.sources)},
          gazetteer{city, {}} {
        std::vector<Areas> areas;
        for (const auto& [source, file] : limits) areas.push_back(read(source, file).areas);
        gazetteer = Gazetteer{city, areas};
    }

    Batch read(std::string_view id, const fs::path& file) const {
        const auto found =
            std::find_if(sources.begin(), sources.end(), [&](const Source& s) { return s.id == id; });
        if (found == sources.end()) throw std::logic_error{"no source " + std::string{id}};
        NoProgress quiet;
        return read_delivery(*found, city, gazetteer, file, quiet);
    }

    City city;
    std::vector<Source> sources;
    Gazetteer gazetteer;
};

fs::path own(const std::string& path) {
    return source_folder() / "sources" / path;
}

std::int64_t total(const Batch& batch, std::string_view category = "") {
    std::int64_t sum = 0;
    const Tallies& t = batch.tallies;
    for (std::size_t i = 0; i < t.size(); ++i) {
        if (category.empty() || t.category[i] == category) sum += t.count[i];
    }
    return sum;
}

// The sum of the values of a year and month (0 of the year), and of how many areas they are.
std::pair<std::int64_t, int> residents(const Batch& batch, int year, int month = 0) {
    std::pair<std::int64_t, int> sum;
    const Exposures& e = batch.exposures;
    for (std::size_t i = 0; i < e.size(); ++i) {
        if (e.year[i] != year || e.month_of(i) != month) continue;
        sum.first += e.value[i];
        ++sum.second;
    }
    return sum;
}

using Residents = std::pair<std::int64_t, int>;

TEST(RealFilesPeru, FourYearsOfReportsByDistrict) {
    NEEDS("peru");
    const Place peru{
        "peru", {{"peru-distritos-fiscales", own("peru-distritos-fiscales/distritos-fiscales.geojson")}}};
    const std::map<std::string, std::array<std::int64_t, 2>> published{{"2019", {9'363, 1'081'851}},
                                                                       {"2020", {8'583, 693'475}},
                                                                       {"2021", {12'314, 1'025'359}},
                                                                       {"2022", {9'152, 1'126'824}}};
    std::int64_t robberies = 0, homicides = 0;
    for (const auto& [year, known] : published) {
        const Batch batch = peru.read("peru-mpfn-delitos", data / ("peru/mpfn_delitos_" + year + ".csv.gz"));
        EXPECT_EQ(batch.read, known[0]) << year;
        EXPECT_EQ(batch.accepted, known[0]) << year;
        EXPECT_EQ(total(batch), known[1]) << year;
        EXPECT_EQ(found(batch, "area_not_found"), 0) << year;
        for (const auto months : batch.tallies.months) ASSERT_EQ(months, 12);
        robberies += total(batch, "peru-mpfn-delitos:robo-188") + total(batch, "peru-mpfn-delitos:robo-189") +
                     total(batch, "peru-mpfn-delitos:robo-sin-articulo");
        homicides += total(batch, "peru-mpfn-delitos:homicidio-106");
    }
    EXPECT_EQ(robberies, 229'669);
    EXPECT_EQ(homicides, 28'565);
}

const Place& mexico() {
    static const Place place{"mexico",
                             {{"mexico-entidades", own("mexico-entidades/entidades.geojson")},
                              {"mexico-municipios", data / "mexico/poblacion_municipal_2020.tsv"}}};
    return place;
}

TEST(RealFilesMexicanMunicipalities, ResidentsByMunicipalityAndByState) {
    NEEDS("mexico");
    EXPECT_EQ(mexico().gazetteer.size(1), 2'469);
    const fs::path table = data / "mexico/poblacion_municipal_2020.tsv";
    const Batch municipalities = mexico().read("mexico-poblacion-municipal", table);
    EXPECT_EQ(municipalities.accepted, 2'469);
    EXPECT_EQ(residents(municipalities, 2020), (Residents{126'014'024, 2'469}));
    const Batch states = mexico().read("mexico-poblacion-estatal", table);
    EXPECT_EQ(states.accepted, 2'469);
    EXPECT_EQ(residents(states, 2020), (Residents{126'014'024, 32}));
}

TEST(RealFilesMexicanMunicipalities, EightYearsOfViolenceAgainstWomen) {
    NEEDS("mexico");
    const Batch batch =
        mexico().read("mexico-sesnsp-mujeres", data / "mexico/sesnsp_violencia_mujeres_municipal.csv.gz");
    EXPECT_EQ(batch.read, 26'352);
    EXPECT_EQ(batch.accepted, 26'352);
    EXPECT_EQ(found(batch, "area_not_found"), 0) << "every municipality is found by its key";
    std::set<std::string> municipalities;
    for (std::size_t i = 0; i < batch.tallies.size(); ++i) {
        municipalities.insert(std::string{batch.tallies.area[1][i]});
        ASSERT_EQ(batch.tallies.months[i], 12);
    }
    EXPECT_EQ(municipalities.size(), 417u);
}

TEST(RealFilesMexicoCityQuarters, AreTheFilesAndThoseWithoutAPoint) {
    NEEDS("cdmx/carpetas");
    const Place cdmx{"cdmx",
                     {{"cdmx-limites-alcaldias", data / "cdmx/limites/alcaldias.geojson"},
                      {"cdmx-limites-colonias", data / "cdmx/limites/colonias.geojson.gz"}}};
    const Batch batch =
        cdmx.read("cdmx-conteos-trimestrales",
                  data / "cdmx/carpetas/conteos_trimestrales_colonia_delito_2019_2023.csv.gz");
    EXPECT_EQ(batch.read, 475'780);
    EXPECT_EQ(batch.accepted, 475'780);
    EXPECT_EQ(total(batch), 1'099'353 + 144);
    EXPECT_EQ(found(batch, "months_missing"), 0);
    for (const auto months : batch.tallies.months) ASSERT_EQ(months, 3);
}

TEST(RealFilesChile, TheWholeCountry) {
    NEEDS("chile");
    const Place chile{"chile", {{"chile-limites-comunas", data / "chile/limites/comunas_chile.geojson.gz"}}};
    EXPECT_EQ(chile.gazetteer.size(2), 346);
    const Batch cases = chile.read("chile-cead", data / "chile/cead/cead_mensual_comunas_2010_2024.parquet");
    EXPECT_EQ(cases.read, 1'863'000);
    EXPECT_EQ(cases.accepted, 1'863'000);
    EXPECT_EQ(found(cases, "thousands_lost"), 107);
    EXPECT_EQ(found(cases, "area_not_found"), 0);

    const Batch projected = chile.read("chile-poblacion-comunas",
                                       data / "chile/poblacion/censo_proyecciones_anio_2002_2035.csv.gz");
    EXPECT_EQ(projected.read, 11'764);
    EXPECT_EQ(projected.rejected, 34) << "Antártica, of which there are no limits";
    const Batch census =
        chile.read("chile-censo-2017", data / "chile/poblacion/censo_2017_comunas_edad_sexo.csv.gz");
    EXPECT_EQ(census.read, 14'532);
    EXPECT_EQ(census.rejected, 42) << "Antártica";
    EXPECT_EQ(residents(census, 2017), (Residents{17'574'003 - 138, 345}));
}

TEST(RealFilesRioDeJaneiroByArea, ResidentsOfEachMonth) {
    NEEDS("brasil_rj");
    const Place rio{"rio-de-janeiro", {{"rio-cisp", own("rio-cisp/cisp.geojson")}}};
    EXPECT_EQ(rio.gazetteer.size(2), 138);
    const Batch people =
        rio.read("rio-poblacion-cisp", data / "brasil_rj/PopulacaoEvolucaoMensalCisp.csv.gz");
    EXPECT_EQ(people.accepted, 22'865);
    EXPECT_EQ(people.rejected, 0);
    EXPECT_EQ(found(people, "value_rounded"), 22'281);
    const auto [sum, areas] = residents(people, 2016, 6);
    EXPECT_NEAR(static_cast<double>(sum), 16'629'367.26, 0.5 * areas)
        << "each area is rounded by half a person at most";

    const Batch titles = rio.read("rio-cisp-titulos", data / "brasil_rj/BaseDPEvolucaoMensalCisp.csv.gz");
    EXPECT_EQ(titles.rejected, 0);
    EXPECT_EQ(found(titles, "area_not_found"), 0);
    for (std::size_t i = 0; i < titles.tallies.size(); ++i) ASSERT_FALSE(titles.tallies.area[2][i].empty());
}

TEST(RealFilesBogotaUnits, ShapesInCellsAndResidents) {
    NEEDS("colombia/bogota");
    const fs::path table = data / "colombia/bogota/poblacion_upz.csv.gz";
    const Place bogota{"bogota",
                       {{"bogota-limites-localidades", data / "colombia/bogota/localidades.geojson.gz"},
                        {"bogota-upz", table}}};
    EXPECT_EQ(bogota.gazetteer.size(1), 112);
    for (std::int32_t upz = 0; upz < bogota.gazetteer.size(1); ++upz)
        EXPECT_NE(bogota.gazetteer.parent(1, upz), Gazetteer::unknown) << bogota.gazetteer.code(1, upz);
    const Batch units = bogota.read("bogota-poblacion-upz", table);
    EXPECT_EQ(units.read, 113);
    EXPECT_EQ(units.rejected, 1) << "UPZ 60, once without residents";
    EXPECT_EQ(residents(units, 2009), (Residents{7'243'201, 112}));
    EXPECT_EQ(residents(bogota.read("bogota-poblacion-localidades", table), 2009),
              (Residents{7'243'201, 19}));
}

TEST(RealFilesNewYorkIntervals, AreKeptAndSayWhatIsKnown) {
    NEEDS("referencia/nueva_york");
    const Place city{"nueva-york", {}};
    const Batch batch =
        city.read("nueva-york-vehiculos", data / "referencia/nueva_york/robo_de_vehiculos.csv.gz");
    ASSERT_EQ(batch.accepted, 35'746);
    std::int64_t intervals = 0, hours = 0;
    for (std::size_t row = 0; row < batch.incidents.size(); ++row) {
        intervals += batch.incidents.has_interval(row);
        hours += batch.incidents.hour[row] >= 0;
    }
    EXPECT_EQ(intervals, 32'894);
    EXPECT_EQ(found(batch, "interval_missing"), 2'852);
    EXPECT_EQ(found(batch, "interval_months"), 2'861);
    EXPECT_EQ(hours + found(batch, "hour_unknown"), 35'746);
}

TEST(RealFilesRosario, EventsOfAJsonList) {
    NEEDS("argentina/rosario");
    const Place rosario{"rosario", {{"rosario-limites-barrios", data / "argentina/rosario/barrios.geojson"}}};
    const Batch batch = rosario.read("rosario-ucdp", data / "argentina/rosario/ucdp_eventos.json.gz");
    EXPECT_EQ(batch.read, 411);
    EXPECT_EQ(batch.accepted, 411);
    const auto& known = batch.incidents.known;
    EXPECT_EQ(std::count(known.begin(), known.end(), static_cast<std::int8_t>(TimeKnown::month)), 5);
}

TEST(RealFilesUsHomicides, OfTheTwoCities) {
    NEEDS("referencia/eeuu_homicidios");
    const fs::path table = data / "referencia/eeuu_homicidios/homicides15.csv.gz";
    for (const auto& [city, source, rows] : {std::tuple{"chicago", "eeuu-homicidios-chicago", 499},
                                             std::tuple{"nueva-york", "eeuu-homicidios-nueva-york", 345}}) {
        const Batch batch = Place{city, {}}.read(source, table);
        EXPECT_EQ(batch.read, rows) << city;
        EXPECT_EQ(batch.accepted, rows) << city;
        EXPECT_EQ(found(batch, "rows_elsewhere"), 1'922 - rows) << city;
    }
}

TEST(RealFilesPortlandDistricts, PlaceTheCalls) {
    NEEDS("referencia/portland");
    const Place city{
        "portland",
        {{"portland-limites-distritos", data / "referencia/portland/portland-police-districts.zip"}}};
    const Batch burglary =
        city.read("portland-robo-vivienda",
                  data / "referencia/portland/nij_2012_2017/robo_a_vivienda_burglary_hasta_2017_02_28.csv");
    EXPECT_EQ(burglary.accepted, 5'096);
    EXPECT_LT(found(burglary, "position_nowhere") * 100, burglary.accepted)
        << "99 of 100 are within a district";
}

TEST(RealFilesCabaPersons, VictimsOfCrashesAreCounted) {
    NEEDS("caba/vialidad");
    const Place caba{"caba", {{"caba-limites-comunas", data / "caba/limites/CABA_comunas.geojson.gz"}}};
    const Batch killed = caba.read("caba-victimas-fatales", data / "caba/vialidad/Victimas.xlsx");
    EXPECT_EQ(killed.accepted, 717);
    EXPECT_EQ(total(killed), 3 * 717) << "by sex, by age and by means";
    EXPECT_EQ(total(killed, "caba-victimas-fatales:sexo-mujer"), 166);
    const Batch injured =
        caba.read("caba-victimas-lesiones", data / "caba/vialidad/Victimas_-_Lesiones.xlsx");
    EXPECT_EQ(injured.accepted, 27'605);
    EXPECT_EQ(total(injured, "caba-victimas-lesiones:sexo-hombre"), 16'796 + 226);

    const Batch violence = caba.read("caba-violencia-genero-2021",
                                     data / "caba/convivencia/violencia_genero_2021_por_comuna_y_tipo.csv");
    EXPECT_EQ(violence.accepted, 94);
    EXPECT_EQ(total(violence), 1'450);
    EXPECT_EQ(found(violence, "area_not_found"), 0);
}

TEST(RealFilesKnownByName, CommunityAreasAndProvinces) {
    NEEDS("referencia/chicago");
    NEEDS("argentina/linea144");
    const Place chicago{"chicago", {{"chicago-areas", own("chicago-areas/community_areas.geojson")}}};
    const Batch crimes =
        chicago.read("chicago-delitos", data / "referencia/chicago/crimes_2022_ene_sep.csv.gz");
    EXPECT_EQ(crimes.accepted, 173'046);
    EXPECT_LT(found(crimes, "area_not_found") + found(crimes, "area_missing"), 100);
    const Place line{"argentina-linea-144",
                     {{"argentina-provincias", own("argentina-provincias/provincias.geojson")}}};
    const Batch calls = line.read("linea144", data / "argentina/linea144/linea144-2021.csv.gz");
    EXPECT_EQ(calls.accepted, 25'301);
    EXPECT_EQ(found(calls, "area_not_found"), 0);
    EXPECT_EQ(found(calls, "area_missing"), 414);
}

TEST(RealFilesMedellinComunas, AreTheEndOfTheBarrio) {
    NEEDS("colombia/policia_hurto_personas");
    const Place medellin{"medellin",
                         {{"medellin-comunas", own("medellin-comunas/comunas_medellin.geojson")}}};
    std::int64_t rows = 0, placed = 0, unknown = 0;
    for (const char* part : {"2014", "2015", "2016", "2017_parte_1", "2017_parte_2"}) {
        const Batch batch = medellin.read(
            "policia-co-hurto-medellin",
            data / (std::string{"colombia/policia_hurto_personas/hurto-personas-"} + part + ".csv.gz"));
        EXPECT_EQ(batch.rejected, 0);
        rows += batch.read;
        unknown += found(batch, "area_not_found");
        for (std::size_t i = 0; i < batch.incidents.size(); ++i)
            placed += !batch.incidents.area[2][i].empty();
    }
    EXPECT_EQ(rows, 43'974);
    EXPECT_EQ(placed, 43'974 - 792);
    EXPECT_EQ(unknown, 0);
}

}  // namespace
}  // namespace atalaya::intake
