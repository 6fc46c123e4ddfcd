#include "intake/city.hpp"
#include "source_folder.hpp"

#include <gmock/gmock.h>

#include "support.hpp"

namespace atalaya::intake {
namespace {

using testing::HasSubstr;

constexpr const char* aldea = R"(id = "aldea"
name = "Aldea"
short_name = "Aldea"
country = "AR"
region = "es-AR"
zone = "America/Argentina/Buenos_Aires"
sources = ["hechos"]
[[layers]]
slot = 3
id = "comuna"
name = { es = "Comuna", pt = "Comuna", en = "Comuna" }
plural = { es = "comunas", pt = "comunas", en = "comunas" }
[[layers]]
slot = 2
id = "barrio"
name = { es = "Barrio", pt = "Bairro", en = "Barrio" }
plural = { es = "barrios", pt = "bairros", en = "barrios" }
parent = "comuna"
[[breaks]]
id = "cambio"
day = 2020-01-01
sources = ["hechos"]
what = { es = "a", pt = "b", en = "c" }
[[coverage]]
source = "hechos"
layer = "barrio"
area = "norte"
first = "2020-02-01"
what = { es = "a", pt = "b", en = "c" }
[demo]
period = "2020-08"
territories = ["comuna:1"]
deliveries = [["a.csv", "b.csv"], ["c.csv"]]
)";

City read_aldea(const Folder& folder, const std::string& text) {
    folder.write("aldea/city.toml", text);
    return read_city(folder.path() / "aldea");
}

TEST(CityDescriptor, SaysWhatItSays) {
    const Folder folder;
    const City city = read_aldea(folder, aldea);
    ASSERT_EQ(city.layers.size(), 2u);
    EXPECT_EQ(city.layers[0].id, "barrio") << "layers come by slot";
    EXPECT_EQ(city.layer("comuna")->slot, 3);
    EXPECT_EQ(city.layer("nada"), nullptr);
    EXPECT_EQ(iso(city.breaks.at(0).day), "2020-01-01") << "a TOML date is a day too";
    EXPECT_FALSE(city.coverage.at(0).last) << "until today";
    EXPECT_EQ(city.demo->deliveries.at(0).size(), 2u);
}

TEST(CityDescriptor, RefusesWhatCannotBeMeant) {
    const struct {
        const char *from, *to, *says;
    } cases[] = {
        {"slot = 2", "slot = 5", "should be 1, 2, 3 or 4"},
        {"slot = 2", "slot = 3", "two layers share"},
        {"parent = \"comuna\"", "parent = \"provincia\"",
         "should be a layer in a later slot; found \"provincia\""},
        {"[[breaks]]", "[[brakes]]", "Did you mean \"breaks\"?"},
        {"sources = [\"hechos\"]\nwhat", "sources = [\"otros\"]\nwhat",
         "names \"otros\", which is not in \"sources\""},
        {"area = \"norte\"", "", "go together"},
        {"period = \"2020-08\"", "period = \"2020-13\"", "should be a month"},
        {"pt = \"Bairro\", ", "", "\"pt\" is missing in [layers.name]"},
    };
    for (const auto& c : cases) {
        const Folder folder;
        EXPECT_THAT(refusal([&] { read_aldea(folder, edited(aldea, c.from, c.to)); }), HasSubstr(c.says))
            << c.to;
    }
}

TEST(CityDescriptor, AnIndicatorOfItsOwnNameCountsWhatFiguresCount) {
    const auto named = [](const std::string& unit) {
        return std::string{aldea} +
               "[[names]]\nindicator = \"robo\"\nname = { es = \"x\", pt = \"x\", en = \"x\" }\nunit = \"" +
               unit + "\"\n";
    };
    const Folder folder;
    EXPECT_EQ(read_aldea(folder, named("call")).names.at(0).unit, "call");
    const Folder other;
    EXPECT_THAT(refusal([&] { read_aldea(other, named("calls")); }),
                HasSubstr("\"unit\" should be one of fact, victim, vehicle, report, call"));
}

TEST(CityDescriptor, SaysOfWhichTerritoriesASourceTellsAll) {
    const Folder folder;
    const std::string text =
        std::string{aldea} + "[[coverage]]\nsource = \"hechos\"\nreaches = [\"ciudad\", \"barrio:norte\"]\n";
    const City city = read_aldea(folder, text);
    ASSERT_EQ(city.coverage.size(), 3U);
    EXPECT_FALSE(city.coverage[0].on_no_day()) << "a gap without an end";
    EXPECT_TRUE(city.coverage[1].on_no_day());
    EXPECT_EQ(city.coverage[1].layer, "");
    EXPECT_EQ(city.coverage[2].layer, "barrio");
    EXPECT_EQ(city.coverage[2].area, "norte");
    EXPECT_FALSE(city.coverage[2].noticed());

    const auto refused = [&](const char* from, const char* to) {
        return refusal([&] { read_aldea(folder, edited(text, from, to)); });
    };
    EXPECT_THAT(refused("\"barrio:norte\"", "\"cuadra:1\""), HasSubstr("no layer \"cuadra\""));
    EXPECT_THAT(refused("\"barrio:norte\"", "\"barrio:\""), HasSubstr("an area such as \"comuna:1\""));
    EXPECT_THAT(refused("\"barrio:norte\"", "\"norte\""), HasSubstr("found \"norte\""));
    EXPECT_THAT(refused("reaches", "first = \"2020-01-01\"\nreaches"), HasSubstr("first"));
}

TEST(CityDescriptor, CrosswalksAreChosenOnceForAllAndOnceForAnIndicator) {
    const Folder folder;
    const std::string chosen =
        std::string{aldea} +
        "[[crosswalks]]\nsource = \"hechos\"\nuse = \"ine\"\n[[crosswalks]]\nsource = "
        "\"hechos\"\nuse = \"otra\"\nindicators = [\"robo\"]\n[codes]\nautomatic = 95\n";
    const City city = read_aldea(folder, chosen);
    ASSERT_EQ(city.crosswalks.size(), 2u);
    EXPECT_EQ(city.crosswalks[0].use, "ine");
    EXPECT_EQ(city.crosswalks[1].indicators.at(0), "robo");
    EXPECT_EQ(city.codes_automatic, 95);
    EXPECT_FALSE(read_aldea(folder, aldea).codes_automatic) << "never, unless said";
    const struct {
        const char *from, *to, *says;
    } cases[] = {
        {"use = \"otra\"\nindicators = [\"robo\"]", "use = \"otra\"", "two [[crosswalks]] choose"},
        {"source = \"hechos\"\nuse = \"ine\"", "source = \"otros\"\nuse = \"ine\"", "is not in \"sources\""},
        {"automatic = 95", "automatic = 60", "should be 70 to 100"},
    };
    for (const auto& c : cases)
        EXPECT_THAT(refusal([&] { read_aldea(folder, edited(chosen, c.from, c.to)); }), HasSubstr(c.says));
}

TEST(CityDescriptor, EveryCityOfTheRepositoryCanBeRead) {
    const auto cities = read_cities(source_folder() / "cities");
    ASSERT_FALSE(cities.empty());
    for (const auto& city : cities) {
        for (const auto& id : city.sources)
            EXPECT_NO_THROW(read_source((source_folder() / "sources") / id)) << city.id;
    }
}

constexpr const char* two_lists = R"([[reconciliations]]
indicator = "homicidio_doloso"
primary = "hechos"
other = "fiscalia"
other_counts = "homicidio_segun_fiscalia"
days = 3
layer = "comuna"
)";

