// The log-likelihood of a self-exciting process with its first and second derivatives in the logarithms of mu, a and b, exactly: by
// Ozaki's recursion for sums of exp(-b dt) and the same for those of b dt and of its square.
//
// Source: Ozaki 1979, Ann. Inst. Stat. Math. 31, 145-155, section 3.
#pragma once

#include <array>
#include <span>

namespace atalaya::stats {

using HawkesLogs = std::array<double, 3>;  // of mu, a and b

struct HawkesSlopes {
    double value{};                    // the log-likelihood
    HawkesLogs slope{};                // its derivatives
    std::array<HawkesLogs, 3> bend{};  // and theirs
};

// Times as of hawkes_log_likelihood(). O(n).
HawkesSlopes hawkes_slopes(std::span<const double> times, double end, const HawkesLogs& logs);

}  // namespace atalaya::stats
