// The only door to the public: the signed profile first, else the tier's smallest cell.
//
// The public profile (practice of the observatory): counts of tier B and C events
// by month or longer, by territory of 10,000 residents or more, without any
// attribute of persons, place kind or hour, are exact, zeros included. Everything else
// has 1 .. t-1 suppressed (and 0, where a zero itself tells something). What is of a smaller territory
// or a shorter span than its profile ever gives is suppressed whatever it is.
// Secondary suppression, so that no cell follows from totals, is not made
// here but in disclose/secondary.hpp, or by leaving a table out.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "disclose/public.hpp"
#include "disclose/tier.hpp"

namespace atalaya::disclose {

using Count = std::int64_t;

struct Profile {
    std::string id = "publico-1";  // printed on each release
    bool exact_months = true;      // false: thresholds everywhere
    double least_residents = 10'000;
};

// What a count is of, as far as it matters here.
struct Context {
    Tier tier = Tier::A;
    bool indicator_exact = false;  // the indicator's own [profile] exact
    double residents = 0;          // of the territory; 0 when not known
    bool month_or_longer = true;   // false: week, day
    bool crossed = false;          // by sex, age, relation, place kind or hour
    bool revealing_zero = false;   // a zero tells something about persons
    bool finer = false;            // than the indicator's profile ever gives: not shown, of nobody's city
    bool simulated = false;        // an invented city has nobody to protect
};

enum class Ground {
    simulated,  // exact: nobody is behind it
    profile,    // exact by the signed profile
    threshold,  // exact: not below the tier's smallest cell, or a plain zero
    suppressed,
};

// Stable lower-case name.
std::string_view code(Ground ground);

// A count as the public sees it.
struct Shown {
    std::optional<Count> exact;  // none when suppressed
    Count below = 0;             // suppressed: less than this
    Ground ground = Ground::suppressed;

    // "12" or "<5".
    std::string text() const;
};

// A rate or percentage: gone whenever its count is, for the one gives the other.
struct ShownNumber {
    std::optional<double> value;
    Ground ground = Ground::suppressed;
};

// May this count be shown, before knowing it?
bool is_exact(const Context& context, const Profile& profile);

class Door {
  public:
    explicit Door(Profile profile) : profile_{std::move(profile)} {}

    const Profile& profile() const { return profile_; }

    // count >= 0.
    Public<Shown> disclose(Count count, const Context& context) const;
    Public<std::vector<Shown>> disclose(std::span<const Count> counts, const Context& context) const;
    // A number computed from counts: pass every count behind it (numerator, and both
    // sides of a change). Gone if one of them is.
    Public<ShownNumber> disclose(std::optional<double> value, std::span<const Count> from,
                                 const Context& context) const;

  private:
    Shown shown(Count count, const Context& context) const;

    Profile profile_;
};

// One count through the default profile.
Public<Shown> disclose(Count count, const Context& context);

}  // namespace atalaya::disclose
