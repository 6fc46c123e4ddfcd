#include "service/calendars.hpp"

#include <algorithm>
#include <map>

#include "intake/read.hpp"
#include "service/feasts.hpp"
#include "store/data_directory.hpp"

namespace atalaya::service {
namespace {

// A calendar is CSV and was read in a confined child when it came: here it is read in this process, for stores are open.
Batch days_of(const intake::Source& source, const intake::City& city, store::Store& store,
              const store::Run& run) {
    NoProgress quiet;
    const intake::Gazetteer nowhere{city, {}};
    return intake::read_kept_here(source, city, nowhere, store.deliveries().bytes(run.delivery),
                                  run.file_name, quiet);
}

void add(intake::City& city, const CalendarDays& days) {
    for (std::size_t i = 0; i < days.size(); ++i) {
        const Day day = day_at(days.day.since_epoch[i]);
        const auto known = feasts_of(city, month_of(day));
        if (std::any_of(known.begin(), known.end(), [&](const FeastDay& feast) { return feast.day == day; }))
            continue;
        const std::chrono::year_month_day date{day};
        city.feasts.push_back({.year = static_cast<int>(date.year()),
                               .month = static_cast<int>(static_cast<unsigned>(date.month())),
                               .day = static_cast<int>(static_cast<unsigned>(date.day())),
                               .easter = {},
                               .name = {days.name[i], days.name[i], days.name[i]}});
    }
}

}  // namespace

void add_calendars(Catalogue& catalogue, store::Store& store) {
    for (const auto& source : catalogue.sources) {
        if (source.kind != intake::Kind::calendar) continue;
        std::map<std::string, store::Run> newest;  // of each file
        for (const auto& run : store.records().runs(store.city()))
            if (run.source == source.id) newest[run.file_name] = run;
        for (const auto& [name, run] : newest)
            add(catalogue.city, days_of(source, catalogue.city, store, run).calendar);
    }
}

}  // namespace atalaya::service
