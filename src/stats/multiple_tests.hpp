// Many tests at once: p-values adjusted so that a limit on them keeps its promise for the whole family.
//
//     benjamini_hochberg   q_(i) = min over k >= i of  m p_(k) / k             false-discovery rate
//     benjamini_yekutieli  the same times 1 + 1/2 + ... + 1/m                  under any dependence
//     holm                 max over k <= i of  (m - k + 1) p_(k), at most 1    chance of any false finding
//
// p_(1) <= p_(2) <= ... <= p_(m). Answers come in the order given; equal p get equal answers; none for none. Areas of
// one map depend on each other positively, for which the first holds too (Benjamini & Yekutieli 2001).
//
// Requires 0 <= p <= 1. O(m log m).
//
// Sources: Benjamini & Hochberg 1995, J. R. Stat. Soc. B 57, 289-300; Benjamini & Yekutieli 2001, Annals of
// Statistics 29, 1165-1188; Holm 1979, Scandinavian Journal of Statistics 6, 65-70.
#pragma once

#include <span>
#include <vector>

namespace atalaya::stats {

std::vector<double> benjamini_hochberg(std::span<const double> p);
std::vector<double> benjamini_yekutieli(std::span<const double> p);
std::vector<double> holm(std::span<const double> p);

}  // namespace atalaya::stats
