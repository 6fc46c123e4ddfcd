#include "simulate/homicides.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <set>

#include "core/error.hpp"
#include "simulate/writing.hpp"

namespace atalaya::simulate {
namespace {

using stats::Random;
using std::chrono::days;

constexpr double no_file = 0.10;     // before the last year: on the police's list alone
constexpr double died_later = 0.07;  // ... on the prosecutor's alone

int kind_of(const Plan& plan, std::string_view id) {
    const auto found = std::ranges::find(plan.police, id, &Kind::id);
    expects(found != plan.police.end(), "the police record killings and injuries");
    return static_cast<int>(found - plan.police.begin());
}

class Planter {
  public:
    Planter(const Town& town, const Plan& plan, const Ground& ground, std::uint64_t seed)
        : town_{town},
          plan_{plan},
          random_{seed, stats::stream_of("homicides")},
          nights_{ground.weights[static_cast<std::size_t>(Surface::nights)]},
          homicide_{kind_of(plan, "homicidio")},
          femicide_{kind_of(plan, "femicidio")},
          injury_{kind_of(plan, "lesion")} {}

    std::vector<Killing> plant(std::vector<Fact>& facts) {
        fill_last_year(facts);
        std::vector<Killing> killings = all(facts);
        const auto first_of_year = std::ranges::find_if(killings, [&](const Killing& killing) {
            return facts[killing.fact].day >= last_year(plan_).first;
        });
        for (auto it = killings.begin(); it != first_of_year; ++it) {
            it->in_prosecutor = !random_.chance(no_file);
            it->in_police = !it->in_prosecutor || !random_.chance(died_later);
            if (silent(facts[it->fact])) {
                it->in_police = false;
                it->in_prosecutor = true;
            }
        }
        divide({first_of_year, killings.end()});
        for (auto& killing : killings) {
            Fact& fact = facts[killing.fact];
            date(killing, fact);
            if (!killing.in_police) fact.kind = injury_;
        }
        return killings;
    }

  private:
    bool killed(const Fact& fact) const { return fact.kind == homicide_ || fact.kind == femicide_; }
    bool silent(const Fact& fact) const {
        return town_.section_of[fact.spot.block] == plan_.silent_section && plan_.silent.holds(fact.day);
    }
    int wanted() const { return plan_.killed_police + plan_.killed_prosecutor - plan_.killed_both; }

    // As many killed in the last year as the two lists name together, none where the police are silent.
    void fill_last_year(std::vector<Fact>& facts) {
        const Period year = last_year(plan_);
        const auto counts = [&](const Fact& fact) { return killed(fact) && fact.day >= year.first; };
        auto there = static_cast<int>(std::ranges::count_if(facts, counts));
        for (; there > wanted(); --there) {
            auto nth = static_cast<int>(random_.below(static_cast<std::uint64_t>(there)));
            facts.erase(std::ranges::find_if(facts, [&](const Fact& f) { return counts(f) && nth-- == 0; }));
        }
        for (; there < wanted(); ++there) {
            const Day day = year.first + days{random_.below(static_cast<std::uint64_t>(year.days()))};
            facts.push_back(
                {.kind = homicide_, .day = day, .minute = draw_minute(Clock::night, day, random_)});
            facts.back().spot = draw_spot(town_, nights_.draw(random_), random_);
        }
        for (auto& fact : facts) {
            while (counts(fact) && silent(fact)) fact.spot = draw_spot(town_, nights_.draw(random_), random_);
        }
        std::ranges::stable_sort(facts, {}, &Fact::day);
    }

    std::vector<Killing> all(const std::vector<Fact>& facts) const {
        std::vector<Killing> killings;
        for (std::size_t i = 0; i < facts.size(); ++i) {
            if (killed(facts[i])) killings.push_back({.fact = i, .woman = facts[i].kind == femicide_});
        }
        return killings;
    }

    // Of the last year: the first and the last on the police's list alone, one in the middle on the
    // prosecutor's, as far from each other as can be, so that nothing pairs them by chance.
    void divide(std::span<Killing> year) const {
        const int police_alone = plan_.killed_police - plan_.killed_both;
        const int prosecutor_alone = plan_.killed_prosecutor - plan_.killed_both;
        const auto n = static_cast<int>(year.size());
        for (int i = 0; i < police_alone; ++i)
            year[static_cast<std::size_t>(i * (n - 1) / std::max(1, police_alone - 1))].in_prosecutor = false;
        for (int i = 0; i < prosecutor_alone; ++i)
            year[static_cast<std::size_t>(n / 2 + i)].in_police = false;
    }

