#include "intake/propose/choosing.hpp"

#include <gtest/gtest.h>

#include "propose_table.hpp"

namespace atalaya::intake {

TEST(ProposeChoosing, AColumnThatCannotBeNamedIsNeverFree) {
    const LookedAt table{"a,,B,b\n1,2,3,4\n"};
    const Choosing choosing = table.choosing();
    EXPECT_TRUE(choosing.is_free(column(choosing, "a")));
    for (const auto name : {"", "B", "b"}) EXPECT_FALSE(choosing.is_free(column(choosing, name))) << name;
}

TEST(ProposeChoosing, EveryDoubtHasAQuestionAndNoOtherChoiceHas) {
    const LookedAt table{"a\n1\n"};
    Choosing choosing = table.choosing();
    choosing.add("doubtful", {"x"}, sure - 1, Message{});
    choosing.add("certain", {"x"}, sure, Message{},
                 message("Is \"{}\" right for {}? Atalaya is not sure.", 1, 2));
    const Proposal proposal = std::move(choosing).done();
    EXPECT_FALSE(proposal.find("doubtful")->question.empty());
    EXPECT_TRUE(proposal.find("certain")->question.empty());
}

// Two wrong cells of eight are accidents of a short file; four are not, and in a long file a quarter is too many.
TEST(ProposeChoosing, AFewWrongCellsOfAShortColumnAreForgiven) {
    const auto numbers = [](int good, int bad) {
        const LookedAt table{table_of("n", good + bad, [&](int i) {
            return i < good ? std::to_string(i) : "palabra " + std::to_string(i);
        })};
        const Choosing choosing = table.choosing();
        return numeric(column(choosing, "n"));
    };
    EXPECT_TRUE(numbers(6, 2));
    EXPECT_FALSE(numbers(4, 4));
    EXPECT_FALSE(numbers(300, 100));
}

}  // namespace atalaya::intake
