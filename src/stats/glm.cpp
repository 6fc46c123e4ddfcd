#include "stats/glm.hpp"

#include <algorithm>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>
#include <cmath>
#include <limits>

#include "core/error.hpp"
#include "stats/exp_each.hpp"
#include "stats/glm_link.hpp"
#include "stats/orthonormal.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

namespace {

constexpr int most_steps = 50;
constexpr double close_enough = 1e-12, early_enough = 1e-8;  // relative change of the deviance
constexpr double most_theta = 1e7;                           // beyond it a Poisson cannot be told from it

struct Rows {
    std::span<const double> y, offset, weights;
    double at_offset(std::size_t i) const { return offset.empty() ? 0 : offset[i]; }
    double at_weight(std::size_t i) const { return weights.empty() ? 1 : weights[i]; }
};

struct State {
    std::vector<double> eta, mu;
    double deviance{};
};

State at(const Orthonormal& basis, const Rows& rows, const Link& link, std::span<const double> log_y,
         std::span<const double> g) {
    const std::size_t n = rows.y.size();
    State state{std::vector<double>(n), std::vector<double>(n), 0};
    for (std::size_t i = 0; i < n; ++i) {
        const double eta = rows.at_offset(i) + basis.product(i, g);
        if (!(std::abs(eta) < 700)) return {{}, {}, std::numeric_limits<double>::infinity()};
        state.eta[i] = eta;
        state.mu[i] = link.family == Family::binomial ? -eta : eta;
    }
    exp_each(state.mu);
    for (std::size_t i = 0; i < n; ++i) {
        if (link.family == Family::binomial) state.mu[i] = 1 / (1 + state.mu[i]);
        if (rows.at_weight(i) > 0)
            state.deviance +=
                rows.at_weight(i) * link.deviance(rows.y[i], log_y[i], state.mu[i], state.eta[i]);
    }
    return state;
}

struct Fitted {
    State state;
    std::vector<double> g;        // in the orthonormal basis
    std::vector<double> inverse;  // (Q'WQ)^-1
    std::vector<double> weights;  // W
    int iterations{};
};

double working_weight(const Link& link, const Rows& rows, std::size_t i, double mu) {
    const double slope = link.slope(mu), variance = link.variance(mu);
    return variance > 0 ? rows.at_weight(i) * slope * slope / variance : 0;
}

Maybe<Fitted> iterate(const Orthonormal& basis, const Rows& rows, const Link& link,
                      std::span<const double> log_y, bool early) {
    const std::size_t n = rows.y.size(), r = basis.rank;
    Fitted fit;
    fit.state = {std::vector<double>(n), std::vector<double>(n), std::numeric_limits<double>::infinity()};
    for (std::size_t i = 0; i < n; ++i) {
        fit.state.eta[i] = link.start(rows.y[i], rows.at_weight(i));
        fit.state.mu[i] = link.mean(fit.state.eta[i]);
    }
    fit.weights.resize(n);
    std::vector<double> matrix(r * r), right(r);
    const auto normal_equations = [&] {
        std::fill(matrix.begin(), matrix.end(), 0.0);
        std::fill(right.begin(), right.end(), 0.0);
        for (std::size_t i = 0; i < n; ++i) {
            if (rows.at_weight(i) == 0) continue;
            const double mu = fit.state.mu[i], slope = link.slope(mu);
            const double w = fit.weights[i] = working_weight(link, rows, i, mu);
            const double z =
                fit.state.eta[i] - rows.at_offset(i) + (slope > 0 ? (rows.y[i] - mu) / slope : 0);
            basis.add_product(i, w, w * z, matrix, right);
        }
    };
    for (int step = 1; step <= most_steps; ++step) {
        normal_equations();
        auto g = solve_symmetric(matrix, right, r);
        if (!g) return std::unexpected{Why::no_fit};
        State next = at(basis, rows, link, log_y, *g);
        // Half the way back while it is worse; the first step has nothing to go back to.
        for (int halved = 0;
             step > 1 && halved < 20 && !(next.deviance <= fit.state.deviance * (1 + 1e-9) + 1e-9);
             ++halved) {
            for (std::size_t a = 0; a < r; ++a) (*g)[a] = ((*g)[a] + fit.g[a]) / 2;
            next = at(basis, rows, link, log_y, *g);
        }
        if (!std::isfinite(next.deviance)) return std::unexpected{Why::no_fit};
        const double moved = std::abs(next.deviance - fit.state.deviance);
        fit.state = std::move(next);
        fit.g = std::move(*g);
        fit.iterations = step;
        if (moved > (early ? early_enough : close_enough) * (std::abs(fit.state.deviance) + 0.1)) continue;
        if (!early) normal_equations();
        auto inverse = invert_symmetric(matrix, r);
        if (!inverse) return std::unexpected{Why::no_fit};
        fit.inverse = std::move(*inverse);
        return fit;
    }
    return std::unexpected{Why::no_fit};
}

double digamma(double x) {
    return boost::math::digamma(
        x, boost::math::policies::policy<boost::math::policies::promote_double<false>>{});
}
double trigamma(double x) {
    return boost::math::trigamma(
        x, boost::math::policies::policy<boost::math::policies::promote_double<false>>{});
}

struct Theta {
    double value{};
    double se{};
};

// Newton on the score of theta at the fitted means, from the moment estimate.
Theta theta_of(const Rows& rows, std::span<const double> mu) {
    double n = 0, spread = 0;
    for (std::size_t i = 0; i < mu.size(); ++i) {
        const double w = rows.at_weight(i), ratio = rows.y[i] / mu[i] - 1;
        n += w;
        spread += w * ratio * ratio;
    }
    double theta = spread > 0 ? n / spread : most_theta;
    double information = 0;
    for (int step = 0; step < 100; ++step) {
        double score = 0;
        information = 0;
        for (std::size_t i = 0; i < mu.size(); ++i) {
            const double w = rows.at_weight(i), y = rows.y[i], m = mu[i], both = m + theta;
            score +=
                w * (digamma(theta + y) - digamma(theta) + log_same(theta / both) + 1 - (y + theta) / both);
            information += w * (trigamma(theta) - trigamma(theta + y) - 1 / theta + 2 / both -
                                (y + theta) / (both * both));
        }
        double next = information > 0 ? theta + score / information : (score > 0 ? 2 * theta : theta / 2);
        next = std::clamp(next, theta / 10, theta * 10);
        if (next > most_theta) return {std::numeric_limits<double>::infinity(), 0};
        const bool still = std::abs(next - theta) <= 1e-10 * theta;
        theta = next;
        if (still) break;
    }
    return {theta, information > 0 ? 1 / std::sqrt(information) : 0};
}

bool in_range(const Rows& rows, Family family) {
    for (std::size_t i = 0; i < rows.y.size(); ++i) {
        const double y = rows.y[i];
        if (!(y >= 0) || !std::isfinite(y) || (family == Family::binomial && y > 1)) return false;
    }
    return true;
}

}  // namespace

