// The other desks: hospital, road, coexistence, women's commissariat, mediation, and for
// the twin town the headquarters that only send totals.
#pragma once

#include "simulate/facts.hpp"
#include "simulate/feed.hpp"

namespace atalaya::simulate {

// Injured by shots, and injured by someone they live with: the second is recorded so that
// a rise in reports can be told from a rise in facts. No address, commas.
Feed hospital_feed(const Plan& plan, const std::vector<Fact>& facts, std::uint64_t seed);

// A row a person. A seventh of the deaths come first as injured and are corrected within
// thirty days.
Feed road_feed(const Town& town, const Plan& plan, const std::vector<Fact>& facts, std::uint64_t seed);

// Coexistence events by type and channel, with points, in Latin-1.
Feed coexistence_feed(const Town& town, const Plan& plan, const std::vector<Fact>& facts, std::uint64_t seed);

// Reports of family and gender violence by the day of the report: barrio only, and columns
// that no descriptor names, filled with trees and rocks.
Feed women_feed(const Town& town, const Plan& plan, const std::vector<Fact>& facts, std::uint64_t seed);

// Cases by the day they entered; closed by agreement, by ruling or not at all, within
// forty-five days or later. The share in term rises from 0.50 to 0.60 over the history.
Feed mediation_feed(const Town& town, const Plan& plan, const Ground& ground, std::uint64_t seed);
inline constexpr int mediation_term = 45;  // days

// Counts by month, section and type of what the police feed holds at each cut, without
// any place.
Feed totals_feed(const Feed& police, const std::vector<Delivery>& deliveries);

}  // namespace atalaya::simulate
