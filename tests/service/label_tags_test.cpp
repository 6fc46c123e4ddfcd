#include "service/label_tags.hpp"

#include "intake/read.hpp"
#include "service/bulletin/desk.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

void write(const fs::path& path, const std::string& text) {
    fs::create_directories(path.parent_path());
    std::ofstream{path, std::ios::binary} << text;
}

// Facts by kind, and the persons killed by cause of death and sex, which a second source reads from a list of its own.
constexpr const char* facts =
    "id,fecha,tipo\n1,2024-01-03,Homicidio con arma de fuego\n2,2024-01-09,Homicidio con arma blanca\n"
    "3,2024-01-11,Homicidio\n4,2024-01-12,Homicidio\n5,2024-01-13,Hurto\n6,2024-01-20,Robo a mano armada\n";
constexpr const char* deaths =
    "fecha,causa,sexo\n2024-01-03,X93.4,M\n2024-01-09,X99,F\n2024-01-11,Y09,M\n2024-01-12,X934,F\n";

class TaggedCity : public testing::Test {
  protected:
    TaggedCity() {
        place.city("\"hechos\", \"muertes\"", WrittenCity::layer(2, "barrio"));
        place.source("hechos", "incidents", "csv",
                     "[key]\ncolumns = [\"id\"]\n[time]\nday = { column = \"fecha\" }\n"
                     "[offence]\ncolumns = [\"tipo\"]\n");
        place.codes("hechos",
                    "fuego,Homicidio con arma de fuego,,a,a,a,0101,inside,homicidio_doloso,\n"
                    "blanca,Homicidio con arma blanca,,a,a,a,0101,inside,homicidio_doloso,\n"
                    "homicidio,Homicidio,,a,a,a,0101,exact,homicidio_doloso,\n"
                    "hurto,Hurto,,a,a,a,0502,inside,hurto,\n"
                    "armado,Robo a mano armada,,a,a,a,0401,inside,robo,\n");
        place.source("muertes", "tallies", "csv",
                     "[delivery]\ncovers = \"months\"\n[time]\nmonth = { column = \"fecha\", format = "
                     "\"YYYY-MM-DD\" }\n[category]\ndescribes = \"homicidio_doloso\"\n"
                     "each = { mechanism = \"causa\", sex = \"sexo\" }\n");
        place.codes(
            "muertes",
            "x934,mechanism,X93.4,a,a,a,,,,\nx934,mechanism,X934,a,a,a,,,,\nx99,mechanism,X99,a,a,a,,,,\n"
            "y09,mechanism,Y09,a,a,a,,,,\nmujer,sex,F,a,a,a,,,,\nvaron,sex,M,a,a,a,,,,\n");
    }
    void tags(const std::string& source, const std::string& rows) {
        write(place.share().data / "sources" / source / "tags.csv", "code,tag,value\n" + rows);
    }
    std::string refusal() {
        try {
            place.catalogue();
        } catch (const Error& error) {
            return error.what();
        }
        return "";
    }
    CodeTags read(const std::string& source) {
        return read_code_tags(intake::read_source(place.share().data / "sources" / source),
                              read_tags(place.share()), read_mechanisms(place.share()));
    }
    Town& publish() {
        return place.publish({place.file("hechos.csv", facts), place.file("muertes.csv", deaths)});
    }
    static std::vector<std::pair<std::string, double>> points(const Figure& figure) {
        std::vector<std::pair<std::string, double>> out;
        for (const auto& point : figure.series) out.emplace_back(point.label, *point.value);
        return out;
    }

    WrittenCity place{"etiquetas"};
};

TEST_F(TaggedCity, ACodeSaysTagsByTheirNameAndAMechanismItsWeapon) {
    EXPECT_THAT(read("hechos"), IsEmpty());
    tags("muertes", "x934,HMec,X93.4\nmujer,victim.SV,2\n");
    EXPECT_THAT(read("muertes"),
                ElementsAre(Pair("mujer", ElementsAre(Pair("victim.SV", "2"))),
                            Pair("x934", ElementsAre(Pair("event.We", "1"), Pair("homicide.HMec", "X93")))));
}

