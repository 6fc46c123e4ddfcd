#include "core/message.hpp"

#include <gtest/gtest.h>

#include <map>

#include "core/error.hpp"

namespace atalaya {
namespace {

const Message found = message("expected {} of {}, found \"{}\"", message("a city's id"), "a-z", "Ñ");

// A catalogue of one language.
Message::Translate with(const std::map<std::string, std::string>& catalogue) {
    return [&catalogue](std::string_view text) {
        const auto at = catalogue.find(std::string{text});
        return at == catalogue.end() ? std::string{text} : at->second;
    };
}

TEST(Message, EnglishIsTheTemplateFilled) {
    EXPECT_EQ(found.english(), "expected a city's id of a-z, found \"Ñ\"");
    EXPECT_EQ(message("{} of {} rows, {{braces}}", 3, std::size_t{40}).english(), "3 of 40 rows, {braces}");
    EXPECT_EQ(message("from {} to {}", 0.5, 2.0).english(), "from 0.5 to 2");
    EXPECT_EQ(message("separated by {}", ';').english(), "separated by ;");
}

TEST(Message, ATranslationMayPutTheArgumentsInAnotherOrder) {
    const std::map<std::string, std::string> spanish{
        {"expected {} of {}, found \"{}\"", "se encontró «{2}»; se esperaba {0} de {1}"},
        {"a city's id", "la id de una ciudad"}};
    EXPECT_EQ(found.said(with(spanish)), "se encontró «Ñ»; se esperaba la id de una ciudad de a-z");
}

TEST(Message, WhatHasNoTranslationOrAWrongOneIsSaidInEnglish) {
    const std::map<std::string, std::string> wrong{
        {"expected {} of {}, found \"{}\"", "se esperaba {} de {}"}, {"a city's id", "la id {0}"}};
    EXPECT_EQ(found.said(with(wrong)), found.english());
}

TEST(Message, WhatIsVerbatimIsNeverTranslatedNorFilled) {
    const std::map<std::string, std::string> catalogue{{"none", "nada"}, {"{}", "?"}};
    EXPECT_EQ(message("{}: {}", "none", verbatim("{} {0}")).said(with(catalogue)), "none: {} {0}");
    EXPECT_EQ(message("found {}", message("none")).said(with(catalogue)), "found nada");
}

TEST(Message, PartsAreJoined) {
    EXPECT_EQ(joined({message("one"), verbatim("2"), message("three")}, ", ").english(), "one, 2, three");
    EXPECT_EQ((message("no.") + verbatim("")).english(), "no.");
    EXPECT_TRUE(verbatim("").empty());
    EXPECT_FALSE(message("no").empty());
}

TEST(Message, HolesAreCounted) {
    static_assert(holes_of("no hole", Holes::in_order) == 0u);
    static_assert(holes_of("{} and {}", Holes::in_order) == 2u);
    static_assert(holes_of("{{}} {}", Holes::in_order) == 1u);
    static_assert(holes_of("{1}", Holes::any) == 2u);
    EXPECT_FALSE(holes_of("{0}", Holes::in_order)) << "a template has no numbers";
    for (const char* broken : {"{", "}", "a {x}", "{} {0}", "{10}", "{:.1f}"})
        EXPECT_FALSE(holes_of(broken, Holes::any)) << broken;
}

TEST(Message, CrossesAPipeWhole) {
    for (const auto& one : {found, verbatim(""), found + joined({found, verbatim("x")}, "\n")})
        EXPECT_EQ(Message::decoded(one.encoded()), one);
}

TEST(Message, BytesThatAreNoMessageAreRefused) {
    const std::string good = (found + found).encoded();
    for (std::size_t size = 0; size < good.size(); ++size)
        EXPECT_FALSE(Message::decoded(good.substr(0, size))) << size;
    EXPECT_FALSE(Message::decoded(good + "x"));
    // Every byte changed to every other: refused, or a message that can be said.
    for (std::size_t at = 0; at < good.size(); ++at) {
        for (int byte = 0; byte < 256; byte += 5) {
            std::string bad = good;
            bad[at] = static_cast<char>(byte);
            const auto read = Message::decoded(bad);
            EXPECT_LE(read ? read->english().size() : 0, 2 * good.size());
        }
    }
    Message deep = found;
    for (int i = 0; i < 20; ++i) deep = joined({deep}, "");
    EXPECT_FALSE(Message::decoded(deep.encoded()));
}

TEST(Message, AnErrorKeepsIt) {
    const Error error{Fault::usage, found};
    EXPECT_STREQ(error.what(), found.english().c_str());
    EXPECT_EQ(error.message(), found);
    EXPECT_EQ((Error{Fault::usage, "as it is"}).message(), verbatim("as it is"));
}

}  // namespace
}  // namespace atalaya
