// A source of boundaries that says itself what became of its areas: counts and residents of a city are of one map.
#include "written_city.hpp"

namespace atalaya::service {
namespace {

using testing::Contains;

// "viejo" gave "nuevo" a part on 1 July 2020: of 40 robberies a month 15, of 10,000 residents 4,000.
class SourceAreaChanges : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        written_ = std::make_unique<WrittenCity>("aldea");
        written_->city(R"("limites", "gente", "hechos")", WrittenCity::layer(2, "barrio"));
        written_->source("limites", "areas", "geojson",
                         "[shape]\nlayer = \"barrio\"\ncode = \"cod\"\nname = \"cod\"\ndrawn = false\n"
                         "[[area_changes]]\nid = \"reparto\"\nday = \"2020-07-01\"\nkind = \"split\"\n"
                         "from = [\"viejo\"]\nto = [\"viejo\", \"nuevo\"]\nwhat = " +
                             std::string{WrittenCity::words} + "\nact = \"ley\"\n");
        written_->source("gente", "exposures", "csv",
                         "[exposure]\nkind = \"residents\"\nlayer = \"barrio\"\narea = \"cod\"\n"
                         "value = \"n\"\nyear_column = \"anio\"\n");
        written_->source("hechos", "incidents", "csv",
                         "[key]\ncolumns = [\"id\"]\n[time]\nbasis = \"fact\"\nday = { column = \"dia\" }\n"
                         "[offence]\ncolumns = [\"tipo\"]\n[area.barrio]\ncolumn = \"cod\"\n");
        written_->codes("hechos", "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");
        std::string facts = "id,dia,tipo,cod\n";
        int id = 0;
        for (Month month = *parse_month("2019-01"); month < *parse_month("2022-01");
             month = plus_months(month, 1))
            for (int i = 0; i < 40; ++i)
                facts += std::to_string(++id) + "," + iso(first_day(month)) + ",Robo," +
                         (month >= *parse_month("2020-07") && i < 15 ? "nuevo" : "viejo") + "\n";
        const auto feature = [](const std::string& code) {
            return R"({"type":"Feature","properties":{"cod":")" + code + R"("},"geometry":null})";
        };
        town_ = &written_->publish(
            {written_->file("limites.geojson", R"({"type":"FeatureCollection","features":[)" +
                                                   feature("viejo") + "," + feature("nuevo") + "]}"),
             written_->file("gente.csv", "cod,anio,n\nviejo,2019,10000\nviejo,2021,6000\nnuevo,2021,4000\n"),
             written_->file("hechos.csv", facts)});
    }
    static void TearDownTestSuite() { written_.reset(); }
    static Figure robberies(const std::string& measure, const std::string& territory,
                            const std::string& period, const std::string& against = "") {
        return town_->figure("robo", measure, territory, period, "", against);
    }

    static inline std::unique_ptr<WrittenCity> written_;
    static inline Town* town_ = nullptr;
};

TEST_F(SourceAreaChanges, TheCodeThatGoesOnIsBroken) {
    const Figure broken = robberies("change", "barrio:viejo", "2020-08", "2019-08");
    EXPECT_EQ(broken.reason, "break");
    EXPECT_THAT(broken.notes, Contains("break:reparto"));
    EXPECT_TRUE(robberies("change", "ciudad", "2020-08", "2019-08").computable());
    EXPECT_EQ(robberies("count", "barrio:nuevo", "2020-06").reason, "no_such_area");
}

TEST_F(SourceAreaChanges, CountsAndResidentsAreOfOneMap) {
    const auto expect = [](const std::string& territory, const char* year, double count, double residents) {
        const Figure rate = robberies("rate", territory, year);
        ASSERT_TRUE(rate.computable()) << territory << " " << year << ": " << rate.reason;
        EXPECT_EQ(rate.numerator, count) << territory << " " << year;
        EXPECT_EQ(rate.denominator, residents) << territory << " " << year;
    };
    expect("barrio:viejo", "2021", 12 * 25, 6000);
    expect("barrio:nuevo", "2021", 12 * 15, 4000);
    expect("barrio:viejo@2019", "2019", 12 * 40, 10000);
    expect("barrio:viejo@2019", "2021", 12 * 40, 10000);
    EXPECT_EQ(robberies("rate", "barrio:viejo", "2020").reason, "break")
        << "half a year of one land and half of another have no residents";
}

}  // namespace
}  // namespace atalaya::service
