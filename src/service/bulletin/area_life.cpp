#include "service/bulletin/area_life.hpp"

namespace atalaya::service {

namespace {

std::string told(const Desk& desk, std::string_view key, const intake::AreaChange& change,
                 const std::vector<std::string>& elsewhere) {
    std::vector<std::string> names;
    for (const auto& code : elsewhere) {
        const Territory area{change.layer, code};
        names.push_back(desk.world().has(area) ? desk.name(desk.world().territory(area)) : code);
    }
    return desk.say(key, {{"area", desk.territory_name()},
                          {"date", desk.forms().day(change.day)},
                          {"what", std::string{desk.in_language(change.what)}},
                          {"areas", desk.forms().list(names)}});
}

}  // namespace

std::vector<std::string> area_life(const Desk& desk) {
    const auto& extent = desk.territory().extent;
    const Day first = year_before(desk.twelve()).first, past_end = desk.this_month().past_end;
    std::vector<std::string> said;
    if (extent.began && first < extent.began->day)
        said.push_back(told(desk, "area.began", *extent.began, extent.began->from));
    if (extent.ended && extent.ended->day < past_end)
        said.push_back(told(desk, "area.ended", *extent.ended, extent.ended->to));
    return said;
}

}  // namespace atalaya::service
