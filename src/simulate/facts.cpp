#include "simulate/facts.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace atalaya::simulate {
namespace {

constexpr double hot_from = 26;  // degrees Celsius

bool weekend_like(Day day) {
    return weekday_of(day) >= 4;
}  // Friday to Sunday

double season(const Kind& kind, Day day, double high) {
    const bool december = month_of(day).month() == std::chrono::December;
    return (weekend_like(day) ? kind.weekend : 1) * (december ? kind.december : 1) *
           (1 + kind.heat * std::max(0.0, high - hot_from));
}

// What each day of the history expects of one kind, without phi.
std::vector<double> daily_means(const Town& town, const Plan& plan, const Kind& kind, double treated,
                                std::span<const double> highs) {
    const int days = plan.history.days();
    std::vector<double> means(days);
    double seasons = 0;
    for (int i = 0; i < days; ++i) {
        means[i] = season(kind, plan.history.first + std::chrono::days{i}, highs[i]);
        seasons += means[i];
    }
    const double a_day = kind.per_100k * plan.level * town.residents() / 100'000 / 365.25;
    for (int i = 0; i < days; ++i) {
        const Day day = plan.history.first + std::chrono::days{i};
        const double years_from_middle = (i - days / 2.0) / 365.25;
        means[i] *= a_day * days / seasons * (1 + kind.trend * years_from_middle);
        if (plan.strike.holds(day)) means[i] *= kind.strike;
        if (kind.step != 0 && day >= kind.steps_on) means[i] *= 1 + kind.step;
        if (kind.surface == Surface::robbery && day >= plan.corridors_treated) means[i] *= treated;
    }
    return means;
}

int draw_delay(double median, stats::Random& random) {
    constexpr double ln2 = 0.6931471805599453;
    return static_cast<int>(random.exponential((median + 0.5) / ln2));
}

constexpr std::array<double, 24> hours_of[] = {
    /* street  */ {5, 4, 3, 2, 2, 3, 5, 6, 5, 4, 4, 5, 6, 5, 4, 4, 5, 7, 9, 11, 12, 11, 9, 7},
    /* shop    */ {1, 1, 1, 1, 1, 1, 2, 4, 6, 9, 11, 12, 12, 9, 6, 6, 8, 11, 12, 11, 8, 5, 3, 2},
    /* home    */ {4, 4, 4, 4, 3, 2, 2, 4, 5, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 7, 8, 8, 7, 5},
    /* night   */ {10, 9, 8, 7, 5, 4, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 5, 6, 8, 9, 10, 10},
    /* day     */ {2, 1, 1, 1, 1, 1, 3, 5, 8, 10, 10, 9, 8, 6, 6, 7, 8, 8, 7, 6, 5, 4, 3, 2},
    /* traffic */ {4, 3, 3, 3, 3, 4, 6, 9, 8, 6, 6, 7, 9, 8, 7, 7, 8, 10, 11, 10, 8, 7, 6, 5},
};
constexpr double weekend_nights = 1.8;  // 22 to 5 h, Friday to Sunday

std::array<Wheel, 12> hour_wheels() {
    std::array<Wheel, 12> wheels;
    for (std::size_t clock = 0; clock < 6; ++clock) {
        auto hours = hours_of[clock];
        wheels[2 * clock] = Wheel{hours};
        for (const int hour : {22, 23, 0, 1, 2, 3, 4}) hours[hour] *= weekend_nights;
        wheels[2 * clock + 1] = Wheel{hours};
    }
    return wheels;
}

constexpr double two_vehicles = 0.03;

// One fact: its minute, place and delay.
class Drawer {
  public:
    Drawer(const Town& town, const Plan& plan, const Ground& ground)
        : town_{town}, plan_{plan}, treated_{ground.treated} {
        for (const auto& weights : ground.weights) wheels_.emplace_back(weights);
    }

    double treated() const { return treated_.total(); }

    Fact draw(const Kind& kind, int number, Day day, stats::Random& random) const {
        const bool after = kind.surface == Surface::robbery && day >= plan_.corridors_treated;
        const auto& wheel = after ? treated_ : wheels_[static_cast<std::size_t>(kind.surface)];
        Fact fact{.kind = number, .day = day, .minute = draw_minute(kind.clock, day, random)};
        fact.spot = draw_spot(town_, wheel.draw(random), random);
        fact.delay = draw_delay(kind.delay, random);
        if (kind.label_2 == "De vehículo" && random.chance(two_vehicles)) fact.units = 2;
        return fact;
    }

  private:
    const Town& town_;
    const Plan& plan_;
    Wheel treated_;
    std::vector<Wheel> wheels_;
};

}  // namespace

std::vector<double> temperatures(Period history, std::uint64_t seed) {
    stats::Random random{seed, stats::stream_of("weather")};
    constexpr double memory = 0.7, noise = 2.4;
    std::vector<double> highs;
    double off = 0;
    for (Day day = history.first; day < history.past_end; day += std::chrono::days{1}) {
        off = memory * off + random.normal(0, noise);
        highs.push_back(mean_high[static_cast<unsigned>(month_of(day).month()) - 1] + off);
    }
    return highs;
}

int draw_minute(Clock clock, Day day, stats::Random& random) {
    static const auto wheels = hour_wheels();
    const int hour = wheels[2 * static_cast<std::size_t>(clock) + (weekend_like(day) ? 1 : 0)].draw(random);
    const double told = random.uniform();  // people say "at eight" or "at half past"
    const int minute = told < 0.45 ? 0 : told < 0.65 ? 30 : static_cast<int>(random.below(60));
    return 60 * hour + minute;
}

Spot draw_spot(const Town& town, int segment, stats::Random& random) {
    const auto& street = town.segments[segment];
    const bool left = street.right < 0 || (street.left >= 0 && random.chance(0.5));
    return town.spot(segment, left ? street.left : street.right, random.uniform(0.1, 0.9));
}

Drawn draw_facts(const Town& town, const Plan& plan, const Ground& ground, std::span<const Kind> kinds,
                 std::span<const double> highs, std::uint64_t seed, std::string_view name) {
    const Drawer drawer{town, plan, ground};
    Drawn drawn;
    for (int number = 0; number < static_cast<int>(kinds.size()); ++number) {
        const auto& kind = kinds[number];
        const auto means = daily_means(town, plan, kind, drawer.treated(), highs);
        auto& expected = drawn.expected.emplace_back();
        for (Day first = plan.history.first; first < plan.history.past_end;) {
            const Period month = whole(month_of(first));
            const auto days = std::span{means}.subspan((first - plan.history.first).count(), month.days());
            double mean = 0;
            for (const double a_day : days) mean += a_day;
            expected.push_back(mean);

            stats::Random random{
                seed, stats::stream_of(fmt::format("{}/{}/{}", name, number, iso(month_of(first))))};
            const auto count = random.negative_binomial(mean, kind.phi);
            const Wheel wheel{days};
            for (std::int64_t i = 0; i < count; ++i) {
                const Day day = first + std::chrono::days{wheel.draw(random)};
                drawn.facts.push_back(drawer.draw(kind, number, day, random));
            }
            first = month.past_end;
        }
    }
    std::ranges::stable_sort(drawn.facts, {}, &Fact::day);
    return drawn;
}

}  // namespace atalaya::simulate
