#include "service/contrast_moves.hpp"

#include <set>

#include "support.hpp"

namespace atalaya::service {
namespace {

std::vector<Move> moves_of(const std::string& text) {
    auto& worlds = *marejada().worlds;
    const World& world = worlds.at("");
    const Claim claim = parse_claim(world, {.text = text});
    const auto& indicator = world.catalogue().indicator(claim.indicator);
    return moves_from(our_way(world, indicator, claim), worlds, world, indicator, claim);
}

const Move* find(const std::vector<Move>& moves, const std::string& what, const std::string& which) {
    const auto found = std::ranges::find_if(moves, [&](const Move& move) {
        return move.departure.what == what && move.departure.which == which;
    });
    return found == moves.end() ? nullptr : &*found;
}

TEST(ContrastMoves, EachIsThereOnceAndHasAWeight) {
    const auto moves = moves_of("los robos bajaron 10 % en agosto de 2024 en la delegación Centro");
    ASSERT_GT(moves.size(), 50U);
    std::set<std::pair<std::string, std::string>> seen;
    for (const auto& move : moves) {
        EXPECT_TRUE(seen.emplace(move.departure.what, move.departure.which).second)
            << move.departure.what << " " << move.departure.which;
        EXPECT_GT(move.weight, 0);
    }
}

TEST(ContrastMoves, AChangesWhatBChangesWhicheverComesFirst) {
    const auto moves = moves_of("los robos bajaron 10 % en agosto de 2024 en la delegación Centro");
    std::size_t clashing = 0, together = 0;
    for (const auto& a : moves)
        for (const auto& b : moves) {
            EXPECT_EQ(clash(a, b), clash(b, a)) << a.departure.what << " " << b.departure.what;
            ++(clash(a, b) ? clashing : together);
        }
    EXPECT_GT(clashing, 0U);
    EXPECT_GT(together, 0U);
}

TEST(ContrastMoves, WhatIsCountedIsChangedOnceButForALabelOutAndOthersIn) {
    const Move label{{"offence", "a:b"}, 1, {}}, other{{"indicator", "hurto"}, 1, {}},
        out{{"without", "a:b"}, 1.3, {}}, in{{"with", "a:c"}, 1.5, {}}, span{{"span", "quarter"}, 1, {}},
        basis{{"basis", ""}, 1, {}}, vintage{{"vintage", "2024-01-05.1"}, 1.3, {}};
    EXPECT_TRUE(clash(label, other));
    EXPECT_FALSE(clash(label, span));
    EXPECT_FALSE(clash(out, in));
    EXPECT_TRUE(clash(out, span)) << "tried alone";
    EXPECT_TRUE(clash(basis, vintage)) << "only the newest is read by registration";
}

TEST(ContrastMoves, TheCityIsTriedForAPartOfIt) {
    const auto moves = moves_of("hubo 100 robos en agosto de 2024 en la delegación Centro");
    const auto* city = find(moves, "territory", "ciudad");
    ASSERT_NE(city, nullptr);
    const World& world = marejada().worlds->at("");
    const Way before{.world = &world, .territory = nullptr};
    EXPECT_TRUE(moved(before, *city).territory->territory.is_city());
    EXPECT_EQ(find(moves_of("hubo 100 robos en agosto de 2024"), "territory", "ciudad"), nullptr);
}

}  // namespace
}  // namespace atalaya::service
