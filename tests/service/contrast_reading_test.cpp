#include "service/contrast_reading.hpp"

#include <set>

#include "support.hpp"

namespace atalaya::service {
namespace {

std::optional<ClaimReading> read(const std::string& text, const std::function<void(Way&)>& with = {}) {
    const World& world = marejada().worlds->at("");
    const Claim claim = parse_claim(world, {.text = text});
    Way way = our_way(world, world.catalogue().indicator(claim.indicator), claim);
    if (with) with(way);
    return Readings{*marejada().store, world, claim.indicator, claim}.read(way, {});
}

double figure(const char* measure, const char* period, const char* against = "") {
    return *marejada().figure("robo", measure, "ciudad", period, "", against).value;
}

TEST(ContrastReading, OursIsWhatTheFigureSays) {
    EXPECT_EQ(read("hubo 100 robos en agosto de 2024")->value, figure("count", "2024-08"));
    const auto rate = read("la tasa de robos fue de 500 por 100.000 habitantes en 2024");
    EXPECT_EQ(rate->now, figure("count", "2024"));
    EXPECT_LT(rate->low, rate->value);
    EXPECT_LT(rate->value, rate->high);
}

TEST(ContrastReading, AChangeHasBothCountsAndItsPercent) {
    const auto change = read("los robos bajaron 10 % en agosto de 2024");
    EXPECT_EQ(change->now, figure("count", "2024-08"));
    EXPECT_EQ(change->before, figure("count", "2023-08"));
    EXPECT_NEAR(change->value, 100 * (change->now - change->before) / change->before, 1e-9);
    EXPECT_EQ(iso(change->against), "2023-08");
}

TEST(ContrastReading, ALabelAloneIsAPartOfIt) {
    double parts = 0;
    const World& world = marejada().worlds->at("");
    std::set<std::string> labels;
    for (const auto& cell : world.cells("robo")) labels.insert(world.offences()[cell.offence]);
    for (const auto& label : labels)
        parts += read("hubo 100 robos en agosto de 2024", [&](Way& way) { way.offences = {label}; })->value;
    EXPECT_EQ(parts, figure("count", "2024-08"));
}

TEST(ContrastReading, MonthsWithoutDataAndSharesOfAllThereIsAreNone) {
    EXPECT_FALSE(read("hubo 100 robos en agosto de 2031").has_value());
    EXPECT_FALSE(read("el 40 % de los robos en 2024").has_value());
}

}  // namespace
}  // namespace atalaya::service
