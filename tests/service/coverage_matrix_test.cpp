#include "service/coverage_matrix.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "late_town.hpp"
#include "render/plain.hpp"
#include "service/correspondence/coverage_page.hpp"
#include "service/document.hpp"

namespace atalaya::service {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* police = "marejada-policia";

const World* world_on(Town& town, const char* day) {
    const std::string vintage = vintage_on(*town.store, *parse_day(day));
    return vintage.empty() ? nullptr : &town.worlds->at(vintage);
}

CoverageMatrix matrix_on(Town& town, const char* day, const char* first, const char* last) {
    return coverage_matrix(town.catalogue, world_on(town, day), *parse_day(day), *parse_month(first),
                           *parse_month(last));
}

const CoverageRow* row_of(const CoverageMatrix& matrix, const std::string& source) {
    for (const auto& row : matrix.rows)
        if (row.source->id == source) return &row;
    return nullptr;
}

std::string states_on(Town& town, const std::string& source, const char* day, const char* first,
                      const char* last) {
    const auto matrix = matrix_on(town, day, first, last);
    const auto* row = row_of(matrix, source);
    if (!row) return "no row";
    std::vector<std::string_view> names;
    for (const auto coverage : row->months) names.push_back(name_of(coverage));
    return fmt::format("{} | {} of {}", fmt::join(names, " "), row->whole, row->owed);
}

// Years 2020 and 2021; the deliveries of September to December 2021 came by the 5th of the month after, those of the
// police for November and December never. November was due on 4 December.
TEST(CoverageMatrix, AMonthThatDidNotComeIsAwaitedUntilItsDayAndLateAfterIt) {
    auto& town = late_police();
    EXPECT_EQ(states_on(town, police, "2021-12-04", "2021-10", "2021-11"), "whole awaited | 1 of 1");
    EXPECT_EQ(states_on(town, police, "2021-12-05", "2021-10", "2021-11"), "whole late | 1 of 2");
    EXPECT_EQ(states_on(town, police, "2022-01-20", "2021-09", "2021-12"), "whole whole late late | 2 of 4");
    EXPECT_EQ(states_on(town, "marejada-hospital", "2022-01-20", "2021-11", "2021-12"),
              "whole whole | 2 of 2");
}

TEST(CoverageMatrix, NothingIsOwedBeforeTheFirstMonthAndAllOfItFromTheOneThatTheCitySays) {
    auto& town = late_police();
    EXPECT_EQ(states_on(town, police, "2022-01-20", "2019-11", "2020-01"),
              "not_owed not_owed whole | 1 of 1");
    town.catalogue.city.expected[0].from = *parse_month("2019-12");
    const auto said = states_on(town, police, "2022-01-20", "2019-11", "2020-01");
    const auto before_all = states_on(town, police, "2021-01-06", "2019-11", "2020-01");
    town.catalogue.city.expected[0].from.reset();
    EXPECT_EQ(said, "not_owed late whole | 1 of 2");
    EXPECT_EQ(before_all, "not_owed late late | 0 of 2") << "nothing was published by then";
}

TEST(CoverageMatrix, WhatIsDeclaredIsAbsentOrInPartAndOutsideNotOwed) {
    auto& town = late_police();
    auto& coverage = town.catalogue.city.coverage;
    const auto kept = coverage;
    const intake::Words what{"El sistema se perdió.", "O sistema se perdeu.", "The system was lost."};
    coverage.push_back({police, "", "", *parse_day("2021-11-01"), *parse_day("2021-11-30"), what});
    coverage.push_back(
        {police, "delegacion", "centro", *parse_day("2021-09-10"), *parse_day("2021-09-20"), what});
    const auto declared = states_on(town, police, "2022-01-20", "2021-08", "2021-12");
    const auto matrix = matrix_on(town, "2022-01-20", "2021-08", "2021-12");
    const Stationery paper{town.catalogue, "es"};
    const auto page =
        render::plain_text(coverage_page(paper, matrix, {state_on(town, police, "2022-01-20")},
                                         world_on(town, "2022-01-20"), *parse_day("2022-01-20")),
                           2000);
    coverage.push_back({police, "", "", *parse_day("2021-12-01"), {}, what});
    const auto ended = states_on(town, police, "2022-01-20", "2021-10", "2021-12");
    coverage = kept;
    EXPECT_EQ(declared, "whole in_part whole absent late | 2 of 5");
    EXPECT_EQ(ended, "whole absent not_owed | 1 of 2");
    EXPECT_THAT(page,
                HasSubstr("del 1 de noviembre de 2021 al 30 de noviembre de 2021: El sistema se perdió."));
}

TEST(CoverageMatrix, WithoutAnAgreedDayAMonthBetweenOthersWasNotSent) {
    auto& town = late_police();
    auto& expected = town.catalogue.city.expected;
    const auto kept = expected;
    std::erase_if(expected, [](const auto& one) { return one.source == police; });
    const auto states = states_on(town, police, "2022-01-20", "2021-10", "2021-12");
    expected = kept;
    EXPECT_EQ(states, "whole not_sent not_sent | 1 of 3");
}

// The page is for anybody: which months, and no post, address or count of facts.
TEST(CoveragePage, TellsWhatIsLateByHowMuchInThreeLanguagesAndNamesNobody) {
    auto& town = late_police();
    const auto matrix = matrix_on(town, "2022-01-20", "2020-01", "2021-12");
    const auto state = state_on(town, police, "2022-01-20");
    const auto page_in = [&](const char* language) {
        const Stationery paper{town.catalogue, language};
        const auto page =
            coverage_page(paper, matrix, {state}, world_on(town, "2022-01-20"), *parse_day("2022-01-20"));
        render::check(page);
        return render::plain_text(page, 2000);
    };
    const auto es = page_in("es");
    EXPECT_THAT(es,
                HasSubstr("falta: noviembre a diciembre de 2021; lo más antiguo venció el 4 de diciembre de "
                          "2021, hace 47 días."));
    EXPECT_THAT(es, HasSubstr("Meses de 2020"));
    EXPECT_THAT(es, HasSubstr("Meses de 2021"));
    EXPECT_THAT(es, HasSubstr("Perfil público"));
    EXPECT_THAT(es, Not(HasSubstr("Uso interno")));
    EXPECT_THAT(es, Not(HasSubstr(state.expected->addressees.contact.post)));
    EXPECT_THAT(page_in("pt"), HasSubstr("há 47 dias"));
    EXPECT_THAT(page_in("en"), HasSubstr("47 days ago"));
}

TEST(CoveragePage, SaysThatNothingIsMissingOnlyWhereNothingIs) {
    auto& town = late_police();
    const Stationery paper{town.catalogue, "es"};
    const auto page_on = [&](const char* day, const char* last) {
        return render::plain_text(
            coverage_page(paper, matrix_on(town, day, "2021-10", last), {state_on(town, police, day)},
                          world_on(town, day), *parse_day(day)),
            2000);
    };
    EXPECT_THAT(page_on("2021-12-04", "2021-10"), HasSubstr("No falta nada de lo que venció."));
    EXPECT_THAT(page_on("2022-01-20", "2021-12"), Not(HasSubstr("No falta nada")));
}

}  // namespace
}  // namespace atalaya::service
