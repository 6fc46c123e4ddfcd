#include "service/claim_fraction.hpp"

#include <gtest/gtest.h>

namespace atalaya::service {
namespace {

SaidNumber said(const std::string& text) {
    return said_number(words_of_claim(text), text);
}

TEST(ClaimFraction, FractionsAreChangesBesideAVerbAndSharesElse) {
    const struct {
        std::string text;
        ClaimKind kind;
        double value;
    } claims[] = {
        {"los robos bajaron a la mitad", ClaimKind::change, -50},
        {"os roubos caíram pela metade em 2024", ClaimKind::change, -50},
        {"los robos bajaron un tercio", ClaimKind::change, -100.0 / 3},
        {"los robos bajaron a un tercio", ClaimKind::change, -200.0 / 3},
        {"os furtos aumentaram um quarto", ClaimKind::change, 25},
        {"un tercio menos de hurtos que en 2023", ClaimKind::change, -100.0 / 3},
        {"la mitad de robos que en 2023", ClaimKind::change, -50},
        {"la mitad de los robos ocurre de noche", ClaimKind::share, 50},
        {"dos tercios de los robos son en el Centro", ClaimKind::share, 200.0 / 3},
        {"uno de cada tres robos es con arma", ClaimKind::share, 100.0 / 3},
        {"um em cada quatro furtos", ClaimKind::share, 25},
        {"3 de cada 4 robos", ClaimKind::share, 75},
        {"la quinta parte de los robos", ClaimKind::share, 20},
        {"el 40 % de los robos ocurre en el Centro", ClaimKind::share, 40},
        {"una baja del 40 % de los robos", ClaimKind::change, -40},
    };
    for (const auto& [text, kind, value] : claims) {
        EXPECT_EQ(said(text).kind, kind) << text;
        EXPECT_NEAR(said(text).value, value, 1e-9) << text;
    }
    EXPECT_NEAR(said("uno de cada tres robos").tolerance, 100.0 / 30, 1e-9);
    EXPECT_NEAR(said("3 de cada 4 robos").tolerance, 3.75, 1e-9);
    EXPECT_NEAR(said("casi la mitad de los robos").tolerance, 5, 1e-9);
}

TEST(ClaimFraction, MultiplesAndPairsAreChanges) {
    EXPECT_EQ(said("los robos se triplicaron").value, 200);
    EXPECT_EQ(said("el doble de robos que en 2023").value, 100);
    EXPECT_EQ(said("os homicídios dobraram").value, 100);
    EXPECT_EQ(said("cinco veces más robos").value, 400);
    EXPECT_EQ(said("se multiplicaron por 4").value, 300);
    EXPECT_EQ(said("los robos pasaron de 120 a 90").value, -25);
    EXPECT_EQ(said("12 casos de doble homicidio").kind, ClaimKind::count);
}

}  // namespace
}  // namespace atalaya::service
