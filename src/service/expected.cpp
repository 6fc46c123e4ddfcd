#include "service/expected.hpp"

#include <algorithm>
#include <memory>

#include "service/due.hpp"
#include "service/holes.hpp"
#include "service/silence.hpp"
#include "store/data_directory.hpp"

namespace atalaya::service {

namespace {

constexpr std::size_t a_year = 12;  // of months; of weeks and days, so many

// What a source owes of a period, and what of it is missing.
struct Held {
    int owed{};   // months, weeks or days
    int told{};   // of them
    bool came{};  // all of it, or what did not is declared
    MissingPeriod missing;
};

// What a source told, as far as the state of it goes.
class Told {
  public:
    Told(const intake::City& city, const World* world, const intake::Expected& expected)
        : city_{city}, expected_{expected}, world_{world} {}
    virtual ~Told() = default;
    virtual std::optional<Period> last() const = 0;
    // The first period that is owed; none when nobody says and nothing came.
    virtual std::optional<Period> first() const = 0;
    virtual Held held(Period period, Day due, Day day) const = 0;
    virtual std::optional<UsualRows> usual() const = 0;

  protected:
    std::vector<const intake::Gap*> holes_in(Period period) const {
        return world_ ? holes(*world_, expected_.source, period) : std::vector<const intake::Gap*>{};
    }
    static MissingPeriod missing(Period period, Day due, Day day) {
        return {
            .period = period, .months = {}, .due = due, .days_late = static_cast<int>((day - due).count())};
    }

    const intake::City& city_;
    const intake::Expected& expected_;
    const World* world_;
};

class ToldByMonth : public Told {
  public:
    ToldByMonth(const intake::City& city, const World* world, const intake::Expected& expected,
                std::string_view cadence)
        : Told{city, world, expected}, cadence_{cadence} {
        if (world) months_ = world->months_told(expected.source);
    }

    std::optional<Period> last() const override {
        if (months_.empty()) return {};
        return whole(month_at(months_.rbegin()->first));
    }
    std::optional<Period> first() const override {
        if (const auto month = first_month()) return period_of(cadence_, first_day(*month));
        return {};
    }
    Held held(Period period, Day due, Day day) const override {
        const auto months = owed(period);
        Held held{.owed = static_cast<int>(months.size()), .missing = missing(period, due, day)};
        auto& missing = held.missing;
        std::ranges::copy_if(months, std::back_inserter(missing.months),
                             [&](Month month) { return !tells_whole(month); });
        std::ranges::copy_if(missing.months, std::back_inserter(missing.in_part),
                             [&](Month month) { return accounts_for(month); });
        missing.holes = holes_in(period);
        std::erase_if(missing.holes, [&](const auto* gap) { return !is_within(*gap, missing.in_part); });
        held.told = held.owed - static_cast<int>(missing.months.size());
        held.came = missing.came_in_part();
        return held;
    }
    std::optional<UsualRows> usual() const override {
        if (months_.size() < 2) return {};
        const auto& [index, rows] = *months_.rbegin();
        UsualRows usual{.period = whole(month_at(index)), .rows = rows};
        for (const auto& [month, of_month] : months_) {
            if (month < index - static_cast<int>(a_year) || month == index) continue;
            usual.fewest = usual.of == 0 ? of_month : std::min(usual.fewest, of_month);
            usual.most = std::max(usual.most, of_month);
            ++usual.of;
        }
        if (usual.of == 0) return {};
        return usual;
    }

  private:
    // As the city says, else the first that came.
    std::optional<Month> first_month() const {
        if (expected_.from) return expected_.from;
        if (months_.empty()) return {};
        return month_at(months_.begin()->first);
    }
    bool tells(Month month) const {
        if (months_.contains(month_index(month))) return true;
        return expected_.empty_months && !months_.empty() && months_.begin()->first < month_index(month) &&
               month_index(month) < months_.rbegin()->first;
    }
    bool tells_whole(Month month) const { return tells(month) && holes_in(whole(month)).empty(); }
    // What was noticed of a month that did not come at all is no hole of one that did.
    static bool is_within(const intake::Gap& gap, const std::vector<Month>& months) {
        return std::ranges::any_of(months, [&](Month month) {
            const Period days = whole(month);
            return *gap.first < days.past_end && days.first <= *gap.last;
        });
    }
    // Told of, or declared not to have come.
    bool accounts_for(Month month) const {
        return tells(month) || is_declared_silent(city_, expected_.source, whole(month));
    }
    // Months of a period that are owed.
    std::vector<Month> owed(Period period) const {
        std::vector<Month> months;
        for (Month month = month_of(period.first); first_day(month) < period.past_end;
             month = plus_months(month, 1)) {
            if ((!first_month() || month >= *first_month()) &&
                !is_declared_outside(city_, expected_.source, whole(month)))
                months.push_back(month);
        }
        return months;
    }

    std::string cadence_;
    std::map<int, std::int64_t> months_;
};

class ToldByDay : public Told {
  public:
    ToldByDay(const intake::City& city, const World* world, const intake::Expected& expected,
              std::string_view cadence, store::DayRows told)
        : Told{city, world, expected}, cadence_{cadence}, told_{std::move(told)} {}

