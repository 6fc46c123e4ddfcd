// From rows that were refused for their label to a decision to a vintage with them; and from one crosswalk to another,
// to a vintage that says what moved. The city and its source are written on the spot.
#include "service/unknown_labels.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "core/error.hpp"
#include "core/text.hpp"
#include "render/plain.hpp"
#include "service/answers.hpp"
#include "service/bulletin/mensual.hpp"
#include "service/classification.hpp"
#include "service/correspondence/receipt.hpp"
#include "service/crosswalk_moves.hpp"
#include "service/ingest.hpp"
#include "service/kept_codes.hpp"
#include "service/revisions.hpp"
#include "store/verify.hpp"
#include "support.hpp"

namespace atalaya::service {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

void write(const fs::path& path, std::string_view text) {
    fs::create_directories(path.parent_path());
    std::ofstream{path, std::ios::binary} << text;
}

constexpr const char* words = R"({ es = "x", pt = "x", en = "x" })";
constexpr const char* label_head = "code,label_1,label_2,es,pt,en,iccs,fit,indicators,note\n";

class UnknownLabels : public testing::Test {
  protected:
    UnknownLabels() {
        share_ = find_share();
        share_.data = folder_.path() / "share";
        fs::create_directories(share_.data);
        for (const char* name : {"taxonomy", "indicators", "bulletins", "i18n"})
            fs::create_directory_symlink(find_share().data / name, share_.data / name);
        city("");
        write(
            source() / "source.toml",
            "id = \"hechos\"\nversion = \"1\"\nkind = \"incidents\"\nname = " + std::string{words} +
                "\npublisher = \"x\"\nurl = \"x\"\nlicence = \"x\"\nfiles = [\"*.csv\"]\ncadence = "
                "\"monthly\"\n[format]\ntype = \"csv\"\n[key]\ncolumns = [\"id\"]\n[time]\nday = { column = "
                "\"fecha\" }\n[offence]\ncolumns = [\"tipo\", \"modo\"]\n");
        write(
            source() / "codes.csv",
            std::string{label_head} +
                "robo-arma,Robo,Con arma,Robo con arma,Roubo com arma,Armed robbery,0401,inside,robo,\n"
                "sorpresa,Robo,Por sorpresa,Robo por sorpresa,Arrebatamento,Snatching,040111|050221,overlap,"
                "robo,\n"
                "hurto,Hurto,,Hurto,Furto,Theft,0502,inside,hurto,\n");
        write(source() / "crosswalks/persona.csv",
              "code,iccs,fit,indicators,note\nrobo-arma,0401,inside,robo,\nsorpresa,050221,inside,hurto,\n"
              "hurto,0502,inside,hurto,\n");
        write(source() / "crosswalks/persona.toml",
              "version = \"3\"\nauthor = \"INE\"\ndate = \"2024-03-01\"\n");
        write(folder_.path() / "uno.csv",
              "id,fecha,tipo,modo\n1,2020-01-05,Robo,Con arma\n2,2020-01-06,Robo,Por sorpresa\n"
              "3,2020-01-07,Robo,Por sorpresa\n4,2020-02-01,Hurto,\n5,2020-02-02,Roob,Con arma\n"
              "6,2020-03-03,ROOB,CON ARMA\n7,2020-03-04,Sereno,\n");
        store::create_directory(data(), "aldea");
    }

