#include "stats/spatial/weights.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "stats/random.hpp"

using namespace atalaya;
using namespace atalaya::stats;

namespace {

using Row = std::vector<std::uint32_t>;

Row of(const Neighbours& neighbours, std::size_t i) {
    return {neighbours.of.begin() + neighbours.first[i], neighbours.of.begin() + neighbours.first[i + 1]};
}

// A box of degrees near the equator: 0.001 is about 111 m.
geo::MultiPolygon box(double west, double south, double east, double north) {
    return {{{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}}};
}

// A town of 3 x 3 blocks and, last, one apart.
std::vector<geo::MultiPolygon> blocks(double wobble) {
    Random random{3};
    std::vector<geo::MultiPolygon> out;
    for (int r = 0; r < 3; ++r) {
        for (int c = 0; c < 3; ++c) {
            out.push_back(box(c * 0.001, r * 0.001, (c + 1) * 0.001, (r + 1) * 0.001));
            auto& ring = out.back()[0][0];
            for (auto& p : ring) {
                p.lon += wobble * (random.uniform() - 0.5);
                p.lat += wobble * (random.uniform() - 0.5);
            }
            ring.back() = ring.front();
        }
    }
    out.push_back(box(0.01, 0.01, 0.011, 0.011));
    return out;
}

}  // namespace

TEST(SpatialWeights, QueensTouchAtACornerAndRooksDoNot) {
    for (const double wobble : {0.0, 1e-6}) {  // 1e-6 degrees: a tenth of a metre
        const auto queen = contiguous(blocks(wobble), Contiguity::queen);
        EXPECT_EQ(of(queen, 4), (Row{0, 1, 2, 3, 5, 6, 7, 8}));
        EXPECT_EQ(of(queen, 0), (Row{1, 3, 4}));
        EXPECT_EQ(islands(queen), Row{9});
        const auto rook = contiguous(blocks(wobble), Contiguity::rook);
        EXPECT_EQ(of(rook, 4), (Row{1, 3, 5, 7}));
        EXPECT_EQ(of(rook, 0), (Row{1, 3}));
        EXPECT_TRUE(is_symmetric(queen) && is_symmetric(rook));
    }
}

// Two blocks beside the middle of a longer side, whose outline has no corner there; a hole and what fills it.
TEST(SpatialWeights, ACornerOnTheMiddleOfASideAndAHoleAreTouched) {
    geo::MultiPolygon ring = box(0.01, 0, 0.013, 0.003);
    ring[0].push_back({{0.011, 0.001}, {0.012, 0.001}, {0.012, 0.002}, {0.011, 0.002}, {0.011, 0.001}});
    const std::vector<geo::MultiPolygon> shapes{box(0, 0, 0.001, 0.002),         box(0.001, 0, 0.002, 0.001),
                                                box(0.001, 0.001, 0.002, 0.002), ring,
                                                box(0.011, 0.001, 0.012, 0.002), {}};
    const auto rook = contiguous(shapes, Contiguity::rook);
    EXPECT_EQ(of(rook, 0), (Row{1, 2}));
    EXPECT_EQ(of(rook, 3), Row{4});
    EXPECT_EQ(islands(rook), Row{5});
    EXPECT_TRUE(contiguous({}, Contiguity::queen).of.empty());
}

TEST(SpatialWeights, NearIsThatOfMeasuringEveryPair) {
    Random random{8};
    for (int round = 0; round < 40; ++round) {
        std::vector<Planar> places(random.below(60));
        const bool whole = round % 2 == 0;  // many ties and places that coincide
        for (auto& p : places) {
            p = {random.uniform(0, 100), random.uniform(0, round % 3 == 0 ? 1 : 100)};
            if (whole) p = {std::floor(p.x / 20), std::floor(p.y / 20)};
        }
        const std::size_t k = 1 + random.below(7);
        const double low = whole ? 1 : random.uniform(0, 10),
                     high = low + (whole ? 1 : random.uniform(0, 30));
        const auto nearest = k_nearest(places, k), band = within(places, low, high);
        ASSERT_EQ(nearest.first.size(), places.size() + 1);
        for (std::size_t i = 0; i < places.size(); ++i) {
            std::vector<std::pair<double, std::uint32_t>> others;
            Row in_band;
            for (std::uint32_t j = 0; j < places.size(); ++j) {
                if (i == j) continue;
                const double dx = places[i].x - places[j].x, dy = places[i].y - places[j].y;
                others.emplace_back(dx * dx + dy * dy, j);
                if (dx * dx + dy * dy >= low * low && dx * dx + dy * dy <= high * high) in_band.push_back(j);
            }
            std::ranges::sort(others);
            Row first;
            for (std::size_t m = 0; m < std::min(k, others.size()); ++m) first.push_back(others[m].second);
            std::ranges::sort(first);
            EXPECT_EQ(of(nearest, i), first) << round;
            EXPECT_EQ(of(band, i), in_band) << round;
        }
        EXPECT_TRUE(is_symmetric(band));
        EXPECT_TRUE(is_symmetric(made_symmetric(nearest)));
    }
    EXPECT_EQ(k_nearest(std::vector<Planar>(3, Planar{5, 5}), 2).of.size(), 6u);
    EXPECT_FALSE(is_symmetric(k_nearest(std::vector<Planar>{{0, 0}, {1, 0}, {3, 0}}, 1)));
}

