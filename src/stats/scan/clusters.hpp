// What a scan found: windows of cases beyond what is expected, and how often chance makes one as unusual anywhere.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "stats/scan/circles.hpp"
#include "stats/spatial/autocorrelation.hpp"

namespace atalaya::stats {

struct Cluster {
    std::size_t centre{};                       // of the centres
    std::vector<std::uint32_t> locations;       // from the centre outwards
    double radius{};                            // to the farthest of them; 0 for one location at its centre
    std::size_t first_period{}, past_period{};  // of a space-time scan; 0 and 0 otherwise
    std::size_t cases{};
    double expected{};
    double ratio{};                       // cases / expected
    std::optional<double> relative_risk;  // that, over the same outside; none where all cases are inside
    double llr{};
    double p = 1;      // of a largest window as unusual, (1 + #) / (1 + replicates)
    double p_error{};  // its standard error by simulation
    // By the Gumbel curve of the simulated largest ones (moments): for p below what the replicates can tell. None below 50.
    std::optional<double> p_gumbel;
};

struct Scan {
    std::vector<Cluster> clusters;  // the most unusual first; none where no window has more than expected
    std::vector<double> largest;    // of each replicate that was run, its largest llr
    bool stopped = false;  // before all replicates: p of the first cluster is then exceedances / replicates
};

struct ScanOptions {
    double most = 0.5;            // share of the population in a window; 0 < most <= 1
    std::size_t least_cases = 2;  // in a window
    Permutations permutations{};  // Monte Carlo replicates
    // Stop when so many replicates were as unusual as the first cluster; 0 never. Besag & Clifford 1991, Biometrika 78,
    // 301-304: whole replicates in their order, so the same for any number of threads.
    std::size_t stop_after = 0;
};

// The best window of a centre, in the observed data.
struct Candidate {
    double llr{};
    std::size_t centre{}, past_member{};  // its members are first[centre] .. past_member - 1 of the circles
    std::size_t first_period{}, past_period{};
    std::size_t cases{};
    double expected{};
};

// Candidates from the most unusual down, those left out that share a location with one before; equally unusual
// ones in order of centre. `all_cases` are those of the whole map. The p are not yet in.
std::vector<Cluster> without_overlap(std::vector<Candidate> candidates, const Circles& circles,
                                     std::span<const Planar> locations, std::span<const Planar> centres,
                                     std::size_t all_cases);

// Puts in the p, and stops where asked: `run(first, past)` gives the largest llr of those replicates. Blocks of `block`
// replicates are shared among threads.
template <class Run>
void judge(Scan& scan, const ScanOptions& options, std::size_t block, Run run);

// (1 + #{largest >= llr}) / (1 + replicates) and its error, and the Gumbel tail.
void put_p(Cluster& cluster, std::span<const double> largest);
// Where the h-th of the largest that is >= llr stands, plus 1; nothing when there are fewer.
std::optional<std::size_t> stopping_place(std::span<const double> largest, double llr, std::size_t h);

}  // namespace atalaya::stats

#include "stats/in_parallel.hpp"

namespace atalaya::stats {

template <class Run>
void judge(Scan& scan, const ScanOptions& options, std::size_t block, Run run) {
    if (scan.clusters.empty()) return;
    const std::size_t replicates = options.permutations.replicates;
    const std::size_t threads = static_cast<std::size_t>(std::max(options.permutations.threads, 1));
    const std::size_t round = options.stop_after > 0 ? threads * block : std::max<std::size_t>(replicates, 1);
    const double llr = scan.clusters.front().llr;
    for (std::size_t done = 0; done < replicates; done = scan.largest.size()) {
        const std::size_t here = std::min(round, replicates - done);
        scan.largest.resize(done + here);
        in_parallel((here + block - 1) / block, options.permutations.threads,
                    [&](std::size_t first, std::size_t past) {
                        const std::size_t begin = done + first * block,
                                          end = std::min(done + past * block, done + here);
                        run(begin, end, std::span{scan.largest}.subspan(begin, end - begin));
                    });
        if (options.stop_after == 0) continue;
        if (const auto place = stopping_place(scan.largest, llr, options.stop_after)) {
            scan.largest.resize(*place);
            scan.stopped = true;
            break;
        }
    }
    for (auto& cluster : scan.clusters) put_p(cluster, scan.largest);
    if (scan.stopped)
        scan.clusters.front().p =
            static_cast<double>(options.stop_after) / static_cast<double>(scan.largest.size());
}

}  // namespace atalaya::stats
