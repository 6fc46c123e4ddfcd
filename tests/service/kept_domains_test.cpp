// A source.toml whose privacy domain is edited after its files were read: what they were read under holds.
#include "service/kept_domains.hpp"

#include <gmock/gmock.h>

#include "core/text.hpp"
#include "service/compared_counts.hpp"
#include "service/links.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class KeptDomainsOf : public testing::Test {
  protected:
    // Police and court list the same facts; what the third is for, each test says.
    void SetUp() override {
        for (const char* id : {"policia", "fiscalia", "hospital"}) say(id, "seguridad");
        declare("");
        store::create_directory(data(), "aldea");
    }
    fs::path data() const { return folder_.path() / "data"; }

    void say(const std::string& id, const std::string& domain) const {
        written_.source(id, "incidents", "csv",
                        "[key]\ncolumns = [\"id\"]\n[time]\nday = { column = \"fecha\" }\n[offence]\n"
                        "columns = [\"tipo\"]\n");
        written_.codes(id, "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");
        const auto path = written_.share().data / "sources" / id / "source.toml";
        std::stringstream text;
        text << std::ifstream{path}.rdbuf();
        std::ofstream{path} << (domain.empty() ? "" : "domain = \"" + domain + "\"\n") << text.str();
    }
    static std::string link(const std::string& first, const std::string& second) {
        return "[[links]]\nid = \"" + first + "-" + second + "\"\nfirst = \"" + first +
               "\"\nfirst_counts = \"robo\"\nsecond = \"" + second +
               "\"\nsecond_counts = \"robo\"\nfields = [{ by = \"day\", within = 1 }]\nblocks = "
               "[[\"year\"]]\n";
    }
    void declare(const std::string& rest) const {
        written_.city("\"policia\", \"fiscalia\", \"hospital\"",
                      WrittenCity::layer(2, "barrio") + "optional = true\n" + rest);
    }
    void take(const std::string& id, int rows = 40, int first = 1) const {
        std::string text = "id,fecha,tipo,lista\n";
        for (int i = first; i < first + rows; ++i)
            text += std::to_string(i) + ",2020-" + (i % 9 < 1 ? "10" : "0" + std::to_string(i % 9)) + "-" +
                    std::to_string(10 + i % 17) + ",Robo," + id + "\n";
        NoProgress quiet;
        ingest(data(), written_.share(),
               {.paths = {written_.file(id + "." + std::to_string(first), text)},
                .on = *parse_day("2021-06-01"),
                .repeats = Repeats::count},
               quiet);
    }
    // What is answered to a link, or to a figure of a city that reconciles; "" all is well.
    std::string refusal() const {
        NoProgress quiet;
        store::Store store{data(), store::Access::read};
        const auto catalogue = written_.catalogue();
        try {
            if (!catalogue.city.links.empty()) {
                const store::At at{"aldea", store.newest()->no};
                link_lists(store, catalogue, at, "", quiet);
            }
            Worlds worlds{store, catalogue};
            worlds.at("");
        } catch (const Error& error) {
            if (error.fault() == Fault::usage) return error.what();
            if (error.fault() != Fault::bad_input) throw;  // such lists give a model nothing to learn from
        }
        return "";
    }

    WrittenCity written_{"aldea"};
    Folder folder_;
};

constexpr const char* read_as_health =
    "hospital has records that were read under the privacy domain \"salud\", and its source.toml says "
    "\"seguridad\" now";

TEST_F(KeptDomainsOf, AnEditAfterReadingLinksNothing) {
    say("hospital", "salud");
    declare(link("policia", "hospital"));
    take("policia");
    take("hospital");
    EXPECT_THAT(refusal(), HasSubstr("hospital of \"salud\""));
    say("hospital", "seguridad");
    EXPECT_THAT(refusal(), HasSubstr(read_as_health));
    say("hospital", "");
    EXPECT_THAT(refusal(), HasSubstr("The privacy domain of hospital is not said"));
}

TEST_F(KeptDomainsOf, NoOtherFileAndNoSecondReadingWashesItAway) {
    say("hospital", "salud");
    declare(link("policia", "hospital"));
    take("policia");
    take("hospital");
    say("hospital", "seguridad");
    take("hospital");
    take("hospital", 40, 41);
    EXPECT_THAT(refusal(), HasSubstr(read_as_health));
    say("hospital", "salud");
    EXPECT_THAT(refusal(), HasSubstr("under the privacy domain \"seguridad\"")) << "it is of two now";
}

