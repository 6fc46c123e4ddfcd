// From a file with addresses to a vintage, to the list of what nobody could find, to a name, to a vintage again.
// The city and its sources are written on the spot.
#include "service/places_to_name.hpp"

#include <fstream>

#include "core/error.hpp"
#include "service/ingest.hpp"
#include "service/placed_addresses.hpp"
#include "store/questions.hpp"
#include "support.hpp"

namespace atalaya::service {
namespace {

namespace fs = std::filesystem;

void write(const fs::path& path, std::string_view text) {
    fs::create_directories(path.parent_path());
    std::ofstream{path, std::ios::binary} << text;
}

constexpr const char* words = R"({ es = "x", pt = "x", en = "x" })";

std::string head_of(const std::string& id, const std::string& kind, const std::string& file,
                    const std::string& format) {
    return "id = \"" + id + "\"\nversion = \"1\"\nkind = \"" + kind + "\"\nname = " + words +
           "\npublisher = \"x\"\nurl = \"x\"\nlicence = \"x\"\nfiles = [\"" + file +
           "\"]\ncadence = \"once\"\n[format]\ntype = \"" + format + "\"\n";
}

class PlacesToName : public testing::Test {
  protected:
    PlacesToName() {
        share_ = find_share();
        share_.data = folder_.path() / "share";
        fs::create_directories(share_.data);
        for (const char* name : {"taxonomy", "indicators"})
            fs::create_directory_symlink(find_share().data / name, share_.data / name);
        write(
            share_.data / "cities/aldea/city.toml",
            "id = \"aldea\"\nname = \"Aldea\"\nshort_name = \"Aldea\"\ncountry = \"AR\"\nregion = \"es-AR\"\n"
            "zone = \"America/Argentina/Buenos_Aires\"\nsimulated = true\n"
            "sources = [\"puertas\", \"hechos\"]\n[[layers]]\nslot = 2\nid = \"barrio\"\nname = " +
                std::string{words} + "\nplural = " + words + "\noptional = true\n");
        write(share_.data / "sources/puertas/source.toml",
              head_of("puertas", "places", "puertas.csv", "csv") +
                  "[places]\nwhat = \"doors\"\nstreet = \"calle\"\nnumber = \"puerta\"\nlon = \"lon\"\n"
                  "lat = \"lat\"\n");
        write(share_.data / "sources/hechos/source.toml",
              head_of("hechos", "incidents", "hechos.csv", "csv") +
                  "[key]\ncolumns = [\"id\"]\n[time]\nday = { column = \"fecha\" }\n[offence]\n"
                  "columns = [\"tipo\"]\nunlisted = \"keep\"\n[place]\naddress = \"lugar\"\n");
        write(folder_.path() / "puertas.csv",
              "calle,puerta,lon,lat\nAVENIDA MITRE,100,-58.49,-34.6\nAVENIDA MITRE,200,-58.48,-34.6\n"
              "LOS PINOS,10,-58.5,-34.61\n");
        write(folder_.path() / "hechos.csv",
              "id,fecha,tipo,lugar\n1,2020-01-01,Robo,Av. Mitre 100\n"
              "2,2020-01-01,Robo,la panadería vieja\n3,2020-01-02,Robo,La Panaderia Vieja\n"
              "4,2020-01-02,Robo,Los Pinos 10\n5,2020-01-03,Robo,Calle Nueva 12\n");
        store::create_directory(data(), "aldea");
    }

    fs::path data() const { return folder_.path() / "data"; }
    Ingested ingest_files(const std::vector<std::string>& names, const char* on) {
        NoProgress quiet;
        IngestRequest request{.on = *parse_day(on)};
        for (const auto& name : names) request.paths.push_back(folder_.path() / name);
        return ingest(data(), share_, request, quiet);
    }
    Named name(const std::string& text, const std::string& means, std::optional<LonLat> at = {}) {
        NoProgress quiet;
        store::Store store{data()};
        return name_place(store, read_catalogue(share_, "aldea"),
                          {text, means, at, "Ana Ruiz", "Beto Paz", *parse_day("2020-02-01")}, quiet);
    }
    PlacesWorklist worklist() {
        NoProgress quiet;
        store::Store store{data(), store::Access::read};
        return places_worklist(store, read_catalogue(share_, "aldea"), 10, quiet);
    }
    std::size_t positions() {
        store::Store store{data(), store::Access::read};
        return store::live_positions(store.analytics(), {"aldea", store.newest()->no},
                                     {*parse_day("2020-01-01"), *parse_day("2020-02-01")})
            .size();
    }

