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

// A source of reports, calls or cases counts no victims.
TEST(IndicatorNames, WhatASourceCountsIsWhatTheNamesSay) {
    const struct {
        const char *city, *indicator, *unit, *name;
    } cases[] = {{"peru", "femicidio", "report", "Denuncias por feminicidio"},
                 {"peru", "lesion_dolosa", "report", "Denuncias por lesiones dolosas"},
                 {"chile", "homicidio_doloso", "fact", "Casos de homicidio y femicidio"},
                 {"santiago", "homicidio_doloso", "fact", "Casos de homicidio y femicidio"},
                 {"argentina-linea-144", "vif", "contact", "Comunicaciones a la línea 144"},
                 {"portland", "vehiculo", "call", "Llamadas por robo de vehículos"}};
    for (const auto& c : cases) {
        const auto catalogue = read_catalogue(find_share(), c.city);
        EXPECT_EQ(catalogue.indicator(c.indicator).unit, c.unit) << c.city;
        EXPECT_EQ(name_here(catalogue, c.indicator).es, c.name) << c.city;
    }
}

}  // namespace
}  // namespace atalaya::service