// Every value of every tag that has values, in the file of a source.
TEST_F(TaggedCity, EveryTagCanBeSet) {
    int set = 0;
    for (const auto& tag : read_tags(place.share()).all) {
        for (const auto& value : tag.values) {
            tags("hechos", "homicidio," + tag.called() + "," + value.code + "\n");
            EXPECT_EQ(read("hechos").at("homicidio").at(tag.called()), value.code);
            ++set;
        }
    }
    EXPECT_EQ(set, 224);
}

TEST_F(TaggedCity, WhatIsNoCodeTagOrValueIsRefused) {
    tags("hechos", "homicidios,We,1\n");
    EXPECT_THAT(refusal(), HasSubstr("codes.csv has no code \"homicidios\""));
    tags("hechos", "homicidio,Wee,1\n");
    EXPECT_THAT(refusal(), HasSubstr("no tag is called \"Wee\""));
    tags("hechos", "homicidio,We,9\n");
    EXPECT_THAT(refusal(), HasSubstr("the tag event.We has no value \"9\". It has: 1, 2, 3, 4, 5, 6"));
    tags("hechos", "homicidio,DaT,2024\n");
    EXPECT_THAT(refusal(), HasSubstr("the tag event.DaT has no values to choose from"));
    tags("hechos", "homicidio,Cit,1\n");
    EXPECT_THAT(refusal(), HasSubstr("tags.csv: the code \"homicidio\": the tag \"Cit\" is of victim"));
    tags("hechos", "homicidio,We,1\nhomicidio,event.We,1\n");
    EXPECT_THAT(refusal(), HasSubstr("has the tag event.We twice"));
    tags("hechos", "homicidio,We,2\nhomicidio,HMec,X93\n");
    EXPECT_THAT(refusal(), HasSubstr("has the weapon 2, and its mechanism X93 is of the weapon 1"));
}

TEST_F(TaggedCity, OnlyHomicidesAndTheirAttemptsHaveContextRelationAndMechanism) {
    for (const char* tag : {"HCtx,2.1", "HRel,1", "HMec,X93"}) {
        tags("hechos", std::string{"homicidio,"} + tag + "\n");
        EXPECT_EQ(refusal(), "") << tag;
        tags("hechos", std::string{"armado,"} + tag + "\n");
        EXPECT_THAT(refusal(),
                    HasSubstr("which only homicides (0101) and their attempts (0102) have; its classes "
                              "are: 0401"))
            << tag;
    }
    tags("hechos", "armado,We,1\n");
    EXPECT_EQ(refusal(), "") << "a weapon is of any event";
}

TEST_F(TaggedCity, PersonsHaveThemWhereEveryLabelOfTheirIndicatorIsAHomicide) {
    tags("muertes", "x99,HMec,X99\n");
    EXPECT_EQ(refusal(), "");
    auto toml = bytes_of(place.share().data / "sources/muertes/source.toml");
    toml.replace(toml.find("homicidio_doloso"), std::string{"homicidio_doloso"}.size(), "robo");
    write(place.share().data / "sources/muertes/source.toml", toml);
    EXPECT_THAT(refusal(), HasSubstr("its classes are: 0401"));
}

TEST(OnlyHomicides, AreOneDivisionAndTheNext) {
    EXPECT_TRUE(only_homicides({"0101"}));
    EXPECT_TRUE(only_homicides({"0102", "0101"}));
    EXPECT_FALSE(only_homicides({}));
    EXPECT_FALSE(only_homicides({"0103"})) << "not intentional";
    EXPECT_FALSE(only_homicides({"0101", "0401"}));
    EXPECT_FALSE(only_homicides({"01"})) << "wider than both";
    EXPECT_FALSE(only_homicides({""}));
}

