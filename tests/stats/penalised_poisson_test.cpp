#include "stats/penalised_poisson.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/published_case.hpp"
#include "stats/random.hpp"

using namespace atalaya::stats;

namespace {

struct Made {
    ColumnsOf x;
    std::vector<double> y, offset;
};

// Eight columns of which two matter: 0.8 of the first, -0.5 of the third.
Made made(std::uint64_t seed, std::size_t n) {
    Random random{seed};
    Made out;
    out.x.resize(8);
    for (std::size_t i = 0; i < n; ++i) {
        for (auto& column : out.x) column.push_back(random.normal());
        out.offset.push_back(std::log(random.uniform(0.5, 2)));
        out.y.push_back(static_cast<double>(
            random.poisson(std::exp(out.offset[i] + 0.3 + 0.8 * out.x[0][i] - 0.5 * out.x[2][i]))));
    }
    return out;
}

// How far a fit is from what makes it the least: the conditions of Karush, Kuhn and Tucker.
double off(const Made& data, const PenalisedPoisson& fit) {
    const double n = static_cast<double>(data.y.size());
    double most = 0;
    const auto slope = [&](auto column) {
        double sum = 0;
        for (std::size_t i = 0; i < data.y.size(); ++i)
            sum += column(i) * (data.y[i] - std::exp(fit.eta(data.x, i, data.offset[i])));
        return sum / n;
    };
    most = std::abs(slope([](std::size_t) { return 1.0; }));
    for (std::size_t j = 0; j < data.x.size(); ++j) {
        const double s = slope([&](std::size_t i) { return data.x[j][i]; }), b = fit.coefficients[j];
        most = std::max(most, b == 0 ? std::abs(s) - fit.lambda : std::abs(s - std::copysign(fit.lambda, b)));
    }
    return most;
}

}  // namespace

TEST(PenalisedPoisson, IsTheLeastOfItsObjective) {
    const auto data = made(1, 300);
    for (const double lambda : {0.5, 0.1, 0.02, 0.0}) {
        const auto fit = *penalised_poisson(data.x, data.y, lambda, {}, data.offset);
        EXPECT_LT(off(data, fit), 1e-8) << lambda;
    }
}

TEST(PenalisedPoisson, WithoutAPenaltyItIsTheGlm) {
    const auto data = made(2, 200);
    const auto fit = *penalised_poisson(data.x, data.y, 0, {}, data.offset);
    auto columns = data.x;
    columns.insert(columns.begin(), std::vector<double>(200, 1.0));
    const auto glm = *fit_glm(regressors(columns), data.y, {}, data.offset);
    EXPECT_NEAR(fit.constant, glm.coefficients[0], 1e-8);
    for (std::size_t j = 0; j < 8; ++j) EXPECT_NEAR(fit.coefficients[j], glm.coefficients[j + 1], 1e-8);
    EXPECT_NEAR(fit.deviance, glm.deviance, 1e-7);
}

TEST(PenalisedPoisson, AtTheGreatestLambdaNothingIsChosenAndBelowItOneIs) {
    const auto data = made(3, 250);
    const double greatest = *greatest_lambda(data.x, data.y, {}, data.offset);
    EXPECT_EQ(penalised_poisson(data.x, data.y, greatest * 1.0001, {}, data.offset)->chosen(), 0u);
    EXPECT_EQ(penalised_poisson(data.x, data.y, greatest * 0.99, {}, data.offset)->chosen(), 1u);
}

TEST(PenalisedPoisson, RaisingOnlyLeavesOutWhatLowers) {
    const auto data = made(4, 300);
    const auto fit = *penalised_poisson(data.x, data.y, 0.05, {.raising_only = true}, data.offset);
    EXPECT_GT(fit.coefficients[0], 0.5);
    EXPECT_EQ(fit.coefficients[2], 0);
    for (const double b : fit.coefficients) EXPECT_GE(b, 0);
}

