// How many records share what is known of each, and how likely one of them is told apart by it.
//
// A record's key is its values of the quasi-identifiers (age group, sex, neighbourhood): what an outsider may know of
// a person. For the class of records of one key,
//
//     sample       f_k, how many records of the file have it
//     population   F_k = sum of their weights, how many persons of the population are estimated to have it
//     diversity    how many different values of the sensitive column they have (l of l-diversity)
//     risk         that a person known to have the key is told apart: the mean of 1 / F when F - f is negative binomial
//                  with f successes of probability p = f_k / F_k,
//
//                      risk_1 = s log(1/p),   risk_f = s (1/(f - 1) - risk_(f-1)),   s = p / (1 - p)
//
//                  and 1 / f_k where the file is the population (p = 1). Backwards from a far f where s > 1 lets
//                  errors grow; within 1e-9 relative.
//
// A missing value is a value of its own: that makes classes smaller, never larger. Requires weights >= 1, one a record
// or none (then the file is the population), sensitive one a record or none. O(n) for each quasi-identifier, whose values are
// counted once (coded()), and 8 bytes a record beside the answer.
//
// Sources: Samarati & Sweeney 1998, SRI-CSL-98-04; Machanavajjhala et al. 2007, ACM TKDD 1(1) 3; Benedetti & Franconi
// 1998, Proc. New Techniques and Technologies for Statistics 1, 398; Templ, Kowarik & Meindl 2015, J. Stat. Softw.
// 67(4).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace atalaya::disclose {

struct Anonymity {
    std::int64_t sample{};
    double population{};
    double risk{};
    std::int64_t diversity{};  // 0 without a sensitive column
};

// Values as whole numbers, equal where they are, from 0 to below `distinct`.
struct Coded {
    std::vector<std::uint32_t> of;  // of each record
    std::uint32_t distinct{};
};
Coded coded(std::span<const std::string> values);

// keys: for each quasi-identifier its values, one a record, and a record at least has one.
std::vector<Anonymity> anonymity(std::span<const Coded* const> keys, std::span<const double> weights,
                                 std::span<const std::string> sensitive);
std::vector<Anonymity> anonymity(std::span<const std::vector<std::string>> keys,
                                 std::span<const double> weights, std::span<const std::string> sensitive);

// sample >= 1, population >= sample.
double individual_risk(std::int64_t sample, double population);

}  // namespace atalaya::disclose
