// Methods of the catalogue run on files.
#include "service/method_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "core/error.hpp"

using namespace atalaya;
using namespace atalaya::service;
using testing::HasSubstr;

namespace {

class MethodRuns : public testing::Test {
  protected:
    MethodRuns() {
        std::filesystem::create_directories(folder_);
        std::ofstream{file()} << "barrio,robos,habitantes\nAlmagro,12,13000\nBoedo,3,9000\n";
    }
    ~MethodRuns() override { std::filesystem::remove_all(folder_); }

    std::string file() const { return (folder_ / "barrios.csv").string(); }
    MethodQuestion known() const {
        return {.method = &find_method("rate"),
                .tables = {{"areas", file()}},
                .roles = {{"areas", "events", "robos"}, {"areas", "exposure", "habitantes"}}};
    }
    static MethodRun run(const MethodQuestion& question) {
        NoProgress unheard;
        return run_method(question, unheard);
    }
    static std::string refused(const MethodQuestion& question) {
        try {
            run(question);
        } catch (const Error& error) {
            EXPECT_EQ(error.fault(), Fault::usage) << error.what();
            return error.what();
        }
        return {};
    }

  private:
    std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("atalaya-method-run-" + std::to_string(::getpid()));
};

}  // namespace

// One file may hold the lists of two domains, and say so in a column that nobody gave a role.
TEST_F(MethodRuns, AColumnThatSaysTwoDomainsIsNotLeftUnread) {
    const auto path = std::filesystem::path{file()}.replace_filename("personas.csv");
    const auto asked = [&](const std::string& head, const std::string& second) {
        std::ofstream{path} << "id,nombre," << head << "\n1,Ana,seguridad\n2,Luis," << second
                            << "\n3,Ana,seguridad\n";
        return MethodQuestion{.method = &find_method("record_linkage"),
                              .tables = {{"records", path.string()}},
                              .roles = {{"records", "field_1", "nombre"}}};
    };
    for (const char* head : {"dominio", "Domínio", "privacy_domain"})
        EXPECT_THAT(refused(asked(head, "salud")), HasSubstr("says 2 domains (\"salud\", \"seguridad\")"))
            << head;
    EXPECT_EQ(refused(asked("dominio", "Seguridad ")), "") << "one domain, written in two ways";
    EXPECT_EQ(refused(asked("barrio", "salud")), "");
    auto some = asked("dominio", "salud");
    some.wheres = {{"records", "dominio", "seguridad"}};
    EXPECT_EQ(refused(some), "") << "the rows of one";
}

TEST_F(MethodRuns, AColumnPlaysARoleUnderItsName) {
    const auto found = run(known());
    EXPECT_NEAR(found.result.tables.at("rates").numbers("value")[0], 12 / 13000.0 * 100'000, 1e-9);
    EXPECT_THAT(found.record, HasSubstr(R"("columns":{"events":"robos","exposure":"habitantes"})"));
    EXPECT_THAT(found.record, HasSubstr(found.inputs[0].file.digest.hex()));
}

TEST_F(MethodRuns, TheRecordIsOfWhatTheAnswerDependsOn) {
    auto question = known();
    const auto id = run(question).id;
    question.threads = 4;
    EXPECT_EQ(run(question).id, id);
    question.settings["per"] = "100000";  // the standard, said
    EXPECT_EQ(run(question).id, id);
    question.settings["per"] = "1000";
    EXPECT_NE(run(question).id, id);
    question = known();
    question.seed = 2;
    EXPECT_NE(run(question).id, id);
    std::ofstream{file(), std::ios::app} << "Flores,1,5000\n";
    EXPECT_NE(run(known()).id, id);
}

TEST_F(MethodRuns, WhatIsAskedWronglyIsAUsageError) {
    auto question = known();
    question.roles.push_back({"areas", "nothing", "robos"});
    EXPECT_THAT(refused(question),
                HasSubstr("areas.nothing=robos: expected one of the columns events, exposure"));
    question = known();
    question.roles.push_back({"elsewhere", "events", "robos"});
    EXPECT_THAT(refused(question), HasSubstr("elsewhere.events"));
    question = known();
    question.roles[0].column = "robo";
    EXPECT_THAT(refused(question), HasSubstr("Did you mean \"robos\"?"));
    question = known();
    question.wheres = {{"elsewhere", "barrio", "Boedo"}};
    EXPECT_THAT(refused(question), HasSubstr("elsewhere.barrio=Boedo"));
    question.wheres = {{"areas", "bario", "Boedo"}};
    EXPECT_THAT(refused(question), HasSubstr("Did you mean \"barrio\"?"));
}

TEST_F(MethodRuns, AColumnSaysWhatIsBeforeItsDecimals) {
    std::ofstream{file()} << "barrio,robos,habitantes\nAlmagro,12,13.000\nBoedo,3,\"9.000,5\"\n";
    auto question = known();
    question.decimals = {parse_decimal("areas.exposure=comma")};
    const auto found = run(question);
    EXPECT_NEAR(found.result.tables.at("rates").numbers("value")[0], 12 / 13000.0 * 100'000, 1e-9);
    EXPECT_NEAR(found.result.tables.at("rates").numbers("value")[1], 3 / 9000.5 * 100'000, 1e-9);
    EXPECT_THAT(found.record, HasSubstr(R"("decimal":{"exposure":"comma"})"));

    question.decimals.push_back(question.decimals[0]);
    EXPECT_THAT(refused(question), HasSubstr("found it twice"));
    question.decimals = {parse_decimal("areas.barrio=comma")};
    EXPECT_THAT(refused(question), HasSubstr("--decimal areas.barrio=comma: expected a column of numbers"));
    EXPECT_THROW(parse_decimal("areas.exposure=coma"), Error);
    EXPECT_THROW(parse_decimal("exposure=comma"), Error);
    question.decimals = {parse_decimal("areas.exposure=point")};
    NoProgress unheard;
    try {
        run_method(question, unheard);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::bad_input);
        EXPECT_THAT(error.what(), HasSubstr("found \"9.000,5\" in row 2"));
    }
}

TEST_F(MethodRuns, SeveralFilesOfOneHeadAreOneTable) {
    auto question = known();
    question.tables.push_back(question.tables[0]);
    const auto found = run(question);
    EXPECT_EQ(found.result.n, 4);
    ASSERT_EQ(found.inputs.size(), 1u);
    EXPECT_EQ(found.inputs[0].parts.size(), 2u);
    EXPECT_EQ(found.inputs[0].parts[1].rows, 2);

    const auto other = file() + ".other.csv";
    std::ofstream{other} << "barrio,hurtos,habitantes\nAlmagro,12,13000\n";
    question.tables[1].file = other;
    NoProgress unheard;
    try {
        run_method(question, unheard);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::bad_input);
        EXPECT_THAT(error.what(), HasSubstr("barrio, robos, habitantes; found barrio, hurtos, habitantes"));
    }
}

// A file of polygons that keeps no row has none to show, and is a part all the same.
TEST_F(MethodRuns, AFileOfWhichNoRowIsAskedForIsNoOtherKindOfTable) {
    const auto map = [&](const std::string& name) {
        const auto path = file() + "." + name + ".geojson";
        std::ofstream{path}
            << R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"barrio":")" << name
            << R"(","robos":3,"habitantes":9000},"geometry":{"type":"Polygon","coordinates":)"
            << R"([[[-58,-34],[-57,-34],[-57,-33],[-58,-34]]]}}]})";
        return path;
    };
    auto question = known();
    question.tables = {{"areas", map("Almagro")}, {"areas", map("Boedo")}};
    question.wheres = {{"areas", "barrio", "Boedo"}};
    const auto found = run(question);
    EXPECT_EQ(found.result.n, 1);
    EXPECT_EQ(found.inputs[0].file.shapes.size(), 1u);
    question.tables.push_back({"areas", "store:robo?by=barrio"});
    EXPECT_THAT(refused(question), HasSubstr("files or the store"));
}

