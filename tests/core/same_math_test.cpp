#include <dlfcn.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

namespace {

std::string file_of(const void* address) {
    Dl_info found{};
    return dladdr(address, &found) && found.dli_fname ? found.dli_fname : "";
}

// Asked at run time, so that no compiler tells the value.
double opaque(double x) {
    volatile double kept = x;
    return kept;
}

struct Function {
    const char* name;
    double (*ours)(double);
    long double (*precise)(long double);
    double low, high;
};

const Function functions[] = {
    {"exp", ::exp, ::expl, -700, 700},       {"log", ::log, ::logl, 1e-9, 1e9},
    {"log2", ::log2, ::log2l, 1e-9, 1e9},    {"log1p", ::log1p, ::log1pl, -0.9, 9},
    {"expm1", ::expm1, ::expm1l, -9, 9},     {"sin", ::sin, ::sinl, -9, 9},
    {"cos", ::cos, ::cosl, -9, 9},           {"tan", ::tan, ::tanl, -1.5, 1.5},
    {"asin", ::asin, ::asinl, -1, 1},        {"acos", ::acos, ::acosl, -1, 0.9},
    {"atan", ::atan, ::atanl, -9, 9},        {"sinh", ::sinh, ::sinhl, -9, 9},
    {"cosh", ::cosh, ::coshl, -9, 9},        {"tanh", ::tanh, ::tanhl, -4, 4},
    {"erf", ::erf, ::erfl, -4, 4},           {"erfc", ::erfc, ::erfcl, -4, 9},
    {"lgamma", ::lgamma, ::lgammal, 3, 900},
};

double units_apart(double found, long double expected) {
    const auto unit = std::abs(static_cast<long double>(static_cast<double>(expected))) *
                      std::numeric_limits<double>::epsilon() / 2;
    return static_cast<double>(std::abs(found - expected) / unit);
}

}  // namespace

TEST(SameMath, CallsEndInTheProgramAndNotInTheLibrary) {
    const std::string here = file_of(reinterpret_cast<const void*>(&units_apart));
    ASSERT_FALSE(here.empty());
    for (const auto& one : functions)
        EXPECT_EQ(file_of(reinterpret_cast<const void*>(one.ours)), here) << one.name;
    double (*const of_two[])(double, double) = {::pow, ::atan2};
    for (const auto one : of_two) EXPECT_EQ(file_of(reinterpret_cast<const void*>(one)), here);
}

TEST(SameMath, ValuesAreRightToTheLastBits) {
    for (const auto& one : functions) {
        double worst = 0;
        for (int i = 1; i < 20'000; ++i) {
            const double x = opaque(one.low + (one.high - one.low) * i / 20'000);
            if (std::abs(x) > 1e-6) worst = std::max(worst, units_apart(one.ours(x), one.precise(x)));
        }
        EXPECT_LT(worst, 3.5) << one.name;
        EXPECT_GT(worst, 0.1) << one.name;  // a function that is not asked has no error
    }
    double worst = 0;
    for (int i = 1; i < 20'000; ++i) {
        const double x = opaque(i / 97.0), y = opaque(i % 37 - 18.3);
        worst = std::max(worst, units_apart(std::pow(x, y), std::pow(static_cast<long double>(x), y)));
    }
    EXPECT_LT(worst, 1.2);
}

TEST(SameMath, WholePowersAndEdgesAreExact) {
    for (int n = 0; n <= 22; ++n)
        EXPECT_EQ(std::to_string(std::pow(opaque(10), n)), "1" + std::string(n, '0') + ".000000");
    EXPECT_EQ(std::pow(opaque(2), 0.5), std::sqrt(2.0));
    EXPECT_EQ(std::exp(opaque(0)), 1);
    EXPECT_EQ(std::exp(opaque(-1e3)), 0);
    EXPECT_EQ(std::log(opaque(1)), 0);
    EXPECT_TRUE(std::isinf(std::exp(opaque(1e3))));
    EXPECT_TRUE(std::isinf(std::log(opaque(0))));
    EXPECT_TRUE(std::isnan(std::log(opaque(-1))));
    EXPECT_TRUE(std::isnan(std::sin(opaque(std::numeric_limits<double>::infinity()))));
}
