#include "service/finding_life.hpp"

#include <algorithm>
#include <cmath>

namespace atalaya::service {
namespace {

bool is_settled(const std::string& state) {
    return state == "explained" || state == "waived";
}

double share_of(const Telling& telling) {
    return telling.read == 0 ? 0 : static_cast<double>(telling.rows) / static_cast<double>(telling.read);
}

// Follows a life from telling to telling and from decision to decision.
class Follower {
  public:
    explicit Follower(const FindingLife& life) : life_{life} {}

    void tell(std::size_t place) {
        const auto& telling = life_.tellings[place];
        std::erase_if(standing_,
                      [&](std::size_t one) { return telling.again.contains(life_.tellings[one].reading); });
        if (!telling.shows) {
            if (standing_.empty() && now_.state == "open") {
                now_.state = "fixed";
                now_.mended_by = telling.reading;
                now_.reopened.reset();
            }
            return;
        }
        if (now_.state == "fixed") open(telling, "returned");
        if (is_settled(now_.state)) compare(telling);
        standing_.push_back(place);
        last_ = place;
    }

    void decide(const Decided& decision) {
        now_.state = decision.state;
        now_.mended_by.reset();
        now_.reopened.reset();
        now_.settled.clear();
        const auto settled = told_of(decision);
        if (is_settled(decision.state)) now_.settled = settled;
        if (!decision.delivery) return;
        // Taken of one delivery alone: what others tell besides stays as open as it was.
        for (const auto place : standing_) {
            if (std::ranges::find(settled, place) != settled.end()) continue;
            if (decision.state == "fixed") open(life_.tellings[place], "returned");
            if (is_settled(now_.state)) compare(life_.tellings[place]);
        }
    }

    const FindingState& now() const { return now_; }

  private:
    void open(const Telling& telling, const char* why) {
        now_.state = "open";
        now_.mended_by.reset();
        now_.reopened = FindingState::Reopened{telling.reading, why};
    }

    // The tellings that a decision is of.
    std::vector<std::size_t> told_of(const Decided& decision) const {
        if (!decision.delivery) return standing_.empty() ? std::vector{last_} : standing_;
        std::vector<std::size_t> of;
        for (std::size_t place = 0; place <= last_; ++place) {
            const auto& telling = life_.tellings[place];
            if (telling.shows && telling.delivery == *decision.delivery) of.assign(1, place);
        }
        if (of.empty()) return told_of({decision.on, decision.state, {}});
        return of;
    }

    void compare(const Telling& telling) {
        if (grew(telling))
            open(telling, "grew");
        else if (names_more(telling))
            open(telling, "changed");
    }

    bool grew(const Telling& telling) const {
        std::int64_t most = 0;
        double share = 0;
        bool same_days = false;
        for (const auto place : now_.settled) {
            const auto& settled = life_.tellings[place];
            most = std::max(most, settled.rows);
            share = std::max(share, share_of(settled));
            same_days = same_days || settled.delivery == telling.delivery || settled.days == telling.days;
        }
        if (telling.rows <= most) return false;
        if (same_days || telling.is_exact) return true;
        const double expected = share * static_cast<double>(telling.read);
        return static_cast<double>(telling.rows) > expected + 3 * std::sqrt(expected);
    }

    bool names_more(const Telling& telling) const {
        std::int64_t erased = 0;
        for (const auto place : now_.settled) erased = std::max(erased, life_.tellings[place].erased);
        return erased < std::ranges::count_if(
                            telling.names,
                            [&](const std::string& name) {
                                return std::ranges::none_of(now_.settled, [&](std::size_t place) {
                                    return life_.tellings[place].names.contains(name);
                                });
                            });
    }

    const FindingLife& life_;
    FindingState now_;
    std::vector<std::size_t> standing_;  // places of tellings that nothing told again
    std::size_t last_ = 0;               // the newest telling that shows it
};

}  // namespace

FindingState state_of(const FindingLife& life, std::optional<Day> on) {
    const Day noticed = life.tellings.front().on;
    if (on && *on < noticed) return {.state = "", .mended_by = {}};
    const auto is_past = [&](Day day) { return !on || day <= *on; };

    Follower follower{life};
    const auto& tellings = life.tellings;
    std::size_t next = 0;
    Day reached = noticed;
    for (const auto& decision : life.decisions) {
        reached = std::max(reached, decision.on);
        if (!is_past(reached)) break;
        for (; next != tellings.size() && tellings[next].on <= reached; ++next) follower.tell(next);
        follower.decide(decision);
    }
    for (; next != tellings.size() && is_past(tellings[next].on); ++next) follower.tell(next);
    return follower.now();
}

}  // namespace atalaya::service