TEST(CityDescriptor, NamesTheListsThatAreHeldAgainstEachOther) {
    const Folder folder;
    const std::string text = edited(edited(aldea, "[\"hechos\"]", "[\"hechos\", \"fiscalia\"]"), "[demo]",
                                    two_lists + std::string{"[demo]"});
    const City city = read_aldea(folder, text);
    ASSERT_EQ(city.reconciliations.size(), 1u);
    EXPECT_EQ(city.reconciliations[0].other, "fiscalia");
    EXPECT_EQ(city.reconciliations[0].days, 3);

    const auto refused = [&](const char* from, const char* to) {
        return refusal([&] { read_aldea(folder, edited(text, from, to)); });
    };
    EXPECT_THAT(refused("other = \"fiscalia\"", "other = \"nadie\""), HasSubstr("\"nadie\" is not in"));
    EXPECT_THAT(refused("other = \"fiscalia\"", "other = \"hechos\""), HasSubstr("two different sources"));
    EXPECT_THAT(refused("days = 3", "days = -1"), HasSubstr("should be 0 to 60"));
    EXPECT_THAT(refused("layer = \"comuna\"\n[demo]", "layer = \"cuadra\"\n[demo]"),
                HasSubstr("no layer \"cuadra\""));
    EXPECT_THAT(refused("\"homicidio_segun_fiscalia\"", "\"homicidio_doloso\""), HasSubstr("never added"));
}