    fs::path data() const { return folder_.path() / "data"; }
    fs::path source() const { return share_.data / "sources/hechos"; }
    void city(const std::string& more) {
        write(
            share_.data / "cities/aldea/city.toml",
            "id = \"aldea\"\nname = \"Aldea\"\nshort_name = \"Aldea\"\ncountry = \"AR\"\nregion = \"es-AR\"\n"
            "zone = \"America/Argentina/Buenos_Aires\"\nsimulated = true\nsources = [\"hechos\"]\n"
            "[[layers]]\nslot = 2\nid = \"barrio\"\nname = " +
                std::string{words} + "\nplural = " + words + "\noptional = true\n" + more);
    }
    Catalogue catalogue() const { return read_catalogue(share_, "aldea"); }
    Ingested take(const char* on) {
        NoProgress quiet;
        return ingest(data(), share_, {.paths = {folder_.path() / "uno.csv"}, .on = *parse_day(on)}, quiet);
    }
    std::vector<UnknownLabel> queue() {
        NoProgress quiet;
        store::Store store{data(), store::Access::read};
        return unknown_labels(store, catalogue(), "", quiet);
    }
    store::LabelDecision decide(const std::string& label, const std::string& code,
                                const std::string& author = "Ana Ruiz",
                                const std::string& reason = "a slip") {
        store::Store store{data()};
        return decide_label(store, catalogue(),
                            {"hechos", label, code, author, reason, *parse_day("2020-04-02")});
    }
    std::string refusal(const std::string& label, const std::string& code,
                        const std::string& author = "Ana") {
        try {
            decide(label, code, author);
        } catch (const Error& error) {
            return error.what();
        }
        return {};
    }
    std::int64_t count(const std::string& indicator, const std::string& vintage) {
        store::Store store{data(), store::Access::read};
        return static_cast<std::int64_t>(
            *ask_figure(store, catalogue(),
                        {.indicator = indicator, .period = "2020-01-01/2020-02-29", .vintage = vintage})
                 .value);
    }
    std::string json(const std::string& indicator, const std::string& vintage) {
        store::Store store{data(), store::Access::read};
        const auto known = catalogue();
        Worlds worlds{store, known};
        const auto figure = compute(
            worlds, spec_of(store, known,
                            {.indicator = indicator, .period = "2020-01-01/2020-02-29", .vintage = vintage}));
        return answer_json(store, figure, worlds.at(vintage));
    }

