#include "intake/propose/area_columns.hpp"

#include <gtest/gtest.h>

#include "propose_table.hpp"

namespace atalaya::intake {

namespace {

std::vector<std::string> taken(const std::string& csv) {
    const LookedAt table{csv};
    std::vector<std::string> out;
    const Choosing choosing = table.choosing();
    for (const auto& area : area_columns(choosing)) out.push_back(area.layer + "=" + area.column->name);
    return out;
}

}  // namespace

TEST(ProposeAreaColumns, TheFinestIsFirst) {
    EXPECT_EQ(taken("provincia,barrio,comuna\nP,Boca,4\nP,Once,3\n"),
              (std::vector<std::string>{"barrio=barrio", "comuna=comuna", "provincia=provincia"}));
}

TEST(ProposeAreaColumns, ANameIsPreferredToItsCode) {
    EXPECT_EQ(taken("cut_comuna,comuna\n13101,Santiago\n13120,Ñuñoa\n"),
              (std::vector<std::string>{"comuna=comuna"}));
}

TEST(ProposeAreaColumns, MeasuresAndMostlyBlankColumnsServeLess) {
    EXPECT_TRUE(taken("barrio_area\n12.5\n13.25\n14.75\n").empty());
    EXPECT_EQ(taken("barrio,nombre_barrio\n,Boca\n,Once\nx,Retiro\n"),
              (std::vector<std::string>{"barrio=nombre_barrio"}));
}

}  // namespace atalaya::intake