TEST_F(TaggedCity, FactsAreCountedByTheTagOfTheirCode) {
    tags("hechos", "fuego,We,1\nblanca,We,2\nhomicidio,We,6\nhurto,We,5\n");
    const auto& town = publish();
    const auto weapon = town.figure("homicidio_doloso", "by_tag", "ciudad", "2024-01", "", "", "tag=We");
    EXPECT_THAT(points(weapon),
                ElementsAre(Pair("We=1", 1), Pair("We=2", 1), Pair("We=5", 0), Pair("We=6", 2)));
    EXPECT_EQ(weapon.records_in, 4);
    EXPECT_THAT(points(town.figure("hurto", "by_tag", "ciudad", "2024-01", "", "", "tag=We")),
                ElementsAre(Pair("We=5", 1), Pair("We=6", 0)))
        << "what has no weapon and what is not known are two things, each told";
    EXPECT_EQ(town.figure("robo", "by_tag", "ciudad", "2024-01", "", "", "tag=We").reason, "no_data");
    EXPECT_EQ(town.figure("homicidio_doloso", "by_tag", "ciudad", "2023-01", "", "", "tag=We").reason,
              "no_data");
}

// A row may stand for several victims: the figure counts these, and says of how many rows.
TEST(Records, AreRowsWhereVictimsAreCounted) {
    WrittenCity place{"varias"};
    place.city("\"hechos\"", WrittenCity::layer(2, "barrio"));
    place.source("hechos", "incidents", "csv",
                 "[key]\ncolumns = [\"id\"]\n[time]\nday = { column = \"fecha\" }\n"
                 "[offence]\ncolumns = [\"tipo\"]\n[units]\ncolumn = \"victimas\"\n");
    place.codes("hechos", "homicidio,Homicidio,,a,a,a,0101,exact,homicidio_doloso,\n");
    write(place.share().data / "sources/hechos/tags.csv", "code,tag,value\nhomicidio,We,1\n");
    const auto& town = place.publish({place.file("hechos.csv",
                                                 "id,fecha,tipo,victimas\n1,2024-01-02,Homicidio,5\n2,2024-"
                                                 "01-09,Homicidio,1\n3,2024-02-28,Homicidio,1\n")});
    for (const char* measure : {"count", "monthly", "weekly", "by_tag"}) {
        const auto figure = town.figure("homicidio_doloso", measure, "ciudad", "2024-01", "", "",
                                        measure == std::string{"by_tag"} ? "tag=We" : "");
        EXPECT_EQ(figure.records_in, 2) << measure;
        EXPECT_EQ(figure.series.empty() ? *figure.value : 6, 6) << measure;
    }
}

TEST_F(TaggedCity, FactsOfWhichTheSourceSaysNothingAreApartFromThoseNotKnown) {
    tags("hechos", "fuego,We,1\nblanca,We,6\n");
    EXPECT_THAT(points(publish().figure("homicidio_doloso", "by_tag", "ciudad", "2024-01", "", "", "tag=We")),
                ElementsAre(Pair("We=1", 1), Pair("We=5", 0), Pair("We=6", 1), Pair("We=", 2)));
}

TEST_F(TaggedCity, PersonsAreCountedByMechanismFromTheirCauseOfDeath) {
    tags("muertes", "x934,HMec,X934\nx99,HMec,X99\ny09,HMec,Y09\nmujer,victim.SV,2\nvaron,victim.SV,1\n");
    const auto& town = publish();
    const auto by = [&](const char* tag, const char* territory = "ciudad") {
        return town.figure("homicidio_doloso", "by_tag", territory, "2024-01", "", "",
                           std::string{"tag="} + tag);
    };
    EXPECT_THAT(points(by("HMec")),
                ElementsAre(Pair("HMec=X93", 2), Pair("HMec=X99", 1), Pair("HMec=Y09", 1)));
    EXPECT_THAT(points(by("We")),
                ElementsAre(Pair("We=1", 2), Pair("We=2", 1), Pair("We=5", 0), Pair("We=6", 1)));
    EXPECT_THAT(points(by("SV")),
                ElementsAre(Pair("SV=1", 2), Pair("SV=2", 2), Pair("SV=3", 0), Pair("SV=4", 0)));
    EXPECT_THAT(by("SV").sources, ElementsAre("muertes"));
    EXPECT_EQ(by("perpetrator.SP").reason, "no_data");
}

// The three mechanisms that the simulated prosecutor writes, as codes of ICD-10, and the weapons that they stand for.
TEST(TagsOfMarejada, AddUpToTheVictims) {
    const auto& town = marejada();
    for (const char* tag : {"HMec", "We", "SV", "STV", "Lo"}) {
        const auto figure =
            town.figure("homicidio_doloso", "by_tag", "ciudad", "2024", "", "", std::string{"tag="} + tag);
        EXPECT_EQ(figure.records_in, 14) << tag;
    }
}

