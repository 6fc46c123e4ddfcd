// What the monthly bulletin does where the ordinary way is closed: after a break, in a town too small for a
// map, before a month that an event will touch.
#include <gmock/gmock.h>

#include "service/bulletin/mensual.hpp"
#include "service/document.hpp"
#include "support.hpp"

namespace atalaya::service {
namespace {

using testing::HasSubstr;
using testing::Not;

bool has_map(const render::Document& document) {
    return block_of<render::Picture>(document, "M1") != nullptr;
}

// The border of theft and robbery moved on 1 March 2023, and a bridge carries what came before it: in March 2024 twelve
// months are set against the twelve before, with the sign that says so.
TEST(OutOfOrdinary, AYearAfterABreakTerritoriesAreComparedOverItsBridge) {
    Town& town = marejada();
    const auto compared = [&](const char* month) {
        const auto bulletin = monthly_bulletin(*town.worlds, {.month = *parse_month(month)});
        const auto* sheet = block_of<render::Sheet>(bulletin.document, "T3");
        std::string said;
        if (!sheet) return said;
        for (const auto& column : sheet->columns) said += column.heading + "\n";
        for (const auto& note : sheet->notes) said += render::plain(note) + "\n";
        return said;
    };
    const auto words = render::Words::load(find_share().data / "bulletins" / "mensual", "es");
    const auto by_month = words.say("T3.change_month"), by_twelve = words.say("T3.change_twelve");
    ASSERT_NE(by_month, by_twelve);
    EXPECT_THAT(compared("2024-03"), HasSubstr(by_twelve));
    EXPECT_THAT(compared("2024-03"), Not(HasSubstr(by_month)));
    EXPECT_THAT(compared("2024-03"), HasSubstr("§"));
    EXPECT_THAT(compared("2023-01"), HasSubstr(by_twelve));
    EXPECT_THAT(compared("2023-01"), Not(HasSubstr("§")));
}

// With some hundred robberies a year barrios seldom lie beyond chance; a map would then colour noise.
TEST(OutOfOrdinary, ASmallTownHasAMapOnlyWhereABarrioLiesBeyondChance) {
    Town& town = simulated("puerto-calmo");
    int without = 0;
    for (const char* month : {"2024-03", "2024-06", "2024-09", "2024-12"}) {
        const Month ends = *parse_month(month);
        const std::string twelve = iso(plus_months(ends, -11)) + "-01/" +
                                   iso(months_ending(ends, 12).past_end - std::chrono::days{1});
        bool beyond = false;
        for (const auto* barrio : town.worlds->at("").layer("barrio")) {
            const Figure ratio =
                town.figure("robo", "ratio", barrio->territory.text(), twelve, "", "", "layer=barrio");
            for (const auto& note : ratio.notes)
                beyond = beyond || (note.starts_with("position:") && note != "position:within");
        }
        EXPECT_EQ(has_map(monthly_bulletin(*town.worlds, {.month = ends}).document), beyond) << month;
        without += beyond ? 0 : 1;
    }
    EXPECT_GT(without, 0);
    EXPECT_TRUE(has_map(monthly_bulletin(*marejada().worlds, {.month = *parse_month("2024-12")}).document));
}

// The strike goes on in November 2024: its range is that of a month that it will not be.
TEST(OutOfOrdinary, ARangeWithinAnEventSaysThatTheMonthWillNotBeCommon) {
    Town& town = marejada();
    const auto expecting = [&](const char* month, const char* vintage) {
        return text_of(
            monthly_bulletin(*town.worlds, {.month = *parse_month(month), .vintage = vintage}).document);
    };
    EXPECT_THAT(expecting("2024-10", "2024-11-05.1"), HasSubstr("si fuera un mes común"));
    EXPECT_THAT(expecting("2024-08", "2024-09-05.1"), Not(HasSubstr("si fuera un mes común")));
    EXPECT_THAT(expecting("2024-08", "2024-09-05.1"), HasSubstr("lo esperable es entre"));
}

}  // namespace
}  // namespace atalaya::service
