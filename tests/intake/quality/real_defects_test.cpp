// The defects that the READMEs of the shared data list, found by name on the files where they were seen; docs/quality.md has
// the table. Files that no source folder describes are described here.
#include "real_files.hpp"

namespace atalaya::intake {
namespace {

using testing::Contains;
using testing::ElementsAre;

TEST(RealFilesDefects, BuenosAires2019) {
    NEEDS("caba");
    const Place caba{"caba", caba_limits};
    const Batch facts = caba.read("caba-delitos", "caba/delitos/delitos_2019.csv.gz");
    EXPECT_THAT(fired(facts), ElementsAre("area_disagrees", "area_missing", "hour_unknown",
                                          "hour_zero_heaped", "point_heaped", "position_missing",
                                          "position_nowhere", "position_outside", "same_but_key"))
        << "no weekday contradicts its date, and near duplicates are no more than chance makes";
    EXPECT_EQ(found(facts, "hour_zero_heaped"), 11'719);
    EXPECT_EQ(found(facts, "same_but_key"), 718);
    EXPECT_EQ(found(facts, "position_missing"), 2'157);
    EXPECT_EQ(found(facts, "position_outside"), 2);
    EXPECT_EQ(found(facts, "area_missing"), 2'160) << "and three with a position, in no barrio";
    EXPECT_EQ(found(facts, "point_heaped"), 3'380);
}

TEST(RealFilesDefects, BuenosAires2020) {
    NEEDS("caba");
    const Place caba{"caba", caba_limits};
    const Batch facts = caba.read("caba-delitos", "caba/delitos/delitos_2020_ene_sep.csv.gz");
    EXPECT_EQ(found(facts, "hour_zero_heaped"), 0);
    EXPECT_EQ(found(facts, "same_but_key"), 625);
    // The lockdown of 20 March.
    const auto shifts = series_told(facts, "level_shift");
    for (const char* shift : {"robo-total 2020-04 meaning", "hurto-total 2020-04 meaning", "1 2020-04 event"})
        EXPECT_THAT(shifts, Contains(shift));
    EXPECT_THAT(shifts, testing::Each(testing::HasSubstr("2020-04")));
}

TEST(RealFilesDefects, BuenosAiresComplaintsAreInTwoEncodings) {
    NEEDS("caba");
    const Place caba{"caba", caba_limits};
    const Batch complaints = caba.read("caba-suaci", "caba/convivencia/gcba_suaci_comunas.csv.gz");
    EXPECT_EQ(found(complaints, "encoding_mixed"), 75) << "and 1,796 lines of UTF-8, read as it";
    std::vector<std::string> together;
    for (const auto& finding : complaints.findings) {
        if (finding.check != "level_shifts_together") continue;
        together.push_back(field(finding.detail, "month") + " " + std::to_string(finding.rows));
        if (field(finding.detail, "month") == "2014-01") {
            EXPECT_THAT(finding.detail, testing::HasSubstr("denuncia-obras-en-construccion-demoliciones"))
                << "its name was cut to \"DEM\" from then on";
        }
    }
    EXPECT_THAT(together, testing::IsSupersetOf({"2014-01 20", "2014-10 17", "2015-01 12"}));
    EXPECT_LE(series_told(complaints, "level_shift").size(), 30U) << "of 92 that shift";
}

TEST(RealFilesDefects, MexicoCity) {
    NEEDS("cdmx");
    const Place cdmx{"cdmx", cdmx_limits};
    std::int64_t dates = 0, hours = 0, same = 0, outside = 0, without_area = 0;
    for (int year = 2019; year <= 2023; ++year) {
        const Batch facts =
            cdmx.read("cdmx-carpetas", "cdmx/carpetas/carpetas_fgj_" + std::to_string(year) + ".csv.gz");
        dates += drift_of(facts, "fecha_hecho");
        hours += drift_of(facts, "hora_hecho");
        same += found(facts, "same_but_key");
        outside += found(facts, "position_outside");
        without_area += found(facts, "area_not_found");
        EXPECT_GT(found(facts, "hours_heaped"), 20'000) << year << ": noon";
        EXPECT_EQ(found(facts, "near_duplicate"), 0) << year;
        if (year == 2020) {
            EXPECT_THAT(series_told(facts, "level_shift"), Contains("robo-metro-sin 2020-04 event"));
        }
    }
    EXPECT_EQ(dates, 1'623);
    EXPECT_EQ(hours, 1'581) << "\"12:00:00:00\", in the same rows";
    EXPECT_EQ(same, 340);
    EXPECT_EQ(outside, 1);
    EXPECT_EQ(without_area, 10'226) << "0.9 %";
}

TEST(RealFilesDefects, PopulationsOfMexicoCityDoNotAddUp) {
    NEEDS("cdmx");
    const Place cdmx{"cdmx", cdmx_limits};
    const Batch people = cdmx.read("cdmx-poblacion-colonias", "cdmx/poblacion/poblacion_colonias.csv");
    EXPECT_EQ(finding_of(people, "total_not_met")->detail,
              R"({"sums":[{"area":"","year":2020,"sum":11099432,"expected":9209944},)"
              R"({"area":"alcaldia:azcapotzalco","year":2020,"sum":401478,"expected":432205},)"
              R"({"area":"alcaldia:coyoacan","year":2020,"sum":427456,"expected":614447},)"
              R"({"area":"alcaldia:cuajimalpa","year":2020,"sum":311509,"expected":217686},)"
              R"({"area":"alcaldia:gustavo-a-madero","year":2020,"sum":1054294,"expected":1173351},)"
              R"({"area":"alcaldia:iztacalco","year":2020,"sum":289295,"expected":404695},)"
              R"({"area":"alcaldia:iztapalapa","year":2020,"sum":1610351,"expected":1835486},)"
              R"({"area":"alcaldia:magdalena-contreras","year":2020,"sum":299811,"expected":247622},)"
              R"({"area":"alcaldia:milpa-alta","year":2020,"sum":613764,"expected":152685},)"
              R"({"area":"alcaldia:alvaro-obregon","year":2020,"sum":941560,"expected":759137},)"
              R"({"area":"alcaldia:tlahuac","year":2020,"sum":991548,"expected":392313},)"
              R"({"area":"alcaldia:tlalpan","year":2020,"sum":1062896,"expected":699928},)"
              R"({"area":"alcaldia:xochimilco","year":2020,"sum":1694307,"expected":442178},)"
              R"({"area":"alcaldia:benito-juarez","year":2020,"sum":341460,"expected":434153},)"
              R"({"area":"alcaldia:cuauhtemoc","year":2020,"sum":271539,"expected":545884},)"
              R"({"area":"alcaldia:miguel-hidalgo","year":2020,"sum":393876,"expected":414470},)"
              R"({"area":"alcaldia:venustiano-carranza","year":2020,"sum":394288,"expected":443704}]})");
}

TEST(RealFilesDefects, PopulationsOfBuenosAiresAddUp) {
    NEEDS("caba");
    const Place caba{"caba", caba_limits};
    const Batch people = caba.read("caba-poblacion-comunas-2022",
                                   "caba/poblacion/cantidad_habitantes_por_comuna_censo2022.xlsx");
    EXPECT_EQ(people.accepted, 16);
    EXPECT_EQ(found(people, "whole_not_met"), 0);
}

TEST(RealFilesDefects, Santiago) {
    NEEDS("chile");
    const Place santiago{"santiago", {{"santiago-limites-comunas", "chile/limites/comunas_rm.geojson"}}};
    const Batch cases = santiago.read("santiago-cead", "chile/cead/cead_mensual_rm_2010_2024.csv.gz");
    EXPECT_EQ(found(cases, "thousands_lost"), 83);
    EXPECT_EQ(found(cases, "rule_broken"), 0) << "the sum of the weapon groups is one everywhere";
    // The protests of October 2019, the pandemic, and two offences that a law made.
    EXPECT_THAT(series_told(cases, "code_reused"), Contains("desordenes 2019-11 "));
    const auto shifts = series_told(cases, "level_shift");
    for (const char* shift : {"hurtos 2020-03 event", "robo-violento-vehiculo 2020-01 meaning",
                              "acosos-sexuales 2019-09 meaning"})
        EXPECT_THAT(shifts, Contains(shift));
}

TEST(RealFilesDefects, MedellinAndBogota) {
    NEEDS("colombia");
    const Place medellin{"medellin", {}};
    const Batch thefts = medellin.read("medellin-hurto-transporte",
                                       "colombia/medellin/hurto_transporte_publico_2004_2021.csv.gz");
    EXPECT_EQ(found(thefts, "same_but_key"), 6'151);
    EXPECT_EQ(found(thefts, "months_missing"), 7);
    const Place bogota{"bogota", {{"bogota-limites-localidades", "colombia/bogota/localidades.geojson.gz"}}};
    const Batch persons =
        bogota.read("policia-co-hurto-bogota", "colombia/policia_hurto_personas/hurto-personas-2016.csv.gz");
    EXPECT_EQ(found(persons, "hour_zero_heaped"), 3'529);
    EXPECT_EQ(found(persons, "weekday_contradicts"), 0);
}

// The totals that the file has are judged against their parts, row by row.
TEST(RealFilesDefects, TotalsOfRioAreTheSumsOfTheirTitles) {
    NEEDS("brasil_rj");
    const Place rio{"rio-de-janeiro", {}};
    const Folder folder;
    folder.write("titulos/codes.csv", std::string{small_codes});
    const Source titles = described(folder, "titulos", R"(kind = "tallies"
[format]
type = "csv"
encoding = "latin-1"
separator = ";"
[time]
month = { year = "vano", month = "mes" }
[category]
always = "robo"
[count]
column = "total_roubos"
[[rule]]
id = "roubos"
of = "rows"
left = "[total_roubos]"
operator = "="
right = "[roubo_comercio] + [roubo_residencia] + [roubo_veiculo] + [roubo_carga] + [roubo_transeunte] + [roubo_em_coletivo] + [roubo_banco] + [roubo_cx_eletronico] + [roubo_celular] + [roubo_conducao_saque] + [roubo_bicicleta] + [outros_roubos]"
missing = "skip_if_all"
[[rule]]
id = "furtos"
of = "rows"
left = "[total_furtos]"
operator = "="
right = "[furto_veiculos] + [furto_bicicleta] + [outros_furtos]"
missing = "skip_if_all"
[[rule]]
id = "without-others"
of = "rows"
left = "[total_furtos]"
operator = "="
right = "[furto_veiculos] + [furto_bicicleta]"
missing = "skip_if_all"
)");
    const Batch counts = rio.read(titles, "brasil_rj/BaseDPEvolucaoMensalCisp.csv.gz");
    EXPECT_EQ(counts.read, 23'323);
    const auto* broken = finding_of(counts, "rule_broken");
    ASSERT_NE(broken, nullptr);
    EXPECT_EQ(field(broken->detail, "rule"), "without-others") << "both totals are the sums of their titles";
    EXPECT_GT(broken->rows, 20'000) << "every one is told";
}

TEST(RealFilesDefects, RioCollectedNothingForHalfAYear) {
    NEEDS("brasil_rj");
    const Place rio{"rio-de-janeiro", {}};
    const Batch titles = rio.read("rio-estado-titulos", "brasil_rj/DOMensalEstadoDesde1991.csv.gz");
    EXPECT_EQ(finding_of(titles, "series_gap")->detail,
              R"({"category":"rio-estado-titulos:hallazgo-cadaver",)"
              R"("gaps":[{"area":"","from":"1997-07","months":6}]})");
}

TEST(RealFilesDefects, RowsOfTheLineForWomenThatAreTheSame) {
    NEEDS("argentina");
    const Place line{"argentina-linea-144", {}};
    const auto same = [&](const char* year) {
        return found(line.read("linea144", std::string{"argentina/linea144/linea144-"} + year + ".csv.gz"),
                     "same_but_key");
    };
    EXPECT_EQ(same("2020"), 455);
    EXPECT_EQ(same("2021"), 365);
    EXPECT_EQ(same("2022"), 320);
}

}  // namespace
}  // namespace atalaya::intake
