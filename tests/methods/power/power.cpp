#include "power.hpp"

#include <cctype>
#include <cmath>
#include <thread>

namespace atalaya::methods::power {

namespace {

constexpr std::uint64_t seed = 20261126;

struct Seen {
    Count decisions, intervals;
    bool refused = false;
};

Seen see(const Row& row, const Draw& draw, const std::string& stream, int number) {
    stats::Random random{seed, stats::stream_of(stream + std::to_string(number))};
    City city = draw(random);
    city.question.seed = static_cast<std::uint64_t>(number) + 1;
    const auto result = run(*find(row.method), city.question);
    Seen seen;
    seen.refused = !result.refused.empty();
    if (seen.refused) {
        seen.decisions.of = 1;  // it did not say that anything is there
        return seen;
    }
    if (row.says) seen.decisions = row.says(city, result);
    if (row.covers) seen.intervals = row.covers(city, result);
    return seen;
}

std::vector<Seen> see_all(const Row& row, const Draw& draw, const std::string& stream, int cities,
                          int threads) {
    std::vector<Seen> seen(static_cast<std::size_t>(cities));
    std::vector<std::jthread> working;
    for (int thread = 0; thread < threads; ++thread) {
        working.emplace_back([&, thread] {
            for (int i = thread; i < cities; i += threads)
                seen[static_cast<std::size_t>(i)] = see(row, draw, stream, i);
        });
    }
    working.clear();
    return seen;
}

}  // namespace

std::string Row::name() const {
    std::string out = method + "_";
    for (const char c : counted) {
        const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0;
        if (plain)
            out += c;
        else if (out.back() != '_')
            out += '_';
    }
    return out;
}

Share share_of(const std::vector<Count>& cities) {
    Share share;
    for (const auto& city : cities) share.of += city.of, share.yes += city.yes;
    if (share.of == 0) return share;
    const double p = static_cast<double>(share.yes) / static_cast<double>(share.of);
    double squares = 0;
    for (const auto& city : cities) {
        const double off = static_cast<double>(city.yes) - p * static_cast<double>(city.of);
        squares += off * off;
    }
    share.percent = 100 * p;
    share.error = 100 * std::sqrt(squares) / static_cast<double>(share.of);
    return share;
}

Found measure(const Row& row, int null_cities, int planted_cities, int threads) {
    Found found;
    const auto take = [&](const Draw& draw, const char* kind, int cities, std::vector<Count>& decisions) {
        if (!draw) return;
        for (const auto& seen : see_all(row, draw, row.name() + kind, cities, threads)) {
            found.refused += seen.refused;
            if (row.says) decisions.push_back(seen.decisions);
            if (row.covers) found.coverage.push_back(seen.intervals);
        }
    };
    take(row.none, "/none/", null_cities, found.null);
    take(row.some, "/some/", planted_cities, found.power);
    return found;
}

std::vector<Row> every_row() {
    std::vector<Row> all;
    for (const auto& family :
         {of_rates, of_time, of_space, of_points, of_space_time, of_evaluations, of_records}) {
        for (auto& row : family()) {
            for (const auto& held : promises())
                if (held.method == row.method && held.counted == row.counted) row.promise = held.promise;
            all.push_back(std::move(row));
        }
    }
    return all;
}

}  // namespace atalaya::methods::power
