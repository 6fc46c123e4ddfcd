#include "intake/totals.hpp"

#include <algorithm>

#include "core/text.hpp"

namespace atalaya::intake {

namespace {

constexpr std::string_view between = " :.-()";

std::string_view stripped(std::string_view text) {
    const auto first = text.find_first_not_of(between);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(between) - first + 1);
}

bool is_letter(char c) {
    return between.find(c) == std::string_view::npos;
}

// "sub total", "sub-total", "totales" and "totais" are the words that are listed, subtotal and total.
std::string in_one_word(std::string text) {
    static constexpr std::pair<std::string_view, std::string_view> ways[] = {{"totales", "total"},
                                                                             {"totais", "total"},
                                                                             {"sub total", "subtotal"},
                                                                             {"sub-total", "subtotal"},
                                                                             {"sub. total", "subtotal"}};
    for (const auto& [way, word] : ways) {
        const auto at = text.find(way);
        const auto past = at + way.size();
        const bool alone = at != std::string::npos && (at == 0 || !is_letter(text[at - 1])) &&
                           (past == text.size() || !is_letter(text[past]));
        if (alone) text.replace(at, way.size(), word);
    }
    return text;
}

// A label of a total row: what it asks of the other rows; "" anything.
struct Asked {
    std::vector<std::string> labels;
    bool total = false;
};

Asked asked_by(const LabelledRow& row, std::span<const std::string> words) {
    Asked asked{.labels = row.labels};
    for (auto& label : asked.labels) {
        const auto of = total_of(label, words);
        if (!of) continue;
        asked.total = true;
        label = *of;
    }
    return asked;
}

struct Sum {
    std::int64_t adds = 0;
    std::size_t rows = 0;
    bool known = true;
};

class Comparison {
  public:
    Comparison(std::span<const LabelledRow> rows, std::span<const std::string> words) : rows_{rows} {
        for (const auto& row : rows) asked_.push_back(asked_by(row, words));
    }

    TotalsCompared run() const {
        TotalsCompared all;
        for (std::size_t row = 0; row < rows_.size(); ++row) {
            if (!asked_[row].total) continue;
            TotalsCompared named = compare(row, asked_[row].labels, 0, rows_.size());
            const auto read_as = [&](std::size_t first, std::size_t past) {
                if (named.open.empty()) return;
                TotalsCompared other = compare(row, {}, first, past);
                if (other.open.size() < named.open.size()) named = std::move(other);
            };
            read_as(0, rows_.size());
            read_as(past_total_before(row), row);
            all.compared += named.compared;
            all.open.insert(all.open.end(), named.open.begin(), named.open.end());
            all.closed.insert(all.closed.end(), named.closed.begin(), named.closed.end());
        }
        return all;
    }

  private:
    // What no row is called restricts nothing: "Total general".
    std::vector<std::string> known_labels(std::vector<std::string> labels) const {
        for (std::size_t i = 0; i < labels.size(); ++i) {
            const bool known = std::any_of(rows_.begin(), rows_.end(), [&](const LabelledRow& row) {
                const auto at = static_cast<std::size_t>(&row - rows_.data());
                return !asked_[at].total && row.labels[i] == labels[i];
            });
            if (!known) labels[i].clear();
        }
        return labels;
    }
    std::size_t past_total_before(std::size_t row) const {
        while (row > 0 && !asked_[row - 1].total) --row;
        return row;
    }
    // With the sum of the rows from `first` on, before `past`.
    TotalsCompared compare(std::size_t total, std::vector<std::string> labels, std::size_t first,
                           std::size_t past) const {
        labels = known_labels(std::move(labels));
        TotalsCompared found;
        const LabelledRow& row = rows_[total];
        for (std::size_t value = 0; value < row.values.size(); ++value) {
            if (!row.values[value]) continue;
            const Sum sum = sum_of(labels, value, first, past);
            if (!sum.known) continue;
            ++found.compared;
            if (sum.rows > 0 && sum.adds == *row.values[value])
                found.closed.emplace_back(total, value);
            else
                found.open.push_back({total, value, *row.values[value], sum.adds});
        }
        return found;
    }
    Sum sum_of(const std::vector<std::string>& labels, std::size_t value, std::size_t first,
               std::size_t past) const {
        Sum sum;
        for (std::size_t row = first; row < past; ++row) {
            if (asked_[row].total || !agrees(rows_[row], labels)) continue;
            ++sum.rows;
            sum.known = sum.known && !rows_[row].unread[value];
            sum.adds += rows_[row].values[value].value_or(0);
        }
        return sum;
    }
    static bool agrees(const LabelledRow& row, const std::vector<std::string>& labels) {
        for (std::size_t i = 0; i < labels.size(); ++i) {
            if (!labels[i].empty() && labels[i] != row.labels[i]) return false;
        }
        return true;
    }

    std::span<const LabelledRow> rows_;
    std::vector<Asked> asked_;
};

}  // namespace

std::optional<std::string> total_of(std::string_view label, std::span<const std::string> words) {
    const std::string text = in_one_word(folded(label));
    std::optional<std::string> shortest;  // of what is left: the longest word decides
    for (const auto& said : words) {
        const std::string word = in_one_word(folded(said));
        std::string_view left;
        if (text.starts_with(word) && (text.size() == word.size() || !is_letter(text[word.size()])))
            left = std::string_view{text}.substr(word.size());
        else if (text.ends_with(word) && text.size() > word.size() &&
                 !is_letter(text[text.size() - word.size() - 1]))
            left = std::string_view{text}.substr(0, text.size() - word.size());
        else
            continue;
        const std::string rest{stripped(left)};
        if (!shortest || rest.size() < shortest->size()) shortest = rest;
    }
    return shortest;
}

TotalsCompared compare_totals(std::span<const LabelledRow> rows, std::span<const std::string> words) {
    return Comparison{rows, words}.run();
}

}  // namespace atalaya::intake