    Folder folder_;
    Share share_;
};

TEST_F(PlacesToName, ANameGivenOncePlacesItsRowsWhenTheFileComesAgain) {
    const auto first = ingest_files({"puertas.csv", "hechos.csv"}, "2020-01-05");
    EXPECT_TRUE(first.vintage.published);
    EXPECT_EQ(positions(), 2u);

    const auto list = worklist();
    EXPECT_EQ(list.asked, 5);
    EXPECT_EQ(list.unplaced, 3);
    ASSERT_EQ(list.places.size(), 2u);
    EXPECT_EQ(list.places[0].rows, 2) << "spellings of one place are one";
    EXPECT_DOUBLE_EQ(list.places[0].share, 0.4);
    EXPECT_EQ(list.places[1].text, "calle nueva");

    const auto named = name("la panadería vieja", "Mitre 200");
    EXPECT_EQ(named.precision, geocode::Precision::exact);
    const auto again = ingest_files({"hechos.csv"}, "2020-02-02");
    EXPECT_FALSE(again.deliveries[0].known) << "the same bytes are read otherwise now";
    EXPECT_EQ(again.vintage.revised, 2);
    EXPECT_EQ(positions(), 4u);
    EXPECT_EQ(worklist().unplaced, 1);
}

TEST_F(PlacesToName, WhatIsReadTwiceWithTheSamePlacesIsKnown) {
    ingest_files({"puertas.csv", "hechos.csv"}, "2020-01-05");
    EXPECT_TRUE(ingest_files({"hechos.csv"}, "2020-01-06").deliveries[0].known);
}

TEST_F(PlacesToName, AStreetMayBeCalledOtherwise) {
    ingest_files({"puertas.csv", "hechos.csv"}, "2020-01-05");
    EXPECT_EQ(name("calle nueva", "Los Pinos").name.street, "LOS PINOS");
    ingest_files({"hechos.csv"}, "2020-02-02");
    EXPECT_EQ(worklist().unplaced, 2) << "Calle Nueva 12 is near Los Pinos 10";
}

TEST_F(PlacesToName, TheRateOfAReadingIsKeptWithIt) {
    const auto first = ingest_files({"puertas.csv", "hechos.csv"}, "2020-01-05");
    EXPECT_EQ(placed_addresses(first.deliveries[1].batch)->hits, 2);
    store::Store store{data(), store::Access::read};
    const auto all = placed_addresses(store);
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(all[0].asked, 5);
    EXPECT_EQ(all[0].verdict, "missed");
    EXPECT_NEAR(all[0].high, 0.769, 0.001) << "Wilson, 2 of 5";
    EXPECT_NEAR(all[0].rate, 0.4, 1e-12);
}

TEST_F(PlacesToName, ANameNeedsSomebodyAndAPlaceThatIsFound) {
    ingest_files({"puertas.csv", "hechos.csv"}, "2020-01-05");
    EXPECT_THROW(name("la panadería vieja", "Belgrano 100"), Error);
    EXPECT_THROW(name("Mitre 100", "Mitre 200"), Error) << "it is found already";
    EXPECT_THROW(name("la panadería vieja", "Mitre 200", LonLat{-58, -34}), Error);
    EXPECT_THROW(name(" ", "Mitre 200"), Error);
    EXPECT_FALSE(fs::exists(own_names_file(data())));
}

TEST_F(PlacesToName, TheFileOfNamesIsTheCitysToRead) {
    ingest_files({"puertas.csv", "hechos.csv"}, "2020-01-05");
    name("la panadería vieja", "", LonLat{-58.485, -34.6});
    name("calle nueva", "Los Pinos");
    const auto names = own_names(data());
    ASSERT_EQ(names.size(), 2u);
    EXPECT_EQ(names[0].author, "Ana Ruiz");
    EXPECT_EQ(names[0].reviewed_by, "Beto Paz");
    EXPECT_EQ(names[0].on, "2020-02-01");
    EXPECT_EQ(names[1].street, "LOS PINOS");
    EXPECT_EQ(fs::status(own_names_file(data())).permissions() & fs::perms::others_all, fs::perms::none);
}

TEST_F(PlacesToName, AProtectedAddressIsInNoListAndHasNoPosition) {
    write(data() / "places/protected.csv", "address,lon,lat,metres\nLos Pinos 10,,,\nCalle Nueva 12,,,\n");
    ingest_files({"puertas.csv", "hechos.csv"}, "2020-01-05");
    EXPECT_EQ(positions(), 1u);
    for (const auto& place : worklist().places) EXPECT_NE(place.text, "calle nueva");
    EXPECT_THROW(name("la panadería vieja", "Los Pinos 10"), Error);
}

}  // namespace
}  // namespace atalaya::service