// 0 - 1 - 2 and 3 alone: rows of 1, 2, 1 and 0 links.
TEST(SpatialWeights, StylesScaleRowsOrAll) {
    const auto path = from_links({{1, 2}, {0, 1}, {1, 0}, {2, 1}, {2, 1}}, 4);
    EXPECT_EQ(weighted(path, WeightStyle::binary).weight, (std::vector<double>{1, 1, 1, 1}));
    EXPECT_EQ(weighted(path).weight, (std::vector<double>{1, 0.5, 0.5, 1}));
    EXPECT_EQ(weighted(path, WeightStyle::global).weight, (std::vector<double>(4, 0.75)));
    EXPECT_EQ(weighted(path, WeightStyle::total).weight, (std::vector<double>(4, 0.25)));
    const auto stable = weighted(path, WeightStyle::stable).weight;
    EXPECT_NEAR(stable[0], 3 / (2 + std::sqrt(2.0)), 1e-15);
    EXPECT_NEAR(stable[1], stable[0] / std::sqrt(2.0), 1e-15);
    EXPECT_TRUE(is_symmetric(weighted(path, WeightStyle::binary)));
    EXPECT_FALSE(is_symmetric(weighted(path)));
    EXPECT_EQ(with_self(path).of, (Row{0, 1, 0, 1, 2, 1, 2, 3}));
    EXPECT_EQ(with_self(with_self(path)).of, with_self(path).of);

    const auto inverse = inverse_distances(path, std::vector<Planar>{{0, 0}, {0, 0}, {2, 0}, {9, 9}}, 2);
    EXPECT_EQ(inverse, (std::vector<double>{0.25, 0.25, 0.25, 0.25}));
    EXPECT_EQ(weighted(path, WeightStyle::row, std::vector<double>{0, 1, 3, 1}).weight,
              (std::vector<double>{0, 0.25, 0.75, 1}));
}

TEST(SpatialWeights, AGalFileIsReadAndWritten) {
    const auto gal = parse_gal("0 3 towns NAME\na 1\nb\nb 2\na\nc\nc 1\nb b\n");
    EXPECT_FALSE(gal);
    const auto good = parse_gal("0 4 towns NAME\r\na 2\r\nb a\r\nb 2\r\na c\r\nc 1\r\nb\r\nd 0\r\n\r\n");
    ASSERT_TRUE(good);
    EXPECT_EQ(good->ids, (std::vector<std::string>{"a", "b", "c", "d"}));
    EXPECT_EQ(good->neighbours.of, (Row{1, 0, 2, 1}));
    EXPECT_EQ(gal_text(*good, "towns", "NAME"), "0 4 towns NAME\na 1\nb\nb 2\na c\nc 1\nb\nd 0\n\n");
    const auto again = parse_gal(gal_text(*good));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->neighbours.first, good->neighbours.first);
    EXPECT_EQ(parse_gal("2\n1 1\n2\n2 1\n1\n")->neighbours.of, (Row{1, 0}));
    // Other programs begin with a byte order mark, and write ids as quoted texts.
    const auto quoted = parse_gal(
        "\xEF\xBB\xBF"
        "0 2 \"the towns\" \"NAME\"\n\"01\" 1\n\"Villa Crespo\"\n\"Villa Crespo\" 1\n01\n");
    ASSERT_TRUE(quoted);
    EXPECT_EQ(quoted->ids, (std::vector<std::string>{"01", "Villa Crespo"}));
    EXPECT_EQ(quoted->neighbours.of, (Row{1, 0}));

    const auto itself = parse_gal("3\na 2\na b\nb 1\na\nc 1\nc\n");
    EXPECT_EQ(itself->neighbours.of, (Row{1, 0}));
    EXPECT_EQ(itself->own, (Row{0, 2}));

    EXPECT_EQ(parse_gal("").error().area, 0u);
    EXPECT_EQ(parse_gal("2\n1 1\n2\n").error().area, 2u);
    EXPECT_EQ(parse_gal("1\n1 3\n2\n").error().area, 1u);
    EXPECT_EQ(parse_gal("2\n1 1\n7\n2 0\n").error().expected.english(),
              "neighbours of \"1\" that are areas of the file, found \"7\"");
    EXPECT_EQ(parse_gal("2\n1 0\n1 0\n").error().area, 2u);
}

// What stands in the file is told, so that it can be found there.
TEST(Gal, ARefusalSaysWhatItFound) {
    const auto said = [](std::string_view text) { return parse_gal(text).error().expected.english(); };
    EXPECT_EQ(said("<html><body>404 Not Found</body></html>\n"),
              "the number of areas, found \"<html><body>404 Not Found</body></html>\"");
    EXPECT_EQ(said("3\na 1\nb\nb 1\na\n"),
              "an id and its number of neighbours, for the first line says 3 areas, found 2");
    EXPECT_EQ(said("2\na 1\nb b\nb 1\na\n"),
              "a number of neighbours of \"b\", found \"b\" (has the area before as many as it says?)");
    EXPECT_EQ(said("2\na 1\nb\nb 4\na\n"), "4 neighbours of \"b\", found 1");
    EXPECT_EQ(said("2\na 1\nb\na 1\nb\n"), "an id that did not come before, found \"a\" again");
    EXPECT_EQ(said("2\na 2\nb b\nb 1\na\n"), "each neighbour of \"a\" once, found \"b\" again");
    EXPECT_EQ(said("1\na 0\nb 0\n"), "no more areas than the first line says, 1; found \"b\" after them");
}
