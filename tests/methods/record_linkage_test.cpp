// What record_linkage refuses, and that its answer follows the rows wherever they are.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "methods/method.hpp"

using namespace atalaya;
using namespace atalaya::methods;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

Frame list(const std::vector<std::pair<std::string, Texts>>& columns) {
    Frame frame;
    for (const auto& [name, cells] : columns) frame.add(name, cells);
    return frame;
}

Frame witnesses() {
    return list({{"id", {"1", "2", "3", "4", "5", "6", "7", "8", "9"}},
                 {"field_1",
                  {"Ana Pérez", "Luis Sosa", "Perez, Ana", "Juan Ruiz", "Rosa Gómez", "Luis Soza",
                   "Carla Díaz", "Pablo Ruiz", "NN"}},
                 {"field_2",
                  {"1980-02-11", "1975-06-30", "1980-02-11", "1991-12-05", "1968-04-19", "1975-07-01",
                   "1999-09-02", "1983-01-27", "1975-03-14"}},
                 {"field_3", {"Sur", "Norte", "Sur", "Centro", "Norte", "Norte", "Sur", "Centro", ""}}});
}

Question of_witnesses() {
    return {.tables = {{"records", witnesses()}}, .given = {{"compare_1", "name_es"}, {"compare_2", "date"}}};
}

