// The files of Mexico City, the Mexican states, the Region of Santiago and Panama as published, where they are beside
// the repository: the totals and defects that are known of them are found.
#include <algorithm>
#include <array>
#include <map>

#include "source_folder.hpp"
#include "support.hpp"

namespace atalaya::intake {
namespace {

const fs::path public_data = source_folder() / "../shared/data";

#define NEEDS(folder)                      \
    if (!fs::exists(public_data / folder)) \
    GTEST_SKIP() << "no folder shared/data/" << folder << " beside the repository"

// A city with the areas of the files named: source, file.
class PublicCity {
  public:
    PublicCity(const std::string& id, std::initializer_list<std::pair<std::string, fs::path>> limits)
        : city{read_city(source_folder() / "cities" / id)},
          sources{read_sources(source_folder() / "sources", city.sources)},
          gazetteer{city, areas_of(limits)} {}

    const City city;
    const std::vector<Source> sources;
    const Gazetteer gazetteer;

    const Source& source(std::string_view id) const {
        return *std::find_if(sources.begin(), sources.end(), [&](const Source& s) { return s.id == id; });
    }
    Batch read(std::string_view id, const fs::path& file) const {
        NoProgress quiet;
        return read_delivery(source(id), city, gazetteer, file, quiet);
    }
    // What the descriptor's code counts for: the sum of the tallies of an indicator within a period and an area.
    std::int64_t counted(const Batch& batch, std::string_view indicator, std::string_view period, int slot,
                         const std::string& area) const {
        const Source& of = source(batch.source);
        const Period span = *parse_period(period);
        std::int64_t sum = 0;
        for (const auto& code : codes_of(of, indicator)) {
            for (std::size_t i = 0; i < batch.tallies.size(); ++i) {
                const bool here =
                    area.empty() || batch.tallies.area[static_cast<std::size_t>(slot - 1)][i] == area;
                if (here && batch.tallies.category[i] == of.id + ":" + code &&
                    span.holds(day_at(batch.tallies.month.since_epoch[i])))
                    sum += batch.tallies.count[i];
            }
        }
        return sum;
    }

