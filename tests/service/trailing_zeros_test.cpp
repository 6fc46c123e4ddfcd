// A table of counts that ends in months of zero, as some publishers write months that are not loaded yet: told as what it may be,
// and no zero of anything until there is more.
#include "service/findings.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

// Robberies and thefts of every month of 2021 to 2023; both, or robberies alone, are 0 from October of 2023 on.
class Counted {
  public:
    explicit Counted(bool both) {
        written_.city(R"("cuentas")", WrittenCity::layer(2, "barrio") + "optional = true\n");
        written_.source("cuentas", "tallies", "csv",
                        "[time]\nbasis = \"fact\"\nmonth = { column = \"mes\", format = \"YYYYMM\" }\n"
                        "[category]\ncolumns = [\"tipo\"]\n[count]\ncolumn = \"n\"\n");
        written_.codes("cuentas",
                       "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n"
                       "hurto,Hurto,,Hurto,Furto,Theft,0502,exact,hurto,\n");
        std::string rows = "mes,tipo,n\n";
        for (Month month = *parse_month("2021-01"); month < *parse_month("2024-01");
             month = plus_months(month, 1)) {
            const bool ended = month >= *parse_month("2023-10");
            rows += iso(month) + ",Robo," + (ended ? "0" : "40") + "\n" + iso(month) + ",Hurto," +
                    (ended && both ? "0" : "60") + "\n";
        }
        town = &written_.publish({written_.file("cuentas.csv", rows)});
        rows_ = rows;
    }
    // The same table with six months more, of zeros where it ended in zeros.
    void six_months_later() {
        for (Month month = *parse_month("2024-01"); month < *parse_month("2024-07");
             month = plus_months(month, 1))
            rows_ += iso(month) + ",Robo,0\n" + iso(month) + ",Hurto,60\n";
        NoProgress quiet;
        const auto files = find_sources(town->catalogue, {written_.file("cuentas.csv", rows_)}).files;
        auto read = read_deliveries(town->catalogue, files, {}, {}, quiet);
        town->vintages.push_back(publish_deliveries(*town->store, read, *parse_day("2024-07-05"), quiet));
        town->worlds = std::make_unique<Worlds>(*town->store, town->catalogue);
    }
    Town* town;

  private:
    std::string rows_;
    WrittenCity written_{"aldea"};
};

TEST(TrailingZeros, AreSaidToBePerhapsNoDataAndAreInNoTrend) {
    const Counted counted{true};
    EXPECT_EQ(findings(*counted.town->store, {.source = "cuentas", .check = "ends_in_zero"}).size(), 2U);
    const auto ask = [&](const char* measure, const char* period, const char* against = "") {
        return counted.town->figure("robo", measure, "ciudad", period, "", against);
    };
    EXPECT_EQ(ask("count", "2023-09").value, 40);
    EXPECT_EQ(ask("count", "2023-11").reason, "no_data") << "no zero";
    EXPECT_EQ(ask("change", "2023-11", "2022-11").reason, "no_data") << "and no fall of 100 %";
    EXPECT_EQ(ask("count", "2023").reason, "no_data") << "nor a total of nine months for twelve";
    for (const auto& point : ask("monthly", "2023").series)
        EXPECT_TRUE(!point.value || *point.value == 40) << point.label;
}

// A month in which all is 0 has no count that says that it came: what is confirmed of one series is a zero of that one alone.
TEST(TrailingZeros, OfAllSeriesAreZerosOfThoseThatAreConfirmed) {
    Counted counted{true};
    Town& town = *counted.town;
    const auto ask = [&](const char* indicator, const char* period) {
        return town.figure(indicator, "count", "ciudad", period);
    };
    const auto decide = [&](const char* category, const char* state) {
        for (const auto& one : findings(*town.store, {.source = "cuentas", .check = "ends_in_zero"})) {
            if (one.about != category) continue;
            decide_finding(*town.store, {.id = one.id,
                                         .state = state,
                                         .author = "Ana Ruiz",
                                         .reason = "la oficina cerró en octubre",
                                         .on = *parse_day("2024-02-01")});
        }
        town.worlds = std::make_unique<Worlds>(*town.store, town.catalogue);
    };
    decide("cuentas:robo", "explained");
    EXPECT_EQ(ask("robo", "2023-12").value, 0) << ask("robo", "2023-12").reason;
    EXPECT_EQ(ask("robo", "2023").value, 9 * 40);
    EXPECT_EQ(town.figure("robo", "change", "ciudad", "2023-12", "", "2022-12").value, -100);
    EXPECT_EQ(ask("hurto", "2023-12").reason, "no_data") << "nobody said that these are zeros";
    decide("cuentas:hurto", "waived");
    EXPECT_EQ(ask("hurto", "2023-12").value, 0);
    EXPECT_EQ(ask("hurto", "2024-01").reason, "no_data") << "which no row told";
    decide("cuentas:robo", "open");
    EXPECT_EQ(ask("robo", "2023-12").reason, "no_data");
    EXPECT_EQ(ask("hurto", "2023-12").value, 0);
}

