#include "intake/propose/channel_column.hpp"

#include <gtest/gtest.h>

#include "propose_table.hpp"

namespace atalaya::intake {

TEST(ProposeChannelColumn, AColumnOfThatNameWithAFewWords) {
    const auto taken = [](const std::string& csv) {
        const LookedAt table{csv};
        Choosing choosing = table.choosing();
        take_channel(choosing);
        return std::string{std::move(choosing).done().value("channel.column")};
    };
    EXPECT_EQ(taken("canal,delito\nTeléfono,Robo\nMostrador,Robo\n"), "canal");
    EXPECT_EQ(taken("canal,delito\n1,Robo\n2,Robo\n"), "");
    EXPECT_EQ(taken("canal,delito\nTeléfono,Robo\nTeléfono,Robo\n"), "");
}

}  // namespace atalaya::intake