// Were its people real: fourteen victims leave a small cell in every tag, and then none of its cells goes out.
TEST(TagsOfMarejada, InPublicPassTheDoorOfTheAttributes) {
    auto catalogue = marejada().catalogue;
    catalogue.city.simulated = false;
    Worlds worlds{*marejada().store, catalogue};
    Desk desk{worlds, {.month = *parse_month("2024-12"), .profile = "publico"}};
    for (const char* tag : {"HMec", "We", "SV", "STV", "Lo"}) {
        const Figure& shown =
            desk.ask("homicidio_doloso", "by_tag", desk.twelve(), {}, std::string{"tag="} + tag);
        EXPECT_EQ(shown.reason, "withheld") << tag;
        EXPECT_TRUE(shown.series.empty()) << tag;
        EXPECT_EQ(shown.records_in, 0) << tag;
    }
}

// --- the real files

using ByTag = std::map<std::string, std::int64_t>;

// Of the codes of a source that say the tag, the counts of its file by value.
ByTag counted(const std::string& city, const std::string& id, const std::string& file,
              const std::string& tag) {
    const auto catalogue = read_catalogue(find_share(), city);
    const auto& source = catalogue.source(id);
    const auto tags = read_code_tags(source, read_tags(catalogue.share), read_mechanisms(catalogue.share));
    NoProgress quiet;
    const Batch batch = intake::read_here(source, catalogue.city, intake::Gazetteer{catalogue.city, {}},
                                          source_folder().parent_path() / "shared/data" / file, quiet);
    ByTag out;
    for (std::size_t i = 0; i < batch.tallies.size(); ++i) {
        const auto of = tags.find(std::string{batch.tallies.category[i]}.substr(id.size() + 1));
        if (of != tags.end() && of->second.contains(tag)) out[of->second.at(tag)] += batch.tallies.count[i];
    }
    return out;
}

class RealFilesCodeTags : public testing::Test {
  protected:
    void SetUp() override {
        if (!fs::exists(source_folder().parent_path() / "shared/data"))
            GTEST_SKIP() << "no folder shared/data beside the repository";
    }
};

// 4,019 victims of 2017 to 2024, counted from the rows by each column; of more than half nobody wrote the sex.
TEST_F(RealFilesCodeTags, VictimsOfPanamaByWeaponSexAndAge) {
    const auto by = [](const char* tag) {
        return counted("panama", "panama-homicidios-victimas", "panama/dataset_homicidios.csv", tag);
    };
    EXPECT_EQ(by("event.We"), (ByTag{{"1", 3118}, {"2", 485}, {"3", 156}, {"6", 260}}));
    EXPECT_EQ(by("victim.SV"), (ByTag{{"1", 1719}, {"2", 184}, {"4", 2116}}));
    std::int64_t all = 0;
    for (const auto& [value, n] : by("victim.AV")) all += n;
    EXPECT_EQ(all, 4019);
}

// 334,193 files of intentional homicide of 1997 to 2017 by SUBTIPO; firearm and blade are told of injuries too.
TEST_F(RealFilesCodeTags, HomicidesAndInjuriesOfMexicoByWeapon) {
    const auto weapons =
        counted("mexico", "mexico-sesnsp-estatal", "mexico/sesnsp_estatal_1997_2017.csv.gz", "event.We");
    EXPECT_EQ(weapons,
              (ByTag{{"1", 144'050 + 73'323}, {"2", 37'875 + 104'329}, {"3", 121'617}, {"6", 30'651}}));
}

TEST(TagsOfSources, AreReadOfEverySourceThatHasThem) {
    const auto share = find_share();
    const auto tags = read_tags(share);
    const auto mechanisms = read_mechanisms(share);
    int files = 0;
    for (const auto& source : intake::read_sources(share.data / "sources"))
        files += read_code_tags(source, tags, mechanisms).empty() ? 0 : 1;
    EXPECT_EQ(files, 4);
    for (const char* city : {"cdmx", "mexico", "panama", "villa-marejada"})
        EXPECT_NO_THROW(read_catalogue(share, city));
}

}  // namespace
}  // namespace atalaya::service
