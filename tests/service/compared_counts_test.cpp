// The police's injuries beside the hospital's wounded: numbers of two privacy domains, against the rows of their files.
#include "service/compared_counts.hpp"

#include "service/reconciliation.hpp"
#include "support.hpp"

namespace atalaya::service {
namespace {

ComparedCounts injuries(const Catalogue& catalogue) {
    auto& town = marejada();
    Worlds worlds{*town.store, catalogue};
    return compared_counts(*town.store, worlds, catalogue, "", "lesiones").at(0);
}

Catalogue by_section() {
    Catalogue catalogue = marejada().catalogue;
    catalogue.city.comparisons.at(0).layer = "seccion";
    return catalogue;
}

TEST(ComparedCounts, AreThoseOfBothSourcesMonthByMonth) {
    const auto counts = injuries(marejada().catalogue);
    ASSERT_EQ(counts.months.size(), 60u);
    EXPECT_EQ(counts.months.front().code, "2020-01");
    std::int64_t first = 0, second = 0;
    for (const auto& month : counts.months) {
        ASSERT_TRUE(month.first) << month.code << ": of the police each month has many";
        first += *month.first;
        second += month.second.value_or(0);
    }
    const auto& town = marejada();
    EXPECT_EQ(
        first,
        town.worlds->at("").sum("lesion_dolosa", town.worlds->at("").territory({}), counts.period).rows);
    EXPECT_EQ(counts.first, first);
    EXPECT_GE(*counts.second, second);
    EXPECT_GT(*counts.first_rate, *counts.second_rate);
    EXPECT_EQ(counts.declared->differences.size(), 4u);
}

TEST(ComparedCounts, TheHospitalsAreItsRowsOfTheNewestFilesAlone) {
    std::int64_t rows = 0;
    for (const auto& row : raw_rows(bytes_of(marejada().files / "hospital/2024-12.csv"), ',')) {
        const auto& day = row.at("fecha_ingreso");
        rows += day.starts_with("2024-12") && (row.at("motivo") == "Herida por arma de fuego" ||
                                               row.at("motivo") == "Lesión por agresión de conviviente");
    }
    const auto counts = injuries(marejada().catalogue);
    EXPECT_EQ(counts.months.back().code, "2024-12");
    ASSERT_TRUE(counts.months.back().second);
    EXPECT_EQ(*counts.months.back().second, rows);
}

TEST(ComparedCounts, OfTwoDomainsSmallOnesAreNotToldNorWhatWouldGiveThemAway) {
    auto catalogue = marejada().catalogue;
    catalogue.city.comparisons.at(0).first_counts = {"homicidio_doloso"};
    const auto counts = injuries(catalogue);
    EXPECT_TRUE(counts.withheld);
    std::int64_t hidden = 0, told = 0;
    for (const auto& month : counts.months) {
        hidden += !month.first;
        told += month.first.value_or(0);
        const auto n = month.first.value_or(0);
        EXPECT_TRUE(n == 0 || n >= smallest_compared) << month.code;
    }
    EXPECT_GT(hidden, 1);
    EXPECT_GT(*counts.first - told, hidden) << "their sum does not say that each is one";

    for (auto& source : catalogue.sources) {
        if (source.id == "marejada-hospital") source.domain = "seguridad";
    }
    const auto open = injuries(catalogue);
    EXPECT_FALSE(open.withheld);
    for (const auto& month : open.months) EXPECT_TRUE(month.first && month.second) << month.code;
}

TEST(ComparedCounts, ByAreaSumToTheWholeWithThoseOfNone) {
    const auto counts = injuries(by_section());
    ASSERT_EQ(counts.areas.size(), 11u) << "ten sections, and what is of none";
    std::int64_t first = 0;
    for (const auto& area : counts.areas) {
        first += area.first.value_or(0);
        EXPECT_EQ(area.name.empty(), area.code.empty());
    }
    EXPECT_EQ(first, *counts.first);
    EXPECT_EQ(counts.areas.front().second, counts.second) << "the hospital writes no place";
}

TEST(ComparedCounts, WhatIsNotDeclaredIsMissing) {
    auto& town = marejada();
    EXPECT_THROW(compared_counts(*town.store, *town.worlds, town.catalogue, "", "nada"), Error);
    Catalogue none = town.catalogue;
    none.city.comparisons.clear();
    EXPECT_THROW(compared_counts(*town.store, *town.worlds, none, ""), Error);
}

// Which of two records is which is a link, whoever asks.
TEST(ComparedCounts, ListsOfTwoDomainsAreNotReconciledRecordByRecord) {
    auto& town = marejada();
    Catalogue other = town.catalogue;
    for (auto& source : other.sources) {
        if (source.id == "marejada-fiscalia") source.domain = "salud";
    }
    const store::At at{town.catalogue.city.id, town.store->newest()->no};
    EXPECT_THROW(reconcile(town.store->analytics(), other, at), Error);
    for (auto& source : other.sources) {
        if (source.id == "marejada-fiscalia") source.domain.clear();
    }
    EXPECT_THROW(reconcile(town.store->analytics(), other, at), Error)
        << "nor where one does not say its own";
}

}  // namespace
}  // namespace atalaya::service
