#include "stats/spatial/conditional.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/error.hpp"
#include "stats/in_parallel.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

DrawTable::DrawTable(std::size_t k, std::size_t n, const Permutations& permutations)
    : k_{k}, drawn_(permutations.replicates * (k + 1)) {
    expects(k < n, "DrawTable: fewer neighbours than areas");
    in_parallel(permutations.replicates, permutations.threads, [&](std::size_t first, std::size_t past) {
        std::vector<std::uint32_t> numbers(n);
        std::iota(numbers.begin(), numbers.end(), 0U);
        std::vector<std::size_t> swapped(k + 1);
        for (std::size_t r = first; r < past; ++r) {
            Random random{permutations.seed, std::uint64_t{k} << 32 | r};
            for (std::size_t m = 0; m <= k; ++m) {
                swapped[m] = m + random.below(n - m);
                std::swap(numbers[m], numbers[swapped[m]]);
                drawn_[r * (k + 1) + m] = numbers[m];
            }
            for (std::size_t m = k + 1; m-- > 0;) std::swap(numbers[m], numbers[swapped[m]]);
        }
    });
}

ByCount by_count(const Weights& weights) {
    ByCount out;
    for (std::uint32_t i = 0; i < weights.areas(); ++i) {
        std::uint32_t count = 0;
        for (auto k = weights.first[i]; k < weights.first[i + 1]; ++k) count += weights.of[k] != i;
        out.count.push_back(count);
        out.areas.push_back(i);
    }
    std::ranges::stable_sort(out.areas, {}, [&](std::uint32_t i) { return out.count[i]; });
    return out;
}

namespace {

struct Row {
    std::vector<double> weights;  // of neighbours, the area itself aside
    double sum_of_neighbours{};   // unweighted
    bool equal = true;
};

Row row_of(std::span<const double> x, const Weights& weights, std::uint32_t i) {
    Row row;
    for (auto k = weights.first[i]; k < weights.first[i + 1]; ++k) {
        if (weights.of[k] == i) continue;
        row.weights.push_back(weights.weight[k]);
        row.sum_of_neighbours += x[weights.of[k]];
    }
    for (const double w : row.weights) row.equal = row.equal && w == row.weights.front();
    return row;
}

// The sums of the first k of each draw, sorted, and which draws hold which area.
class SortedDraws {
  public:
    SortedDraws(const DrawTable& table, std::span<const double> x, std::size_t k, std::size_t replicates)
        : table_{table}, x_{x}, sums_(replicates), first_(x.size() + 1) {
        for (std::size_t r = 0; r < replicates; ++r) {
            for (const auto j : table.row(r).first(k)) {
                sums_[r] += x[j];
                ++first_[j + 1];
            }
        }
        for (std::size_t i = 0; i < x.size(); ++i) first_[i + 1] += first_[i];
        auto next = first_;
        holding_.resize(replicates * k);
        for (std::uint32_t r = 0; r < replicates; ++r)
            for (const auto j : table.row(r).first(k)) holding_[next[j]++] = r;
        sorted_ = sums_;
        std::ranges::sort(sorted_);
    }

    Tails tails(std::uint32_t i, double now, double slack) const {
        auto low = std::upper_bound(sorted_.begin(), sorted_.end(), now + slack) - sorted_.begin();
        auto high = sorted_.end() - std::lower_bound(sorted_.begin(), sorted_.end(), now - slack);
        for (auto h = first_[i]; h < first_[i + 1]; ++h) {
            const std::size_t r = holding_[h];
            const double mistaken = sums_[r];
            double right = 0;
            table_.draw(r, i, [&](std::uint32_t j) { right += x_[j]; });
            low += (right <= now + slack) - (mistaken <= now + slack);
            high += (right >= now - slack) - (mistaken >= now - slack);
        }
        return tails_of(static_cast<std::size_t>(low), static_cast<std::size_t>(high), sums_.size());
    }

  private:
    const DrawTable& table_;
    std::span<const double> x_;
    std::vector<double> sums_, sorted_;
    std::vector<std::uint32_t> first_, holding_;
};

Tails weighted_tails(const DrawTable& table, std::span<const double> x, std::uint32_t i, const Row& row,
                     double now, double slack, std::size_t replicates) {
    std::size_t low = 0, high = 0;
    for (std::size_t r = 0; r < replicates; ++r) {
        double sum = 0;
        std::size_t m = 0;
        table.draw(r, i, [&](std::uint32_t j) { sum += row.weights[m++] * x[j]; });
        low += sum <= now + slack;
        high += sum >= now - slack;
    }
    return tails_of(low, high, replicates);
}

}  // namespace

std::vector<DealtNeighbours> dealt_neighbours(std::span<const double> x, const Weights& weights,
                                              const Permutations& permutations) {
    const std::size_t n = x.size();
    expects(n >= 2 && weights.areas() == n, "dealt_neighbours: one row of weights a value");
    const double size = static_cast<double>(n);
    double mean = 0, squares = 0, most = 0;
    for (const double v : x) mean += v / size;
    for (const double v : x) {
        squares += (v - mean) * (v - mean);
        most = std::max(most, std::abs(v));
    }

    std::vector<DealtNeighbours> out(n);
    const auto [areas, count] = by_count(weights);
    for (std::size_t begin = 0, end = 0; begin < n; begin = end) {
        const std::size_t k = count[areas[begin]];
        while (end < n && count[areas[end]] == k) ++end;
        const auto none = k == 0 ? 0 : permutations.replicates;
        const DrawTable table{k, n, {none, permutations.seed, permutations.threads}};
        const SortedDraws draws{table, x, k, none};
        in_parallel(end - begin, permutations.threads, [&](std::size_t first, std::size_t past) {
            for (std::size_t a = begin + first; a < begin + past; ++a) {
                const std::uint32_t i = areas[a];
                const Row row = row_of(x, weights, i);
                double w = 0, w2 = 0;
                DealtNeighbours& area = out[i];
                for (auto l = weights.first[i]; l < weights.first[i + 1]; ++l) {
                    if (weights.of[l] == i) continue;
                    w += weights.weight[l];
                    w2 += weights.weight[l] * weights.weight[l];
                    area.sum += weights.weight[l] * x[weights.of[l]];
                }
                const double others = mean - (x[i] - mean) / (size - 1);
                const double left = squares - (x[i] - mean) * (x[i] - mean) * size / (size - 1);
                area.weight = w;
                area.count = static_cast<std::uint32_t>(k);
                area.expectation = w * others;
                const double spread = (size - 1) * w2 - w * w;
                if (n > 2 && left > 1e-14 * squares && spread > 1e-13 * w * w)
                    area.variance = left / (size - 1) * spread / (size - 2);
                if (none == 0) continue;
                const double slack = 1e-12 * most * static_cast<double>(k);
                area.permutation = row.equal ? draws.tails(i, row.sum_of_neighbours, slack)
                                             : weighted_tails(table, x, i, row, area.sum,
                                                              slack * std::ranges::max(row.weights), none);
                if (row.equal && row.weights.front() == 0) area.permutation = {};
            }
        });
    }
    return out;
}

}  // namespace atalaya::stats
