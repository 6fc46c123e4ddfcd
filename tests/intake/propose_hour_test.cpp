#include "intake/propose/hour.hpp"

#include <gtest/gtest.h>

#include "propose_table.hpp"

namespace atalaya::intake {

namespace {

Proposal taken(const std::string& csv, bool by_report = false) {
    const LookedAt table{csv};
    Choosing choosing = table.choosing();
    choosing.choose_kind(Kind::incidents, 99, Message{});
    take_hour(choosing, find_when(choosing), by_report);
    return std::move(choosing).done();
}

std::string facts(const std::string& head, const std::string& hour_of_midnight, int midnights) {
    return table_of(head, 60, [&](int i) {
        const std::string hour = i < midnights ? hour_of_midnight : two(1 + i % 23) + ":30";
        return "2024-03-" + two(1 + i % 28) + "," + hour;
    });
}

}  // namespace

TEST(ProposeHour, AClockIsAnHourHoweverItIsCalled) {
    EXPECT_EQ(taken(facts("fecha,momento_x", "00:30", 2)).value("time.hour.column"), "momento_x");
}

TEST(ProposeHour, ManyFactsAtMidnightAreAskedAbout) {
    EXPECT_EQ(taken(facts("fecha,hora", "00:00", 2)).find("time.hour.unknown"), nullptr);
    const Proposal proposal = taken(facts("fecha,hora", "00:00", 20));
    EXPECT_EQ(proposal.value("time.hour.unknown"), "00:00");
    EXPECT_FALSE(proposal.find("time.hour.unknown")->question.empty());
}

TEST(ProposeHour, SoAreManyAtNoon) {
    EXPECT_EQ(taken(facts("fecha,hora", "12:00", 3)).find("time.hour.unknown"), nullptr);
    const Proposal proposal = taken(facts("fecha,hora", "12:00", 20));
    EXPECT_EQ(proposal.value("time.hour.unknown"), "12:00");
    EXPECT_NE(proposal.find("time.hour.unknown")->question.english().find("noon"), std::string::npos);
}

TEST(ProposeHour, TheHourOfAReportServesFactsByReportOnly) {
    const std::string csv = facts("fecha,hora_denuncia", "00:30", 2);
    EXPECT_EQ(taken(csv, true).value("time.hour.column"), "hora_denuncia");
}

TEST(ProposeHour, ADayThatSaysItsHourNeedsNoColumn) {
    const Proposal proposal = taken(table_of("fecha,hora", 40, [](int i) {
        return "2024-03-" + two(1 + i % 28) + " " + two(1 + i % 23) + ":10," + two(1 + i % 23);
    }));
    EXPECT_EQ(proposal.find("time.hour.column"), nullptr);
}

TEST(ProposeHour, AllHoursOfTheDayAreHoursHoweverTheyAreCalled) {
    const auto at = [](const auto& number) {
        return taken(table_of("fecha,turno", 960, [&](int i) {
            return "2024-03-" + two(1 + i % 28) + "," + std::to_string(number(i));
        }));
    };
    EXPECT_EQ(at([](int i) { return i % 24; }).value("time.hour.column"), "turno");
    EXPECT_EQ(at([](int i) { return i % 23; }).find("time.hour.column"), nullptr);
    EXPECT_EQ(at([](int i) { return i < 24 ? i : i % 8; }).find("time.hour.column"), nullptr) << "counts";
}

TEST(ProposeHour, ClocksWithAPointAreHoursHoweverTheyAreCalled) {
    const auto at = [](int minutes, int step) {
        return taken(table_of("fecha,h.hecho", 480, [&](int i) {
            return "2024-03-" + two(1 + i % 28) + "," + std::to_string(i % 24) + "." +
                   two(i * step % minutes);
        }));
    };
    EXPECT_EQ(at(60, 5).value("time.hour.column"), "h.hecho");
    EXPECT_EQ(at(100, 7).find("time.hour.column"), nullptr) << "hundredths";
    EXPECT_EQ(at(60, 30).find("time.hour.column"), nullptr) << "halves: hours of work";
}

TEST(ProposeHour, ClocksWithoutASignAndPartsOfADayAreHours) {
    const auto of = [](const auto& hour) {
        return taken(
            table_of("fecha,hora", 40, [&](int i) { return "2024-03-" + two(1 + i % 28) + "," + hour(i); }));
    };
    const Proposal clocks = of([](int i) { return two(1 + i % 23) + "58"; });
    EXPECT_EQ(clocks.value("time.hour.column"), "hora");
    EXPECT_TRUE(clocks.find("time.hour.column")->question.empty());
    const Proposal lost = of([](int i) { return i % 9 == 0 ? std::string{"15"} : two(10 + i % 13) + "58"; });
    EXPECT_NE(lost.find("time.hour.column")->question.english().find("\"15\""), std::string::npos);
    const Proposal parts = of([](int i) { return i % 9 == 0 ? std::string{"0.25"} : "0.6" + two(10 + i); });
    EXPECT_NE(parts.find("time.hour.column")->question.english().find("0.25"), std::string::npos);
}

}  // namespace atalaya::intake