  private:
    std::vector<Areas> areas_of(std::initializer_list<std::pair<std::string, fs::path>> limits) const {
        const Gazetteer empty{city, {}};
        NoProgress quiet;
        std::vector<Areas> out;
        for (const auto& [id, file] : limits)
            out.push_back(read_here(source(id), city, empty, file, quiet).areas);
        return out;
    }
    static std::vector<std::string> codes_of(const Source& of, std::string_view indicator) {
        std::vector<std::string> codes;
        for (const auto& label : of.labels) {
            if (std::find(label.indicators.begin(), label.indicators.end(), indicator) !=
                label.indicators.end())
                codes.push_back(label.code);
        }
        std::sort(codes.begin(), codes.end());
        codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
        return codes;
    }
};

std::int64_t sum_of(const Tallies& tallies) {
    std::int64_t sum = 0;
    for (const auto count : tallies.count) sum += count;
    return sum;
}

const PublicCity& cdmx() {
    static const PublicCity it{
        "cdmx",
        {{"cdmx-limites-alcaldias", public_data / "cdmx/limites/alcaldias.geojson"},
         {"cdmx-limites-colonias", public_data / "cdmx/limites/colonias.geojson.gz"},
         {"cdmx-limites-sectores", public_data / "cdmx/limites/sectores_policiales.geojson.gz"}}};
    return it;
}

const std::array<Batch, 5>& carpetas() {
    static const std::array<Batch, 5> years = [] {
        std::array<Batch, 5> out;
        for (std::size_t i = 0; i < out.size(); ++i) {
            out[i] =
                cdmx().read("cdmx-carpetas", public_data / "cdmx/carpetas" /
                                                 ("carpetas_fgj_" + std::to_string(2019 + i) + ".csv.gz"));
        }
        return out;
    }();
    return years;
}

std::int64_t found_in_all_years(const char* control) {
    std::int64_t rows = 0;
    for (const auto& year : carpetas()) rows += found(year, control);
    return rows;
}

TEST(RealFilesMexicoCity, EveryRowOfFiveYearsIsAccepted) {
    NEEDS("cdmx");
    const std::array<std::int64_t, 5> published{236'814, 197'606, 216'485, 224'393, 224'055};
    std::int64_t all = 0;
    for (std::size_t i = 0; i < published.size(); ++i) {
        const Batch& year = carpetas()[i];
        EXPECT_EQ(year.read, published[i]) << 2019 + i;
        EXPECT_EQ(year.accepted, year.read) << 2019 + i;
        all += year.accepted;
    }
    EXPECT_EQ(all, 1'099'353);
}

TEST(RealFilesMexicoCity, TheKnownDefectsAreFound) {
    NEEDS("cdmx");
    EXPECT_EQ(found_in_all_years("same_but_key"), 340);
    EXPECT_EQ(found_in_all_years("hour_unknown"), 95'008 + 74) << "at noon to the second, and empty";
    EXPECT_EQ(found_in_all_years("hour_impossible"), 0);
    EXPECT_EQ(found_in_all_years("position_outside"), 1);
    EXPECT_EQ(found_in_all_years("area_missing"), 0);
}

TEST(RealFilesMexicoCity, EveryRowHasItsAlcaldiaAndItsKind) {
    NEEDS("cdmx");
    std::map<std::string, int> rows;
    const Incidents& of_2019 = carpetas()[0].incidents;
    for (std::size_t i = 0; i < of_2019.size(); ++i) ++rows[std::string{of_2019.offence[i]}];
    EXPECT_EQ(rows.at("cdmx-carpetas:homicidio-arma-fuego"), 923);
    for (const auto& year : carpetas()) {
        for (std::size_t i = 0; i < year.incidents.size(); ++i) ASSERT_NE(year.incidents.area[2][i], "");
    }
}

TEST(RealFilesMexicoCity, ColoniasOfOneNameAreToldApart) {
    NEEDS("cdmx");
    EXPECT_EQ(cdmx().gazetteer.size(0), 0);
    EXPECT_EQ(cdmx().gazetteer.size(1), 1'651 - 62) << "62 are there with and without an accent";
    EXPECT_EQ(cdmx().gazetteer.size(2), 16);
    EXPECT_EQ(cdmx().gazetteer.size(3), 72);
    for (std::int32_t colonia = 0; colonia < cdmx().gazetteer.size(1); ++colonia)
        EXPECT_NE(cdmx().gazetteer.parent(1, colonia), Gazetteer::unknown)
            << cdmx().gazetteer.code(1, colonia);
}

TEST(RealFilesMexicoCity, ResidentsAddUpToTheCensus) {
    NEEDS("cdmx");
    const Batch batch = cdmx().read("cdmx-poblacion-alcaldias-2020",
                                    public_data / "cdmx/poblacion/poblacion_alcaldias_2020.tsv");
    ASSERT_EQ(batch.accepted, 16);
    std::int64_t sum = 0;
    for (const auto value : batch.exposures.value) sum += value;
    EXPECT_EQ(sum, 9'209'944);
}

TEST(RealFilesMexicanStates, EveryMonthOfEveryRowIsRead) {
    NEEDS("mexico");
    const PublicCity mexico{
        "mexico", {{"mexico-entidades", source_folder() / "sources/mexico-entidades/entidades.geojson"}}};
    const Batch batch =
        mexico.read("mexico-sesnsp-estatal", public_data / "mexico/sesnsp_estatal_1997_2017.csv.gz");
    EXPECT_EQ(batch.read, 44'352 * 12);
    EXPECT_EQ(batch.accepted, batch.read);
    EXPECT_EQ(sum_of(batch.tallies), 32'968'093);
    EXPECT_EQ(found(batch, "area_not_found"), 0);
    EXPECT_EQ(found(batch, "months_missing"), 0);
    EXPECT_EQ(mexico.counted(batch, "homicidio_doloso", "1997-01-01/2017-12-31", 3, ""),
              37'875 + 144'050 + 121'617 + 30'651);
}

TEST(RealFilesSantiago, EveryCellOfFifteenYearsIsRead) {
    NEEDS("chile");
    const PublicCity santiago{
        "santiago", {{"santiago-limites-comunas", public_data / "chile/limites/comunas_rm.geojson"}}};
    EXPECT_EQ(santiago.gazetteer.size(2), 52);

    const Batch cases =
        santiago.read("santiago-cead", public_data / "chile/cead/cead_mensual_rm_2010_2024.csv.gz");
    EXPECT_EQ(cases.read, 280'800);
    EXPECT_EQ(cases.accepted, cases.read);
    EXPECT_EQ(found(cases, "thousands_lost"), 83) << "82 of Santiago and one of Ñuñoa";
    EXPECT_EQ(found(cases, "area_not_found"), 0);
    EXPECT_EQ(found(cases, "cell_added"), 0) << "no cell comes twice";
    EXPECT_EQ(santiago.counted(cases, "homicidio_doloso", "2023", 3, ""), 461 + 14);

    // The group that is a sum of two others counts in no indicator, and is their sum.
    std::map<std::string, std::int64_t> by_category;
    for (std::size_t i = 0; i < cases.tallies.size(); ++i)
        by_category[std::string{cases.tallies.category[i]}] += cases.tallies.count[i];
    EXPECT_EQ(by_category.size(), 30u);
    EXPECT_EQ(
        by_category.at("santiago-cead:armas-total"),
        by_category.at("santiago-cead:ley-armas") + by_category.at("santiago-cead:porte-arma-cortante"));

    const Batch residents =
        santiago.read("santiago-poblacion-comunas",
                      public_data / "chile/poblacion/censo_proyecciones_anio_2002_2035.csv.gz");
    EXPECT_EQ(residents.accepted, 52 * 34);
    EXPECT_EQ(residents.rejected, 0);
    EXPECT_EQ(found(residents, "rows_elsewhere"), 11'764 - 52 * 34);
}

TEST(RealFilesPanama, TwoListsOfVictims) {
    NEEDS("panama");
    const PublicCity panama{
        "panama", {{"panama-provincias", source_folder() / "sources/panama-provincias/provincias.geojson"}}};
    const Batch all = panama.read("panama-homicidios", public_data / "panama/dataset_homicidios.csv");
    EXPECT_EQ(all.read, 4'019);
    EXPECT_EQ(all.accepted, 4'019);
    EXPECT_EQ(found(all, "area_not_found"), 0);
    std::map<std::string, int> years;
    for (const auto day : all.incidents.day.since_epoch) ++years[iso(day_at(day)).substr(0, 4)];
    const std::map<std::string, int> published{{"2017", 412}, {"2018", 439}, {"2019", 480}, {"2020", 500},
                                               {"2021", 550}, {"2022", 499}, {"2023", 556}, {"2024", 583}};
    EXPECT_EQ(years, published);

    const Batch first = panama.read("panama-homicidios-2023", public_data / "panama/homicidios_2023.csv");
    EXPECT_EQ(first.accepted, 556);
    EXPECT_EQ(found(first, "area_not_found"), 0) << "every dirty spelling leads to its province";
    for (const auto& label : panama.source("panama-homicidios-2023").labels)
        EXPECT_EQ(label.indicators, std::vector<std::string>{panama.city.reconciliations.at(0).other_counts});

    const Batch victims =
        panama.read("panama-homicidios-victimas", public_data / "panama/dataset_homicidios.csv");
    EXPECT_EQ(victims.accepted, 4'019);
    EXPECT_EQ(sum_of(victims.tallies), 3 * 4'019) << "by sex, by age and by weapon";
}

}  // namespace
}  // namespace atalaya::intake
