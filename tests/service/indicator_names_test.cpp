#include "service/indicator_names.hpp"

#include <gtest/gtest.h>

namespace atalaya::service {
namespace {

TEST(IndicatorNames, ACityCallsItByItsOwn) {
    const auto caba = read_catalogue(find_share(), "caba");
    EXPECT_EQ(name_here(caba, "robo").es, "Robo (según la fuente)");
    EXPECT_EQ(name_here(caba, "amenaza"), caba.indicator("amenaza").name);
    EXPECT_EQ(name_here(caba, "nada").en, "nada");
}

}  // namespace
}  // namespace atalaya::service
