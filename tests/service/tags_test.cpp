#include "service/tags.hpp"

#include <fstream>

#include "support.hpp"

namespace atalaya::service {
namespace {

using testing::HasSubstr;

const Tags& iccs() {
    static const auto tags = read_tags(find_share());
    return tags;
}

TEST(Tags, AreNineOfTheEventEightOfTheVictimNineOfThePerpetratorFiveOfTheDataAndThreeOfHomicides) {
    std::map<std::string, int> by_scope;
    for (const auto& tag : iccs().all) ++by_scope[tag.scope];
    EXPECT_EQ(by_scope, (std::map<std::string, int>{
                            {"event", 9}, {"victim", 8}, {"perpetrator", 9}, {"data", 5}, {"homicide", 3}}));
}

TEST(Tags, EachAndItsValuesHaveNamesInThreeLanguages) {
    for (const auto& tag : iccs().all) {
        EXPECT_FALSE(tag.name.es.empty() || tag.name.pt.empty() || tag.name.en.empty()) << tag.called();
        EXPECT_EQ(tag.values.empty(), tag.id == "DaT") << tag.called();
        for (const auto& [code, missing, name] : tag.values)
            EXPECT_FALSE(name.es.empty() || name.pt.empty() || name.en.empty())
                << tag.called() << " " << code;
    }
}

TEST(Tags, WhatDoesNotApplyAndWhatIsNotKnownAreTwoValues) {
    int both = 0;
    for (const auto& tag : iccs().all) {
        int not_applicable = 0, not_known = 0;
        for (const auto& value : tag.values) {
            not_applicable += value.missing == TagValue::Missing::not_applicable;
            not_known += value.missing == TagValue::Missing::not_known;
        }
        EXPECT_LE(not_applicable, 1) << tag.called();
        EXPECT_LE(not_known, 1) << tag.called();
        both += not_applicable == 1 && not_known == 1;
    }
    EXPECT_EQ(both, 15);
    const auto& weapon = iccs().tag("We");
    EXPECT_EQ(weapon.value("5")->missing, TagValue::Missing::not_applicable);
    EXPECT_EQ(weapon.value("6")->missing, TagValue::Missing::not_known);
    EXPECT_EQ(weapon.value("4")->missing, TagValue::Missing::no) << "a weapon was used";
}

TEST(Tags, ANameThatTwoScopesHaveIsAskedWithItsScope) {
    EXPECT_EQ(iccs().tag("victim.Cit").scope, "victim");
    EXPECT_EQ(iccs().tag("perpetrator.Cit").scope, "perpetrator");
    EXPECT_EQ(iccs().tag("We").called(), "event.We");
    const auto refusal = [](const char* called) -> std::string {
        try {
            iccs().tag(called);
        } catch (const Error& error) {
            return error.what();
        }
        return "";
    };
    EXPECT_THAT(refusal("Cit"), HasSubstr("is of victim and of perpetrator. Say victim.Cit"));
    EXPECT_THAT(refusal("event.Wa"), HasSubstr("Did you mean \"event.We\""));
}

TEST(Tags, AListThatCannotBeUsedIsRefused) {
    const auto refusal = [](const std::string& rows) -> std::string {
        const Folder folder;
        fs::create_directories(folder.path() / "taxonomy/iccs/1.0");
        std::ofstream{folder.path() / "taxonomy/iccs/1.0/tags.csv"} << "scope,tag,value,missing,es,pt,en\n"
                                                                    << rows;
        try {
            read_tags({folder.path(), {}, {}, {}});
        } catch (const Error& error) {
            return error.what();
        }
        return "";
    };
    const std::string tag = "event,We,,,a,a,a\n", value = "event,We,1,,b,b,b\n";
    EXPECT_EQ(refusal(tag + value), "");
    EXPECT_THAT(refusal(value + tag), HasSubstr("before its tag"));
    EXPECT_THAT(refusal(tag + tag), HasSubstr("twice"));
    EXPECT_THAT(refusal(tag + value + value), HasSubstr("twice"));
    EXPECT_THAT(refusal("place,We,,,a,a,a\n"), HasSubstr("no scope"));
    EXPECT_THAT(refusal(tag + "event,We,2,maybe,b,b,b\n"), HasSubstr("\"2\" of event We"));
}

class RealFilesTags : public testing::Test {};

// The codes are the publication's; mechanism, context and relation of homicides are its Tables III to V.
TEST_F(RealFilesTags, HaveTheCodesOfThePublication) {
    const auto file = source_folder().parent_path() / "shared/codes/iccs/iccs_variables.csv";
    if (!fs::exists(file)) GTEST_SKIP() << "no folder shared/codes beside the repository";
    std::set<std::string> published, ours;
    for (auto& row : raw_rows(bytes_of(file), ','))
        if (row["tag"] != "ES" && !row["value"].empty())
            published.insert(row["scope"] + "." + row["tag"] + "=" + row["value"]);
    for (const auto& tag : iccs().all)
        for (const auto& value : tag.values)
            if (tag.id != "ES" && tag.id != "HRel") ours.insert(tag.called() + "=" + value.code);
    EXPECT_EQ(ours, published);
}

}  // namespace
}  // namespace atalaya::service
