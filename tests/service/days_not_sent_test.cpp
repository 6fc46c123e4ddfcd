// A source of months of which half a month came: no month for whoever asks, told by what it was before, until the rest comes or
// somebody says that nothing happened.
#include "service/days_not_sent.hpp"

#include "aldea_town.hpp"
#include "render/plain.hpp"
#include "service/correspondence/letters.hpp"
#include "service/coverage_matrix.hpp"
#include "service/expected.hpp"
#include "service/findings.hpp"
#include "store/questions.hpp"

namespace atalaya::service {
namespace {

using testing::Contains;
using testing::IsEmpty;

Day day(const char* text) {
    return *parse_day(text);
}

// Robberies, ten a day from October 2025 to January 2026 and, in a file of its own, from 1 to 15 February; thefts, one every
// Wednesday until the end of February, of the same files.
class Aldea {
  public:
    explicit Aldea(const std::string& rest = "")
        : written_{"aldea"},
          town{&publish_aldea(written_, expected + rest, 2025, rows("Robo", "2025-10-01", "2026-01-31"),
                              rows("Hurto", "2025-10-01", "2026-01-31"))} {
        send("2026-02-01", "2026-02-15", "2026-03-03");
    }

    void send(const char* first, const char* last, const char* on) {
        NoProgress quiet;
        const auto files =
            find_sources(town->catalogue, {written_.file("hechos.csv", rows("Robo", first, last)),
                                           written_.file("raros.csv", rows("Hurto", first, last))})
                .files;
        const std::vector areas{
            store::areas(town->store->analytics(), {town->store->city(), town->store->newest()->no})};
        auto read = read_deliveries(town->catalogue, files, areas, {}, quiet);
        tell_days_silent(*town->store, town->catalogue, read);
        town->vintages.push_back(publish_deliveries(*town->store, read, day(on), quiet));
        look_again();
    }
    void explain() {
        decide_finding(*town->store, {.id = found().at(0).id,
                                      .state = "explained",
                                      .author = "Ana",
                                      .reason = "feria",
                                      .on = day("2026-03-04")});
        look_again();
    }
    std::vector<KnownFinding> found() const { return findings(*town->store, {.check = "days_silent"}); }
    Figure ask(const std::string& measure, const std::string& period) const {
        return town->figure("robo", measure, std::string{"ciudad"}, period);
    }
    Coverage of_february(const std::string& source) const {
        const Month first = *parse_month("2025-10"), last = *parse_month("2026-02");
        const auto matrix =
            coverage_matrix(town->catalogue, &town->worlds->at(""), day("2026-03-20"), first, last);
        for (const auto& row : matrix.rows)
            if (row.source->id == source) return row.months.back();
        throw std::logic_error{"nothing is said of " + source};
    }
    SourceState state(const char* on) const {
        return expected_deliveries(town->catalogue, &town->worlds->at(""), day(on)).at(0);
    }

  private:
    static inline const std::string expected =
        "[[expected]]\nsource = \"hechos\"\ncadence = \"monthly\"\ndue = 10\nfrom = \"2025-10\"\n"
        "contact = { post = \"Oficina de estadística\", institution = \"Policía\" }\n"
        "substitute = { post = \"Jefatura de operaciones\", institution = \"Policía\" }\n"
        "superior = { post = \"Jefatura\", institution = \"Policía\" }\n";

    void look_again() { town->worlds = std::make_unique<Worlds>(*town->store, town->catalogue); }

    static std::string rows(const std::string& label, const char* first, const char* last) {
        std::string rows = "id,dia,tipo,cod\n";
        for (Day on = day(first); on <= day(last); on += std::chrono::days{1}) {
            const int n = label == "Robo" ? 10 : weekday_of(on) == 2 ? 1 : 0;
            for (int i = 0; i < n; ++i)
                rows += iso(on) + "/" + std::to_string(i) + "," + iso(on) + "," + label + ",norte\n";
        }
        return rows;
    }

    WrittenCity written_;