// After the file's name, unless a file is called so.
TEST_F(MethodRuns, ASheetIsSaidAfterItsFile) {
    auto question = known();
    question.tables[0].file = file() + "#Barrios";
    EXPECT_THAT(refused(question),
                HasSubstr("barrios.csv#Barrios: expected a sheet only of an XLSX workbook"));
    std::filesystem::copy_file(file(), file() + "#Barrios");
    EXPECT_EQ(run(question).result.n, 2);
    question.tables[0].file = file() + "#";  // no sheet is said
    EXPECT_EQ(run(question).result.n, 2);
}

TEST_F(MethodRuns, OnlyTheRowsAskedForAreUsed) {
    auto question = known();
    question.wheres = {{"areas", "barrio", "Boedo"}};
    const auto found = run(question);
    EXPECT_EQ(found.result.n, 1);
    EXPECT_NEAR(found.result.tables.at("rates").numbers("value")[0], 3 / 9000.0 * 100'000, 1e-9);
    EXPECT_THAT(found.record, HasSubstr(R"("where":[{"column":"barrio","value":"Boedo"}])"));
    EXPECT_NE(found.id, run(known()).id);

    question.wheres.push_back({"areas", "barrio", "Almagro"});
    EXPECT_EQ(run(question).result.n, 2);
    question.wheres.push_back({"areas", "robos", "3"});
    EXPECT_EQ(run(question).result.n, 1);
    question.wheres = {{"areas", "barrio", "Boebo"}};
    NoProgress unheard;
    try {
        run_method(question, unheard);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::bad_input);
        EXPECT_THAT(error.what(), HasSubstr("Did you mean \"Boedo\"?"));
    }
}

TEST_F(MethodRuns, WordsOfTheCommandLineAreParts) {
    const auto role = parse_role("areas.events=robos con arma = 1");
    EXPECT_EQ(role.table, "areas");
    EXPECT_EQ(role.role, "events");
    EXPECT_EQ(role.column, "robos con arma = 1");
    const auto table = parse_table_file("areas=a=b.csv");
    EXPECT_EQ(table.table, "areas");
    EXPECT_EQ(table.file, "a=b.csv");
    for (const char* wrong : {"", "areas", "areas.events", "areas.=x", ".events=x", "areas.events="})
        EXPECT_THROW(parse_role(wrong), Error) << wrong;
    for (const char* wrong : {"", "areas", "=x", "areas="})
        EXPECT_THROW(parse_table_file(wrong), Error) << wrong;
}

TEST_F(MethodRuns, AMistypedMethodIsToldWhichIsNear) {
    try {
        find_method("rat");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::missing);
        EXPECT_THAT(error.what(), HasSubstr("\"rate\""));
    }
}