constexpr const char* bridge = R"([breaks.bridge]
source = "hechos-recodificados"
first = "2020-01-01"
last = "2020-06-30"
moved = [{ counts = "recodificado", before = "hurto-arrebato", after = "robo-arrebato" }]
)";

TEST(CityDescriptor, NamesTheMonthsThatBearBothCodes) {
    const Folder folder;
    const std::string text = edited(
        edited(aldea, "[\"hechos\"]\n[[layers]]", "[\"hechos\", \"hechos-recodificados\"]\n[[layers]]"),
        "[[coverage]]", bridge + std::string{"[[coverage]]"});
    const City city = read_aldea(folder, text);
    ASSERT_TRUE(city.breaks.at(0).bridge);
    EXPECT_EQ(iso(city.breaks[0].bridge->last), "2020-06-30");
    EXPECT_EQ(city.breaks[0].bridge->moved.at(0).after, "robo-arrebato");

    const auto refused = [&](const char* from, const char* to) {
        return refusal([&] { read_aldea(folder, edited(text, from, to)); });
    };
    EXPECT_THAT(refused("source = \"hechos-recodificados\"", "source = \"nadie\""),
                HasSubstr("break \"cambio\" names \"nadie\", which is not in \"sources\""));
    EXPECT_THAT(refused("day = 2020-01-01", "day = 2020-01-02"),
                HasSubstr("should begin on the first day of a month"));
    EXPECT_THAT(refused("last = \"2020-06-30\"", "last = \"2020-06-15\""),
                HasSubstr("the first and the last day of the months that bear both codes"));
    EXPECT_THAT(refused("first = \"2020-01-01\"\nlast", "first = \"2019-12-01\"\nlast"),
                HasSubstr("should not begin before the break"));
    EXPECT_THAT(refused("after = \"robo-arrebato\"", "after = \"hurto-arrebato\""),
                HasSubstr("two different codes"));
    EXPECT_THAT(
        refused("{ counts = \"recodificado\", before = \"hurto-arrebato\", after = \"robo-arrebato\" }", ""),
        HasSubstr("should say in \"moved\" which codes became which"));
}

constexpr const char* changes = R"([[area_changes]]
id = "nuevo-sur"
day = "2020-07-01"
layer = "barrio"
kind = "split"
from = ["sur"]
to = ["sur", "nuevo-sur"]
shares = [0.75, 0.25]
what = { es = "a", pt = "b", en = "c" }
act = "Ordenanza 12"
[[area_changes]]
id = "norte"
day = "2019-01-01"
layer = "barrio"
kind = "code"
from = ["n"]
to = ["norte"]
what = { es = "a", pt = "b", en = "c" }
act = "Ordenanza 11"
[[interpolations]]
kind = "residents"
from = "comuna"
to = "barrio"
)";