  public:
    Town* town;
};

TEST(DaysNotSent, HalfAMonthIsNoMonth) {
    const Aldea aldea;
    const auto found = aldea.found();
    ASSERT_EQ(found.size(), 1U) << "of a fact a week nothing can be said";
    EXPECT_EQ(found[0].source, "hechos");
    EXPECT_EQ(found[0].rows, 13);
    EXPECT_EQ(found[0].detail, R"({"days":["2026-02-16/2026-02-28"],"facts_usual":130})");

    const Figure count = aldea.ask("count", "2026-02");
    EXPECT_EQ(count.value, 150) << "what came is counted";
    EXPECT_THAT(count.notes, Contains("coverage:hechos")) << "and says that a part is missing";
    EXPECT_FALSE(aldea.town->figure("robo", "change", "ciudad", "2026-02", "", "2026-01").value) << "no fall";
    EXPECT_THAT(aldea.ask("count", "2026-01").notes, IsEmpty());
    EXPECT_EQ(aldea.of_february("hechos"), Coverage::in_part);
    EXPECT_EQ(aldea.of_february("raros"), Coverage::whole);
}

TEST(DaysNotSent, WhatIsMissingIsOwed) {
    const Aldea aldea;
    const auto state = aldea.state("2026-03-20");
    ASSERT_EQ(state.missing.size(), 1U);
    EXPECT_TRUE(state.missing[0].came_in_part());
    EXPECT_EQ(iso(*state.missing[0].holes.at(0)->first), "2026-02-16");
}

TEST(DaysNotSent, TheLetterNamesThem) {
    const Aldea aldea;
    std::vector<SourceState> states{aldea.state("2026-03-20")};
    const auto letters = letters_due_on(states, {}, day("2026-03-20"));
    ASSERT_EQ(letters.size(), 1U);
    for (const auto& [language, said] :
         {std::pair{"es", "De lo que llegó faltan días: del 16 al 28 de febrero de 2026."},
          std::pair{"pt", "Do que chegou faltam dias: de 16 a 28 de fevereiro de 2026."},
          std::pair{"en", "Of what came days are missing: 16 to 28 February 2026."}}) {
        const Stationery paper{aldea.town->catalogue, language};
        EXPECT_THAT(render::plain_text(letter_page(paper, states[0], letters[0]), 2000),
                    testing::HasSubstr(said));
    }
}

TEST(DaysNotSent, TheRestMakesItWhole) {
    Aldea aldea;
    aldea.send("2026-02-16", "2026-02-28", "2026-03-13");
    EXPECT_EQ(aldea.ask("count", "2026-02").value, 280);
    EXPECT_THAT(aldea.ask("count", "2026-02").notes, IsEmpty());
    EXPECT_EQ(aldea.of_february("hechos"), Coverage::whole);
    EXPECT_THAT(aldea.state("2026-03-20").missing, IsEmpty());
}

TEST(DaysNotSent, NorIsItMissingWhereSomebodySaysThatNothingHappened) {
    Aldea aldea;
    aldea.explain();
    EXPECT_THAT(aldea.ask("count", "2026-02").notes, IsEmpty());
    EXPECT_EQ(aldea.of_february("hechos"), Coverage::whole);
    const Aldea declared{
        "[[coverage]]\nsource = \"hechos\"\nfirst = \"2026-02-16\"\nlast = \"2026-02-28\"\n"
        "what = { es = \"paro\", pt = \"greve\", en = \"strike\" }\n"};
    const auto gaps = days_not_sent(*declared.town->store, declared.town->catalogue,
                                    {declared.town->store->city(), declared.town->store->newest()->no},
                                    declared.town->worlds->at("").receipts());
    EXPECT_THAT(gaps, IsEmpty()) << "declared already";
    EXPECT_THAT(declared.ask("count", "2026-02").notes, Contains("coverage:hechos"));
}

TEST(DaysNotSent, AreDeclaredByWhatTheFindingPrints) {
    EXPECT_EQ(days_to_paste("hechos", R"({"days":["2026-02-16/2026-02-28"],"facts_usual":130})"),
              "[[coverage]]\nsource = \"hechos\"\nfirst = \"2026-02-16\"\nlast = \"2026-02-28\"\n"
              "what = { es = \"sin ninguna fila\", pt = \"sem nenhuma linha\", en = \"without any row\" }\n");
}

}  // namespace
}  // namespace atalaya::service