TEST(TrailingZeros, OfOneSeriesAmongOthersAreToldByTheirName) {
    const Counted counted{false};
    const auto found = findings(*counted.town->store, {.source = "cuentas", .check = "ends_in_zero"});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(counted.town->figure("hurto", "count", "ciudad", "2023-11").value, 60);
}

// Until somebody says that they are true zeros; the finding keeps who said so, when and why.
TEST(TrailingZeros, OfOneSeriesAreNoDataUntilTheyAreConfirmed) {
    const Counted counted{false};
    Town& town = *counted.town;
    const auto ask = [&](const char* measure, const char* period) {
        return town.figure("robo", measure, "ciudad", period);
    };
    EXPECT_EQ(ask("count", "2023-09").value, 40);
    EXPECT_EQ(ask("count", "2023-11").value, std::nullopt);
    EXPECT_EQ(ask("count", "2023-11").reason, "no_data");
    for (const auto& point : ask("monthly", "2023").series)
        EXPECT_TRUE(!point.value || *point.value == 40) << point.label;

    const auto found = [&] {
        return findings(*town.store, {.source = "cuentas", .check = "ends_in_zero"}).front();
    };
    const auto decide = [&](const char* state) {
        decide_finding(*town.store, {.id = found().id,
                                     .state = state,
                                     .author = "Ana Ruiz",
                                     .reason = "el código dejó de usarse en octubre",
                                     .on = *parse_day("2024-02-01")});
        town.worlds = std::make_unique<Worlds>(*town.store, town.catalogue);
    };
    decide("explained");
    EXPECT_EQ(ask("count", "2023-11").value, 0);
    EXPECT_EQ(ask("count", "2023").value, 9 * 40);
    ASSERT_EQ(found().decisions.size(), 1U);
    EXPECT_EQ(found().decisions.front().author, "Ana Ruiz");
    decide("open");
    EXPECT_EQ(ask("count", "2023-11").reason, "no_data");
}

// What was confirmed are the zeros that had come by then: what comes after opens the finding again, and is decided again.
TEST(TrailingZeros, ThatGrewAreConfirmedAsFarAsTheyWere) {
    Counted counted{false};
    Town& town = *counted.town;
    const auto found = [&] {
        return findings(*town.store, {.source = "cuentas", .check = "ends_in_zero"}).front();
    };
    const auto explain = [&](const char* on) {
        decide_finding(*town.store, {.id = found().id,
                                     .state = "explained",
                                     .author = "Ana Ruiz",
                                     .reason = "huelga de la oficina",
                                     .on = *parse_day(on)});
        town.worlds = std::make_unique<Worlds>(*town.store, town.catalogue);
    };
    const auto ask = [&](const char* period) { return town.figure("robo", "count", "ciudad", period); };
    explain("2024-02-01");
    counted.six_months_later();

    ASSERT_EQ(found().state, "open");
    EXPECT_EQ(found().reopened->why, std::string{"grew"});
    EXPECT_EQ(ask("2023-12").value, 0) << "confirmed";
    EXPECT_EQ(ask("2024-01").reason, "no_data") << "nobody said that these are zeros";
    EXPECT_EQ(ask("2024-06").reason, "no_data");
    explain("2024-08-01");
    EXPECT_EQ(found().state, "explained");
    EXPECT_EQ(ask("2024-06").value, 0) << ask("2024-06").reason;
}

}  // namespace
}  // namespace atalaya::service