    void date(Killing& killing, const Fact& fact) {
        constexpr std::array<double, 3> off = {0.15, 0.70, 0.15};  // the day before, the day, the day after
        const Day told = fact.day + days{static_cast<int>(random_.choice(off)) - 1};
        killing.told = month_of(told) == month_of(fact.day) ? told : fact.day;
        const auto took = killing.in_police ? std::min(55, static_cast<int>(random_.exponential(6)))
                                            : 8 + static_cast<int>(random_.below(18));
        const Day last_known = plan_.history.past_end + days{plan_.days_to_cut - 2};
        killing.entered = std::min(std::max(killing.told, fact.day) + days{took}, last_known);
    }

    const Town& town_;
    const Plan& plan_;
    Random random_;
    Wheel nights_;
    int homicide_, femicide_, injury_;
};

std::string_view legal_name(bool femicide, std::string_view mechanism, Random& random) {
    if (femicide) return "Femicidio";
    if (random.chance(0.15)) return "Homicidio en ocasión de robo";
    return mechanism == "Arma de fuego" ? "Homicidio agravado por el uso de armas" : "Homicidio simple";
}

}  // namespace

Period last_year(const Plan& plan) {
    return {first_day(plus_months(month_of(plan.history.past_end), -12)), plan.history.past_end};
}

std::vector<Killing> plant_homicides(const Town& town, const Plan& plan, const Ground& ground,
                                     std::vector<Fact>& facts, std::uint64_t seed) {
    return Planter{town, plan, ground, seed}.plant(facts);
}

Feed prosecutor_feed(const Town& town, const Plan& plan, const std::vector<Fact>& facts,
                     std::vector<Killing>& killings, std::uint64_t seed) {
    constexpr std::array<std::string_view, 6> ages = {"0-17", "18-29", "30-44", "45-59", "60 y más", ""};
    constexpr std::array<double, 6> age_shares = {0.06, 0.40, 0.29, 0.13, 0.07, 0.05};
    constexpr std::array<std::string_view, 5> mechanisms = {"Arma de fuego", "Arma blanca", "Golpes", "Otro",
                                                            ""};
    constexpr std::array<double, 5> mechanism_shares = {0.52, 0.27, 0.12, 0.05, 0.04};
    constexpr std::array<std::string_view, 5> places = {"Vía pública", "Vivienda", "Comercio", "Otro lugar",
                                                        ""};
    constexpr std::array<double, 5> place_shares = {0.54, 0.29, 0.06, 0.06, 0.05};
    constexpr double men = 0.9;  // of those whom no law names women

    Feed feed{.source = "marejada-fiscalia",
              .folder = "fiscalia",
              .header =
                  "nro_legajo,nro_victima,fecha_inicio,fecha_hecho,calificacion,victima,sexo,grupo_edad,"
                  "mecanismo,tipo_lugar,barrio",
              .rows = {}};
    feed.months_resent = plan.months_resent;
    std::vector<Killing*> order;
    for (auto& killing : killings) {
        if (killing.in_prosecutor) order.push_back(&killing);
    }
    std::ranges::stable_sort(order, {}, [](const Killing* killing) { return killing->entered; });

    Random random{seed, stats::stream_of("prosecutor-desk")};
    int year = 0, last = 0;
    for (Killing* killing : order) {
        const int of_year = static_cast<int>(month_of(killing->entered).year());
        if (of_year != year) last = 0;
        year = of_year;
        last += 1 + static_cast<int>(random.below(400));  // all other files have numbers too
        killing->file = fmt::format("L-{}-{:05}", year, last);
        const auto mechanism = mechanisms[random.choice(mechanism_shares)];
        const auto name = legal_name(killing->woman, mechanism, random);
        const auto sex = killing->woman || !random.chance(men) ? "Mujer" : "Varón";
        const auto& person = killing->person = pseudonym(random);
        const auto age = ages[random.choice(age_shares)];
        const auto place = places[random.choice(place_shares)];
        feed.rows.push_back({month_of(killing->told),
                             {{killing->entered,
                               fmt::format("{},1,{},{},{},{},{},{},{},{},{}", killing->file,
                                           iso(killing->entered), iso(killing->told), name, person, sex, age,
                                           mechanism, place, barrio_at(town, facts[killing->fact].spot))}}});
    }
    return feed;
}

}  // namespace atalaya::simulate
