// Crosswalks beside codes.csv: all speak of its codes, each says of every one of them what it is.
#include "intake/crosswalk.hpp"

#include <gtest/gtest.h>

#include "support.hpp"

namespace atalaya::intake {
namespace {

constexpr const char* origin =
    "version = \"2\"\nauthor = \"INE\"\ndate = \"2024-03-01\"\nevidence = \"annex\"\n";
constexpr const char* head = "code,iccs,fit,indicators,note\n";

class Crosswalks : public testing::Test {
  protected:
    Crosswalks() {
        source_.folder = folder_.path();
        source_.version = "7";
        source_.labels = {
            {.code = "robo", .label_1 = "Robo", .iccs = {"0401"}, .fit = "inside", .indicators = {"robo"}},
            {.code = "robo", .label_1 = "ROBOS", .iccs = {"0401"}, .fit = "inside", .indicators = {"robo"}},
            {.code = "sorpresa", .label_1 = "Por sorpresa", .iccs = {"050221"}, .fit = "overlap"}};
    }
    void write(const std::string& name, std::string_view text) { folder_.write("crosswalks/" + name, text); }
    // What reading them is refused for.
    std::string refusal() {
        try {
            read_crosswalks(source_);
        } catch (const Error& error) {
            return error.what();
        }
        return {};
    }

    Folder folder_;
    Source source_;
};

TEST_F(Crosswalks, CodesCsvIsOneAndTheOthersComeByName) {
    write("segundo.csv",
          std::string{head} + "robo,0401,exact,robo,\nsorpresa,0401,overlap,robo,as INE has it\n");
    write("segundo.toml", origin);
    write("primero.csv", std::string{head} + "sorpresa,,,,\nrobo,,,,\n");
    write("primero.toml", origin);
    const auto all = read_crosswalks(source_);
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[0].name, "codes");
    EXPECT_EQ(all[0].version, "7");
    EXPECT_EQ(all[0].rows.size(), 2U) << "two labels of one code are one row";
    EXPECT_EQ(all[1].name, "primero");
    EXPECT_EQ(all[1].rows[0].code, "robo") << "in the order of codes.csv";
    EXPECT_EQ(all[2].author, "INE");
    EXPECT_EQ(all[2].date, "2024-03-01");
    EXPECT_EQ(all[2].of("sorpresa")->iccs, std::vector<std::string>{"0401"});
    EXPECT_EQ(all[2].of("sorpresa")->fit, "overlap");
    EXPECT_EQ(all[2].of("hurto"), nullptr);
}

TEST_F(Crosswalks, AnyChangeIsAnotherDigest) {
    const auto before = read_crosswalks(source_).front();
    auto after = before;
    EXPECT_EQ(after.digest(), before.digest());
    after.rows[1].fit = "inside";
    EXPECT_NE(after.digest(), before.digest());
    after = before;
    after.version = "8";
    EXPECT_NE(after.digest(), before.digest());
}

TEST_F(Crosswalks, OneThatLeavesACodeOutIsRefusedByItsName) {
    write("otro.csv", std::string{head} + "robo,0401,exact,robo,\n");
    write("otro.toml", origin);
    EXPECT_NE(refusal().find("\"sorpresa\" has none"), std::string::npos) << refusal();
}

TEST_F(Crosswalks, ACodeOfNoListAFitOfNoneAndALineTwiceAreRefusedWithTheirLine) {
    write("otro.toml", origin);
    const struct {
        const char *rows, *says;
    } wrong[] = {
        {"robbo,0401,exact,robo,\n", ":2: codes.csv has no code \"robbo\". Did you mean \"robo\"?"},
        {"robo,0401,exacto,robo,\n", "found \"exacto\". Did you mean \"exact\"?"},
        {"robo,,,,\nrobo,,,,\n", ":3: the code \"robo\" comes a second time."},
    };
    for (const auto& [rows, says] : wrong) {
        write("otro.csv", std::string{head} + rows);
        EXPECT_NE(refusal().find(says), std::string::npos) << refusal();
    }
}

TEST_F(Crosswalks, WhoMadeItAndWhenMustBeSaid) {
    write("otro.csv", std::string{head} + "robo,,,,\nsorpresa,,,,\n");
    EXPECT_NE(refusal().find("otro.toml"), std::string::npos) << refusal();
    write("otro.toml", "version = \"1\"\ndate = \"2024-03-01\"\n");
    EXPECT_NE(refusal().find("author"), std::string::npos) << refusal();
}

TEST_F(Crosswalks, ASourceWithoutCodesHasNone) {
    source_.labels.clear();
    EXPECT_TRUE(read_crosswalks(source_).empty());
}

}  // namespace
}  // namespace atalaya::intake
