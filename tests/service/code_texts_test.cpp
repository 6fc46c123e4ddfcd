#include "service/code_texts.hpp"

#include "support.hpp"

namespace atalaya::service {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class CodeTexts : public testing::Test {
  protected:
    fs::path file(const std::string& text) {
        std::ofstream{folder_.path() / "texts.csv"} << text;
        return folder_.path() / "texts.csv";
    }
    std::string refusal(const std::string& text) {
        try {
            read_code_texts(file(text), list_);
        } catch (const Error& error) {
            return error.what();
        }
        return {};
    }

    Folder folder_;
    Taxonomy list_ = *std::ranges::find(all_, "iccs", &Taxonomy::id);
    static inline const std::vector<Taxonomy> all_ = taxonomies(find_share());
};

TEST_F(CodeTexts, ALineIsOfTheCodeThatItsAliasOrItsLostZeroMeans) {
    const auto read = read_code_texts(
        file("code,lang,term\n0101,es,Asesinato\n01042,es,Suicidio\n101,en,Murder\n777,es,Nada\n"), list_);
    EXPECT_THAT(read.texts.at("term"),
                ElementsAre(CodeText{"0101", "es", "Asesinato"}, CodeText{"01049", "es", "Suicidio"},
                            CodeText{"0101", "en", "Murder"}));
    EXPECT_EQ(read.renamed, 2);
    EXPECT_THAT(read.unknown, ElementsAre("777"));
}

TEST_F(CodeTexts, NotesAndDefinitionsAreReadToo) {
    const auto notes =
        read_code_texts(file("code,lang,kind,text\n0101,es,inclusions,a; b\n0101,es,exclusions,c\n"), list_);
    EXPECT_EQ(notes.texts.at("inclusions")[0].text, "a; b");
    EXPECT_EQ(notes.texts.at("exclusions")[0].text, "c");
    const auto defined =
        read_code_texts(file("code,level,definition_en,definition_es\n0101,2,Death,Muerte\n"), list_);
    EXPECT_THAT(defined.texts.at("definition"),
                ElementsAre(CodeText{"0101", "es", "Muerte"}, CodeText{"0101", "en", "Death"}));
}

TEST_F(CodeTexts, WhatIsNoTableOfTextsIsRefused) {
    EXPECT_THAT(refusal("codigo,termino\n0101,a\n"), HasSubstr("expected a head"));
    EXPECT_THAT(refusal(""), HasSubstr("expected a head"));
    EXPECT_THAT(refusal("code,lang,kind,text\n0101,es,remarks,a\n"), HasSubstr("found \"remarks\""));
    EXPECT_THAT(refusal("code,lang,term\n0101,fr,a\n"), HasSubstr("\"fr\""));
    EXPECT_THAT(refusal("code,lang,term\n777,es,a\n"), HasSubstr("not one text"));
}

TEST_F(CodeTexts, ALanguageThatHasNoneIsSaidInAnotherWithItsTag) {
    const KnownTexts known{
        "iccs", "", {{"definition", {{"0101", "es", "Muerte"}, {"0102", "en", "Attempt"}}}}};
    EXPECT_THAT(known.of("0101", "definition", "es"), ElementsAre("Muerte"));
    EXPECT_THAT(known.of("0101", "definition", "pt"), ElementsAre("(es) Muerte"));
    EXPECT_TRUE(known.of("0103", "definition", "es").empty());
    EXPECT_TRUE(known.of("0101", "exclusions", "es").empty());
}

TEST_F(CodeTexts, SearchesFindCodesByThem) {
    auto entries = taxonomy_codes(find_share());
    EXPECT_TRUE(CodeSearch{entries}.find("filibusterismo", 3).empty());
    add_texts(entries, {{"iccs", "", {{"inclusions", {{"0101", "es", "otra cosa; filibusterismo"}}}}}});
    const auto hits = CodeSearch{entries}.find("filibusterismo", 3);
    ASSERT_FALSE(hits.empty());
    EXPECT_EQ(hits[0].entry->code, "0101");
    EXPECT_NEAR(hits[0].score, 0.85, 1e-9) << "an inclusion is worth less than a name";
}

}  // namespace
}  // namespace atalaya::service
