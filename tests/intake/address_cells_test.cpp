// What becomes of rows whose place is an address: a town of two streets that meet at (0.5, 0.25).
#include "intake/address_cells.hpp"

#include <gmock/gmock.h>

#include "support.hpp"

namespace atalaya::intake {
namespace {

using geocode::Geocoder;
using geocode::KnownPlaces;
using testing::HasSubstr;
using testing::Not;

KnownPlaces town() {
    KnownPlaces places;
    places.streets = {{"AVENIDA MITRE", {}, {{{0.49, 0.25}, {0.51, 0.25}}}},
                      {"LOS PINOS", {}, {{{0.5, 0.24}, {0.5, 0.26}}}}};
    places.doors = {{0, 100, "", {0.491, 0.25}}, {0, 200, "", {0.492, 0.25}}, {1, 33, "", {0.5, 0.2433}}};
    places.areas = {{"Sur", {}, {0.5, 0.25}, {60'000}}};
    return places;
}

Source described(const Folder& folder, const std::string& place) {
    return small_source(folder, edited(small_descriptor, "lon = \"x\"\nlat = \"y\"\n", place));
}

class Addresses : public testing::Test {
  protected:
    Batch read(const std::string& place, const std::string& head, const std::string& rows,
               bool with_geocoder = true) {
        const Source source = described(folder_, place);
        const auto path = folder_.write("hechos.csv", head + "\n" + rows);
        NoProgress quiet;
        return read_delivery(source, small_city(), small_gazetteer(), path, quiet,
                             {.geocoder = with_geocoder ? &geocoder_ : nullptr, .tell_unplaced = true});
    }

    Folder folder_;
    Geocoder geocoder_{town()};
};

const std::string street_and_number = "address = [\"calle\", \"altura\"]\ncrossing = \"cruce\"\n";
const std::string head = "id,fecha,hora,tipo,barrio,calle,altura,cruce";

Located located(const Batch& batch, std::size_t row) {
    return static_cast<Located>(batch.incidents.located[row]);
}

TEST_F(Addresses, GiveAPositionWithItsClass) {
    const Batch batch = read(street_and_number, head,
                             "1,2020-01-01,12,Robo,,Av. Mitre,100,\n"
                             "2,2020-01-01,12,Robo,,Av Mitre,150,\n"
                             "3,2020-01-01,12,Robo,,Mitre,0,Los Pinos\n"
                             "4,2020-01-01,12,Robo,,Los Pinos,,\n"
                             "5,2020-01-01,12,Robo,,Rivadavia,12,\n");
    ASSERT_EQ(batch.accepted, 5);
    EXPECT_EQ(located(batch, 0), Located::door);
    EXPECT_EQ(batch.incidents.lon[0], 4'910'000);
    EXPECT_EQ(located(batch, 1), Located::interpolated);
    EXPECT_EQ(located(batch, 2), Located::crossing);
    EXPECT_EQ(located(batch, 3), Located::street);
    EXPECT_EQ(batch.incidents.lon[3], no_position) << "somewhere on a street is no position";
    EXPECT_EQ(located(batch, 4), Located::none);
    EXPECT_EQ(batch.incidents.area[1][0], "sur") << "its barrio is the one of the position found";
}

TEST_F(Addresses, AreNotAskedWhereTheRowHasAPoint) {
    const Batch batch =
        read("lon = \"lon\"\nlat = \"lat\"\naddress = \"calle\"\n", "id,fecha,hora,tipo,barrio,calle,lon,lat",
             "1,2020-01-01,12,Robo,,Av. Mitre 100,0.2,0.2\n"
             "2,2020-01-01,12,Robo,,Av. Mitre 100,,\n");
    EXPECT_EQ(located(batch, 0), Located::point);
    EXPECT_EQ(batch.incidents.lon[0], 2'000'000);
    EXPECT_EQ(located(batch, 1), Located::door);
    EXPECT_EQ(finding_of(batch, finding::addresses_placed)->rows, 1);
}

TEST_F(Addresses, HitRateIsToldWithItsIntervalAndNoText) {
    const Batch batch = read(street_and_number, head,
                             "1,2020-01-01,12,Robo,,Av. Mitre,100,\n"
                             "2,2020-01-01,12,Robo,,Rivadavia,12,\n");
    const Finding* told = finding_of(batch, finding::addresses_placed);
    ASSERT_TRUE(told);
    EXPECT_EQ(told->rows, 2);
    EXPECT_THAT(told->detail, HasSubstr(R"("hits":1,"rate":0.5,"low":0.09)"));
    EXPECT_THAT(told->detail, HasSubstr(R"("by_precision":{"exact":1,"none":1})"));
    EXPECT_THAT(told->detail, Not(HasSubstr("Rivadavia")));
    for (const auto& reject : batch.rejects) EXPECT_THAT(reject.found, Not(HasSubstr("Rivadavia")));
}

TEST_F(Addresses, WithNothingToLookThemUpInAreCounted) {
    const Batch batch = read(street_and_number, head, "1,2020-01-01,12,Robo,Norte,Av. Mitre,100,\n", false);
    EXPECT_EQ(finding_of(batch, finding::addresses_unasked)->rows, 1);
    EXPECT_FALSE(finding_of(batch, finding::addresses_placed));
    EXPECT_EQ(located(batch, 0), Located::text);
}

TEST_F(Addresses, ThoseWithoutAPlaceAreToldToWhoAsksButTheProtectedOnes) {
    geocoder_ = Geocoder{town(), std::vector<geocode::Protected>{{.address = "Los Pinos 33"}}};
    const Batch batch = read(street_and_number, head,
                             "1,2020-01-01,12,Robo,,Rivadavia,12,\n"
                             "2,2020-01-01,12,Robo,,Rivadavia,12,\n"
                             "3,2020-01-01,12,Robo,,Los Pinos,33,\n");
    ASSERT_EQ(batch.unplaced.size(), 1u);
    EXPECT_EQ(batch.unplaced[0].text, "Rivadavia 12");
    EXPECT_EQ(batch.unplaced[0].rows, 2);
    EXPECT_EQ(located(batch, 2), Located::none);
    EXPECT_EQ(finding_of(batch, finding::addresses_placed)->rows, 2) << "how many are protected is not told";
}

TEST_F(Addresses, OfAnAreaGiveTheAreaAndNoPosition) {
    const Batch batch = read("address = \"calle\"\n", "id,fecha,hora,tipo,barrio,calle",
                             "1,2020-01-01,12,Robo,,barrio Sur\n");
    EXPECT_EQ(located(batch, 0), Located::by_area);
    EXPECT_EQ(batch.incidents.lon[0], no_position);
    EXPECT_EQ(batch.incidents.area[1][0], "sur");
    EXPECT_EQ(batch.incidents.area[2][0], "1") << "and the area above it";
}

TEST_F(Addresses, TheKeysOfAnAddressNeedOne) {
    EXPECT_THAT(refusal([&] { described(folder_, "lon = \"x\"\nlat = \"y\"\ncrossing = \"cruce\"\n"); }),
                HasSubstr("belongs to an \"address\""));
}

}  // namespace
}  // namespace atalaya::intake