TEST(PenalisedPoisson, WhereItBeginsDoesNotMatter) {
    const auto data = made(5, 200);
    const auto cold = *penalised_poisson(data.x, data.y, 0.03, {}, data.offset);
    const auto far = *penalised_poisson(data.x, data.y, 0.0, {}, data.offset);
    const auto warm = *penalised_poisson(data.x, data.y, 0.03, {}, data.offset, &far);
    for (std::size_t j = 0; j < 8; ++j) EXPECT_NEAR(cold.coefficients[j], warm.coefficients[j], 1e-8);
}

TEST(PenalisedPath, ChoosesTheColumnsThatWerePutIn) {
    const auto data = made(6, 600);
    const auto path = *penalised_path(data.x, data.y, 5, 1, {}, data.offset);
    const auto& sparest = path.fits[path.sparest];
    EXPECT_EQ(sparest.chosen(), 2u);
    EXPECT_GT(sparest.coefficients[0], 0.5);
    EXPECT_LT(sparest.coefficients[2], -0.2);
    EXPECT_LE(path.sparest, path.best);
    for (std::size_t s = 1; s < path.fits.size(); ++s) {
        EXPECT_LT(path.fits[s].lambda, path.fits[s - 1].lambda);
        EXPECT_LE(path.fits[s].deviance, path.fits[s - 1].deviance + 1e-9);
        EXPECT_GE(path.error[s], path.error[path.best]);
    }
    const auto again = *penalised_path(data.x, data.y, 5, 1, {}, data.offset);
    EXPECT_EQ(again.error, path.error);
    EXPECT_NE(penalised_path(data.x, data.y, 5, 2, {}, data.offset)->error, path.error);
}

TEST(PenalisedPoisson, WhatCannotBeFittedSaysWhy) {
    const ColumnsOf x{{1, 2, 3, 4}};
    const double none[] = {0, 0, 0, 0}, below[] = {1, -1, 0, 2}, some[] = {1, 2, 0, 3};
    EXPECT_EQ(penalised_poisson(x, none, 1).error(), Why::no_events);
    EXPECT_EQ(penalised_poisson(x, below, 1).error(), Why::not_a_count);
    const ColumnsOf flat{{0, 0, 0, 0}};
    EXPECT_EQ(penalised_path(flat, some, 2, 1).error(), Why::constant);
    EXPECT_EQ(penalised_poisson(flat, some, 0)->coefficients[0], 0);
}

TEST(RealFilesPenalisedPoisson, ColumbusAsGlmnetFitsIt) {
    const PublishedCase published{"penalised_poisson_columbus"};
    SKIP_WITHOUT(published);
    const std::string names[] = {"INC", "HOVAL", "OPEN", "PLUMB", "DISCBD"};
    ColumnsOf x;
    for (const auto& name : names) x.push_back(published.numbers("data.csv", name));
    const auto y = published.numbers("data.csv", "y");
    const auto& e = published.expected;
    EXPECT_NEAR(*greatest_lambda(x, y), e["lambda_max"].get<double>(), 1e-9);
    for (std::size_t i = 0; i < e["lambda"].size(); ++i) {
        const auto fit = *penalised_poisson(x, y, e["lambda"][i]);
        std::string key = e["lambda"][i].dump();
        if (key.ends_with(".0")) key.resize(key.size() - 2);
        const auto& wanted = e["coefficients"]["lambda=" + key];
        EXPECT_NEAR(fit.constant, wanted["(Intercept)"].get<double>(), 1e-5);
        for (std::size_t j = 0; j < 5; ++j)
            EXPECT_NEAR(fit.coefficients[j], wanted[names[j]].get<double>(), 1e-5) << key << " " << names[j];
        EXPECT_EQ(fit.chosen(), e["nonzero"][i].get<std::size_t>());
    }
    const auto plain = *penalised_poisson(x, y, 0);
    EXPECT_NEAR(plain.deviance, e["deviance_unpenalised"].get<double>(), 1e-6);
    for (std::size_t j = 0; j < 5; ++j)
        EXPECT_NEAR(plain.coefficients[j], e["unpenalised"]["X" + names[j]].get<double>(), 1e-7);
}