Regressors regressors(std::span<const std::vector<double>> columns) {
    Regressors x{columns.size(), {}};
    const std::size_t n = columns.empty() ? 0 : columns.front().size();
    for (const auto& column : columns) expects(column.size() == n, "columns are of one length");
    x.values.reserve(n * columns.size());
    for (std::size_t i = 0; i < n; ++i)
        for (const auto& column : columns) x.values.push_back(column[i]);
    return x;
}

double Glm::se(std::size_t column) const {
    return std::sqrt(std::max(0.0, covariance[column * coefficients.size() + column]));
}

Maybe<Glm> fit_glm(const Regressors& x, std::span<const double> y, const GlmModel& model,
                   std::span<const double> offset, std::span<const double> weights) {
    expects(x.rows() == y.size(), "fit_glm: one y per row");
    expects(offset.empty() || offset.size() == y.size(), "fit_glm: one offset per row");
    expects(weights.empty() || weights.size() == y.size(), "fit_glm: one weight per row");
    const Rows rows{y, offset, weights};
    if (!in_range(rows, model.family)) return std::unexpected{Why::not_a_count};

    double used = 0, events = 0;
    std::vector<double> log_y(y.size());
    for (std::size_t i = 0; i < y.size(); ++i) {
        log_y[i] = log_or_zero(y[i]);
        if (rows.at_weight(i) <= 0) continue;
        used += 1;
        events += y[i];
    }
    const Orthonormal basis = orthonormal(x, weights);
    if (basis.rank < x.columns && !model.drop_dependent && used > static_cast<double>(x.columns))
        return std::unexpected{Why::singular};
    if (basis.rank == 0 || used <= static_cast<double>(basis.rank))
        return std::unexpected{Why::too_few_values};
    if (events == 0 || (model.family == Family::binomial && events == used))
        return std::unexpected{Why::no_events};

    Link link{model.family, model.theta};
    Theta theta{model.theta, 0};
    const bool seek_theta = model.family == Family::negative_binomial && model.theta == 0;
    if (seek_theta) link.family = Family::poisson;  // the first means
    auto fit = iterate(basis, rows, link, log_y, model.early_stop);
    for (int round = 0; seek_theta && fit && round < most_steps; ++round) {
        const Theta next = theta_of(rows, fit->state.mu);
        const bool still =
            next.value == theta.value || std::abs(next.value - theta.value) <= 1e-9 * theta.value;
        theta = next;
        if (std::isinf(theta.value)) {
            link = {Family::poisson, 0};
            fit = iterate(basis, rows, link, log_y, model.early_stop);
            break;
        }
        link = {Family::negative_binomial, theta.value};
        fit = iterate(basis, rows, link, log_y, model.early_stop);
        if (still) break;
    }
    if (!fit) return std::unexpected{fit.error()};

    Glm out;
    out.rank = basis.rank;
    out.kept = basis.kept;
    out.freedom = used - static_cast<double>(basis.rank);
    out.deviance = fit->state.deviance;
    out.iterations = fit->iterations;
    out.theta = theta.value;
    out.theta_se = theta.se;
    double chi2 = 0;
    out.leverage.resize(y.size());
    for (std::size_t i = 0; i < y.size(); ++i) {
        const double mu = fit->state.mu[i], slope = link.slope(mu), w = fit->weights[i];
        if (rows.at_weight(i) <= 0 || slope <= 0) continue;
        chi2 += w * (y[i] - mu) * (y[i] - mu) / (slope * slope);
        out.leverage[i] = w * basis.quadratic(i, fit->inverse);
    }
    out.dispersion = chi2 / out.freedom;
    out.scale = model.quasi && model.family != Family::negative_binomial ? out.dispersion : 1;
    out.coefficients = basis.coefficients(fit->g);
    out.covariance = basis.covariance(fit->inverse, out.scale);
    out.fitted = std::move(fit->state.mu);
    return out;
}

}  // namespace atalaya::stats
