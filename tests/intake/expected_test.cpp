#include "intake/expected.hpp"

#include <gmock/gmock.h>

#include "intake/city.hpp"
#include "source_folder.hpp"
#include "support.hpp"

namespace atalaya::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* posts =
    R"(contact = { post = "Oficina de estadística", institution = "Policía", address = "calle 1" }
substitute = { post = "Jefatura de operaciones", institution = "Policía" }
superior = { post = "Jefatura", institution = "Policía" }
)";

Expected read(const std::string& text) {
    return expected_of(parse_toml(text, "city.toml"));
}

std::string refusal(const std::string& text) {
    try {
        read(text);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

TEST(Expected, SaysWhenWhatAndWhom) {
    const auto expected = read(std::string{R"(source = "policia"
cadence = "quarterly"
due = 10
days = "business"
letters = [5, 15, 30]
from = "2024-03"
agreement = "Cláusula 4"
)"} + posts);
    EXPECT_EQ(expected.cadence, "quarterly");
    EXPECT_EQ(expected.due_days, 10);
    EXPECT_TRUE(expected.business);
    EXPECT_THAT(expected.letters, ElementsAre(5, 15, 30));
    EXPECT_EQ(iso(*expected.from), "2024-03");
    EXPECT_EQ(expected.addressees.contact.address, "calle 1");
    EXPECT_EQ(expected.addressees.substitute.post, "Jefatura de operaciones");
    EXPECT_EQ(expected.addressees.superior.institution, "Policía");
}

TEST(Expected, LeavesToCustomWhatIsNotSaid) {
    const auto expected = read(std::string{"source = \"policia\"\ndue = 5\n"} + posts);
    EXPECT_EQ(expected.cadence, "") << "that of the source";
    EXPECT_FALSE(expected.business);
    EXPECT_THAT(expected.letters, ElementsAre(3, 10, 20));
    EXPECT_FALSE(expected.from);
    EXPECT_FALSE(expected.empty_months);
    EXPECT_FALSE(read("source = \"policia\"\ndue = 5\n").addressees.contact.said()) << "that of the source";
}

TEST(Expected, AWeekClosesWhenTheCitySays) {
    const auto cadence = [](const std::string& rest) {
        return read("source = \"policia\"\ndue = 2\n" + rest).cadence;
    };
    EXPECT_EQ(cadence("cadence = \"weekly\"\n"), "weekly");
    EXPECT_EQ(cadence("cadence = \"weekly\"\ncloses = \"friday\"\n"), "weekly:friday");
    EXPECT_EQ(cadence("cadence = \"weekly\"\ncloses = \"sunday\"\n"), "weekly");
    EXPECT_EQ(cadence("cadence = \"daily\"\n"), "daily");
}

TEST(Expected, RefusesWhatCannotBeMeant) {
    const std::string begin = "source = \"policia\"\n", due = "due = 5\n";
    EXPECT_THAT(refusal(begin + "due = 0\n" + posts), HasSubstr("\"due\" should be 1 to 366"));
    EXPECT_THAT(refusal(begin + "due = 400\n" + posts), HasSubstr("found 400"));
    EXPECT_THAT(refusal(begin + due + "days = \"working\"\n" + posts), HasSubstr("business"));
    EXPECT_THAT(refusal(begin + due + "cadence = \"hourly\"\n" + posts), HasSubstr("monthly"));
    const std::string friday = "closes = \"friday\"\n";
    EXPECT_THAT(refusal(begin + due + "cadence = \"monthly\"\n" + friday), HasSubstr("last day of a week"));
    EXPECT_THAT(refusal(begin + due + friday), HasSubstr("last day of a week"));
    EXPECT_THAT(refusal(begin + due + "cadence = \"weekly\"\ncloses = \"viernes\"\n"), HasSubstr("friday"));
    EXPECT_THAT(refusal(begin + due + "from = \"2024\"\n" + posts), HasSubstr("\"2024-01\"; found \"2024\""));
    for (const char* letters : {"[3, 10]", "[3, 3, 20]", "[0, 10, 20]", "[3, 10.5, 20]", "[3, 10, 2000]"})
        EXPECT_THAT(refusal(begin + due + "letters = " + letters + "\n" + posts),
                    HasSubstr("each more than the one before"))
            << letters;
    EXPECT_THAT(refusal(begin + due + "contact = { post = \"P\", institution = \" \" }\n"),
                HasSubstr("\"institution\" should not be blank"));
}

TEST(Expected, ACityExpectsOnlyItsSourcesAndEachOnce) {
    const std::string city = R"(id = "aldea"
name = "Aldea"
short_name = "Aldea"
country = "AR"
region = "es-AR"
zone = "America/Argentina/Buenos_Aires"
sources = ["hechos"]
)";
    const auto entry = [](const std::string& source) {
        return "[[expected]]\nsource = \"" + source + "\"\ndue = 5\n" + posts;
    };
    const auto said = [&](const std::string& text) -> std::string {
        const Folder folder;
        folder.write("aldea/city.toml", city + text);
        try {
            const City read = read_city(folder.path() / "aldea");
            return read.expectation("hechos") && !read.expectation("otra") ? "read" : "";
        } catch (const Error& error) {
            return error.what();
        }
    };
    EXPECT_EQ(said(entry("hechos")), "read");
    EXPECT_THAT(said(entry("otra")), HasSubstr("\"otra\" is not in \"sources\""));
    EXPECT_THAT(said(entry("hechos") + entry("hechos")), HasSubstr("two [[expected]] are of"));
}

// A source that comes again can be late; what was published once, or reads another's files, cannot. Only facts and
// counts have months that tell whether it came.
TEST(Expected, EveryCityExpectsTheSourcesThatComeAgain) {
    for (const auto& city : read_cities(source_folder() / "cities")) {
        for (const auto& source : read_sources(source_folder() / "sources", city.sources)) {
            const bool tells_months = source.kind == Kind::incidents || source.kind == Kind::tallies;
            const bool comes = tells_months && source.cadence != "once" && source.beside.empty();
            EXPECT_EQ(city.expectation(source.id) != nullptr, comes) << city.id << " " << source.id;
        }
    }
}

}  // namespace
}  // namespace atalaya::intake
