#include "intake/descriptor.hpp"

#include <gmock/gmock.h>

#include "intake/nearest.hpp"
#include "support.hpp"

namespace atalaya::intake {
namespace {

using testing::HasSubstr;

TEST(Descriptor, SaysWhatItSays) {
    const Folder folder;
    const Source source = small_source(folder);

    EXPECT_EQ(source.id, "hechos");
    EXPECT_EQ(source.format.separator, '\0');
    EXPECT_EQ(source.hour.unknown, std::vector<std::string>{"99"});
    EXPECT_EQ(source.columns(),
              (std::vector<std::string>{"id", "fecha", "hora", "tipo", "x", "y", "barrio"}));
    ASSERT_EQ(source.labels.size(), 2u);
    EXPECT_EQ(source.labels[0].iccs, (std::vector<std::string>{"0401", "0501"}));
}

TEST(Descriptor, NamesTheLineAndTheNearestKeyOfAMistypedOne) {
    const Folder folder;
    const std::string said =
        refusal([&] { small_source(folder, edited(small_descriptor, "missing =", "mising =")); });

    EXPECT_THAT(said, HasSubstr("source.toml:12:"));
    EXPECT_THAT(said, HasSubstr("unknown key \"mising\" in [format]"));
    EXPECT_THAT(said, HasSubstr("Did you mean \"missing\"?"));
}

TEST(Descriptor, SaysEachKnownKeyOnce) {
    const Folder folder;
    const std::string said = refusal(
        [&] { small_source(folder, edited(small_descriptor, "[format]", "qqqqqqqq = 1\n[format]")); });
    EXPECT_THAT(said, HasSubstr("Known here: id, version, kind, name, "));
    EXPECT_EQ(said.find(", name, "), said.rfind(", name, ")) << said;
    EXPECT_EQ(said.find(", format, "), said.rfind(", format, ")) << said;
}

TEST(Descriptor, RefusesWhatCannotBeMeant) {
    const struct {
        const char *from, *to, *says;
    } cases[] = {
        {"type = \"csv\"", "type = \"cvs\"", "Did you mean \"csv\"?"},
        {"type = \"csv\"", "type = 3", "\"format.type\" should be a text in quotes; found a whole number"},
        {"day = { column = \"fecha\" }", "", "\"day\" is missing in [time]"},
        {"[time]\nday = { column = \"fecha\" }", "[[time]]\nday = { column = \"fecha\" }",
         "\"time\" should be a table, [time]"},
        {"columns = [\"tipo\"]", "columns = []", "should name one to three columns"},
        {"box = [-5, -1, 5, 2]", "box = [5, -1, -5, 2]", "west, south, east, north"},
        {"id = \"hechos\"", "id = \"otros\"", "should be the folder's name"},
        {"[format]", "[format", "not TOML"},
        {"unknown = [\"99\"]", "unknown_until = \"2019-02-30\"", "should be a day such as"},
        {"cadence = \"monthly\"", "cadence = \"sometimes\"", "should be one of yearly"},
        {"files = [\"hechos*.csv\"]", "files = \"hechos.csv\"",
         "should be a list of texts; found a text in quotes"},
        {"[place]", "[channel]\ncolumn = \"canal\"\nkolumn = \"canal\"\n[place]",
         "unknown key \"kolumn\" in [channel]. Did you mean \"column\"?"},
        {"[place]", "[chanel]\ncolumn = \"canal\"\n[place]", "Did you mean \"channel\"?"},
        {"[offence]", "registred = { column = \"alta\" }\n[offence]",
         "unknown key \"registred\" in [time]. Did you mean \"registered\"?"},
        {"[offence]", "registered = { column = \"alta\", format = \"YYYYMM\" }\n[offence]",
         "should be one of YYYY-MM-DD, DD/MM/YYYY"},
        {"[time]", "[time]\nbasis = \"report\"\nregistered = { column = \"alta\" }",
         "should stand beside the day of the fact"},
    };
    for (const auto& c : cases) {
        const Folder folder;
        EXPECT_THAT(refusal([&] { small_source(folder, edited(small_descriptor, c.from, c.to)); }),
                    HasSubstr(c.says))
            << c.to;
    }
}

TEST(Descriptor, AFolderWithoutOneIsMissing) {
    const Folder folder;
    EXPECT_THAT(refusal([&] { read_source(folder.path() / "nada"); }, Fault::missing),
                HasSubstr("source.toml"));
}

TEST(Globs, StopAtFolders) {
    EXPECT_TRUE(matches("delitos/delitos_2019.csv*", "delitos/delitos_2019.csv"));
    EXPECT_TRUE(matches("delitos/delitos_2019.csv*", "delitos/delitos_2019.csv.gz"));
    EXPECT_TRUE(matches("*/x?.csv", "any/x1.csv"));
    EXPECT_FALSE(matches("delitos/*.csv", "delitos/viejos/a.csv"));
    EXPECT_FALSE(matches("*.csv", "delitos/a.csv"));
    EXPECT_FALSE(matches("a.csv", "a.csv.gz"));
    EXPECT_TRUE(matches("*a*b*", "xxaxxbxx"));
    EXPECT_FALSE(matches("*a*b*", "xxbxxaxx"));
}

TEST(HandOver, FilesGoToTheSourceThatNamesThem) {
    const Folder folder;
    std::vector<Source> sources{small_source(folder)};
    const Folder sent;
    sent.write("hechos-2020.csv", "x");
    sent.write("leeme.txt", "x");
    const auto handed = look_through(sent.path(), sources);
    ASSERT_EQ(handed.files.size(), 1u);
    EXPECT_EQ(handed.files[0].source->id, "hechos");
    EXPECT_EQ(handed.files[0].relative, "hechos-2020.csv");
    EXPECT_EQ(handed.unclaimed, std::vector<std::string>{"leeme.txt"});

    sources.push_back(sources.front());
    EXPECT_THAT(refusal([&] { look_through(sent.path(), sources); }),
                HasSubstr("two sources claim the file hechos-2020.csv"));
}

TEST(Nearest, IsNearOrNothing) {
    const std::vector<std::string> words{"fecha", "franja", "tipo"};
    EXPECT_EQ(edits_between("tpio", "tipo"), 1);
    EXPECT_EQ(edits_between("", "abc"), 3);
    EXPECT_EQ(edits_between("kitten", "sitting"), 3);
    EXPECT_EQ(nearest("fehca", words), "fecha");
    EXPECT_EQ(nearest("FECHA", words), "fecha");
    EXPECT_EQ(nearest("longitud", words), "");
}

}  // namespace
}  // namespace atalaya::intake
