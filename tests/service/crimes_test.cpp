// Coexistence is counted by itself and is in no total of crimes.
#include "service/crimes.hpp"

#include <fmt/format.h>

#include "service/class_counts.hpp"
#include "service/contrast.hpp"
#include "service/groupings.hpp"
#include "service/support.hpp"
#include "service/taxonomy.hpp"

namespace atalaya::service {
namespace {

TEST(Crimes, AreOfFourGroupsAndNoneOfCoexistence) {
    const auto& catalogue = marejada().catalogue;
    for (const char* id :
         {"homicidio_doloso", "lesion_dolosa", "vif", "robo", "hurto", "vehiculo", "amenaza"})
        EXPECT_TRUE(is_of_crimes(catalogue.indicator(id))) << id;
    for (const char* id : {"convivencia", "muerte_vial", "lesion_vial", "oportunidad", "resolucion"})
        EXPECT_FALSE(is_of_crimes(catalogue.indicator(id))) << id;
}

TEST(Crimes, ALabelIsOneByItsIndicatorsElseByItsClass) {
    const auto& catalogue = marejada().catalogue;
    EXPECT_TRUE(is_crime(catalogue, "marejada-policia:robo-arma"));
    // A brawl has a class of ICCS, an informal stall too: the link is optional and makes no crime of them.
    for (const char* code : {"ruidos", "vecinos", "animales", "pelea", "venta"})
        EXPECT_FALSE(is_crime(catalogue, std::string{"marejada-convivencia:"} + code)) << code;
    EXPECT_FALSE(is_crime(catalogue, "marejada-convivencia:nada"));
    EXPECT_FALSE(is_crime(catalogue, "nadie:nada"));
}

// Every source of the repository: what has no class and no indicator of crimes is no crime, and a grouping that institutions
// publish has none of coexistence without a class but where its own list says so.
TEST(Crimes, NoLabelOfCoexistenceWithoutAClassIsACrimeAnywhere) {
    int labels = 0;
    for (const char* city : {"villa-marejada", "caba", "cdmx", "santiago"}) {
        const auto catalogue = read_catalogue(find_share(), city);
        for (const auto& source : catalogue.sources)
            for (const auto& label : source.labels) {
                const bool coexists =
                    std::ranges::find(label.indicators, "convivencia") != label.indicators.end();
                if (!coexists || !label.iccs.empty()) continue;
                ++labels;
                EXPECT_FALSE(is_crime(catalogue, source.id + ":" + label.code)) << source.id << label.code;
            }
    }
    EXPECT_GE(labels, 8);
}

std::int64_t rows_in(const World& world, const std::function<bool(const MonthCell&)>& counts) {
    const int june = month_index(std::chrono::year{2024} / std::chrono::June);
    std::int64_t rows = 0;
    for (const auto& cell : world.cells(""))
        if (cell.month == june && counts(cell)) rows += cell.rows;
    return rows;
}

const ClaimReading* reading_of(const Contrast& found, const std::string& what, const std::string& which) {
    for (const auto* all : {&found.agree, &found.nearest})
        for (const auto& reading : *all)
            if (reading.departures.size() == 1 && reading.departures[0].what == what &&
                reading.departures[0].which == which)
                return &reading;
    return nullptr;
}

Contrast contrasted(const std::string& text) {
    return contrast(*marejada().store, *marejada().worlds, "", {.text = text});
}

// All crimes of the indicators, each once: by hand, the rows of labels that count in an indicator of the four groups.
TEST(Crimes, AClaimOfCrimesAtLargeIsHeldAgainstNoCoexistence) {
    const World& world = marejada().worlds->at("");
    const auto& catalogue = world.catalogue();
    const auto counted = [&](const MonthCell& cell) {
        return std::ranges::any_of(catalogue.indicators, [&](const Indicator& one) {
            return one.kind == IndicatorKind::count && !is_grouping(one) && is_of_crimes(one) &&
                   catalogue.counts_in(world.offences()[cell.offence], one.id);
        });
    };
    const auto coexists = [&](const MonthCell& cell) {
        return catalogue.counts_in(world.offences()[cell.offence], "convivencia");
    };
    ASSERT_GT(rows_in(world, coexists), 100);
    const auto with = contrasted(
        fmt::format("hubo {} delitos en junio de 2024",
                    rows_in(world, [&](const auto& cell) { return counted(cell) || coexists(cell); })));
    EXPECT_EQ(reading_of(with, "everything", ""), nullptr) << "coexistence was taken in";
    for (const auto* all : {&with.agree, &with.nearest})
        for (const auto& reading : *all)
            for (const auto& departure : reading.departures)
                EXPECT_FALSE(departure.what == "everything" && departure.which == "marejada-convivencia");
}

// Who counts noise as a crime is told so.
TEST(Crimes, AllRowsOfASourceOfWhatIsNoCrimeAreToldToBeNone) {
    const World& world = marejada().worlds->at("");
    const auto rows = rows_in(
        world, [&](const MonthCell& cell) { return world.sources()[cell.source] == "marejada-convivencia"; });
    const auto found = contrasted(fmt::format("hubo {} delitos en junio de 2024", rows));
    const auto* told = reading_of(found, "no_crimes", "marejada-convivencia");
    ASSERT_NE(told, nullptr);
    EXPECT_EQ(told->value, static_cast<double>(rows));
}

// Of the counts by class each row is of a label with a class: noise is in none, at whatever level they are added up.
TEST(Crimes, CountsByClassTakeInNoRowWithoutAClass) {
    Town& town = marejada();
    const World& world = town.worlds->at("");
    const auto lists = taxonomies(find_share());
    const auto iccs = std::ranges::find(lists, "iccs", &Taxonomy::id);
    ASSERT_NE(iccs, lists.end());
    const auto counts = class_counts(*town.store, town.catalogue, *iccs, world.vintage_no());
    std::int64_t all = 0, without = 0;
    for (const auto& cell : world.cells("")) {
        const auto& label = world.offences()[cell.offence];
        all += cell.rows;
        if (town.catalogue.counts_in(label, "convivencia") && classes_of(town.catalogue, label).empty())
            without += cell.rows;
    }
    EXPECT_GT(without, 1000);
    EXPECT_LE(counts.placed + counts.unplaced, all - without);
    EXPECT_GT(counts.placed, (all - without) / 2);
}

}  // namespace
}  // namespace atalaya::service
