#include "service/revisions.hpp"

#include <algorithm>
#include <map>

#include "core/error.hpp"
#include "intake/nearest.hpp"
#include "service/classification.hpp"
#include "service/declared_about.hpp"
#include "store/triangle.hpp"

namespace atalaya::service {

namespace {

std::map<std::string, Digest> crosswalks_of(const Classified& classified) {
    std::map<std::string, Digest> digests;
    for (const auto& [source, crosswalk] : classified.used) digests.emplace(source, crosswalk->digest());
    return digests;
}

}  // namespace

FigureHistory figure_history(store::Store& store, const Catalogue& catalogue,
                             const FigureQuestion& question) {
    FigureHistory history;
    Worlds worlds{store, catalogue};
    const FigureSpec newest = spec_of(store, catalogue, question);
    const auto last = store.vintage(newest.vintage).no;
    std::map<std::string, Digest> counted_by;
    for (const auto& vintage : store.vintages()) {
        if (vintage.no > last) break;
        FigureSpec spec = newest;
        spec.vintage = vintage.id;
        spec = as_declared(worlds.at(vintage.id), std::move(spec));
        FigureHistory::Told told{.vintage = vintage.id, .figure = compute(worlds, spec), .deliveries = {}};
        const auto crosswalks = crosswalks_of(classified(worlds.at(vintage.id), spec));
        const bool same = !history.told.empty() && history.told.back().figure.value == told.figure.value &&
                          history.told.back().figure.reason == told.figure.reason && crosswalks == counted_by;
        counted_by = crosswalks;
        if (same) continue;
        for (const auto& receipt : worlds.at(vintage.id).receipts()) {
            const auto& sources = told.figure.sources;
            if (receipt.vintage_no == vintage.no &&
                std::find(sources.begin(), sources.end(), receipt.source) != sources.end())
                told.deliveries.push_back(receipt);
        }
        history.told.push_back(std::move(told));
    }
    return history;
}

std::optional<double> RevisionTriangle::factor(std::size_t age) const {
    if (age == 0) return {};
    std::int64_t before = 0, after = 0;
    for (const auto& row : months) {
        if (row.known.size() <= age) continue;
        before += row.known[age - 1];
        after += row.known[age];
    }
    if (before == 0) return {};
    return static_cast<double>(after) / static_cast<double>(before);
}

RevisionTriangle revision_triangle(store::Store& store, const Catalogue& catalogue, const std::string& source,
                                   const std::string& vintage) {
    std::vector<std::string> ids;
    for (const auto& one : catalogue.sources) ids.push_back(one.id);
    if (std::find(ids.begin(), ids.end(), source) == ids.end())
        throw Error{Fault::missing, message("source: expected one of the city's, found \"{}\".{}", source,
                                            intake::near_or_all(source, ids))};
    const auto last = store.vintage(vintage);
    const auto vintages = store.vintages();
    RevisionTriangle triangle{.source = source, .months = {}};
    const auto grow_to = [&](RevisionTriangle::MonthRow& row, std::int64_t first_no, std::int64_t no) {
        while (first_no + static_cast<std::int64_t>(row.known.size()) < no)
            row.known.push_back(row.known.back());
    };
    std::int64_t first_no = 0;
    for (const auto& [span, no, added] :
         store::revision_triangle(store.analytics(), {store.city(), last.no}, source)) {
        if (triangle.months.empty() || triangle.months.back().span != span) {
            if (!triangle.months.empty()) grow_to(triangle.months.back(), first_no, last.no + 1);
            first_no = no;
            triangle.months.push_back(
                {span, vintages[static_cast<std::size_t>(no) - 1].id, std::vector<std::int64_t>{added}});
            continue;
        }
        auto& row = triangle.months.back();
        grow_to(row, first_no, no);
        row.known.push_back(row.known.back() + added);
    }
    if (!triangle.months.empty()) grow_to(triangle.months.back(), first_no, last.no + 1);
    return triangle;
}

}  // namespace atalaya::service