TEST(CityDescriptor, SaysWhatBecameOfAreas) {
    const Folder folder;
    const std::string text = edited(aldea, "[demo]", changes + std::string{"[demo]"});
    const City city = read_aldea(folder, text);
    ASSERT_EQ(city.area_changes.size(), 2u);
    EXPECT_EQ(city.area_changes[0].id, "norte") << "they come by day";
    EXPECT_EQ(city.area_changes[1].kind, AreaChange::Kind::split);
    EXPECT_EQ(city.area_changes[1].shares[1], 0.25);
    ASSERT_EQ(city.breaks.size(), 2u) << "another code for the same land is no break";
    EXPECT_EQ(city.breaks[1].id, "nuevo-sur");
    EXPECT_EQ(city.breaks[1].layer, "barrio");
    EXPECT_EQ(city.breaks[1].areas, std::vector<std::string>{"sur"});
    EXPECT_EQ(city.breaks[1].sources, city.sources);
    EXPECT_EQ(city.interpolations.at(0).units, "");

    const auto refused = [&](const char* from, const char* to) {
        return refusal([&] { read_aldea(folder, edited(text, from, to)); });
    };
    EXPECT_THAT(refused("[0.75, 0.25]", "[0.75, 0.2]"), HasSubstr("they add up to 0.95"));
    EXPECT_THAT(refused("kind = \"split\"", "kind = \"partition\""), HasSubstr("partition"));
    EXPECT_THAT(refused("kind = \"split\"", "kind = \"code\""), HasSubstr("is a code of 1 areas into 2"));
    EXPECT_THAT(refused("from = [\"sur\"]", "from = [\"n\"]"),
                HasSubstr("takes \"n\" on 2020-07-01, which \"norte\" had ended on 2019-01-01"));
    EXPECT_THAT(refused("to = \"barrio\"", "to = \"zona\""), HasSubstr("the city has no layer \"zona\""));
    EXPECT_THAT(refused("to = \"barrio\"", "to = \"comuna\""), HasSubstr("of another layer"));
}

constexpr const char* named_lists = R"([[links]]
id = "victimas"
first = "hechos"
first_counts = "homicidio_doloso"
second = "fiscalia"
second_counts = "homicidio_segun_fiscalia"
fields = [
    { by = "day", within = 3 },
    { by = "name", first = ["nombre", "apellido"], second = "victima", alike = [0.85] },
    { by = "document", id = "dni", first = "dni" },
    { by = "exact", first = "causa", second = "legajo" },
]
blocks = [["name:phonetic", "year"], ["dni"], ["exact"]]
[[comparisons]]
id = "heridos"
first = "hechos"
first_counts = ["lesion_dolosa"]
second = "fiscalia"
second_counts = ["herido_arma"]
layer = "comuna"
differences = [{ what = { es = "a", pt = "b", en = "c" } }]
)";

TEST(CityDescriptor, ComparesTextsOfTwoListsAndNumbersOfTwoSources) {
    const Folder folder;
    const std::string text = edited(edited(aldea, "[\"hechos\"]", "[\"hechos\", \"fiscalia\"]"), "[demo]",
                                    named_lists + std::string{"[demo]"});
    const City city = read_aldea(folder, text);
    const Link& link = city.links.at(0);
    ASSERT_EQ(link.fields.size(), 4u);
    EXPECT_FALSE(link.fields[0].of_text());
    EXPECT_THAT(link.fields[1].first, testing::ElementsAre("nombre", "apellido"));
    EXPECT_THAT(link.fields[1].second, testing::ElementsAre("victima"));
    EXPECT_EQ(link.fields[1].alike, 0.85);
    EXPECT_THAT(link.fields[2].second, testing::ElementsAre("dni")) << "called the same on both lists";
    EXPECT_EQ(link.text_field("dni"), &link.fields[2]);
    EXPECT_EQ(link.text_field("day"), nullptr);
    EXPECT_EQ(city.comparisons.at(0).layer, "comuna");
    EXPECT_EQ(city.comparisons.at(0).differences.at(0).en, "c");

    const auto refused = [&](const char* from, const char* to) {
        return refusal([&] { read_aldea(folder, edited(text, from, to)); });
    };
    EXPECT_THAT(refused("[0.85]", "[0.2]"), HasSubstr("from 0.7"));
    EXPECT_THAT(refused("[\"dni\"]", "[\"dni:phonetic\"]"), HasSubstr("found \"dni:phonetic\"")) << "no name";
    EXPECT_THAT(refused("[\"dni\"]", "[\"name\"]"), HasSubstr("found \"name\""))
        << "as it is written is no block";
    EXPECT_THAT(refused("id = \"dni\"", "id = \"exact\""), HasSubstr("two fields are called"));
    EXPECT_THAT(refused("differences = [{ what = { es = \"a\", pt = \"b\", en = \"c\" } }]", ""),
                HasSubstr("why the two do not count alike"));
    EXPECT_THAT(refused("layer = \"comuna\"\ndiff", "layer = \"cuadra\"\ndiff"), HasSubstr("no layer"));
}

}  // namespace
}  // namespace atalaya::intake
