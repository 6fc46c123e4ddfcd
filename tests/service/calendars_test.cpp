#include "service/calendars.hpp"

#include "service/due.hpp"
#include "service/feasts.hpp"
#include "service/support.hpp"

namespace atalaya::service {
namespace {

void hand_over(Town& town, const std::string& name, const std::string& rows, const char* on) {
    fs::create_directories(town.files);
    const fs::path file = town.files / name;
    std::ofstream{file} << "pais,fecha,nombre,tipo,sustituto\n" << rows;
    NoProgress quiet;
    ingest(town.directory, town.catalogue.share, {.paths = {file}, .on = *parse_day(on)}, quiet);
}

std::vector<std::string> days(const Catalogue& catalogue, const char* month) {
    std::vector<std::string> found;
    for (const auto& [day, feast] : feasts_of(catalogue.city, *parse_month(month)))
        found.push_back(iso(day) + " " + feast->name.es);
    return found;
}

TEST(Calendars, AddTheDaysOfTheNewestDelivery) {
    Town town{"caba"};
    store::create_directory(town.directory, "caba");
    Catalogue before = town.catalogue;
    {
        store::Store store{town.directory};
        add_calendars(before, store);
    }
    EXPECT_THAT(days(before, "2027-08"), testing::IsEmpty());

    hand_over(town, "feriados_2027.csv", "AR,2027-08-16,Paso equivocado,public,0\n", "2026-11-01");
    hand_over(town, "feriados_2027.csv",
              "AR,2027-08-16,Paso a la Inmortalidad,public,0\nCL,2027-08-15,Asunción,public,0\n"
              "AR,2027-05-25,Otro nombre del 25 de Mayo,public,0\n",
              "2026-11-02");
    Catalogue after = town.catalogue;
    store::Store store{town.directory};
    add_calendars(after, store);
    EXPECT_THAT(days(after, "2027-08"), testing::ElementsAre("2027-08-16 Paso a la Inmortalidad"));
    EXPECT_THAT(days(after, "2026-08"), testing::IsEmpty());     // of its year alone
    EXPECT_EQ(days(after, "2027-05"), days(before, "2027-05"));  // the city's own name stands
    ASSERT_FALSE(days(before, "2027-05").empty());

    // Ten business days after the end of July 2027: a Friday, or the Monday after it, which is the holiday: so Tuesday.
    const intake::Expected expected{.due_days = 11, .business = true};
    const Period july = whole(*parse_month("2027-07"));
    EXPECT_EQ(iso(due_day(before.city, expected, july)), "2027-08-16");
    EXPECT_EQ(iso(due_day(after.city, expected, july)), "2027-08-17");
}

}  // namespace
}  // namespace atalaya::service