std::string refused(const Question& question) {
    try {
        run(*find("record_linkage"), question);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

TEST(RecordLinkage, NamesInAnotherOrderAndDaysBesideAreFound) {
    const auto result = run(*find("record_linkage"), of_witnesses());
    const auto& pairs = result.tables.at("pairs");
    ASSERT_GE(pairs.rows(), 2u);
    EXPECT_THAT(std::vector(pairs.texts("first").begin(), pairs.texts("first").begin() + 2),
                testing::UnorderedElementsAre("1", "2"));
    for (std::size_t i = 0; i < 2; ++i) {
        const bool ana = pairs.texts("first")[i] == "1";
        EXPECT_EQ(pairs.texts("second")[i], ana ? "3" : "6");
        EXPECT_EQ(pairs.texts("pattern")[i], ana ? "eee" : "cce");
        EXPECT_EQ(pairs.texts("band")[i], "link");
    }
    EXPECT_THAT(result.tables.at("records").numbers("cluster"), ElementsAre(1, 2, 1, 0, 0, 2, 0, 0, 0));
}

TEST(RecordLinkage, DaysAreReadAsMunicipalitiesWriteThem) {
    const auto plain = run(*find("record_linkage"), of_witnesses());
    auto records = witnesses();
    for (auto& column : records.columns) {
        if (column.name != "field_2") continue;
        for (auto& day : std::get<Texts>(column.cells))
            day = day.substr(8, 2) + "/" + day.substr(5, 2) + "/" + day.substr(0, 4) + " 10:15";
    }
    auto asked = of_witnesses();
    asked.tables = {{"records", records}};
    const auto written = run(*find("record_linkage"), asked);
    EXPECT_EQ(written.tables.at("pairs").numbers("weight"), plain.tables.at("pairs").numbers("weight"));

    for (auto& column : records.columns)
        if (column.name == "field_2") column.cells = Texts(records.rows(), "lunes");
    asked.tables = {{"records", records}};
    EXPECT_THAT(refused(asked), testing::AllOf(HasSubstr("field_2"), HasSubstr("found \"lunes\""),
                                               HasSubstr("compare_2=exact")));
}

TEST(RecordLinkage, AListInWhichNothingIsAlikeIsAnsweredWithWhy) {
    const auto why = [](const Texts& cells, const std::string& by = "exact") {
        Texts ids;
        for (std::size_t i = 0; i < cells.size(); ++i) ids.push_back(std::to_string(i));
        return run(*find("record_linkage"), {.tables = {{"records", list({{"id", ids}, {"field_1", cells}})}},
                                             .given = {{"compare_1", by}}})
            .refused;
    };
    EXPECT_EQ(why({"Ana", "Luis", "Carla"}), "no_likeness");
    EXPECT_EQ(why({"Ana", "Ana", "Ana"}), "pairs_alike");
    EXPECT_EQ(why({"Ana"}), "no_pairs");
    EXPECT_EQ(why({"Ana", "Anah", "Carla", "Luis"}, "jaro_winkler"), "no_matches");
}

TEST(RecordLinkage, RecordsOfTwoDomainsAreNeverLinked) {
    auto two = of_witnesses();
    auto others = witnesses();
    two.tables.emplace("others", others);
    EXPECT_THAT(refused(two), HasSubstr("expected a column \"domain\" in the table records"));
    two.tables.at("records").add("domain", Texts(9, "seguridad"));
    EXPECT_THAT(refused(two), HasSubstr("expected a column \"domain\" in the table others"));
    others.add("domain", Texts(9, "salud"));
    two.tables.at("others") = others;
    EXPECT_THAT(refused(two), HasSubstr("records of two domains are never linked"));

    auto mixed = of_witnesses();
    Texts domains(9, "seguridad");
    domains[4] = "salud";
    mixed.tables.at("records").add("domain", domains);
    EXPECT_THAT(refused(mixed), HasSubstr("\"seguridad\" and \"salud\""));
}

TEST(RecordLinkage, OneDomainWrittenInTwoWaysIsOne) {
    auto two = of_witnesses();
    two.tables.at("records").add("domain", Texts(9, "Seguridad"));
    two.tables.emplace("others", witnesses());
    two.tables.at("others").add("domain", Texts(9, "seguridad "));
    EXPECT_EQ(refused(two), "");
}

TEST(RecordLinkage, WhatIsMissingOfTheQuestionIsSaid) {
    auto nothing = of_witnesses();
    std::erase_if(nothing.tables.at("records").columns, [](const Column& c) { return c.name != "id"; });
    EXPECT_THAT(refused(nothing), HasSubstr("--map records.field_1=COLUMN"));

    auto twice = of_witnesses();
    std::get<Texts>(twice.tables.at("records").columns.front().cells)[3] = "1";
    EXPECT_THAT(refused(twice), HasSubstr("found \"1\" twice"));

    auto bands = of_witnesses();
    bands.given["link"] = "0.2";
    bands.given["review"] = "0.5";
    EXPECT_THAT(refused(bands), HasSubstr("\"review\" at most \"link\""));

    auto one_sided = of_witnesses();
    one_sided.tables.at("records").add("domain", Texts(9, "seguridad"));
    auto others = witnesses();
    std::erase_if(others.columns, [](const Column& c) { return c.name == "field_3"; });
    others.add("domain", Texts(9, "seguridad"));
    one_sided.tables.emplace("others", others);
    EXPECT_THAT(refused(one_sided), HasSubstr("\"field_3\" in both tables or in neither"));
}

TEST(RecordLinkage, ManyRecordsNeedABlock) {
    Texts ids, names, blocks;
    for (int i = 0; i < 6'000; ++i) {
        ids.push_back(std::to_string(i));
        names.push_back("n" + std::to_string(i % 3'000));
        blocks.push_back(std::to_string(i % 3'000 / 10));
    }
    Question many{.tables = {{"records", list({{"id", ids}, {"field_1", names}})}}};
    EXPECT_THAT(refused(many), HasSubstr("\"block_1\" for more than 5000 records, found 6000"));
    many.tables.at("records").add("block_1", blocks);
    EXPECT_THAT(refused(many), testing::Not(HasSubstr("block_1")));
}

// In blocks of the sound of a name, and of the barrio, nobody is lost who shares neither as written.
TEST(RecordLinkage, BlocksBySoundJoinWhatIsWrittenOtherwise) {
    auto asked = of_witnesses();
    Texts surnames{"Pérez", "Sosa", "Peres", "Ruiz", "Gómez", "Soza", "Díaz", "Ruiz", "Gil"};
    asked.tables.at("records").add("block_1", surnames);
    const auto compared = [&](const std::string& by) {
        asked.given["block_1_by"] = by;
        return run(*find("record_linkage"), asked).tables.at("model").numbers("compared").front();
    };
    EXPECT_EQ(compared("phonetic_es"), 3);
    asked.tables.at("records").add(
        "block_2", Texts{"Sur", "Norte", "Sur", "Centro", "Norte", "Norte", "Sur", "Centro", ""});
    EXPECT_EQ(compared("as_written"), 7);
}

TEST(RecordLinkage, ACedillaIsHeardInFieldsAndBlocks) {
    auto asked = of_witnesses();
    const Texts surnames{"Gonçalves", "Sosa", "Gonsalves", "Ruiz", "Moça", "Soza", "Díaz", "Mossa", "Gil"};
    asked.tables.at("records").add("block_1", surnames);
    asked.given["block_1_by"] = "phonetic_pt";
    EXPECT_EQ(run(*find("record_linkage"), asked).tables.at("model").numbers("compared").front(), 3)
        << "Gonçalves and Gonsalves, Sosa and Soza, Moça and Mossa";
}

}  // namespace