    std::optional<Period> last() const override {
        if (told_.empty()) return {};
        const Day day = told_.rbegin()->first;
        return Period{day, day + std::chrono::days{1}};
    }
    std::optional<Period> first() const override { return first_owed(expected_, cadence_, told_); }
    Held held(Period period, Day due, Day day) const override {
        if (is_declared_outside(city_, expected_.source, period)) return {.came = true};
        Held held{.owed = 1, .missing = missing(period, due, day)};
        auto& missing = held.missing;
        missing.days = covered(period);
        missing.days->missing_end = missing_end(city_, told_, period);
        const bool came = missing.days->with_facts > 0 || is_a_zero(period);
        if (came || is_declared_silent(city_, expected_.source, period)) missing.holes = declared_in(period);
        held.told = came && missing.holes.empty() && !missing.days->missing_end ? 1 : 0;
        held.came = held.told == 1 || missing.came_in_part();
        return held;
    }
    std::optional<UsualRows> usual() const override {
        if (told_.empty()) return {};
        const Period last = period_of(cadence_, told_.rbegin()->first);
        UsualRows usual{.period = last, .rows = rows_in(last)};
        for (const auto& before : with_facts_before(last)) {
            const auto rows = rows_in(before);
            usual.fewest = usual.of == 0 ? rows : std::min(usual.fewest, rows);
            usual.most = std::max(usual.most, rows);
            ++usual.of;
        }
        if (usual.of == 0) return {};
        usual.days = covered(last);
        usual.days->missing_end = missing_end(city_, told_, last);
        return usual;
    }

  private:
    // A week or a day that was noticed did not come.
    std::vector<const intake::Gap*> declared_in(Period period) const {
        auto found = holes_in(period);
        std::erase_if(found, [](const auto* gap) { return gap->noticed(); });
        return found;
    }
    std::int64_t rows_in(Period period) const {
        std::int64_t rows = 0;
        for (auto day = told_.lower_bound(period.first); day != told_.end() && day->first < period.past_end;
             ++day)
            rows += day->second;
        return rows;
    }
    bool is_a_zero(Period period) const {
        return expected_.empty_months && !told_.empty() && told_.begin()->first < period.first &&
               period.past_end <= told_.rbegin()->first;
    }
    // The newest first, as many as are looked at.
    std::vector<Period> with_facts_before(Period period) const {
        std::vector<Period> found;
        while (found.size() < a_year && !told_.empty() && told_.begin()->first < period.first) {
            const auto before = std::prev(told_.lower_bound(period.first));
            period = period_of(cadence_, before->first);
            found.push_back(period);
        }
        return found;
    }
    DaysCovered covered(Period period) const {
        DaysCovered covered{.with_facts = days_with_rows(told_, period), .of = period.days()};
        std::vector<int> days;
        for (const auto& before : with_facts_before(period)) days.push_back(days_with_rows(told_, before));
        if (days.empty()) return covered;
        const auto middle = days.begin() + static_cast<std::ptrdiff_t>(days.size() / 2);
        std::ranges::nth_element(days, middle);
        covered.usual = *middle;
        return covered;
    }

    std::string cadence_;
    store::DayRows told_;
};

std::unique_ptr<Told> told_of(const Catalogue& catalogue, const World* world,
                              const intake::Expected& expected, const std::string& cadence,
                              const std::map<std::string, store::DayRows>& days) {
    if (!by_days(cadence)) return std::make_unique<ToldByMonth>(catalogue.city, world, expected, cadence);
    const auto of = days.find(expected.source);
    return std::make_unique<ToldByDay>(catalogue.city, world, expected, cadence,
                                       of == days.end() ? store::DayRows{} : of->second);
}

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
    Period period = told.first().value_or(period_of(state.cadence, day));
    for (;; period = period_of(state.cadence, period.past_end)) {
        const Day due = due_day(city, *state.expected, period);
        Held held = told.held(period, due, day);
        if (held.owed == 0 && period.first > day) return;  // it is declared to have ended
        if (!held.came && !state.awaited) state.awaited = Awaited{period, due};
        if (due >= day) {
            if (held.came) continue;  // it came before its time
            return;
        }
        state.owed += held.owed;
        state.told += held.told;
        if (held.told < held.owed) state.missing.push_back(std::move(held.missing));
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

std::vector<std::vector<const MissingPeriod*>> SourceState::runs() const {
    std::vector<std::vector<const MissingPeriod*>> runs;
    for (const auto& one : missing) {
        const auto* before = runs.empty() ? nullptr : runs.back().back();
        const bool follows = before && before->period.past_end == one.period.first &&
                             !before->came_in_part() && !one.came_in_part();
        if (!follows) runs.emplace_back();
        runs.back().push_back(&one);
    }
    return runs;
}

std::vector<SourceState> expected_deliveries(const Catalogue& catalogue, const World* world, Day day,
                                             const std::map<Digest, Day>& arrivals,
                                             const std::map<std::string, store::DayRows>& days) {
    std::vector<SourceState> states;
    for (const auto& expected : catalogue.city.expected) {
        const auto& source = catalogue.source(expected.source);
        const std::string cadence = cadence_of(source, expected);
        const auto told = told_of(catalogue, world, expected, cadence, days);
        SourceState state{.source = &source,
                          .expected = &expected,
                          .cadence = cadence,
                          .last_delivery = last_delivery(world, source.id, arrivals),
                          .last_told = told->last(),
                          .awaited = {},
                          .missing = {},
                          .usual = told->usual()};
        count_periods(catalogue.city, *told, day, state);
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
