#include "intake/quality/days_silent.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>

#include "intake/quality/monthly_series.hpp"

namespace atalaya::intake::quality {
namespace {

using std::chrono::days;

constexpr int fewest_days = 3, most_windows = 12, weeks_looked_at = 52, days_beside = 28;
constexpr std::size_t fewest_windows = 4;
constexpr double chance = 1e-6;

struct Window {
    double facts{};
    double days_with_facts{};
};

struct Sides {
    std::vector<Window> before, after;
};

bool touch(Period a, Period b) {
    return a.first < b.past_end && b.first < a.past_end;
}

// Every run of empty days between two days with facts, and that from the last of them to the end of its month.
std::vector<Period> empty_runs(const FactsByDay& facts) {
    std::vector<Period> runs;
    const auto add = [&](Day last, Day next) {
        const Period run{last + days{1}, next};
        if (run.days() >= fewest_days) runs.push_back(run);
    };
    for (auto day = facts.begin(); std::next(day) != facts.end(); ++day)
        add(day->first, std::next(day)->first);
    const Day last = facts.rbegin()->first;
    add(last, whole(month_of(last)).past_end);
    return runs;
}

// The days of a run that lie in months with facts; those in a row are one.
std::vector<Period> parts_in_told_months(Period run) {
    std::vector<Period> parts;
    for (Month month = month_of(run.first); first_day(month) < run.past_end; month = plus_months(month, 1)) {
        const Period all = whole(month);
        const Period part{std::max(run.first, all.first), std::min(run.past_end, all.past_end)};
        if (part == all) continue;
        if (!parts.empty() && parts.back().past_end == part.first)
            parts.back().past_end = part.past_end;
        else
            parts.push_back(part);
    }
    return parts;
}

class Judge {
  public:
    Judge(const FactsByDay& facts, const std::function<bool(Day)>& is_feast)
        : facts_{facts},
          is_feast_{is_feast},
          span_{facts.begin()->first, facts.rbegin()->first + days{1}},
          runs_{empty_runs(facts)} {}

    std::vector<SilentDays> told() const {
        std::vector<Period> suspect;
        for (const auto& run : runs_)
            if (is_suspect(run, suspect)) suspect.push_back(run);
        std::vector<SilentDays> silent;
        for (const auto& run : suspect) {
            const Sides sides = windows(run, suspect);
            if (!sides_agree(sides) || !goes_on_as_before(run, suspect)) continue;
            for (const auto& part : parts_in_told_months(run))
                silent.push_back({part, usual(sides) * part.days() / run.days()});
        }
        return silent;
    }

  private:
    // By the one side that tells of it; the other is asked once every such run is known.
    bool is_suspect(Period run, const std::vector<Period>& earlier) const {
        if (open_days(run) < fewest_days || closes_every_year(run)) return false;
        const Sides sides = windows(run, earlier);
        const auto& told = sides.before.size() >= fewest_windows ? sides.before : sides.after;
        return told.size() >= fewest_windows && cannot_be_empty(told);
    }

    static bool sides_agree(const Sides& sides) {
        const auto allows = [](const auto& side) {
            return side.size() < fewest_windows || cannot_be_empty(side);
        };
        const bool any = std::max(sides.before.size(), sides.after.size()) >= fewest_windows;
        return any && allows(sides.before) && allows(sides.after);
    }

    // The days beside it that are in no such run have enough facts too: what fell to a fact now and then is not silent.
    bool goes_on_as_before(Period run, const std::vector<Period>& suspect) const {
        const Period before{std::max(span_.first, run.first - days{days_beside}), run.first};
        const Period after{run.past_end, std::min(span_.past_end, run.past_end + days{days_beside})};
        return is_busy(before, run, suspect) && is_busy(after, run, suspect);
    }

    bool is_busy(Period beside, Period run, const std::vector<Period>& suspect) const {
        double facts = 0, told = 0;
        for (Day day = beside.first; day < beside.past_end; day += days{1}) {
            if (std::ranges::any_of(suspect, [&](const Period& one) { return one.holds(day); })) continue;
            const auto found = facts_.find(day);
            facts += found == facts_.end() ? 0 : static_cast<double>(found->second);
            ++told;
        }
        return told < fewest_days || std::exp(-facts / told * run.days()) <= chance;
    }

    static bool cannot_be_empty(const std::vector<Window>& windows) {
        std::vector<double> known, filled;
        for (const auto& window : windows) {
            known.push_back(window.facts);
            filled.push_back(window.days_with_facts);
        }
        if (std::ranges::find(known, 0) != known.end() || chance_of_zero(known) > chance) return false;
        const auto middle = filled.begin() + static_cast<std::ptrdiff_t>(filled.size() / 2);
        std::ranges::nth_element(filled, middle);
        return *middle >= 0.5;
    }

    static double usual(const Sides& sides) {
        double facts = 0;
        for (const auto* side : {&sides.before, &sides.after})
            for (const auto& window : *side) facts += window.facts;
        return facts / static_cast<double>(sides.before.size() + sides.after.size());
    }

    int open_days(Period run) const {
        int open = 0;
        for (Day day = run.first; day < run.past_end; day += days{1}) open += is_feast_(day) ? 0 : 1;
        return open;
    }

    bool closes_every_year(Period run) const {
        constexpr days year{364};
        const Period before{run.first - year, run.past_end - year};
        if (before.first < span_.first) return false;
        return 2 * std::distance(facts_.lower_bound(before.first), facts_.lower_bound(before.past_end)) <=
               run.days();
    }

    Sides windows(Period run, const std::vector<Period>& suspect) const {
        Sides sides;
        const int nearest = (run.days() + 6) / 7;
        for (int week = nearest; week < nearest + weeks_looked_at; ++week) {
            add(run, days{-7 * week}, suspect, sides.before);
            add(run, days{7 * week}, suspect, sides.after);
        }
        return sides;
    }

    void add(Period run, days away, const std::vector<Period>& suspect, std::vector<Window>& side) const {
        const Period there{run.first + away, run.past_end + away};
        if (side.size() == most_windows || there.first < span_.first || span_.past_end < there.past_end)
            return;
        const bool is_silent_too = std::ranges::any_of(
            suspect, [&](const Period& one) { return one.first != run.first && touch(one, there); });
        if (!is_silent_too) side.push_back(window(run, there.first));
    }

    Window window(Period run, Day first) const {
        Window window;
        int open = 0;
        for (Day day = run.first; day < run.past_end; day += days{1}) {
            if (is_feast_(day)) continue;
            ++open;
            const auto found = facts_.find(first + (day - run.first));
            if (found == facts_.end()) continue;
            window.facts += static_cast<double>(found->second);
            ++window.days_with_facts;
        }
        window.days_with_facts /= open;
        return window;
    }

    const FactsByDay& facts_;
    const std::function<bool(Day)>& is_feast_;
    Period span_;
    std::vector<Period> runs_;
};

}  // namespace

std::vector<SilentDays> silent_days(const FactsByDay& facts, const std::function<bool(Day)>& is_feast) {
    if (facts.empty()) return {};
    return Judge{facts, is_feast}.told();
}

}  // namespace atalaya::intake::quality
