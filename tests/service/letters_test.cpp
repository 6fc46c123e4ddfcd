#include "service/correspondence/letters.hpp"

#include "document.hpp"
#include "late_town.hpp"
#include "render/plain.hpp"

namespace atalaya::service {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* police = "marejada-policia";

std::vector<store::Letter> due_on(Town& town, const char* day,
                                  const std::vector<store::Letter>& written = {}) {
    std::vector<SourceState> states{state_on(town, police, day)};
    return letters_due_on(states, written, *parse_day(day));
}

// The letters that were due from 7 December 2021 to the day before, each written on its day.
std::vector<store::Letter> written_before(Town& town, const std::string& day) {
    std::vector<store::Letter> written;
    for (const char* on : {"2021-12-07", "2021-12-14", "2021-12-24", "2022-01-07"}) {
        if (day <= on) break;
        for (auto& letter : due_on(town, on, written)) written.push_back(std::move(letter));
    }
    return written;
}

std::string page_of(Town& town, const char* day, const std::vector<store::Letter>& written,
                    const std::string& language = "es") {
    auto letters = due_on(town, day, written);
    letters.at(0).number = 7;
    return render::plain_text(
        letter_page(Stationery{town.catalogue, language}, state_on(town, police, day), letters[0]), 2000);
}

std::string page_on(Town& town, const char* day, const std::string& language = "es") {
    return page_of(town, day, written_before(town, day), language);
}

// November was due on 4 December 2021, December on 4 January 2022.
TEST(Letters, AreDueThreeTenAndTwentyDaysAfterTheDueDay) {
    auto& town = late_police();
    EXPECT_THAT(due_on(town, "2021-12-06"), IsEmpty());
    std::vector<store::Letter> written;
    const auto steps = [&](const char* day) {
        std::vector<int> steps;
        for (const auto& letter : due_on(town, day, written)) {
            for (const auto& about : letter.about) steps.push_back(static_cast<int>(about.step));
            written.push_back(letter);
        }
        return steps;
    };
    EXPECT_THAT(steps("2021-12-07"), ElementsAre(1));
    EXPECT_THAT(steps("2021-12-13"), IsEmpty());
    EXPECT_THAT(steps("2021-12-14"), ElementsAre(2));
    EXPECT_THAT(steps("2021-12-24"), ElementsAre(3));
    EXPECT_THAT(steps("2022-01-07"), ElementsAre(1)) << "of December; of November there were three";
}

TEST(Letters, TheFirstIsTheFirstNoticeHoweverLateItIs) {
    auto& town = late_police();
    auto written = due_on(town, "2021-12-30");
    ASSERT_EQ(written.size(), 1U);
    EXPECT_EQ(written[0].about.at(0).step, 1);
    EXPECT_THAT(page_of(town, "2021-12-30", {}), HasSubstr("primer aviso"));
    EXPECT_THAT(page_of(town, "2021-12-30", {}), HasSubstr("el 6 de enero de 2022 se escribirá otra nota"));
    EXPECT_THAT(due_on(town, "2022-01-05", written), IsEmpty()) << "an answer takes its days";
    const auto second = due_on(town, "2022-01-06", written);
    ASSERT_EQ(second.size(), 1U);
    EXPECT_EQ(second[0].about.at(0).step, 2);
}

TEST(Letters, AreWrittenOnceForEachStepAndSource) {
    auto& town = late_police();
    auto written = due_on(town, "2021-12-15");
    ASSERT_EQ(written.size(), 1U);
    EXPECT_THAT(due_on(town, "2021-12-15", written), IsEmpty());
    EXPECT_EQ(due_on(town, "2021-12-24", written).size(), 1U);
    written[0].source = "marejada-hospital";
    EXPECT_EQ(due_on(town, "2021-12-15", written).size(), 1U) << "another source's letter is not this one's";
}

TEST(Letters, GoUpFromTheContactToTheSuperior) {
    auto& town = late_police();
    const auto first = page_on(town, "2021-12-07"), second = page_on(town, "2021-12-14"),
               third = page_on(town, "2021-12-24");
    EXPECT_THAT(first, HasSubstr("Oficina de estadística, Policía de Villa Marejada"));
    EXPECT_THAT(first, Not(HasSubstr("Jefatura")));
    EXPECT_THAT(second,
                HasSubstr("Con copia a: Jefatura de operaciones, Policía de Villa Marejada; Jefatura de "
                          "policía, Policía de Villa Marejada."));
    EXPECT_THAT(third, HasSubstr("Jefatura de policía, Policía de Villa Marejada. jefatura@"));
    EXPECT_THAT(third, HasSubstr("Con copia a: Oficina de estadística"));
}

// Of many who publish open data nobody outside knows who answers.
TEST(Letters, GoToTheInstitutionWhereNoPostIsKnown) {
    auto& town = late_police();
    auto letters = due_on(town, "2021-12-14", written_before(town, "2021-12-14"));
    letters.at(0).number = 7;
    auto state = state_on(town, police, "2021-12-14");
    auto expected = *state.expected;
    expected.addressees.contact = {"", "Policía de Villa Marejada", "https://policia.marejada.invalid"};
    expected.addressees.superior = {"", "Municipalidad de Villa Marejada", ""};
    state.expected = &expected;
    const auto page =
        render::plain_text(letter_page(Stationery{town.catalogue, "es"}, state, letters[0]), 2000);
    EXPECT_THAT(page, HasSubstr("\nPolicía de Villa Marejada. https://policia.marejada.invalid"));
    EXPECT_THAT(page, HasSubstr("Policía de Villa Marejada; Municipalidad de Villa Marejada."));
}

TEST(Letters, SayWhatIsMissingSinceWhenAndWhatWasAgreed) {
    const auto page = page_on(late_police(), "2022-01-07");
    EXPECT_THAT(page, HasSubstr("Nota N.º 7"));
    EXPECT_THAT(page, HasSubstr("Faltan 2 entregas de «Hechos registrados por la policía de Villa "
                                "Marejada»; la más antigua venció hace 34 días."));
    EXPECT_THAT(page, HasSubstr("4 de diciembre de 2021"));
    EXPECT_THAT(
        page,
        HasSubstr("La última entrega llegó el 5 de noviembre de 2021 y sus datos llegan hasta octubre de "
                  "2021."));
    EXPECT_THAT(page, HasSubstr("Cláusula 4"));
    EXPECT_THAT(page, HasSubstr("no lo cuenta como cero"));
    EXPECT_THAT(page_on(late_police(), "2022-01-07", "pt"), HasSubstr("Ofício n.º 7"));
}

// The section that sent nothing in early 2024 was asked for twice; in February 2025 January is five days late, of which
// nobody was told yet.
TEST(Letters, OpenWithWhatTheSuperiorIsAskedFor) {
    auto& town = marejada();
    std::vector<store::Letter> written;
    for (const char* on : {"2024-09-20", "2024-10-01"}) {
        for (auto& letter : due_on(town, on, written)) written.push_back(std::move(letter));
    }
    ASSERT_EQ(written.size(), 2U);
    const auto page = page_of(town, "2025-02-10", written);
    EXPECT_THAT(page, HasSubstr("tercer aviso, al superior"));
    const auto asked = page.find(
                   "Pedimos su intervención: «Hechos registrados por la policía de Villa "
                   "Marejada» entrega, pero 3 períodos siguen sin llegar enteros."),
               besides = page.find("Además, falta una entrega; venció hace 5 días.");
    ASSERT_NE(asked, std::string::npos) << page;
    ASSERT_NE(besides, std::string::npos) << page;
    EXPECT_LT(asked, besides);
}

TEST(Letters, SayWhatTheBulletinDoesWithAPart) {
    auto& town = marejada();
    const auto part = page_of(town, "2024-09-20", {});
    EXPECT_THAT(part, HasSubstr("De lo que llegó en parte da lo que al menos hubo, marcado con *"));
    EXPECT_THAT(part, Not(HasSubstr("Donde falta este dato dice «sin dato»")));
    const auto whole = page_on(late_police(), "2021-12-07");
    EXPECT_THAT(whole, HasSubstr("Donde falta este dato dice «sin dato»"));
    EXPECT_THAT(whole, Not(HasSubstr("De lo que llegó en parte")));
}

TEST(Letters, AreOnRecordAndCanBeWrittenAgainAsTheyWere) {
    auto& town = late_police();
    const Folder out;
    NoProgress quiet;
    const auto write = [&](const char* day, bool again, const fs::path& folder) {
        return write_letters(*town.store, town.catalogue,
                             {.on = *parse_day(day),
                              .source = police,
                              .language = "",
                              .again = again,
                              .forms = {PaperForm::html, PaperForm::text},
                              .folder = folder},
                             quiet)
            .letters;
    };
    const auto first = write("2021-12-07", false, out.path() / "a");
    ASSERT_EQ(first.size(), 1U);
    EXPECT_EQ(first[0].files.size(), 2U);
    EXPECT_EQ(first[0].letter.vintage, "2021-12-05.1");
    EXPECT_THAT(write("2021-12-07", false, out.path() / "b"), IsEmpty());

    const auto second = write("2022-01-24", true, out.path() / "c");
    ASSERT_EQ(second.size(), 2U);
    EXPECT_TRUE(second[0].again);
    EXPECT_EQ(second[0].letter.number, first[0].letter.number);
    for (std::size_t i = 0; i < first[0].files.size(); ++i)
        EXPECT_EQ(bytes_of(second[0].files[i]), bytes_of(first[0].files[i])) << "with its number and its day";
    EXPECT_EQ(second[1].letter.number, first[0].letter.number + 1);
    EXPECT_EQ(second[1].step, 2);

    const auto kept = town.store->records().letters("villa-marejada");
    EXPECT_EQ(kept.size(), 2U);
    EXPECT_TRUE(store::verify(*town.store, quiet).whole());
}

TEST(Letters, ASourceOfWhichNothingIsExpectedIsNamed) {
    auto& town = late_police();
    NoProgress quiet;
    const Folder out;
    try {
        write_letters(
            *town.store, town.catalogue,
            {.on = *parse_day("2022-01-24"), .source = "marejada-limites-barrios", .folder = out.path()},
            quiet);
        FAIL() << "expected a refusal";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("marejada-limites-barrios"));
    }
}

}  // namespace
}  // namespace atalaya::service
