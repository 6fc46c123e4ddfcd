// What in an answer is a yes, and what an interval that holds the truth.
#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "power.hpp"

namespace atalaya::methods::power {

inline bool looked_at(const City& city, std::size_t row) {
    return city.planted.empty() ||
           std::find(city.planted.begin(), city.planted.end(), row) != city.planted.end();
}

// Counts the rows of a table for which `yes(row)` holds; rows without the figure do not count.
template <class Yes>
Count count_rows(const City& city, const Numbers& figures, Yes yes) {
    Count count;
    for (std::size_t row = 0; row < figures.size(); ++row) {
        if (std::isnan(figures[row]) || !looked_at(city, row)) continue;
        ++count.of;
        count.yes += yes(figures[row]);
    }
    return count;
}

inline Judge at_most(const std::string& table, const std::string& column, double level = 0.05) {
    return [=](const City& city, const Result& result) {
        return count_rows(city, result.tables.at(table).numbers(column),
                          [&](double p) { return p <= level; });
    };
}
inline Judge beyond(const std::string& table, const std::string& column, double limit) {
    return [=](const City& city, const Result& result) {
        return count_rows(city, result.tables.at(table).numbers(column),
                          [&](double z) { return std::abs(z) > limit; });
    };
}
inline Judge is_one(const std::string& table, const std::string& column) {
    return [=](const City& city, const Result& result) {
        return count_rows(city, result.tables.at(table).numbers(column), [](double x) { return x == 1; });
    };
}
inline Judge is_not(const std::string& table, const std::string& column, const std::string& word) {
    return [=](const City& city, const Result& result) {
        Count count;
        const auto& words = result.tables.at(table).texts(column);
        for (std::size_t row = 0; row < words.size(); ++row) {
            if (words[row].empty() || !looked_at(city, row)) continue;
            ++count.of;
            count.yes += words[row] != word;
        }
        return count;
    };
}
// One decision a city: whether any row says yes.
inline Judge any(Judge of_rows) {
    return [of_rows = std::move(of_rows)](const City& city, const Result& result) {
        return Count{1, of_rows(city, result).yes > 0};
    };
}
// An interval that leaves out the value of no effect.
inline Judge leaves_out(const std::string& table, const std::string& low, const std::string& high,
                        double no_effect, std::size_t row = 0) {
    return [=](const City&, const Result& result) {
        const auto& frame = result.tables.at(table);
        const double from = frame.numbers(low)[row], to = frame.numbers(high)[row];
        return Count{1, from > no_effect || to < no_effect};
    };
}

inline Judge holds(const std::string& table, const std::string& low, const std::string& high) {
    return [=](const City& city, const Result& result) {
        const auto& frame = result.tables.at(table);
        const auto &from = frame.numbers(low), &to = frame.numbers(high);
        Count count;
        for (std::size_t row = 0; row < std::min(from.size(), city.truth.size()); ++row) {
            if (std::isnan(city.truth[row]) || std::isnan(from[row]) || std::isnan(to[row])) continue;
            ++count.of;
            count.yes += from[row] <= city.truth[row] && city.truth[row] <= to[row];
        }
        return count;
    };
}

}  // namespace atalaya::methods::power
