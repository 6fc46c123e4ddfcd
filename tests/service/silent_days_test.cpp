// A source that is expected by the week: a silent week is late and no data, a week cut short came in part, and what is
// written about either names its days.
#include "service/silent_days.hpp"

#include "aldea_town.hpp"
#include "render/plain.hpp"
#include "service/bulletin/late_sources.hpp"
#include "service/bulletin/mensual.hpp"
#include "service/correspondence/letters.hpp"
#include "service/document.hpp"
#include "service/expected.hpp"

namespace atalaya::service {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Day day(const char* text) {
    return *parse_day(text);
}

// Robberies, 15 a day from Monday 6 October 2025 to Friday 27 March 2026, none from 9 to 15 March; thefts, one every
// Wednesday of the same weeks. Published on 5 April.
class Aldea {
  public:
    explicit Aldea(const std::string& expected)
        : written_{"aldea"}, town{&publish_aldea(written_, expected, 2025, rows("Robo"), rows("Hurto"))} {}

    SourceState state(const std::string& source, const char* on) const {
        const World& world = town->worlds->at("");
        const auto days = days_told(*town->store, town->catalogue, &world);
        for (auto& one : expected_deliveries(town->catalogue, &world, day(on), {}, days)) {
            if (one.source->id == source) return one;
        }
        throw std::logic_error{"nothing is expected of " + source};
    }
    std::string letter(const std::string& source, const char* on, const char* language = "es") const {
        const auto of = state(source, on);
        const auto letters = letters_due_on({of}, {}, day(on));
        return render::plain_text(letter_page(Stationery{town->catalogue, language}, of, letters.at(0)),
                                  2000);
    }

    static std::string expects(const std::string& source, const std::string& rest) {
        const char* posts =
            "contact = { post = \"Oficina de estadística\", institution = \"Policía\" }\n"
            "substitute = { post = \"Jefatura de operaciones\", institution = \"Policía\" }\n"
            "superior = { post = \"Jefatura\", institution = \"Policía\" }\n";
        return "[[expected]]\nsource = \"" + source + "\"\n" + rest + posts;
    }

  private:
    static std::string rows(const std::string& label) {
        const bool often = label == "Robo";
        std::string rows = "id,dia,tipo,cod\n";
        int id = 0;
        for (Day on = day("2025-10-06"); on <= day("2026-03-27"); on += std::chrono::days{1}) {
            if (day("2026-03-09") <= on && on <= day("2026-03-15")) continue;
            const int n = often ? 15 : weekday_of(on) == 2 ? 1 : 0;
            for (int i = 0; i < n; ++i)
                rows += std::to_string(++id) + "," + iso(on) + "," + label + ",norte\n";
        }
        return rows;
    }

    WrittenCity written_;

