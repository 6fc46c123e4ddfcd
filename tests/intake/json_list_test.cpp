#include "intake/json_list.hpp"

#include <gmock/gmock.h>
#include <simdjson.h>

#include "chance.hpp"
#include "support.hpp"

namespace atalaya::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> ids_of(const std::string& text) {
    simdjson::dom::parser parser;
    std::vector<std::string> ids;
    for (const auto& object : json_objects(parser, text, "x.json"))
        ids.emplace_back(std::string_view{object["id"]});
    return ids;
}

std::string said(const std::string& text) {
    return refusal([&] { ids_of(text); });
}

TEST(JsonList, AListOfObjects) {
    EXPECT_THAT(ids_of(R"([{"id":"a"},{"id":"b"}])"), ElementsAre("a", "b"));
    EXPECT_THAT(ids_of("\xEF\xBB\xBF[]"), ElementsAre());
}

TEST(JsonList, AnObjectOnEachLine) {
    EXPECT_THAT(ids_of("{\"id\":\"a\"}\r\n\n  {\"id\":\"b\"}\n"), ElementsAre("a", "b"));
    EXPECT_THAT(said("{\"id\":\"a\"}\n{\"id\":\"b\"}\n{\"id\":b}\n"),
                HasSubstr("x.json, line 3, column 7: expected JSON"));
}

TEST(JsonList, TheOneListWithinAnObject) {
    EXPECT_THAT(ids_of(R"({"ok":true,"result":{"total":2,"codes":[1,2],"records":[{"id":"a"},{"id":"b"}]}})"),
                ElementsAre("a", "b"));
    EXPECT_THAT(
        said(R"({"result":{"fields":[{"id":"a"}],"records":[{"id":"b"}]}})"),
        HasSubstr(
            "x.json: expected one JSON list of objects; found several, result.fields, result.records."));
    EXPECT_THAT(said(R"({"id":"a"})"), HasSubstr("found one object without such a list within it"));
}

TEST(JsonList, WhatIsNoListOfObjectsIsToldWithItsPlace) {
    EXPECT_THAT(said("[{\"id\":\"a\"},\n{\"id\":\"b\"]"),
                HasSubstr("x.json, line 2, column 10: expected JSON"));
    EXPECT_THAT(said("[{\"id\":" + std::string(400, '9') + "}]"),
                HasSubstr("x.json, line 1, column 8: expected JSON"));
    EXPECT_THAT(said("[{\"id\":\"\xF1\"}]"), HasSubstr("x.json, line 1, column 9: expected UTF-8"));
    EXPECT_THAT(said("7"), HasSubstr("found a value alone"));
    EXPECT_THAT(said(R"([{"id":"a"},7])"), HasSubstr("number 2 is none"));
}

}  // namespace
}  // namespace atalaya::intake
