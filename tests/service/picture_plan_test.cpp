// What picture.json of a method may say.
#include "service/method_picture/plan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

using namespace atalaya::service::picture;
using testing::HasSubstr;

namespace {

std::string refused(const std::string& json) {
    try {
        read_plan(json, "x/picture.json");
    } catch (const std::logic_error& error) {
        return error.what();
    }
    return {};
}

const std::string words = R"({"es": "hora", "pt": "hora", "en": "hour"})";

}  // namespace

TEST(PicturePlan, IsReadAsItIsWritten) {
    const auto plan =
        read_plan(R"({"kind": "plane", "case": 2, "x": {"words": )" + words +
                      R"(, "whole": true}, "y": {"words": )" + words +
                      R"(}, "layers": [{"look": "bars", "y": {"of": "a.b", "over": "a.c", "times": 10}}],
                                        "rules": [{"at": "setting:h"}, {"at": 1.5, "upright": true, "low": "a.l", "high": "a.h"}]})",
                  "x/picture.json");
    EXPECT_EQ(plan.golden_case, 2u);
    const auto& plane = std::get<PlanePlan>(plan.how);
    EXPECT_TRUE(plane.x.whole);
    EXPECT_EQ(plane.y.words.en, "hour");
    EXPECT_EQ(plane.layers.at(0).y.over, "a.c");
    EXPECT_EQ(plane.layers.at(0).y.times, 10);
    EXPECT_EQ(std::get<Source>(plane.rules.at(0).at).of, "setting:h");
    EXPECT_EQ(std::get<double>(plane.rules.at(1).at), 1.5);
    EXPECT_EQ(plane.rules.at(1).low.of, "a.l");
    EXPECT_EQ(plane.rules.at(1).high.of, "a.h");
}

TEST(PicturePlan, RefusesWhatIsNotUnderstood) {
    EXPECT_THAT(refused("no"), HasSubstr("JSON"));
    EXPECT_THAT(refused(R"({"kind": "cake"})"), HasSubstr("a kind of picture that there is"));
    EXPECT_THAT(refused(R"({"kind": "heat", "colour": "red"})"), HasSubstr("not colour"));
    EXPECT_THAT(refused(R"({"kind": "heat", "words": {"es": "hora", "en": "hour"}})"),
                HasSubstr("three languages"));
    EXPECT_THAT(refused(R"({"kind": "heat", "row": {"of": "a.b", "under": "a.c"}})"), HasSubstr("not under"));
}
