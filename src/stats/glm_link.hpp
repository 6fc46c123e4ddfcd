// The links and variances of stats/glm.hpp, for what is computed from a fit.
#pragma once

#include "stats/glm.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

inline double log_or_zero(double y) {
    return y > 0 ? log_same(y) : 0;
}

// mu of eta; its derivative by eta; the variance at mu.
struct Link {
    Family family;
    double theta;

    double mean(double eta) const {
        if (family == Family::binomial) return 1 / (1 + exp_same(-eta));
        return exp_same(eta);
    }
    double slope(double mu) const { return family == Family::binomial ? mu * (1 - mu) : mu; }
    double variance(double mu) const {
        if (family == Family::binomial) return mu * (1 - mu);
        if (family == Family::negative_binomial) return mu + mu * mu / theta;
        return mu;
    }
    double start(double y, double w) const {
        if (family == Family::binomial) {
            const double mu = (w * y + 0.5) / (w + 1);
            return log_same(mu / (1 - mu));
        }
        return log_same(family == Family::poisson ? y + 0.1 : (y > 0 ? y : 1.0 / 6));
    }
    // Twice what the log-likelihood of y lacks at mu.
    double deviance(double y, double log_y, double mu, double eta) const {
        if (family == Family::poisson) return 2 * (y > 0 ? y * (log_y - eta) - (y - mu) : mu);
        if (family == Family::binomial) {
            // log mu = -log(1 + e^-eta), log (1 - mu) = -log(1 + e^eta)
            const double hit = y > 0 ? y * (log_y + softplus(-eta)) : 0;
            const double miss = y < 1 ? (1 - y) * (log_same(1 - y) + softplus(eta)) : 0;
            return 2 * (hit + miss);
        }
        const double first = y > 0 ? y * (log_y - eta) : 0;
        return 2 * (first - (y + theta) * log_same((y + theta) / (mu + theta)));
    }
    static double softplus(double x) {
        return x > 0 ? x + log_same(1 + exp_same(-x)) : log_same(1 + exp_same(x));
    }
};

}  // namespace atalaya::stats
