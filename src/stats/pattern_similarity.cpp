#include "stats/pattern_similarity.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "stats/hypergeometric.hpp"
#include "stats/in_parallel.hpp"

namespace atalaya::stats {

Maybe<PatternSimilarity> pattern_similarity(std::span<const std::int64_t> base,
                                            std::span<const std::int64_t> test,
                                            const SimilarityOptions& options) {
    const std::size_t areas = base.size(), samples = options.samples.replicates;
    expects(test.size() == areas, "pattern_similarity: one count an area");
    expects(options.share > 0 && options.share <= 1 && options.confidence > 0 && options.confidence < 1 &&
                samples > 0,
            "pattern_similarity: a share, a confidence, samples");
    if (areas == 0) return std::unexpected{Why::too_few_values};
    std::int64_t of_base = 0, of_test = 0;
    for (std::size_t i = 0; i < areas; ++i) {
        if (base[i] < 0 || test[i] < 0) return std::unexpected{Why::not_a_count};
        of_base += base[i];
        of_test += test[i];
    }
    if (of_base == 0 || of_test == 0) return std::unexpected{Why::no_events};

    const auto draws = std::max<std::int64_t>(1, std::llround(options.share * static_cast<double>(of_test)));
    std::vector<std::int64_t> drawn(areas * samples);  // area by area
    in_parallel(samples, options.samples.threads, [&](std::size_t first, std::size_t past) {
        for (std::size_t s = first; s < past; ++s) {
            Random random{options.samples.seed, s};
            const auto counts = multivariate_hypergeometric(random, test, draws);
            for (std::size_t i = 0; i < areas; ++i) drawn[i * samples + s] = counts[i];
        }
    });

    const auto off =
        static_cast<std::size_t>(static_cast<double>(samples) * (1 - options.confidence) / 2 + 1e-9);
    const auto percent = [](std::int64_t part, std::int64_t whole) {
        return 100 * static_cast<double>(part) / static_cast<double>(whole);
    };
    PatternSimilarity out;
    std::size_t similar = 0;
    for (std::size_t i = 0; i < areas; ++i) {
        const auto range = std::span{drawn}.subspan(i * samples, samples);
        std::ranges::sort(range);
        SimilarArea area{percent(base[i], of_base),
                         percent(test[i], of_test),
                         percent(range[off], draws),
                         percent(range[samples - 1 - off], draws),
                         0,
                         1};
        area.differs = area.base > area.high * (1 + 1e-12) ? -1 : area.base < area.low * (1 - 1e-12) ? 1 : 0;
        const double share = area.base / 100 * static_cast<double>(draws), hair = 1e-12 * share;
        const auto up_to = std::ranges::count_if(
            range, [&](std::int64_t k) { return static_cast<double>(k) <= share + hair; });
        const auto from = std::ranges::count_if(
            range, [&](std::int64_t k) { return static_cast<double>(k) >= share - hair; });
        area.p = std::min(
            1.0, 2 * static_cast<double>(std::min(up_to, from) + 1) / static_cast<double>(samples + 1));
        const bool empty = base[i] == 0 && test[i] == 0;
        similar += area.differs == 0;
        out.empty += empty;
        out.areas.push_back(area);
    }
    out.s = static_cast<double>(similar) / static_cast<double>(areas);
    out.robust_s = static_cast<double>(similar - out.empty) / static_cast<double>(areas - out.empty);
    return out;
}

}  // namespace atalaya::stats
