#include "intake/propose/open_fields.hpp"

#include <gtest/gtest.h>

#include "support.hpp"

namespace atalaya::intake {

namespace {

std::vector<std::string> told(const std::vector<OpenField>& fields) {
    std::vector<std::string> out;
    for (const auto& field : fields)
        out.push_back(field.file + ":" + std::to_string(field.line) + " " + field.key + ": " +
                      field.expected.english());
    return out;
}

}  // namespace

TEST(ProposeOpenFields, EachIsToldWithItsLineAndWhatIsExpected) {
    const Folder folder;
    folder.write("f/source.toml",
                 "id = \"f\"\n"
                 "name = { es = \"Hechos\", pt = \"COMPLETAR\", en = \"Facts\" }\n"
                 "# COMPLETAR in a comment is none\n"
                 "licence = \"COMPLETAR\"\n"
                 "contact = { institution = \"COMPLETAR\" }\n"
                 "[shape]\nlayer = \"COMPLETAR\"\n"
                 "[offence]\ncolumns = [\"COMPLETAR\"]\n");
    folder.write("f/codes.csv", "code,es,pt\nuno,\"una\nlínea\",COMPLETAR\ndos,COMPLETAR,dois\n");
    EXPECT_EQ(
        told(open_fields(folder.path() / "f")),
        (std::vector<std::string>{
            "source.toml:2 name.pt: the name of the source in Portuguese",
            "source.toml:4 licence: its terms of use, as the publisher writes them",
            "source.toml:5 contact.institution: the institution to write to when no file comes, and its "
            "post where it is known",
            "source.toml:7 shape.layer: the id of a layer of the city",
            "source.toml:9 offence.columns: the name of a column of the file",
            "codes.csv:2 pt: what this kind of fact is called in Portuguese",
            "codes.csv:4 es: what this kind of fact is called in Spanish"}));
}

TEST(ProposeOpenFields, AFolderThatIsFilledInHasNone) {
    const Folder folder;
    folder.write("f/source.toml", "id = \"f\"\nlicence = \"CC BY\"\n");
    EXPECT_TRUE(open_fields(folder.path() / "f").empty());
    EXPECT_TRUE(open_fields(folder.path() / "nadie").empty());
}

TEST(ProposeOpenFields, QuestionsAreToldInAnyLanguage) {
    const Folder folder;
    folder.write(
        "f/source.toml",
        "# PREGUNTA: ¿sí?\nid = \"PREGUNTA: no\"\n# PERGUNTA: sim?\n# 90 %: why\n# QUESTION: yes?\n");
    folder.write("f/codes.csv", "code,note\nrobo,38 filas; PREGUNTA: ¿cuenta en robo?\nhurto,nada\n");
    EXPECT_EQ(open_questions(folder.path() / "f"),
              (std::vector<OpenQuestion>{
                  {"source.toml", 1}, {"source.toml", 3}, {"source.toml", 5}, {"codes.csv", 2}}));
}

}  // namespace atalaya::intake
