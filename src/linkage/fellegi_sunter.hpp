// How much the agreement of two records says for their being one: the model of Fellegi and Sunter, fitted by EM.
//
// A pair is a match with probability lambda. Given that it is one, field k is at level g with probability
// m_k(g); given that it is none, with u_k(g); fields are independent given either. A missing field says
// nothing.
//
//     weight of a pair    w = sum over fields log2(m_k(g_k) / u_k(g_k))
//     posterior           1 / (1 + 2^-(w + log2(lambda / (1 - lambda))))
//
// EM runs on counts of patterns, not on pairs. Of N pairs that could be compared, n(p) were compared and show
// pattern p; the others, which share no block, are taken as no matches. With the posterior z(p):
//
//     matches   M = sum n(p) z(p)                lambda  = M / N
//     m_k(g)  = sum over p with g_k = g of n(p) z(p)     / the same over all levels but missing
//     u_k(g)  = (T_k(g) - the numerator of m_k(g))       / the same over all levels but missing
//
// T_k(g) is how many of all N pairs are at level g in field k (background.hpp). When every pair was compared,
// T follows from the counts and this is EM in its usual form. With blocks, u is of all pairs and not
// of those that blocks picked out because they agree, and lambda and the posteriors hold for any pair.
//
// Two victims of one fact share its day and its place, and EM would take them for matches whose names differ. So m_k(differ)
// of a field that names a person is held at most_differ_k (comparison.hpp), and the other levels share the rest in
// proportion: what maximises the likelihood under that bound (Winkler 1993). Such a pair then needs more than day and place.
//
// Fields of one household or of one accident are not independent among non-matches (surname and street); posteriors
// are then too sure of themselves, and a look at the review queue says by how much.
//
// Probabilities are kept at 1e-12 or more, so that no level weighs more than 40 bits. A level that never
// occurs weighs 0; so does a field that does not vary, and a note says so. EM ends when no probability moves by
// more than 1e-12 (lambda: of itself), or with a note after 20,000 rounds.
//
// Cost: O(patterns seen x fields) a round.
//
// Sources: Fellegi & Sunter 1969, JASA 64, 1183-1210; Winkler 1993, "Improved decision rules in the Fellegi-Sunter model of
// record linkage", ASA Section on Survey Research Methods, 274-279 (convex constraints); Winkler 2000, "Using the EM algorithm for weight
// computation in the Fellegi-Sunter model of record linkage", ASA Section on Survey Research Methods.
#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <vector>

#include "core/message.hpp"
#include "linkage/comparison.hpp"

namespace atalaya::linkage {

// All pairs that could be compared, and how many of them are at each level of each field.
struct Background {
    double pairs{};
    std::vector<std::array<double, levels>> at_level;
};
// That of pairs which were all compared. counts: one a pattern, patterns(fields) of them.
Background background_of(std::span<const std::int64_t> counts, std::size_t fields);

struct FieldModel {
    // By level; m and u of `missing` are 1.
    std::array<double, levels> m{}, u{};
    double weight(Level level) const;  // log2(m / u); 0 for missing
};

struct Model {
    double lambda{};
    std::vector<FieldModel> fields;
    double log_likelihood{};  // natural, of the pairs that were compared
    int rounds{};
    std::vector<Message> notes;

    double weight(Pattern pattern) const;
    double posterior(double weight) const;
};

// Why there is nothing to learn from.
enum class Unlearnt {
    no_pairs,       // none was compared
    pairs_alike,    // all of them compare alike
    no_matches,     // none is a match by the model
    fields_silent,  // what it calls matches agrees no more than the rest
};
// most_differ: one a field, in (0, 1]; none, no bound.
std::expected<Model, Unlearnt> learn(std::span<const std::int64_t> counts,
                                     std::span<const std::string> fields, const Background& background,
                                     std::span<const double> most_differ = {});
// The same; Error{bad_input}, in words, where there is nothing to learn from.
Model fit(std::span<const std::int64_t> counts, std::span<const std::string> fields,
          const Background& background, std::span<const double> most_differ = {});
std::vector<double> most_differ(std::span<const Field> fields);

}  // namespace atalaya::linkage
