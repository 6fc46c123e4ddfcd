// The indicators that ship, as far as words go: how they are measured is tested where they are read.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "core/text.hpp"
#include "render/words.hpp"
#include "source_folder.hpp"

namespace atalaya::render {
namespace {

namespace fs = std::filesystem;
using std::string;

const fs::path root{source_folder()};

// "table.key" -> the value as it stands in a file of one key a line.
std::map<string, string> lines_of(const fs::path& file) {
    std::map<string, string> out;
    std::ifstream in{file};
    string table;
    for (string line; std::getline(in, line);) {
        if (line.starts_with('[')) table = line.substr(1, line.find(']') - 1) + ".";
        const auto equals = line.find(" = ");
        if (line.starts_with('#') || equals == string::npos) continue;
        string value = line.substr(equals + 3);
        if (value.starts_with('"')) value = value.substr(1, value.find('"', 1) - 1);
        out[table + line.substr(0, equals)] = value;
    }
    return out;
}

std::map<string, std::map<string, string>> indicators() {
    std::map<string, std::map<string, string>> out;
    for (const auto& entry : fs::directory_iterator{root / "indicators"}) {
        if (entry.path().extension() == ".toml") out[entry.path().stem().string()] = lines_of(entry.path());
    }
    return out;
}

TEST(WordsIndicators, TheFifteenAndRoadInjuriesAreThere) {
    std::set<string> found, listed;
    for (const auto& [id, file] : indicators()) {
        found.insert(id);
        EXPECT_EQ(file.at("id"), id);
        if (!file.contains("listed")) listed.insert(id);
    }
    EXPECT_EQ(listed, (std::set<string>{"homicidio_doloso", "femicidio", "muerte_vial", "herido_arma",
                                        "lesion_dolosa", "robo", "vehiculo", "vivienda", "hurto", "amenaza",
                                        "vif", "convivencia", "resolucion", "concentracion", "oportunidad"}));
    EXPECT_TRUE(found.contains("lesion_vial"));
}

TEST(WordsIndicators, EachSaysInThreeLanguagesWhatItCountsAndWhatNot) {
    for (const auto& [id, file] : indicators()) {
        for (const char* table : {"name", "definition", "note"}) {
            for (const char* language : {"es", "pt", "en"}) {
                const auto text = file.find(string{table} + "." + language);
                ASSERT_NE(text, file.end()) << id << " " << table << " " << language;
                EXPECT_GE(length_utf8(text->second), 4u) << id;
                EXPECT_EQ(text->second.ends_with('.'), table != string{"name"}) << id << ": " << text->second;
            }
        }
    }
}

TEST(WordsIndicators, UnitsGroupsReadingsAndDenominatorsHaveWords) {
    const Words words = Words::load(root / "i18n", Language::es);
    for (const auto& [id, file] : indicators()) {
        EXPECT_TRUE(words.has("unit." + file.at("unit"))) << id;
        EXPECT_TRUE(words.has("units." + file.at("unit"))) << id;
        EXPECT_TRUE(words.has("group." + file.at("group"))) << id;
        EXPECT_TRUE(words.has("reading." + file.at("reading"))) << id;
        EXPECT_TRUE(!file.contains("exposure") || words.has("per." + file.at("exposure"))) << id;
    }
}

TEST(WordsIndicators, ThoseThatCannotBeReadAsBetterOrWorseSaySo) {
    const auto all = indicators();
    for (const char* id : {"vif", "amenaza", "convivencia"})
        EXPECT_EQ(all.at(id).at("reading"), "ambiguous") << id;
    EXPECT_EQ(all.at("concentracion").at("reading"), "none");
}

TEST(WordsIndicators, ReportsOfViolenceAtHomeAreNeverExactInThePublicProfile) {
    const auto vif = indicators().at("vif");
    EXPECT_EQ(vif.at("profile.tier"), "A");
    EXPECT_EQ(vif.at("profile.exact"), "false");
    EXPECT_EQ(vif.at("basis"), "report");
    EXPECT_NE(vif.at("levels").find("-barrio"), string::npos);
}

}  // namespace
}  // namespace atalaya::render
