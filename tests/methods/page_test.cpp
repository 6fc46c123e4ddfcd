// Pages as the program carries them.
#include "methods/page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>

using namespace atalaya::methods;
using testing::HasSubstr;

TEST(MethodPages, HaveANameAQuestionAndAFormulaInEachLanguage) {
    for (const auto& method : catalogue()) {
        for (const char* language : {"es", "pt", "en"}) {
            const auto page = atalaya::methods::page(method, language);
            EXPECT_FALSE(page.name.empty()) << method.name;
            EXPECT_TRUE(page.question().ends_with("?")) << method.name << ": " << page.question();
            ASSERT_EQ(page.sections.size(), 5u) << method.name;
            const auto& formula = page.sections[3].paragraphs;
            EXPECT_TRUE(std::any_of(formula.begin(), formula.end(), [](const auto& p) { return p.as_it_is; }))
                << method.name << " " << language;
        }
    }
}

TEST(MethodPages, LinesOfAParagraphAreOneAndThoseOfAFormulaStay) {
    const auto page = atalaya::methods::page(*find("rate"), "en");
    EXPECT_THAT(page.question(), testing::Not(HasSubstr("\n")));
    const auto& formula = page.sections[3].paragraphs;
    const auto kept = std::find_if(formula.begin(), formula.end(), [](const auto& p) { return p.as_it_is; });
    ASSERT_NE(kept, formula.end());
    EXPECT_THAT(kept->text, HasSubstr("\n"));
}

// Names of columns and settings are the same in each language; words between them are not.
TEST(MethodPages, TellTheFormulaInTheLanguageOfThePage) {
    const std::set<std::string> english{"the", "of",   "with",  "each", "and",
                                        "is",  "than", "their", "its",  "over"};
    for (const auto& method : catalogue()) {
        for (const char* language : {"es", "pt"}) {
            const auto page = atalaya::methods::page(method, language);
            for (const auto& formula : page.sections[3].paragraphs) {
                std::istringstream words{formula.text};
                for (std::string word; words >> word;)
                    EXPECT_FALSE(english.contains(word)) << method.name << " " << language << ": " << word;
            }
        }
    }
}

TEST(MethodPages, EachFolderSaysHowItsAnswerIsDrawnAndWhatOfItIsKnown) {
    for (const auto& method : catalogue()) {
        EXPECT_FALSE(picture_text(method.name).empty()) << "src/methods/" << method.name << "/picture.json";
        EXPECT_FALSE(golden_text(method.name).empty()) << "src/methods/" << method.name << "/golden.json";
    }
}

TEST(MethodPages, EachMethodIsOfAFamily) {
    for (const auto& method : catalogue())
        EXPECT_THAT(families(), testing::Contains(method.family)) << method.name;
}
