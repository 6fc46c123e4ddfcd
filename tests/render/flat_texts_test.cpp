#include "render/flat_texts.hpp"

#include <gmock/gmock.h>

#include "core/error.hpp"

namespace atalaya::render {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

std::string refusal(std::string_view json) {
    try {
        flat_texts(json, "es.json");
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::bad_input);
        return error.what();
    }
    ADD_FAILURE() << "read " << json;
    return {};
}

TEST(FlatTexts, AreTheTextsByTheirKeys) {
    EXPECT_THAT(flat_texts(R"({"b": "se dijo \"no\"", "a": "\u00e1\n", "c": ""})", "es.json"),
                ElementsAre(Pair("a", "á\n"), Pair("b", "se dijo \"no\""), Pair("c", "")));
    EXPECT_TRUE(flat_texts("{}", "es.json").empty());
}

TEST(FlatTexts, WhatIsNoTextIsNothingWhateverIsWithin) {
    const auto texts = flat_texts(
        R"({"a": {"b": "x", "a": ["y"]}, "c": ["z", {"c": "w"}], "d": 1, "e": null, "f": "v"})", "es.json");
    EXPECT_THAT(texts, ElementsAre(Pair("a", std::nullopt), Pair("c", std::nullopt), Pair("d", std::nullopt),
                                   Pair("e", std::nullopt), Pair("f", "v")));
}

TEST(FlatTexts, WhatIsNotOneObjectIsRefusedByTheNameOfItsFile) {
    for (const char* json :
         {"", "[\"a\"]", "[{\"a\": \"b\"}]", "\"a\"", "3", "{\"a\": ", "{\"a\": \"b\"} {}"})
        EXPECT_THAT(refusal(json), HasSubstr("es.json: expected one JSON object of texts")) << json;
    EXPECT_THAT(refusal(R"({"a": "b", "c": "d", "a": "b"})"), HasSubstr("the key \"a\" is there twice"));
}

}  // namespace
}  // namespace atalaya::render
