#include "stats/priorities.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/error.hpp"

namespace atalaya::stats {

namespace {

using Column = std::vector<double>;

constexpr double same = 1e-12;

// From the lowest: 0 .. n - 1, those level at their mean.
Column mean_ranks(const Column& x) {
    const auto n = x.size();
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return x[a] < x[b]; });
    Column ranks(n);
    for (std::size_t first = 0; first < n;) {
        std::size_t past = first + 1;
        while (past < n && x[order[past]] - x[order[first]] <= same) ++past;
        for (std::size_t i = first; i < past; ++i)
            ranks[order[i]] = static_cast<double>(first + past - 1) / 2;
        first = past;
    }
    return ranks;
}

Column scaled(const Column& x, PriorityScale scale) {
    const auto n = static_cast<double>(x.size());
    Column out = x;
    if (scale == PriorityScale::ranks) {
        out = mean_ranks(x);
        for (double& value : out) value /= n - 1;
        return out;
    }
    const auto [low, high] = std::minmax_element(x.begin(), x.end());
    double from = *low, width = *high - *low;
    if (scale == PriorityScale::z) {
        from = std::accumulate(x.begin(), x.end(), 0.0) / n;
        double squares = 0;
        for (const double value : x) squares += (value - from) * (value - from);
        width = std::sqrt(squares / (n - 1));
    }
    for (double& value : out) value = width > 0 ? (value - from) / width : 0;
    return out;
}

Column scores(const std::vector<Column>& scaled, const Column& weights) {
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    Column out(scaled.front().size());
    for (std::size_t j = 0; j < scaled.size(); ++j)
        for (std::size_t i = 0; i < out.size(); ++i) out[i] += weights[j] / total * scaled[j][i];
    return out;
}

struct Ranked {
    std::vector<std::size_t> rank, level;
};
Ranked ranked(const Column& score) {
    const auto n = score.size();
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return score[a] > score[b]; });
    Ranked out{std::vector<std::size_t>(n), std::vector<std::size_t>(n)};
    for (std::size_t first = 0; first < n;) {
        std::size_t past = first + 1;
        while (past < n && score[order[first]] - score[order[past]] <= same) ++past;
        for (std::size_t i = first; i < past; ++i) {
            out.rank[order[i]] = first + 1;
            out.level[order[i]] = past - first;
        }
        first = past;
    }
    return out;
}

Maybe<double> agreement(const Column& a, const Column& b) {
    const Column x = mean_ranks(a), y = mean_ranks(b);
    const double middle = static_cast<double>(x.size() - 1) / 2;
    double xy = 0, xx = 0, yy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xy += (x[i] - middle) * (y[i] - middle);
        xx += (x[i] - middle) * (x[i] - middle);
        yy += (y[i] - middle) * (y[i] - middle);
    }
    if (xx == 0 || yy == 0) return std::unexpected{Why::constant};
    return xy / std::sqrt(xx * yy);
}

bool weighs(const Column& weights) {
    return std::any_of(weights.begin(), weights.end(), [](double w) { return w > 0; });
}

// The stated weights first, then each varied in turn.
std::vector<Column> varied(const PriorityModel& model) {
    std::vector<Column> out{model.weights};
    for (std::size_t j = 0; j < model.weights.size(); ++j) {
        for (const double times : {1 / model.factor, model.factor, 0.0}) {
            Column weights = model.weights;
            weights[j] *= times;
            if (model.weights[j] > 0 && weighs(weights)) out.push_back(std::move(weights));
        }
    }
    return out;
}

}  // namespace

Maybe<Priorities> priorities(std::span<const std::vector<double>> criteria, const PriorityModel& model) {
    expects(model.weights.size() == criteria.size(), "priorities: a weight for each criterion");
    expects(model.factor > 1, "priorities: a factor above 1");
    if (criteria.empty() || criteria.front().size() < 2 || !weighs(model.weights))
        return std::unexpected{Why::too_few_values};
    std::vector<Column> columns;
    for (const auto& criterion : criteria) {
        if (!std::all_of(criterion.begin(), criterion.end(), [](double x) { return std::isfinite(x); }))
            return std::unexpected{Why::not_a_number};
        columns.push_back(scaled(criterion, model.scale));
    }
    const Column stated = scores(columns, model.weights);
    Priorities out;
    out.places.resize(stated.size());
    for (const auto& weights : varied(model)) {
        const auto order = ranked(scores(columns, weights));
        for (std::size_t i = 0; i < stated.size(); ++i) {
            auto& place = out.places[i];
            const auto rank = order.rank[i];
            if (out.orders == 0) place = {stated[i], rank, order.level[i], rank, rank, 0};
            place.best = std::min(place.best, rank);
            place.worst = std::max(place.worst, rank);
            place.within_top += rank <= model.top ? 1 : 0;
        }
        ++out.orders;
    }
    for (auto& place : out.places) place.within_top /= static_cast<double>(out.orders);
    for (std::size_t j = 0; j < columns.size(); ++j) {
        Column weights = model.weights;
        weights[j] = 0;
        out.without.push_back(weighs(weights) ? agreement(stated, scores(columns, weights))
                                              : std::unexpected{Why::too_few_values});
    }
    return out;
}

}  // namespace atalaya::stats
