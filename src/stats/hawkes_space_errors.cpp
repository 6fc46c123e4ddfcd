#include "stats/hawkes_space_errors.hpp"

#include <array>
#include <cmath>
#include <vector>

#include "stats/orthonormal.hpp"
#include "stats/random.hpp"

namespace atalaya::stats::hawkes_parts {

std::optional<HawkesSpaceErrors> errors_of(const Told& told, const HawkesSpaceFit& fit) {
    const auto& p = fit.process;
    const auto limits = limits_of(told.model);
    constexpr double near = 1e-6;
    if (!(p.theta > 1e-4) || log_same(p.omega) < limits.least_omega + near ||
        log_same(p.omega) > limits.most_omega - near || log_same(p.sigma) > limits.most_sigma - near)
        return std::nullopt;
    const std::size_t free = log_same(p.sigma) < limits.least_sigma + near ? 3 : 4;
    const auto value = [&](const std::array<double, 4>& by) {
        const double more = exp_same(by[0]);
        std::vector<double> mu = fit.background_at;
        for (auto& at : mu) at *= more;
        return likelihood(told.pairs, told.seen, mu, fit.background_rate * told.end * more,
                          {p.theta * exp_same(by[1]), p.omega * exp_same(by[2]), p.sigma * exp_same(by[3])},
                          told.model);
    };
    constexpr double h = 3e-3;
    const double here = value({});
    std::vector<double> information(free * free);
    for (std::size_t i = 0; i < free; ++i) {
        std::array<double, 4> up{}, down{};
        up[i] = h;
        down[i] = -h;
        information[i * free + i] = (2 * here - value(up) - value(down)) / (h * h);
        for (std::size_t j = 0; j < i; ++j) {
            const auto corner = [&](double x, double y) {
                std::array<double, 4> by{};
                by[i] = x * h;
                by[j] = y * h;
                return value(by);
            };
            information[i * free + j] = information[j * free + i] =
                -(corner(1, 1) - corner(1, -1) - corner(-1, 1) + corner(-1, -1)) / (4 * h * h);
        }
    }
    const auto variance = invert_symmetric(information, free);
    if (!variance) return std::nullopt;
    const auto error = [&](std::size_t i) { return i < free ? std::sqrt((*variance)[i * free + i]) : 0; };
    constexpr double says_nothing = 20;  // a factor of e^20
    for (std::size_t i = 0; i < free; ++i)
        if (error(i) > says_nothing) return std::nullopt;
    return HawkesSpaceErrors{error(0), error(1), error(2), error(3)};
}

}  // namespace atalaya::stats::hawkes_parts