  public:
    Town* town;
};

const std::string weekly = Aldea::expects("hechos", "cadence = \"weekly\"\ndue = 2\n");

TEST(SilentDays, ASilentWeekIsLateFromTheDayAfterItsDueDay) {
    const Aldea aldea{weekly};
    EXPECT_FALSE(aldea.state("hechos", "2026-03-17").late()) << "due that Tuesday";
    const auto late = aldea.state("hechos", "2026-03-18");
    ASSERT_EQ(late.missing.size(), 1U);
    EXPECT_EQ(iso(late.missing[0].period), "2026-03-09/2026-03-15");
    EXPECT_EQ(iso(late.missing[0].due), "2026-03-17");
    EXPECT_EQ(late.missing[0].days_late, 1);
    EXPECT_EQ(late.missing[0].days->with_facts, 0);
    EXPECT_EQ(late.missing[0].days->usual, 7);
    EXPECT_EQ(iso(late.awaited->period), "2026-03-09/2026-03-15") << "the oldest first";
}

TEST(SilentDays, AWeekCutShortCameInPart) {
    const Aldea aldea{weekly};
    const auto state = aldea.state("hechos", "2026-04-01");
    ASSERT_EQ(state.missing.size(), 2U);
    const auto& cut = state.missing[1];
    EXPECT_EQ(iso(cut.period), "2026-03-23/2026-03-29");
    EXPECT_TRUE(cut.came_in_part());
    EXPECT_EQ(cut.days->with_facts, 5);
    EXPECT_EQ(iso(*cut.days->missing_end), "2026-03-28/2026-03-29");
    EXPECT_EQ(state.late_since(), &state.missing[0]);
    EXPECT_EQ(state.owed, 25);
    EXPECT_EQ(state.told, 23);
    EXPECT_EQ(iso(*state.last_told), "2026-03-27/2026-03-27");
    EXPECT_EQ(state.usual->rows, 75) << "five days of 15";
    EXPECT_EQ(state.usual->fewest, 105);
}

// The same days in weeks that close on Friday: the last is whole, and the silence is in parts of two of them.
TEST(SilentDays, WeeksCloseWhenTheCitySays) {
    const Aldea aldea{Aldea::expects("hechos", "cadence = \"weekly\"\ncloses = \"friday\"\ndue = 2\n")};
    const auto state = aldea.state("hechos", "2026-04-01");
    ASSERT_EQ(state.missing.size(), 1U);
    EXPECT_EQ(iso(state.missing[0].period), "2026-03-07/2026-03-13");
    EXPECT_EQ(iso(*state.missing[0].days->missing_end), "2026-03-09/2026-03-13");
}

TEST(SilentDays, EveryDayIsAPeriodOfADailySource) {
    const Aldea aldea{Aldea::expects("hechos", "cadence = \"daily\"\ndue = 1\n")};
    const auto state = aldea.state("hechos", "2026-03-29");
    EXPECT_EQ(state.missing.size(), 7U);
    EXPECT_EQ(iso(state.awaited->period), "2026-03-09/2026-03-09");
    EXPECT_THAT(aldea.letter("hechos", "2026-03-29"),
                HasSubstr("Datos que faltan: los 7 días del 9 al 15 de marzo de 2026"));
}

// A source of one fact a week: a week without any did not come, unless the city says that it may be empty.
TEST(SilentDays, AnEmptyWeekOfASourceOfRareFactsIsAZeroWhereTheCitySaysSo) {
    const std::string rare = "cadence = \"weekly\"\ndue = 2\n";
    const Aldea unsaid{Aldea::expects("raros", rare)};
    ASSERT_EQ(unsaid.state("raros", "2026-03-25").missing.size(), 1U);
    EXPECT_THAT(unsaid.town->figure("hurto", "count", "ciudad", "2026-03").notes, Contains("coverage:raros"));
    const Aldea said{Aldea::expects("raros", rare + "empty_months = true\n")};
    EXPECT_THAT(said.state("raros", "2026-03-25").missing, IsEmpty());
    EXPECT_TRUE(said.state("raros", "2026-04-08").late()) << "the week after the last fact is no zero yet";
}

// What came is counted and says that a part is missing; nothing is compared with it, and the week is no zero.
TEST(SilentDays, AMonthThatLacksAWeekIsNeverAFall) {
    const Aldea aldea{weekly};
    const auto march = aldea.town->figure("robo", "count", "ciudad", "2026-03");
    EXPECT_EQ(march.value, 300) << "20 days of 15";
    EXPECT_THAT(march.notes, Contains("coverage:hechos"));
    EXPECT_THAT(aldea.town->figure("robo", "count", "ciudad", "2026-02").notes, IsEmpty());
    EXPECT_FALSE(aldea.town->figure("robo", "change", "ciudad", "2026-03", "", "2026-02").value);
}

TEST(SilentDays, TheBulletinNamesTheWeeksThatLack) {
    const Aldea aldea{weekly};
    const auto document = monthly_bulletin(*aldea.town->worlds, {.month = *parse_month("2026-03")}).document;
    const std::string said = text_of(document, "calidad-y-cambios");
    EXPECT_THAT(said,
                HasSubstr("no llegó la semana del 9 al 15 de marzo de 2026 y no llegó nada del 28 al 31 de "
                          "marzo de 2026"));
    EXPECT_THAT(said, HasSubstr("Venció el 17 de marzo de 2026"));
    EXPECT_THAT(said, Not(HasSubstr("Oficina"))) << "posts are for letters";
}

TEST(SilentDays, ALetterNamesTheWeekInWords) {
    const Aldea aldea{weekly};
    const auto page = aldea.letter("hechos", "2026-04-03");
    EXPECT_THAT(page,
                HasSubstr("Datos que faltan: la semana del 9 al 15 de marzo de 2026 y la semana del 23 al 29 "
                          "de marzo de 2026"));
    EXPECT_THAT(page, HasSubstr("0 de 7 (lo usual: 7)"));
    EXPECT_THAT(page, HasSubstr("5 de 7 (lo usual: 7)"));
    EXPECT_THAT(page, HasSubstr("De lo que llegó faltan los últimos días: del 28 al 29 de marzo de 2026."));
    EXPECT_THAT(page, HasSubstr("sus datos llegan hasta el 27 de marzo de 2026"));
    EXPECT_THAT(page, HasSubstr("cada semana (último día: domingo), hasta 2 días después"));
    EXPECT_THAT(aldea.letter("hechos", "2026-04-03", "pt"), HasSubstr("a semana de 9 a 15 de março de 2026"));
    EXPECT_THAT(aldea.letter("hechos", "2026-04-03", "en"), HasSubstr("the week of 9 to 15 March 2026"));
}

// Seven silent days ask for one letter, about the first of them, and not for one a day.
TEST(SilentDays, ASilenceOfDaysIsOneLetter) {
    const Aldea aldea{Aldea::expects("hechos", "cadence = \"daily\"\ndue = 1\n")};
    std::vector<store::Letter> written;
    for (Day on = day("2026-03-10"); on <= day("2026-03-27"); on += std::chrono::days{1}) {
        const auto due = letters_due_on({aldea.state("hechos", iso(on).c_str())}, written, on);
        written.insert(written.end(), due.begin(), due.end());
    }
    ASSERT_EQ(written.size(), 2U);
    EXPECT_EQ(written[0].about[0].period, "2026-03-09/2026-03-09");
    EXPECT_EQ(iso(written[0].written_on), "2026-03-13") << "three days after the 10th";
    EXPECT_EQ(written[1].about[0].step, 2);
    EXPECT_EQ(iso(written[1].written_on), "2026-03-20");
}

TEST(SilentDays, CountsKnowNoWeeks) {
    const WrittenCity written{"aldea"};
    written.city(R"("cuentas")", WrittenCity::layer(2, "barrio") +
                                     Aldea::expects("cuentas", "cadence = \"weekly\"\ndue = 2\n"));
    written.source("cuentas", "tallies", "csv",
                   "[delivery]\ncovers = \"months\"\n[time]\nbasis = \"fact\"\n"
                   "month = { column = \"mes\", format = \"YYYYMM\" }\n"
                   "[category]\nalways = \"robo\"\n[count]\ncolumn = \"n\"\n");
    written.codes("cuentas", "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");
    try {
        written.catalogue();
        FAIL() << "a weekly source of counts was taken";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("it sends counts, which know no days"));
    }
}

}  // namespace
}  // namespace atalaya::service
