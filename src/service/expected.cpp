#include "service/expected.hpp"

#include <algorithm>

#include "service/due.hpp"
#include "service/holes.hpp"
#include "service/silence.hpp"
#include "store/data_directory.hpp"

namespace atalaya::service {

namespace {

constexpr int a_year = 12;

// What a source told, as far as the state of it goes.
class Told {
  public:
    Told(const Catalogue& catalogue, const World* world, const intake::Expected& expected)
        : city_{catalogue.city}, expected_{expected}, world_{world} {
        if (world) months_ = world->months_told(expected.source);
    }

    std::optional<Month> last() const {
        if (months_.empty()) return {};
        return month_at(months_.rbegin()->first);
    }
    // The first month that is owed: as the city says, else the first that came.
    std::optional<Month> first() const {
        if (expected_.from) return expected_.from;
        if (months_.empty()) return {};
        return month_at(months_.begin()->first);
    }
    bool tells(Month month) const {
        if (months_.contains(month_index(month))) return true;
        return expected_.empty_months && !months_.empty() && months_.begin()->first < month_index(month) &&
               month_index(month) < months_.rbegin()->first;
    }
    MissingPeriod missing(Period period, const std::vector<Month>& months, Day due, Day day) const {
        MissingPeriod found{period, months, due, static_cast<int>((day - due).count())};
        std::copy_if(months.begin(), months.end(), std::back_inserter(found.in_part),
                     [&](Month month) { return accounts_for(month); });
        if (!found.in_part.empty()) found.holes = holes_in(period);
        return found;
    }
    bool tells_whole(Month month) const { return tells(month) && holes_in(whole(month)).empty(); }
    // Told of, or declared not to have come.
    bool accounts_for(Month month) const {
        return tells(month) || is_declared_silent(city_, expected_.source, month);
    }
    std::vector<const intake::Gap*> holes_in(Period period) const {
        auto found = world_ ? holes(*world_, expected_.source, period) : std::vector<const intake::Gap*>{};
        std::erase_if(found, [](const auto* gap) { return gap->noticed(); });  // such months did not come
        return found;
    }
    // Months of a period that are owed.
    std::vector<Month> owed(Period period, Month from) const {
        std::vector<Month> months;
        for (Month month = month_of(period.first); first_day(month) < period.past_end;
             month = plus_months(month, 1)) {
            if (month >= from && !is_declared_outside(city_, expected_.source, month))
                months.push_back(month);
        }
        return months;
    }
    std::optional<UsualRows> usual() const {
        if (months_.size() < 2) return {};
        const auto& [index, rows] = *months_.rbegin();
        UsualRows usual{month_at(index), rows, 0, 0, 0};
        for (const auto& [month, of_month] : months_) {
            if (month < index - a_year || month == index) continue;
            usual.fewest = usual.of_months == 0 ? of_month : std::min(usual.fewest, of_month);
            usual.most = std::max(usual.most, of_month);
            ++usual.of_months;
        }
        if (usual.of_months == 0) return {};
        return usual;
    }

  private:
    const intake::City& city_;
    const intake::Expected& expected_;
    const World* world_;
    std::map<int, std::int64_t> months_;
};

std::optional<Day> last_delivery(const World* world, const std::string& source,
                                 const std::map<Digest, Day>& arrivals) {
    std::optional<Day> last;
    if (!world) return last;
    for (const auto& receipt : world->receipts()) {
        if (receipt.source != source) continue;
        const auto told = arrivals.find(receipt.delivery);
        const auto published = parse_day(std::string_view{receipt.came}.substr(0, 10));
        const Day day = told == arrivals.end() ? *published : told->second;
        if (!last || day > *last) last = day;
    }
    return last;
}

// Goes from period to period up to the first that is not told and not yet overdue.
void count_periods(const intake::City& city, const Told& told, Day day, SourceState& state) {
    const Month first = told.first().value_or(month_of(day));
    Period period = period_of(state.cadence, first);
    for (;; period = period_of(state.cadence, month_of(period.past_end))) {
        const auto owed = told.owed(period, first);
        if (owed.empty() && period.first > day) return;  // it is declared to have ended
        std::vector<Month> missing;
        std::copy_if(owed.begin(), owed.end(), std::back_inserter(missing),
                     [&](Month month) { return !told.tells_whole(month); });
        const Day due = due_day(city, *state.expected, period);
        const bool came = std::all_of(missing.begin(), missing.end(),
                                      [&](Month month) { return told.accounts_for(month); });
        if (!came && !state.awaited) state.awaited = Awaited{period, due};
        if (due >= day) {
            if (came) continue;  // it came before its time
            return;
        }
        state.months_expected += static_cast<int>(owed.size());
        state.months_told += static_cast<int>(owed.size() - missing.size());
        if (!missing.empty()) state.missing.push_back(told.missing(period, missing, due, day));
    }
}

}  // namespace

bool MissingPeriod::declared_absent() const {
    return std::ranges::any_of(holes, [&](const intake::Gap* gap) {
        return !is_of_an_area(*gap) && *gap->first <= period.first &&
               period.past_end <= *gap->last + std::chrono::days{1};
    });
}

const MissingPeriod* SourceState::late_since() const {
    const auto found = std::find_if(missing.begin(), missing.end(),
                                    [](const MissingPeriod& period) { return !period.came_in_part(); });
    return found == missing.end() ? nullptr : &*found;
}

std::vector<const intake::Gap*> SourceState::missing_in_part() const {
    std::vector<const intake::Gap*> told;
    for (const auto& period : missing) {
        for (const auto* hole : period.holes) {
            if (std::find(told.begin(), told.end(), hole) == told.end()) told.push_back(hole);
        }
    }
    return told;
}

std::vector<SourceState> expected_deliveries(const Catalogue& catalogue, const World* world, Day day,
                                             const std::map<Digest, Day>& arrivals) {
    std::vector<SourceState> states;
    for (const auto& expected : catalogue.city.expected) {
        const auto& source = catalogue.source(expected.source);
        const Told told{catalogue, world, expected};
        SourceState state{.source = &source,
                          .expected = &expected,
                          .cadence = cadence_of(source, expected),
                          .last_delivery = last_delivery(world, source.id, arrivals),
                          .last_told = told.last(),
                          .awaited = {},
                          .missing = {},
                          .usual = told.usual()};
        count_periods(catalogue.city, told, day, state);
        states.push_back(std::move(state));
    }
    return states;
}

std::map<Digest, Day> arrivals_of(store::Store& store) {
    std::map<Digest, Day> days;
    for (const auto& arrival : store.records().arrivals(store.city()))
        days.emplace(arrival.delivery, arrival.on);
    return days;
}

std::string vintage_on(store::Store& store, Day day) {
    std::string newest;
    for (const auto& vintage : store.vintages()) {
        if (vintage.published_on <= day) newest = vintage.id;
    }
    return newest;
}

}  // namespace atalaya::service
