#include "intake/addressee.hpp"

#include <gmock/gmock.h>

#include "intake/descriptor.hpp"
#include "intake/propose/write.hpp"
#include "source_folder.hpp"
#include "support.hpp"

namespace atalaya::intake {
namespace {

using testing::Contains;
using testing::HasSubstr;

constexpr const char *areas = R"(id = "zonas"
version = "1"
kind = "areas"
name = { es = "Zonas", pt = "Zonas", en = "Zones" }
publisher = "Municipalidad"
url = "https://example.org"
licence = "CC0-1.0"
files = ["zonas.geojson"]
cadence = "once"
)",
                     *reading = R"(
[format]
type = "geojson"
[shape]
layer = "zona"
code = "codigo"
name = "nombre"
)";

Source read(const std::string& addressees) {
    const Folder folder;
    folder.write("zonas/source.toml", areas + addressees + reading);
    return read_source(folder.path() / "zonas");
}

std::string refused(const std::string& addressees) {
    try {
        check_addressees(read(addressees));
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

TEST(Addressees, AreAskedOfASourceAllThree) {
    const std::string contact = "contact = { post = \"Catastro\", institution = \"Municipalidad\" }\n",
                      substitute = "substitute = { institution = \"Municipalidad\" }\n",
                      superior = "superior = { institution = \"Provincia\" }\n";
    EXPECT_THAT(refused(""), HasSubstr("contact, substitute, superior is not there"));
    EXPECT_THAT(refused(contact + superior),
                HasSubstr("whom to write to when it does not come; substitute is"));
    EXPECT_EQ(refused(contact + substitute + superior), "");
    EXPECT_THAT(refused(contact + substitute + "superior = { institution = \" \" }\n"), HasSubstr("blank"));
    EXPECT_THAT(refused("contact = { person = \"Ana\", institution = \"Municipalidad\" }\n"),
                HasSubstr("\"person\""))
        << "posts, never persons";
}

TEST(Addressees, APostThatNobodyKnowsIsStillToFillIn) {
    const auto source = read(
        "contact = { post = \"Catastro\", institution = \"Municipalidad\" }\n"
        "substitute = { institution = \"Municipalidad\" }\n"
        "superior = { institution = \"COMPLETAR\" }\n");
    const auto left = still_to_fill_in(source);
    EXPECT_THAT(left, Contains("substitute.post"));
    EXPECT_THAT(left, Contains("superior"));
    EXPECT_THAT(left, testing::Not(Contains("contact.post")));
    EXPECT_EQ(line_of(source.addressees.contact), "Catastro, Municipalidad");
    EXPECT_EQ(line_of(source.addressees.substitute), "Municipalidad");
}

// Whom to write to says nothing of how the file is read: what was read by another is not stale for it.
TEST(Addressees, AreNoPartOfTheRecipe) {
    EXPECT_EQ(read("").recipe, read("superior = { institution = \"Provincia\" }\n").recipe);
    EXPECT_NE(read("").recipe, read("sealed = [\"nombre\"]\n").recipe);
}

TEST(Addressees, AreSaidOfEverySourceThatComesWithTheProgram) {
    const auto sources = read_sources(source_folder() / "sources");
    ASSERT_FALSE(sources.empty());
    for (const auto& source : sources) {
        EXPECT_NO_THROW(check_addressees(source)) << source.id;
        for (const auto* one : each_of(source.addressees))
            EXPECT_NE(one->institution, "COMPLETAR") << source.id;
    }
}

}  // namespace
}  // namespace atalaya::intake
