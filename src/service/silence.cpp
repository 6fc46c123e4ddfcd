#include "service/silence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>

#include "intake/check.hpp"
#include "intake/quality/months_silent.hpp"
#include "service/findings.hpp"
#include "service/world.hpp"
#include "store/data_directory.hpp"

namespace atalaya::service {
namespace {

std::vector<Month> months_of(const std::string& detail) {
    std::vector<Month> months;
    const auto json = nlohmann::json::parse(detail);
    for (const auto& month : json.at("months"))
        months.push_back(parse_month(month.get<std::string>()).value());
    return months;
}

bool is_of_months(const std::string& check) {
    return check == intake::finding::months_silent || check == intake::finding::months_missing;
}

// Consecutive months as one gap.
void add_month(std::vector<intake::Gap>& gaps, const std::string& source, Month month) {
    const Period days = whole(month);
    const Day last = days.past_end - std::chrono::days{1};
    if (!gaps.empty() && *gaps.back().last + std::chrono::days{1} == days.first) {
        gaps.back().last = last;
        return;
    }
    gaps.push_back(
        {.source = source, .layer = "", .area = "", .first = days.first, .last = last, .what = {}});
}

// By source and check, the months that somebody said to be as they are: of the tellings that the decision is of.
using Settled = std::map<std::pair<std::string, std::string>, std::set<Month>>;

Settled settled_months(store::Store& store) {
    Settled settled;
    const auto decisions = store.records().finding_decisions(store.city());
    if (std::ranges::none_of(decisions, [](const auto& one) { return is_of_months(one.check); }))
        return settled;
    for (const auto& [finding, life] : living_findings(store)) {
        if (!is_of_months(finding.check)) continue;
        for (const auto place : state_of(life).settled) {
            const auto months = months_of(finding.tellings[place].detail);
            settled[{finding.source, finding.check}].insert(months.begin(), months.end());
        }
    }
    return settled;
}

}  // namespace

std::string coverage_to_paste(const std::string& source, const std::string& detail) {
    std::vector<intake::Gap> gaps;
    for (const auto month : months_of(detail)) add_month(gaps, source, month);
    std::string lines;
    for (const auto& gap : gaps)
        lines += fmt::format(
            "[[coverage]]\nsource = \"{}\"\nfirst = \"{}\"\nlast = \"{}\"\n"
            "what = {{ es = \"sin ninguna fila\", pt = \"sem nenhuma linha\", en = \"without any row\" }}\n",
            source, iso(*gap.first), iso(*gap.last));
    return lines;
}

bool is_declared_outside(const intake::City& city, const std::string& source, Period days) {
    return std::any_of(city.coverage.begin(), city.coverage.end(), [&](const intake::Gap& gap) {
        return gap.source == source && gap.layer.empty() && !(gap.first && gap.last) &&
               (!gap.first || *gap.first <= days.first) &&
               (!gap.last || *gap.last >= days.past_end - std::chrono::days{1});
    });
}

bool is_declared_silent(const intake::City& city, const std::string& source, Period days) {
    return std::any_of(city.coverage.begin(), city.coverage.end(), [&](const intake::Gap& gap) {
        return gap.source == source && gap.layer.empty() && !gap.on_no_day() &&
               (!gap.first || *gap.first <= days.first) &&
               (!gap.last || *gap.last >= days.past_end - std::chrono::days{1});
    });
}

std::vector<intake::Gap> silences(const intake::City& city, const std::string& source,
                                  const std::map<int, std::int64_t>& told,
                                  const std::set<Month>& true_zeros) {
    std::vector<intake::Gap> gaps;
    const auto* expected = city.expectation(source);
    if (expected && expected->empty_months) return gaps;
    intake::quality::MonthRows rows;
    for (const auto& [month, n] : told) rows[month_at(month)] = static_cast<double>(n);
    for (const auto& run : intake::quality::silent_months(rows)) {
        for (int i = 0; i < run.months; ++i) {
            const Month month = plus_months(run.first, i);
            if (true_zeros.contains(month) || is_declared_silent(city, source, whole(month))) continue;
            add_month(gaps, source, month);
        }
    }
    return gaps;
}

std::set<int> empty_months(const intake::City& city, const std::string& source,
                           const std::map<int, std::int64_t>& told, const std::set<int>& named) {
    const auto has_rows = [&](int month) {
        const auto found = told.find(month);
        return found != told.end() && found->second > 0;
    };
    std::set<int> empty;
    std::ranges::copy_if(named, std::inserter(empty, empty.end()),
                         [&](int month) { return !has_rows(month); });
    const auto* expected = city.expectation(source);
    if (expected && expected->empty_months) return empty;

    intake::quality::MonthRows all;
    for (const auto& [month, n] : told) all[month_at(month)] = static_cast<double>(n);
    for (const int month : empty) all[month_at(month)] = 0;
    std::set<int> believed = empty;
    for (auto at = empty.begin(); at != empty.end();) {
        const int first = *at;
        int past = first;
        auto rows = all;
        for (; at != empty.end() && *at == past; ++at, ++past) rows.erase(month_at(past));
        if (!intake::quality::cannot_be_empty(rows, month_at(first), past - first)) continue;
        for (int month = first; month < past; ++month) believed.erase(month);
    }
    return believed;
}

std::map<std::string, std::set<Month>> true_zeros(store::Store& store, const std::vector<Receipt>& receipts) {
    std::map<std::string, std::set<Month>> zeros;
    std::optional<Settled> settled;
    for (const auto& receipt : receipts) {
        for (const auto& finding : receipt.findings) {
            if (!is_of_months(finding.check)) continue;
            if (!settled) settled = settled_months(store);
            const auto known = settled->find({receipt.source, finding.check});
            if (known == settled->end()) continue;
            for (const auto month : months_of(finding.detail)) {
                if (known->second.contains(month)) zeros[receipt.source].insert(month);
            }
        }
    }
    return zeros;
}

}  // namespace atalaya::service
