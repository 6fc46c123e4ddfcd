// How sensitive an offence is, by the longest ICCS prefix that the table knows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace atalaya::disclose {

// A: sexual, minors, trafficking, health ... B: persons and homes. C: the rest.
enum class Tier { A, B, C };

std::string_view code(Tier tier);
// "A", "B" or "C", as an indicator's profile writes it.
std::optional<Tier> parse_tier(std::string_view text);

// Counts below it, from 1, are not shown: 10, 5, 3.
std::int64_t minimum_cell(Tier tier);

struct TierRule {
    std::string prefix;  // digits of an ICCS code, e.g. "02061"
    Tier tier{};
    std::string reason;
};

class Tiers {
  public:
    // From the text of taxonomy/privacy-tiers.csv: a header with iccs_prefix, tier and
    // reason among its columns, then one rule a line. Throws Error{bad_input}
    // naming the line.
    static Tiers read(std::string_view csv);

    // The tier of a code as "04011" or "ICCS 04011"; A when no prefix fits, for what
    // is unknown is not yet public.
    Tier of(std::string_view iccs) const;
    // The strictest of several codes; A of none.
    Tier of_all(const std::vector<std::string>& iccs) const;

    const std::vector<TierRule>& rules() const { return rules_; }

  private:
    std::vector<TierRule> rules_;
};

// An institution may raise a tier, never lower it.
Tier raised(Tier by_table, Tier wished);

}  // namespace atalaya::disclose
