#include "service/coverage_matrix.hpp"

#include <algorithm>
#include <map>

#include "service/due.hpp"
#include "service/facts.hpp"
#include "service/holes.hpp"
#include "service/silence.hpp"

namespace atalaya::service {

namespace {

class OfSource {
  public:
    OfSource(const Catalogue& catalogue, const World* world, const intake::Source& source, Day day)
        : city_{catalogue.city},
          world_{world},
          source_{source},
          expected_{catalogue.city.expectation(source.id)},
          day_{day} {
        if (world) told_ = world->months_told(source.id);
    }

    bool is_known() const { return expected_ || !told_.empty(); }

    Coverage of(Month month) const {
        const Period period = whole(month);
        const bool came = tells(month);
        if (!came && is_declared_outside(city_, source_.id, period)) return Coverage::not_owed;
        if (is_declared_silent(city_, source_.id, period)) return came ? Coverage::in_part : Coverage::absent;
        const auto missing = came ? holes_in(period) : Gaps{};
        if (came && !is_all_missing(missing, period))
            return missing.empty() ? Coverage::whole : Coverage::in_part;
        if (!is_owed(month)) return Coverage::not_owed;
        if (!expected_) return Coverage::not_sent;
        const std::string cadence = cadence_of(source_, *expected_);
        if (cadence.empty()) return Coverage::not_sent;
        const Day due = due_day(city_, *expected_, period_of(cadence, period.first));
        return due < day_ ? Coverage::late : Coverage::awaited;
    }

  private:
    using Gaps = std::vector<const intake::Gap*>;

    Gaps holes_in(Period period) const { return world_ ? holes(*world_, source_.id, period) : Gaps{}; }
    bool is_within() const { return !told_.empty(); }

    bool tells(Month month) const {
        const int index = month_index(month);
        if (told_.contains(index)) return true;
        return expected_ && expected_->empty_months && is_within() && told_.begin()->first < index &&
               index < told_.rbegin()->first;
    }
    // A file whose name says the month came without any row of it, and it cannot be empty.
    static bool is_all_missing(const Gaps& missing, Period period) {
        return std::ranges::any_of(missing, [&](const intake::Gap* gap) {
            return !is_of_an_area(*gap) && *gap->first <= period.first &&
                   period.past_end <= *gap->last + std::chrono::days{1};
        });
    }
    bool is_owed(Month month) const {
        if (expected_ && expected_->from) return *expected_->from <= month;
        if (!is_within() || month_index(month) < told_.begin()->first) return false;
        const bool once = expected_ ? cadence_of(source_, *expected_).empty() : source_.cadence == "once";
        return !once || month_index(month) < told_.rbegin()->first;
    }

    const intake::City& city_;
    const World* world_;
    const intake::Source& source_;
    const intake::Expected* expected_;
    Day day_;
    std::map<int, std::int64_t> told_;
};

bool counts_as_owed(Coverage coverage) {
    return coverage != Coverage::not_owed && coverage != Coverage::awaited;
}

}  // namespace

std::string_view name_of(Coverage coverage) {
    switch (coverage) {
        case Coverage::whole: return "whole";
        case Coverage::in_part: return "in_part";
        case Coverage::late: return "late";
        case Coverage::awaited: return "awaited";
        case Coverage::absent: return "absent";
        case Coverage::not_sent: return "not_sent";
        case Coverage::not_owed: break;
    }
    return "not_owed";
}

CoverageMatrix coverage_matrix(const Catalogue& catalogue, const World* world, Day day, Month first,
                               Month last) {
    CoverageMatrix matrix;
    for (Month month = first; month <= last; month = plus_months(month, 1)) matrix.months.push_back(month);
    for (const auto& source : catalogue.sources) {
        if (!has_facts_of_its_own(source)) continue;
        const OfSource told{catalogue, world, source, day};
        if (!told.is_known()) continue;
        CoverageRow row{.source = &source, .months = {}};
        for (const auto month : matrix.months) {
            const auto coverage = row.months.emplace_back(told.of(month));
            row.owed += counts_as_owed(coverage) ? 1 : 0;
            row.whole += coverage == Coverage::whole ? 1 : 0;
        }
        const auto nothing_owed = std::ranges::count(row.months, Coverage::not_owed);
        if (nothing_owed < std::ssize(row.months)) matrix.rows.push_back(std::move(row));
    }
    return matrix;
}

}  // namespace atalaya::service
