// More of the defects that the READMEs of the shared data list: names, places and addresses. docs/quality.md has the table.
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/text.hpp"
#include "real_files.hpp"

namespace atalaya::intake {
namespace {

using testing::Contains;
using testing::HasSubstr;

const fs::path own = source_folder() / "sources";

// "column rows: first of each group|…" of the check about a column; "" where it did not fire.
std::string spelled(const Batch& batch, const std::string& column) {
    for (const auto& finding : batch.findings) {
        if (finding.check == "spellings_alike" && field(finding.detail, "column") == column)
            return std::to_string(finding.rows) + " " +
                   finding.detail.substr(finding.detail.rfind("\"names\""));
    }
    return {};
}

std::int64_t of_column(const Batch& batch, std::string_view check, const std::string& column) {
    for (const auto& finding : batch.findings) {
        if (finding.check == check && field(finding.detail, "column") == column) return finding.rows;
    }
    return 0;
}

TEST(RealFilesNames, OfComplaintsAreCutAtTwoLengths) {
    NEEDS("caba");
    const Place caba{"caba", caba_limits};
    const Batch complaints = caba.read("caba-suaci", "caba/convivencia/gcba_suaci_comunas.csv.gz");
    EXPECT_EQ(spelled(complaints, "RUBRO"), R"(2642 "names":80,"texts":208})");
    EXPECT_EQ(spelled(complaints, "BARRIO"), "");
}

TEST(RealFilesNames, OfColoniasAreWrittenWithAndWithoutAccents) {
    NEEDS("cdmx");
    const Place cdmx{"cdmx", cdmx_limits};
    const Batch facts = cdmx.read("cdmx-carpetas", "cdmx/carpetas/carpetas_fgj_2019.csv.gz");
    EXPECT_EQ(spelled(facts, "colonia"), R"(155 "names":35,"texts":70})");
    EXPECT_EQ(spelled(facts, "delito"), "") << "of 317 names none is another";
    EXPECT_EQ(spelled(facts, "alcaldia"), "");
}

TEST(RealFilesNames, OfPanamaAsFirstPublished) {
    NEEDS("panama");
    const Place panama{"panama", {{"panama-provincias", own / "panama-provincias/provincias.geojson"}}};
    const Batch first = panama.read("panama-homicidios-2023", "panama/homicidios_2023.csv");
    EXPECT_EQ(spelled(first, "MES"), R"(1 "names":1,"texts":2})") << "13 spellings of 12 months";
    EXPECT_EQ(spelled(first, "provincia"), R"(99 "names":2,"texts":4})")
        << "San Miguelito as a province of its own, and Bocas del Toro in capitals";
    EXPECT_EQ(of_column(first, "blanks_around", "provincia"), 106) << "\"Colón \"";
    const Batch later = panama.read("panama-homicidios", "panama/dataset_homicidios.csv");
    EXPECT_THAT(fired(later), testing::Not(Contains("spellings_alike")));
    EXPECT_THAT(fired(later), testing::Not(Contains("blanks_around")));
}

TEST(RealFilesNames, OfPeruHaveStrayBlanks) {
    NEEDS("peru");
    const Place peru{
        "peru", {{"peru-distritos-fiscales", own / "peru-distritos-fiscales/distritos-fiscales.geojson"}}};
    const auto blanks = [&](const char* year) {
        return of_column(peru.read("peru-mpfn-delitos", std::string{"peru/mpfn_delitos_"} + year + ".csv.gz"),
                         "blanks_around", "des_articulo");
    };
    EXPECT_EQ(blanks("2019"), 79);
    EXPECT_EQ(blanks("2022"), 46);
}

TEST(RealFilesNames, OfBarriosOfColombiaAreFreeText) {
    NEEDS("colombia");
    const Place bogota{"bogota", {{"bogota-limites-localidades", "colombia/bogota/localidades.geojson.gz"}}};
    const Batch facts =
        bogota.read("policia-co-hurto-bogota", "colombia/policia_hurto_personas/hurto-personas-2016.csv.gz");
    EXPECT_EQ(spelled(facts, "Barrio"), R"(19 "names":3,"texts":6})");
}

TEST(RealFilesPlaces, AddressesOfMontevideoThatOccurTwice) {
    NEEDS("montevideo");
    const Place montevideo{"montevideo", {{"montevideo-limites-barrios", "montevideo/barrios.geojson"}}};
    const Batch doors =
        montevideo.read("montevideo-direcciones", "montevideo/direcciones/direcciones.csv.gz");
    EXPECT_EQ(doors.accepted, 265'438);
    EXPECT_EQ(found(doors, "address_repeated"), 521) << "0.2 %";
}

TEST(RealFilesPlaces, BytesThatAreNoUtf8AreRefusedByName) {
    NEEDS("montevideo");
    const Place montevideo{"montevideo", {}};
    EXPECT_EQ(montevideo.read("montevideo-limites-barrios", "montevideo/barrios.geojson").accepted, 63);
    const auto source =
        std::find_if(montevideo.sources.begin(), montevideo.sources.end(),
                     [](const Source& one) { return one.id == "montevideo-limites-barrios"; });
    Source as_utf8 = *source;
    as_utf8.format.encoding = Encoding::utf8;
    try {
        montevideo.read(as_utf8, "montevideo/barrios.geojson");
        FAIL() << "its bytes are Latin-1";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("line 8, column 68: expected UTF-8"));
    }
}

TEST(RealFilesPlaces, EventsOfRosarioStandOnOnePoint) {
    NEEDS("argentina");
    const Place rosario{"rosario", {{"rosario-limites-barrios", "argentina/rosario/barrios.geojson"}}};
    const Batch events = rosario.read("rosario-ucdp", "argentina/rosario/ucdp_eventos.json.gz");
    EXPECT_EQ(events.read, 411);
    EXPECT_EQ(found(events, "point_heaped"), 318);
    EXPECT_EQ(found(events, "position_outside"), 49);
    EXPECT_EQ(found(events, "months_missing"), 13);
}

TEST(RealFilesPlaces, RoadCrashesOfBuenosAires) {
    NEEDS("caba");
    const Place caba{"caba", caba_limits};
    const Batch fatal = caba.read("caba-siniestros-fatales", "caba/vialidad/homicidios.xlsx");
    EXPECT_EQ(fatal.read, 696);
    EXPECT_EQ(found(fatal, "position_missing"), 12);
    EXPECT_EQ(found(fatal, "hour_unknown"), 1) << "SD";
    EXPECT_EQ(found(fatal, "area_not_found"), 2) << "comuna 0";
    const Batch injury = caba.read("caba-siniestros-lesiones", "caba/vialidad/lesiones.xlsx");
    EXPECT_EQ(injury.read, 23'785);
    EXPECT_EQ(found(injury, "position_missing"), 1'470) << "6.2 %";
    EXPECT_THAT(rejects_of(injury), Contains(HasSubstr("day_impossible fecha 5/17/2020")));
}

TEST(RealFilesPlaces, CallsOfPortlandWithoutADay) {
    NEEDS("referencia");
    const Place portland{"portland", {}};
    const Batch august = portland.read("portland-llamadas", "referencia/portland/080116_083116_Data.zip");
    EXPECT_EQ(august.read, 19'376);
    EXPECT_THAT(rejects_of(august), testing::ElementsAre(HasSubstr("day_missing")));
    EXPECT_EQ(portland.read("portland-llamadas", "referencia/portland/090116_093016_Data.zip").accepted,
              18'443);
}

TEST(RealFilesHours, OfChicagoAndOfTheIntervalsOfNewYork) {
    NEEDS("referencia");
    const Place chicago{"chicago", {{"chicago-areas", own / "chicago-areas/community_areas.geojson"}}};
    const Batch crimes = chicago.read("chicago-delitos", "referencia/chicago/crimes_2022_ene_sep.csv.gz");
    EXPECT_EQ(crimes.read, 173'046);
    EXPECT_EQ(found(crimes, "hour_zero_heaped"), 15'044) << "8.7 %, beside 4.0 % and 3.2 %";
    EXPECT_EQ(found(crimes, "same_but_key"), 366);
    const Place york{"nueva-york", {}};
    const Batch thefts = york.read("nueva-york-vehiculos", "referencia/nueva_york/robo_de_vehiculos.csv.gz");
    EXPECT_EQ(thefts.read, 35'746);
    EXPECT_EQ(found(thefts, "hour_unknown"), 25'040);
    EXPECT_EQ(found(thefts, "interval_missing"), 2'852);
    EXPECT_EQ(found(thefts, "interval_months"), 2'861);
    const Batch killed =
        york.read("eeuu-homicidios-nueva-york", "referencia/eeuu_homicidios/homicides15.csv.gz");
    EXPECT_EQ(killed.read + found(killed, "rows_elsewhere"), 1'922) << "of nine cities";
}

TEST(RealFilesCounts, OfChileLostTheirThousands) {
    NEEDS("chile");
    const Place chile{"chile", {{"chile-limites-comunas", "chile/limites/comunas_chile.geojson.gz"}}};
    const Batch cases = chile.read("chile-cead", "chile/cead/cead_mensual_comunas_2010_2024.parquet");
    EXPECT_EQ(found(cases, "thousands_lost"), 107);
    const Batch census =
        chile.read("chile-censo-2017", "chile/poblacion/censo_2017_comunas_edad_sexo.csv.gz");
    EXPECT_EQ(census.rejected, 42) << "Antártica, of which there are no limits";
}

TEST(RealFilesCounts, OfRioHaveDecimalsAndOfCaliRowsAreAdded) {
    NEEDS("brasil_rj");
    NEEDS("colombia");
    const Place rio{"rio-de-janeiro", {{"rio-cisp", own / "rio-cisp/cisp.geojson"}}};
    const Batch people = rio.read("rio-poblacion-cisp", "brasil_rj/PopulacaoEvolucaoMensalCisp.csv.gz");
    EXPECT_EQ(found(people, "value_rounded"), 22'281);
    const Place cali{"cali", {}};
    EXPECT_EQ(found(cali.read("cali-hurto-personas", "colombia/cali/hurto_personas_cali_diario.csv.gz"),
                    "cell_added"),
              7'315)
        << "days, added up to months";
}

TEST(RealFilesCounts, OfTheLineForWomenWithoutAProvince) {
    NEEDS("argentina");
    const Place line{"argentina-linea-144",
                     {{"argentina-provincias", own / "argentina-provincias/provincias.geojson"}}};
    const auto read = [&](const char* year) {
        return line.read("linea144", std::string{"argentina/linea144/linea144-"} + year + ".csv.gz");
    };
    const Batch first = read("2020"), second = read("2021"), third = read("2022");
    EXPECT_EQ(found(first, "area_missing"), 428) << "1.4 %";
    EXPECT_EQ(found(second, "area_missing"), 414) << "1.6 %";
    EXPECT_EQ(found(third, "area_missing"), 322) << "1.3 %, under another head";
    EXPECT_EQ(spelled(first, "prov_residencia_persona_en_situacion_violencia"), R"(2 "names":1,"texts":2})");
}

TEST(RealFilesCounts, OfMexicoByState) {
    NEEDS("mexico");
    const Place mexico{"mexico",
                       {{"mexico-entidades", own / "mexico-entidades/entidades.geojson"},
                        {"mexico-municipios", "mexico/poblacion_municipal_2020.tsv"}}};
    const Batch counts = mexico.read("mexico-sesnsp-estatal", "mexico/sesnsp_estatal_1997_2017.csv.gz");
    EXPECT_EQ(counts.rejected, 0);
    EXPECT_THAT(series_told(counts, "level_shift"), Contains("secuestro 2006-01 meaning"));
    // 17 of 29 codes move in January 1998, when more states begin to send; 30 categories have gaps of the same states.
    EXPECT_EQ(found(counts, "series_gap"), 3'067);
    EXPECT_EQ(nlohmann::json::parse(finding_of(counts, "series_gap")->detail)["gaps"].size(), 75U);
    EXPECT_THAT(finding_of(counts, "series_gap")->detail,
                HasSubstr(R"({"area":"27","from":"2005-01","months":12,"categories":[)"));
    const auto reused = series_told(counts, "code_reused");
    EXPECT_EQ(reused.size(), 13U);
    EXPECT_EQ(std::count_if(reused.begin(), reused.end(),
                            [](const std::string& one) { return one.ends_with(" 1998-01 "); }),
              1);
    EXPECT_THAT(reused, Contains("extorsion 1999-01 "));
    const Batch people = mexico.read("mexico-poblacion-municipal", "mexico/poblacion_municipal_2020.tsv");
    EXPECT_EQ(people.accepted, 2'469);
}

}  // namespace
}  // namespace atalaya::intake
