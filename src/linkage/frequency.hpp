// What agreement on a rare value says more than agreement on a common one: two of the name Quispe in Puno may
// be anybody, two of the name Wojciechowski hardly are.
//
// The weight of an exact agreement in field k is log2(m / u) whatever the value. With the share f(v) of the records
// with a value that hold v, a non-match agrees on v with probability f(v) f(v) and a match with m f(v), so that the
// weight of agreeing on v is log2(m / f(v)), which is log2(u / f(v)) more than the model's:
//
//     more(v) = log2(u_k(exact) / f(v))         0 for close, differ and missing
//
// Names and places are worth it. Numbers that should be one person's own are not: a document held twice looks
// common to this rule because it is the match that is looked for.
//
// Shares are of both sources together. O(records) to make, O(1) an agreement.
//
// Source: Winkler 2000, "Frequency-based matching in the Fellegi-Sunter model of record linkage", US Census
// Bureau, Statistical Research Report RR2000/06.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "linkage/comparison.hpp"
#include "linkage/fellegi_sunter.hpp"

namespace atalaya::linkage {

class Frequencies {
  public:
    // Of the fields that are by_frequency; the others get nothing more.
    Frequencies(std::span<const Field> fields, const Model& model);

    // Bits to add to the weight of the pattern of a and b.
    double more(std::span<const Field> fields, Pattern pattern, std::uint32_t a) const;

  private:
    std::vector<std::vector<float>> more_;  // field, id of the value
};

}  // namespace atalaya::linkage