// The same bytes, claimed by a source of another name.
TEST_F(KeptDomainsOf, BytesKeepTheirDomainUnderAnotherSource) {
    say("hospital", "salud");
    take("policia");
    take("hospital");
    const auto renamed = written_.share().data / "sources" / "fiscalia" / "source.toml";
    std::stringstream text;
    text << std::ifstream{renamed}.rdbuf();
    std::ofstream{renamed} << replaced(text.str(), "fiscalia.*", "hospital.*");
    written_.city("\"policia\", \"fiscalia\"",
                  WrittenCity::layer(2, "barrio") + "optional = true\n" + link("policia", "fiscalia"));
    take("hospital");
    EXPECT_THAT(refusal(),
                HasSubstr("fiscalia has records that were read under the privacy domain \"salud\""));
}

TEST_F(KeptDomainsOf, TheFirstThatIsSaidMayBeSaidAfterReading) {
    say("hospital", "");
    declare(link("policia", "hospital"));
    take("policia");
    take("hospital");
    EXPECT_THAT(refusal(), HasSubstr("is not said"));
    say("hospital", "seguridad");
    EXPECT_EQ(refusal(), "");
    store::Store store{data(), store::Access::read};
    const KeptDomains kept{store};
    EXPECT_TRUE(kept.source(written_.catalogue().source("hospital")).read_as.empty());
    EXPECT_THAT(kept.source(written_.catalogue().source("policia")).read_as, ElementsAre("seguridad"));
}

// Police and court may meet, court and hospital could only be made to by calling the court's records something else.
TEST_F(KeptDomainsOf, AThirdSourceInBetweenIsNoBridge) {
    say("hospital", "salud");
    declare(link("policia", "fiscalia"));
    for (const char* id : {"policia", "fiscalia", "hospital"}) take(id);
    EXPECT_EQ(refusal(), "");
    declare(link("policia", "fiscalia") + link("fiscalia", "hospital"));
    EXPECT_THAT(refusal(), HasSubstr("hospital of \"salud\""));
    say("fiscalia", "salud");
    EXPECT_THAT(refusal(), HasSubstr("fiscalia has records"));
    declare(link("fiscalia", "hospital"));
    EXPECT_THAT(refusal(), HasSubstr("fiscalia has records that were read under the privacy domain "
                                     "\"seguridad\""));
}

TEST_F(KeptDomainsOf, ReconcilingIsLinking) {
    const std::string reconciled =
        "[[reconciliations]]\nindicator = \"robo\"\nprimary = \"policia\"\nother = \"hospital\"\n"
        "other_counts = \"robo_segun_hospital\"\ndays = 1\n";
    say("hospital", "salud");
    const auto count_otherwise = [&] {
        written_.codes("hospital", "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo_segun_hospital,\n");
    };
    count_otherwise();
    declare(reconciled);
    take("policia");
    take("hospital");
    EXPECT_THAT(refusal(), HasSubstr("hospital of \"salud\""));
    say("hospital", "seguridad");
    count_otherwise();
    EXPECT_THAT(refusal(), HasSubstr(read_as_health));
}

TEST_F(KeptDomainsOf, TwoThatSayNoneAreNotReconciled) {
    say("policia", "");
    say("hospital", "");
    written_.codes("hospital", "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo_segun_hospital,\n");
    declare(
        "[[reconciliations]]\nindicator = \"robo\"\nprimary = \"policia\"\nother = \"hospital\"\n"
        "other_counts = \"robo_segun_hospital\"\ndays = 1\n");
    take("policia");
    take("hospital");
    EXPECT_THAT(refusal(), HasSubstr("The privacy domain of policia is not said"));
}

TEST_F(KeptDomainsOf, SmallNumbersStayWithheldAfterAnEdit) {
    const std::string compared =
        "[[comparisons]]\nid = \"c\"\nfirst = \"policia\"\nfirst_counts = [\"robo\"]\nsecond = \"hospital\"\n"
        "second_counts = [\"robo\"]\ndifferences = [{ what = " +
        std::string{WrittenCity::words} + " }]\n";
    say("hospital", "salud");
    declare(compared);
    take("policia");
    take("hospital");
    say("hospital", "seguridad");
    store::Store store{data(), store::Access::read};
    const auto catalogue = written_.catalogue();
    Worlds worlds{store, catalogue};
    EXPECT_TRUE(compared_counts(store, worlds, catalogue, "", "c").at(0).withheld);
}

}  // namespace
}  // namespace atalaya::service
