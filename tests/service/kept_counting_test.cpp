// What counting.toml said when a source was read is what figures of that vintage say; a later change is shown as one.
#include "service/kept_counting.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "service/answers.hpp"
#include "service/export.hpp"
#include "service/ingest.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

class KeptCounting : public testing::Test {
  protected:
    void SetUp() override {
        written_.city("\"hechos\"", WrittenCity::layer(2, "barrio") + "optional = true\n");
        written_.source("hechos", "incidents", "csv",
                        "[key]\ncolumns = [\"id\"]\n[time]\nday = { column = \"fecha\" }\n[offence]\n"
                        "columns = [\"tipo\"]\n");
        written_.codes("hechos", "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");
        store::create_directory(data(), "aldea");
    }
    fs::path data() const { return folder_.path() / "data"; }
    void rules(const std::string& text) const { written_.beside("hechos", "counting.toml", text); }
    void take(const std::string& id, const char* day, const char* on) const {
        NoProgress quiet;
        const auto file = written_.file("hechos." + id, "id,fecha,tipo\n" + id + "," + day + ",Robo\n");
        ingest(data(), written_.share(), {.paths = {file}, .on = *parse_day(on)}, quiet);
    }
    std::string figure(const std::string& vintage) const {
        store::Store store{data(), store::Access::read};
        const auto catalogue = written_.catalogue();
        Worlds worlds{store, catalogue};
        const auto asked = compute(
            worlds, spec_of(store, catalogue, {.indicator = "robo", .period = "2020", .vintage = vintage}));
        return answer_json(store, asked, worlds.at(vintage));
    }
    std::vector<RuleChange> since(const std::string& vintage) const {
        store::Store store{data(), store::Access::read};
        const auto catalogue = written_.catalogue();
        Worlds worlds{store, catalogue};
        const auto asked = compute(
            worlds, spec_of(store, catalogue, {.indicator = "robo", .period = "2020", .vintage = vintage}));
        return rule_changes_since(store, worlds.at(vintage), asked);
    }

    static constexpr const char* before =
        "stage = \"input\"\nattempts = \"apart\"\nevidence = \"manual of 2019\"\n";
    static constexpr const char* after =
        "stage = \"input\"\nattempts = \"included\"\nevidence = \"manual of 2020\"\n";
    WrittenCity written_{"aldea"};
    Folder folder_;
};

TEST_F(KeptCounting, ALaterChangeDoesNotChangeWhatAnOlderFigureSaid) {
    rules(before);
    take("1", "2020-01-05", "2020-06-01");
    rules(after);
    EXPECT_THAT(figure("2020-06-01.1"), HasSubstr(R"("attempts":"apart")")) << "nothing was read since";
    EXPECT_THAT(since("2020-06-01.1"), testing::IsEmpty());
    take("2", "2020-02-05", "2020-07-01");
    EXPECT_THAT(figure("2020-06-01.1"), HasSubstr(R"("attempts":"apart")"));
    EXPECT_THAT(figure("2020-07-01.1"), HasSubstr(R"("attempts":"included")"));

    const auto changed = since("2020-06-01.1");
    ASSERT_THAT(changed, SizeIs(1));
    EXPECT_EQ(changed[0].source, "hechos");
    EXPECT_EQ(changed[0].rule, "attempts");
    EXPECT_EQ(changed[0].before, "apart");
    EXPECT_EQ(changed[0].after, "included");
    EXPECT_THAT(since("2020-07-01.1"), testing::IsEmpty());
}

// Another source's reading says nothing of this one, and its own file's removal is a change too.
TEST_F(KeptCounting, RulesThatASourceNoLongerSaysAreAChange) {
    rules(before);
    take("1", "2020-01-05", "2020-06-01");
    fs::remove(written_.share().data / "sources" / "hechos" / "counting.toml");
    take("2", "2020-02-05", "2020-07-01");
    EXPECT_THAT(since("2020-06-01.1"), SizeIs(2));
    EXPECT_THAT(figure("2020-07-01.1"), HasSubstr(R"("stage":"not_said")"));
}

// What was published before the record knew rules says those of the file.
TEST_F(KeptCounting, AReadingOlderThanTheRecordSaysWhatTheFileSays) {
    rules(before);
    take("1", "2020-01-05", "2020-06-01");
    store::Store{data()}.records().database().script("DELETE FROM counting_rules");
    rules(after);
    EXPECT_THAT(figure("2020-06-01.1"), HasSubstr(R"("attempts":"included")"));
}

TEST_F(KeptCounting, ACopyForAnalystsSaysThoseOfItsVintage) {
    rules(before);
    take("1", "2020-01-05", "2020-06-01");
    rules(after);
    take("2", "2020-02-05", "2020-07-01");
    store::Store store{data(), store::Access::read};
    NoProgress quiet;
    copy_for_analysts(store, written_.catalogue(),
                      {.out = folder_.path() / "copia", .forms = {CopyForm::csv}, .vintage = "2020-06-01.1"},
                      quiet);
    std::ifstream file{folder_.path() / "copia" / "copia.json"};
    const auto copy = nlohmann::json::parse(file);
    ASSERT_THAT(copy["counting"], SizeIs(1));
    EXPECT_EQ(copy["counting"][0]["source"], "hechos");
    EXPECT_EQ(copy["counting"][0]["units"], nlohmann::json::array({"fact"}));
    EXPECT_EQ(copy["counting"][0]["attempts"], "apart");
    EXPECT_EQ(copy["counting"][0]["threats"], "not_said");
    EXPECT_EQ(copy["counting"][0]["evidence"], "manual of 2019");
}

}  // namespace
}  // namespace atalaya::service
