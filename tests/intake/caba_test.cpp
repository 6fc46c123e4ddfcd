// The files of CABA as published, where they are beside the repository: the counts and
// defects that are known of them are found.
#include <algorithm>
#include <array>
#include <map>

#include "source_folder.hpp"
#include "support.hpp"

namespace atalaya::intake {
namespace {

const fs::path data = source_folder() / "../shared/data/caba";

#define NEEDS_CABA() \
    if (!fs::exists(data)) GTEST_SKIP() << "no folder shared/data/caba beside the repository"

struct Caba {
    City city = read_city(source_folder() / "cities/caba");
    std::vector<Source> sources = read_sources(source_folder() / "sources", city.sources);
    Gazetteer gazetteer = limits();

    const Source& source(std::string_view id) const {
        const auto found =
            std::find_if(sources.begin(), sources.end(), [&](const Source& s) { return s.id == id; });
        return *found;
    }
    Batch read(std::string_view id, const std::string& file) const {
        NoProgress quiet;
        return read_delivery(source(id), city, gazetteer, data / file, quiet);
    }

  private:
    Gazetteer limits() const {
        const Gazetteer empty{city, {}};
        NoProgress quiet;
        const Areas areas[] = {read_here(source("caba-limites-comunas"), city, empty,
                                         data / "limites/CABA_comunas.geojson.gz", quiet)
                                   .areas,
                               read_here(source("caba-limites-barrios"), city, empty,
                                         data / "limites/CABA_barrios.geojson.gz", quiet)
                                   .areas};
        return {city, areas};
    }
};

const Caba& caba() {
    static const Caba it;
    return it;
}

const Batch& facts_2019() {
    static const Batch batch = caba().read("caba-delitos", "delitos/delitos_2019.csv.gz");
    return batch;
}

const Batch& facts_2020() {
    static const Batch batch = caba().read("caba-delitos", "delitos/delitos_2020_ene_sep.csv.gz");
    return batch;
}

// Facts by tipo (label_1) within a period and, unless "", a comuna.
std::map<std::string, int> by_kind(const Batch& batch, std::string_view period, const std::string& comuna) {
    std::map<std::string, std::string> kind;
    for (const auto& label : caba().source("caba-delitos").labels)
        kind["caba-delitos:" + label.code] = label.label_1;
    const Period span = *parse_period(period);
    std::map<std::string, int> counts;
    const Incidents& i = batch.incidents;
    for (std::size_t row = 0; row < i.size(); ++row) {
        if (!span.holds(day_at(i.day.since_epoch[row])) || (!comuna.empty() && i.area[2][row] != comuna))
            continue;
        ++counts[kind.at(i.offence[row])];
    }
    return counts;
}

TEST(Caba, EveryRowOfBothYearsIsAccountedFor) {
    NEEDS_CABA();
    EXPECT_EQ(facts_2019().read, 149'524);
    EXPECT_EQ(facts_2020().read, 61'345);
    for (const Batch* batch : {&facts_2019(), &facts_2020()}) {
        EXPECT_EQ(batch->read, batch->accepted + batch->rejected + batch->duplicate);
        EXPECT_EQ(batch->rejected, 0);
        EXPECT_EQ(batch->duplicate, 0);
        EXPECT_EQ(batch->covers, Covers::months);
    }
    EXPECT_EQ(facts_2019().delivery.hex(),
              "bab1bccb36d131b3d7cb2d1256827fa180a3fd5c02a26072e6585142d0172b7e");
}

TEST(Caba, TheYearByKindIsThePublishedOne) {
    NEEDS_CABA();
    const std::map<std::string, int> published{{"Robo", 62'829},     {"Hurto", 49'351},
                                               {"Lesiones", 15'215}, {"Amenazas", 11'850},
                                               {"Vialidad", 10'177}, {"Homicidios", 102}};
    EXPECT_EQ(by_kind(facts_2019(), "2019", ""), published);
}

TEST(Caba, Comuna1InAugust2020) {
    NEEDS_CABA();
    const std::map<std::string, int> known{{"Robo", 273},    {"Hurto", 119},   {"Lesiones", 110},
                                           {"Amenazas", 69}, {"Vialidad", 39}, {"Homicidios", 1}};
    EXPECT_EQ(by_kind(facts_2020(), "2020-08", "1"), known);
}

TEST(Caba, TheKnownDefectsAreFound) {
    NEEDS_CABA();
    EXPECT_EQ(found(facts_2019(), "position_missing"), 2'157);
    EXPECT_EQ(found(facts_2019(), "position_outside"), 2);
    EXPECT_EQ(found(facts_2019(), "same_but_key"), 718);
    EXPECT_EQ(found(facts_2020(), "position_missing"), 949);
    EXPECT_EQ(found(facts_2020(), "same_but_key"), 625) << "711 in the whole year";
    EXPECT_EQ(found(facts_2019(), "hour_zero_heaped"), 11'719);
    EXPECT_EQ(found(facts_2019(), "hour_unknown"), 11'719 + 7) << "written 0, and seven written NULL";
    EXPECT_EQ(found(facts_2020(), "hour_unknown"), 215) << "519 in the whole year";
    EXPECT_EQ(found(facts_2020(), "area_not_found"), 0);
    EXPECT_GT(found(facts_2019(), "point_heaped"), 0);
}

TEST(Caba, AreasAreWrittenAndComputedAlikeButForAFew) {
    NEEDS_CABA();
    std::array<int, 5> located{};
    for (const auto l : facts_2019().incidents.located) ++located[static_cast<std::size_t>(l)];
    const int with_both =
        located[static_cast<int>(Located::both)] + located[static_cast<int>(Located::clash)];
    EXPECT_GT(located[static_cast<int>(Located::both)], 145'000);
    EXPECT_LT(located[static_cast<int>(Located::clash)], with_both / 1000);
}

TEST(Caba, ResidentsAsPublished) {
    NEEDS_CABA();
    const Batch comunas =
        caba().read("caba-poblacion-comunas-2022", "poblacion/cantidad_habitantes_por_comuna_censo2022.xlsx");
    const Exposures& e = comunas.exposures;
    ASSERT_EQ(e.size(), 16u);
    EXPECT_EQ(e.layer[0], "");
    EXPECT_EQ(e.value[0], 3'121'707);
    std::int64_t sum = 0;
    for (std::size_t i = 1; i < e.size(); ++i) sum += e.value[i];
    EXPECT_EQ(sum, 3'121'707);
    EXPECT_EQ(e.area[1], "1");
    EXPECT_EQ(e.value[1], 223'554);

    const Batch barrios = caba().read("caba-poblacion-barrios-2010", "poblacion/caba_pob_barrios_2010.csv");
    EXPECT_EQ(barrios.accepted, 48);
    EXPECT_EQ(barrios.rejected, 0);
}

TEST(Caba, ComplaintsAddUpAndEndIn2015) {
    NEEDS_CABA();
    const Batch batch = caba().read("caba-suaci", "convivencia/gcba_suaci_comunas.csv.gz");
    EXPECT_EQ(batch.read, 57'431);
    EXPECT_EQ(batch.rejected, 0);
    std::int64_t sum = 0;
    for (const auto count : batch.tallies.count) sum += count;
    EXPECT_EQ(sum, 2'001'344);
    EXPECT_EQ(iso(day_at(batch.tallies.month.since_epoch.back())), "2015-12-01");
    EXPECT_EQ(found(batch, "area_not_found"), 0);
    EXPECT_EQ(finding_of(batch, "months_silent")->rows, 3) << "36 months, 33 with rows";
    EXPECT_EQ(found(batch, "months_missing"), 0);
}

TEST(Caba, RoadCrashesFromTheirWorkbooks) {
    NEEDS_CABA();
    const Batch fatal = caba().read("caba-siniestros-fatales", "vialidad/homicidios.xlsx");
    EXPECT_EQ(fatal.read, 696);
    EXPECT_EQ(fatal.accepted, 696);
    EXPECT_EQ(iso(day_at(fatal.incidents.day.since_epoch[0])), "2016-01-01");
    EXPECT_EQ(fatal.incidents.hour[0], 4);
    EXPECT_EQ(fatal.incidents.lon[0], -584'753'397);

    const Batch injuries = caba().read("caba-siniestros-lesiones", "vialidad/lesiones.xlsx");
    EXPECT_EQ(injuries.read, 23'785);
    EXPECT_EQ(injuries.rejected, 2) << "no victim, and the day written 5/17/2020";
}

TEST(Caba, TractsAreOptionalAndFitTheirBarrios) {
    NEEDS_CABA();
    const Batch tracts = caba().read("caba-limites-radios", "limites/CABA_rc.geojson.gz");
    EXPECT_EQ(tracts.accepted, 3'554);
    EXPECT_EQ(tracts.areas.parent[0], "retiro");
}

TEST(Caba, FilesGoToTheirSources) {
    NEEDS_CABA();
    const auto handed = look_through(data, caba().sources);
    EXPECT_EQ(handed.files.size(), 15u);
    EXPECT_EQ(handed.files.front().source->kind, Kind::areas) << "areas first";
    for (const auto& vintage : caba().city.demo->deliveries) {
        for (const auto& file : vintage) EXPECT_NE(source_of(caba().sources, file), nullptr) << file;
    }
}

}  // namespace
}  // namespace atalaya::intake