    Folder folder_;
    Share share_;
};

TEST_F(UnknownLabels, TheQueueSaysRowsMonthsAndWhatEachMayBe) {
    take("2020-04-01");
    const auto labels = queue();
    ASSERT_EQ(labels.size(), 2U);
    const auto& slip = labels[0];
    EXPECT_EQ(folded(slip.label), "roob / con arma");
    EXPECT_EQ(slip.rows, 2) << "two spellings of one label";
    EXPECT_THAT(slip.files, ElementsAre("uno.csv"));
    EXPECT_THAT(slip.months, ElementsAre(*parse_month("2020-02"), *parse_month("2020-03")));
    ASSERT_FALSE(slip.proposals.empty());
    EXPECT_EQ(slip.proposals[0].code, "robo-arma");
    EXPECT_LE(slip.proposals.size(), 5U);
    EXPECT_TRUE(slip.waits());
    EXPECT_EQ(labels[1].label, "Sereno");
}

TEST_F(UnknownLabels, ADecisionHoldsFromTheNextReadingAndSaysWhoseItIs) {
    const auto before = take("2020-04-01").vintage.id;
    EXPECT_EQ(count("robo", before), 3);
    const auto kept = decide("roob / con ARMA", "robo-arma");
    EXPECT_EQ(kept.verdict, "code");
    EXPECT_EQ(count("robo", before), 3) << "what was published stays";

    const auto again = take("2020-04-03");
    EXPECT_FALSE(again.deliveries[0].known) << "the same bytes are read otherwise now";
    EXPECT_EQ(again.vintage.added, 2);
    EXPECT_EQ(count("robo", again.vintage.id), 4) << "the other of the two is of March";
    EXPECT_EQ(count("robo", before), 3);
    EXPECT_THAT(json("robo", again.vintage.id),
                HasSubstr(R"("code":"robo-arma","author":"Ana Ruiz","on":"2020-04-02")"));
    EXPECT_THAT(json("robo", before), HasSubstr(R"("decided":[])"));
    EXPECT_THAT(json("hurto", again.vintage.id), HasSubstr(R"("decided":[])"));
    ASSERT_EQ(queue().size(), 1U) << "only what is still refused";

    NoProgress quiet;
    store::Store store{data()};
    EXPECT_TRUE(verify(store, quiet).whole());
    EXPECT_THAT(
        decided_lines(store, catalogue(), "hechos"),
        HasSubstr("robo-arma,Roob,Con arma,Robo con arma,Roubo com arma,Armed robbery,0401,inside,robo,"));
}

// A file whose labels are all unknown is what its descriptor says: it waits.
TEST_F(UnknownLabels, AFileOfWhichNoLabelIsListedIsKeptUntilTheyAreDecided) {
    write(folder_.path() / "uno.csv",
          "id,fecha,tipo,modo\n1,2020-01-05,Atraco,\n2,2020-01-06,Atraco,\n3,2020-02-30,Robo,Con arma\n");
    const auto kept = take("2020-04-01");
    EXPECT_TRUE(kept.vintage.published);
    EXPECT_TRUE(kept.deliveries.at(0).waits);
    EXPECT_EQ(kept.vintage.added, 0);
    EXPECT_TRUE(take("2020-04-01").deliveries.at(0).known) << "nothing was decided yet";
    const auto labels = queue();
    ASSERT_EQ(labels.size(), 1U);
    EXPECT_EQ(labels[0].rows, 2);
    EXPECT_THAT(labels[0].months, ElementsAre(*parse_month("2020-01")));
    decide("Atraco", "robo-arma");
    const auto decided = take("2020-04-03");
    EXPECT_EQ(decided.vintage.added, 2);
    EXPECT_FALSE(decided.deliveries.at(0).waits);
}

TEST_F(UnknownLabels, AFileOfWhichMostRowsAreWrongOtherwiseIsRefused) {
    write(folder_.path() / "uno.csv",
          "id,fecha,tipo,modo\n1,2020-01-05,Atraco,\n2,ayer,Robo,Con arma\n3,2020-02-30,Robo,Con arma\n");
    EXPECT_THROW(take("2020-04-01"), RefusedFile);
}

// Also of a label whose nearest class no code of the source means.
TEST_F(UnknownLabels, EveryProposalIsACodeThatADecisionTakes) {
    write(folder_.path() / "uno.csv",
          "id,fecha,tipo,modo\n1,2020-01-05,Robo,Con arma\n2,2020-01-06,Homicidio intencional,\n"
          "3,2020-01-07,Secuestro,\n4,2020-02-01,Hurto de bienes,\n5,2020-02-02,Roob,Con arma\n");
    take("2020-04-01");
    std::size_t proposed = 0;
    for (const auto& label : queue()) {
        for (const auto& proposal : label.proposals) {
            EXPECT_EQ(proposal.list, "hechos") << label.label;
            EXPECT_EQ(refusal(label.label, proposal.code), "") << label.label << ": " << proposal.code;
            ++proposed;
        }
    }
    EXPECT_GE(proposed, 4U);
}

// A fact that comes again under a label nobody declared keeps what it was, and that is told: also where the delivery says
// all there is of its month.
class CorrectedUnlisted : public UnknownLabels, public testing::WithParamInterface<const char*> {};

TEST_P(CorrectedUnlisted, StaysAsItWasAndIsTold) {
    std::ofstream{source() / "source.toml", std::ios::app} << "[delivery]\ncovers = \"" << GetParam()
                                                           << "\"\n";
    const auto first = take("2020-04-01").vintage;
    write(folder_.path() / "uno.csv",
          "id,fecha,tipo,modo\n1,2020-01-05,Atraco,\n2,2020-01-06,Robo,Por sorpresa\n"
          "3,2020-01-07,Robo,Por sorpresa\n4,2020-02-01,Hurto,\n8,2020-02-02,Atraco,\n");
    const auto again = take("2020-04-03");
    EXPECT_EQ(again.vintage.withdrawn, 0);
    EXPECT_EQ(count("robo", again.vintage.id), 3);
    EXPECT_THAT(queue().at(0).label, "Atraco");
    EXPECT_EQ(queue().at(0).rows, 2);
    {
        store::Store store{data(), store::Access::read};
        const auto run = store.records().runs("aldea").back().id;
        const auto kept = store.records().findings("aldea", run);
        const auto told =
            std::ranges::find(kept, label_unlisted_now, [](const auto& one) { return one.finding.check; });
        ASSERT_NE(told, kept.end());
        EXPECT_EQ(told->finding.rows, 1) << "the row of a fact that is not known is refused like any other";
        EXPECT_EQ(told->finding.detail, R"({"lines":[1]})");
        const auto known = catalogue();
        EXPECT_THAT(
            render::plain_text(receipt_page(Stationery{known, "es"}, receipt_facts(store, run)), 2000),
            HasSubstr("1 hecho conocido vino corregido con un tipo que no está en la lista"));
    }
    decide("Atraco", "hurto");
    const auto decided = take("2020-04-05").vintage;
    EXPECT_EQ(count("robo", decided.id), 2);
    EXPECT_EQ(count("robo", first.id), 3);
}
INSTANTIATE_TEST_SUITE_P(UnknownLabels, CorrectedUnlisted, testing::Values("rows", "months"));

// The recipe is again that of the first reading, which is not what stands.
TEST_F(UnknownLabels, ADecisionTakenBackCountsNoMoreFromTheNextReading) {
    std::ofstream{source() / "source.toml", std::ios::app} << "[delivery]\ncovers = \"months\"\n";
    take("2020-04-01");
    decide("roob / con arma", "robo-arma");
    const auto decided = take("2020-04-03").vintage.id;
    EXPECT_EQ(count("robo", decided), 4);
    decide("roob / con arma", "none");
    const auto again = take("2020-04-04");
    EXPECT_FALSE(again.deliveries.at(0).known);
    EXPECT_EQ(count("robo", again.vintage.id), 3);
    EXPECT_EQ(count("robo", decided), 4) << "a vintage stays what it was";
    EXPECT_TRUE(take("2020-04-05").deliveries.at(0).known) << "nothing was decided since";
}

TEST_F(UnknownLabels, OneThatIsNothingLeavesTheQueueAndMayWaitAgain) {
    take("2020-04-01");
    decide("Sereno", "none");
    EXPECT_FALSE(queue()[1].waits());
    EXPECT_TRUE(take("2020-04-03").deliveries[0].known) << "no row reads otherwise";
    decide("Sereno", "open");
    EXPECT_TRUE(queue()[1].waits());
    store::Store store{data(), store::Access::read};
    EXPECT_EQ(store::label_decisions(store.records(), "aldea").size(), 2U) << "both stay on record";
}

TEST_F(UnknownLabels, WhatCannotBeDecidedIsRefusedWithWhatMayHaveBeenMeant) {
    take("2020-04-01");
    EXPECT_THAT(refusal("Sereno", "robo-arna"), HasSubstr("Did you mean \"robo-arma\"?"));
    EXPECT_THAT(refusal("Serenos", "none"), HasSubstr("Did you mean \"Sereno\"?"));
    EXPECT_THAT(refusal("Sereno", "none", " "), HasSubstr("--by"));
    store::Store store{data(), store::Access::read};
    EXPECT_THAT(store::label_decisions(store.records(), "aldea"), IsEmpty());
}

TEST_F(UnknownLabels, NothingIsCodedByLikenessUnlessTheCitySaysSo) {
    NoProgress quiet;
    take("2020-04-01");
    const auto by_score = [&] {
        store::Store store{data()};
        return decide_by_score(store, catalogue(), "", *parse_day("2020-04-02"), quiet);
    };
    EXPECT_THROW(by_score(), Error);
    city("[codes]\nautomatic = 100\n");
    EXPECT_THAT(by_score(), IsEmpty()) << "a slip is not the label itself";
    city("[codes]\nautomatic = 50\n");
    EXPECT_THROW(by_score(), Error) << "so little likeness no city may choose";
    city("[codes]\nautomatic = 90\n");
    const auto decisions = by_score();
    ASSERT_EQ(decisions.size(), 1U) << "Sereno waits";
    EXPECT_EQ(decisions[0].code, "robo-arma");
    EXPECT_EQ(decisions[0].author, "atalaya");
    EXPECT_THAT(decisions[0].reason, HasSubstr("= Robo / Con arma (hechos, own_slip): 0.93 >= 0.90"));
    EXPECT_THAT(by_score(), IsEmpty()) << "it is decided";
    EXPECT_FALSE(queue()[0].waits());
    EXPECT_TRUE(queue()[1].waits());
    decide("roob / con arma", "open");
    EXPECT_TRUE(queue()[0].waits()) << "and taken back";
    store::Store store{data(), store::Access::read};
    EXPECT_EQ(store::label_decisions(store.records(), "aldea").size(), 2U) << "both stay on record";
}

// However high the score of a label that is merely alike.
TEST_F(UnknownLabels, WhatIsAlikeAndNotCertainWaits) {
    write(folder_.path() / "uno.csv",
          "id,fecha,tipo,modo\n1,2020-01-05,Robo,Con arma\n2,2020-01-06,Robo,Por sorpresas varias\n"
          "3,2020-01-07,Robo,Por sorpresa\n4,2020-02-01,Robos,con armas\n");
    take("2020-04-01");
    const auto labels = queue();
    ASSERT_EQ(labels.size(), 2U);
    for (const auto& label : labels) {
        const bool same = folded(label.label) == "robos / con armas";
        ASSERT_FALSE(label.proposals.empty());
        EXPECT_EQ(label.proposals[0].certain.has_value(), same) << label.label;
        for (std::size_t i = 1; i < label.proposals.size(); ++i)
            EXPECT_FALSE(label.proposals[i].certain) << "one code at most";
    }
}

// Three robberies, two of them by surprise; one theft.
TEST_F(UnknownLabels, AnotherCrosswalkIsAnotherVintageThatSaysWhatMoved) {
    const auto first = take("2020-04-01").vintage.id;
    EXPECT_EQ(count("robo", first), 3);
    EXPECT_THAT(json("robo", first), HasSubstr(R"("name":"codes","version":"1")"));
    EXPECT_THAT(json("robo", first), HasSubstr(R"("overlap":[{"source":"hechos","code":"sorpresa")"));
    EXPECT_THAT(json("hurto", first), HasSubstr(R"("overlap":[])"));

    city("[[crosswalks]]\nsource = \"hechos\"\nuse = \"persona\"\n");
    EXPECT_EQ(count("robo", first), 3) << "a vintage is told as it was read";
    const auto second = take("2020-04-03").vintage;
    EXPECT_TRUE(second.published);
    EXPECT_EQ(second.added + second.revised, 0) << "no fact changed";
    EXPECT_EQ(count("robo", second.id), 1);
    EXPECT_EQ(count("hurto", second.id), 3);
    EXPECT_EQ(count("hurto", first), 1);
    EXPECT_THAT(json("robo", second.id), HasSubstr(R"("name":"persona","version":"3","author":"INE")"));
    EXPECT_THAT(json("robo", second.id), HasSubstr(R"("overlap":[])"));

    store::Store store{data(), store::Access::read};
    const auto moved = moves_between_vintages(store, store.vintage(first), store.vintage(second.id));
    ASSERT_EQ(moved.size(), 1U);
    ASSERT_EQ(moved[0].indicators.size(), 2U);
    EXPECT_EQ(moved[0].indicators[0].indicator, "hurto");
    EXPECT_EQ(moved[0].indicators[0].came, 2);
    EXPECT_EQ(moved[0].indicators[1].left, 2);
    const auto compared = compare_crosswalks(store, catalogue(), "hechos", "codes", "persona", first);
    EXPECT_EQ(compared.indicators[1].before, 3);
    EXPECT_EQ(compared.indicators[1].after, 1);
    EXPECT_THROW(compare_crosswalks(store, catalogue(), "hechos", "codes", "personas", ""), Error);

    const auto history = figure_history(
        store, catalogue(),
        {.indicator = "robo", .period = "2020-01", .part = "offence=hechos:robo-arma", .vintage = second.id});
    ASSERT_EQ(history.told.size(), 2U) << "the same number by another crosswalk is told";
    EXPECT_EQ(history.told[0].figure.value, history.told[1].figure.value);
}

// The bulletin of January, as whoever reads it has it.
std::string page_of(const Share& share, const fs::path& data, const std::string& vintage,
                    bool small = false) {
    store::Store store{data, store::Access::read};
    const auto known = read_catalogue(share, "aldea");
    Worlds worlds{store, known};
    const BulletinRequest request{
        .bulletin = small ? "ficha" : "mensual", .month = *parse_month("2020-01"), .vintage = vintage};
    const auto bulletin = small ? ficha(worlds, request) : monthly_bulletin(worlds, request);
    return render::plain_text(bulletin.document, 2000);
}

std::size_t times(const std::string& text, std::string_view words) {
    std::size_t n = 0;
    for (auto at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) ++n;
    return n;
}

TEST_F(UnknownLabels, ABulletinSaysWhatFitsInPartBesideEachTableAndByWhichCrosswalkItCounts) {
    constexpr std::string_view in_part = "reúne en parte hechos que la clasificación internacional separa";
    const auto first = take("2020-04-01").vintage.id;
    const auto page = page_of(share_, data(), first);
    EXPECT_GE(times(page, in_part), 1U) << page;
    EXPECT_GE(times(page_of(share_, data(), first, true), in_part), 1U);

    city("[[crosswalks]]\nsource = \"hechos\"\nuse = \"persona\"\n");
    const auto second = take("2020-04-03").vintage.id;
    EXPECT_EQ(times(page_of(share_, data(), second), in_part), 0U) << "nothing overlaps by this one";
    EXPECT_EQ(times(page_of(share_, data(), first), in_part), times(page, in_part));

    store::Store store{data(), store::Access::read};
    const auto known = catalogue();
    Worlds worlds{store, known};
    const auto summary = [&](const std::string& vintage) {
        const auto sources =
            monthly_bulletin(worlds, {.month = *parse_month("2020-01"), .vintage = vintage}).document.sources;
        return sources.size() == 1 ? sources[0].summary : "";
    };
    EXPECT_THAT(summary(first), HasSubstr("clasificación «codes», versión 1 (")) << "the plain one too";
    EXPECT_THAT(summary(second), HasSubstr("clasificación «persona», versión 3, de INE ("));
}

TEST_F(UnknownLabels, ACityMayChooseForOneIndicatorAlone) {
    city("[[crosswalks]]\nsource = \"hechos\"\nuse = \"persona\"\nindicators = [\"hurto\"]\n");
    const auto vintage = take("2020-04-01").vintage.id;
    EXPECT_EQ(count("robo", vintage), 3);
    EXPECT_EQ(count("hurto", vintage), 3);
    EXPECT_THAT(json("hurto", vintage), HasSubstr(R"("name":"persona")"));
    EXPECT_THAT(json("robo", vintage), HasSubstr(R"("name":"codes")"));
    {
        store::Store store{data(), store::Access::read};
        const auto known = catalogue();
        Worlds worlds{store, known};
        const auto page = monthly_bulletin(worlds, {.month = *parse_month("2020-01")}).document;
        ASSERT_EQ(page.sources.size(), 1U);
        EXPECT_THAT(
            page.sources[0].summary,
            testing::ContainsRegex("clasificaci.+n «codes», versi.+n 1 \\([0-9a-f]{8}\\) \\(.*robo.*\\); "
                                   "clasificaci.+n «persona», versi.+n 3, de INE \\([0-9a-f]{8}\\) "
                                   "\\(hurto\\)"));
    }
    city("[[crosswalks]]\nsource = \"hechos\"\nuse = \"personas\"\n");
    EXPECT_THROW(catalogue(), Error);
}

}  // namespace
}  // namespace atalaya::service
