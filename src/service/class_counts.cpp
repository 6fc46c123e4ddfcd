#include "service/class_counts.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "service/crosswalk_moves.hpp"
#include "service/kept_codes.hpp"

namespace atalaya::service {

namespace {

// The code itself and those above it, from the broadest.
std::vector<std::string> line_of(const Taxonomy& list, const std::string& code) {
    std::vector<std::string> line;
    for (const auto* at = list.find(code); at; at = list.find(at->parent)) line.push_back(at->code);
    std::ranges::reverse(line);
    return line;
}

}  // namespace

const ClassCount* ClassCounts::find(std::string_view code) const {
    const auto found = std::ranges::find(codes, code, &ClassCount::code);
    return found == codes.end() ? nullptr : &*found;
}

ClassCounting::ClassCounting(const Taxonomy& list) : list_{list} {
    for (const auto& code : list.codes) own_[code.code].code = code.code;
}

// The narrowest code that has all of them; "" where there is none.
std::string ClassCounting::place_of(const std::vector<std::string>& classes) const {
    auto shared = line_of(list_, classes.front());
    for (const auto& other : classes) {
        const auto line = line_of(list_, other);
        const auto [end, ignored] = std::ranges::mismatch(shared, line);
        shared.erase(end, shared.end());
    }
    return shared.empty() ? "" : shared.back();
}

void ClassCounting::add(const intake::Crosswalk& crosswalk,
                        const std::map<std::string, std::int64_t, std::less<>>& rows) {
    for (const auto& [code, n] : rows) {
        const auto* meaning = crosswalk.of(code);
        if (!meaning) continue;
        std::vector<std::string> classes;
        for (const auto& of : meaning->iccs)
            if (auto canonical = list_.canonical(of); list_.find(canonical))
                classes.push_back(std::move(canonical));
        if (classes.empty()) continue;
        const std::string met = place_of(classes);
        std::set<std::string> below;
        for (const auto& of : classes) {
            const auto line = line_of(list_, of);
            below.insert(met.empty() ? line.begin() : std::next(std::ranges::find(line, met)), line.end());
        }
        for (const auto& of : below) own_.at(of).beside += n;
        const auto place = own_.find(met);
        if (place == own_.end()) {
            unplaced_ += n;
            continue;
        }
        place->second.own += n;
        if (meaning->fit == "overlap") place->second.overlap += n;
    }
}

ClassCounts ClassCounting::counts() const {
    auto totals = own_;
    for (auto& [code, count] : totals) count.all = count.own;
    std::vector<const TaxonomyCode*> deepest_first;
    for (const auto& code : list_.codes) deepest_first.push_back(&code);
    std::ranges::stable_sort(deepest_first, std::ranges::greater{}, &TaxonomyCode::level);
    for (const auto* code : deepest_first) {
        const auto above = totals.find(code->parent);
        if (above == totals.end()) continue;
        const auto& part = totals.at(code->code);
        above->second.all += part.all;
        above->second.overlap += part.overlap;
    }
    ClassCounts result{.codes = {}, .placed = 0, .unplaced = unplaced_};
    for (const auto& code : list_.codes) {
        result.codes.push_back(totals.at(code.code));
        result.placed += result.codes.back().own;
    }
    return result;
}

ClassCounts class_counts(store::Store& store, const Catalogue& catalogue, const Taxonomy& list,
                         std::int64_t vintage_no) {
    const auto then = catalogue_at(store, catalogue, vintage_no);
    ClassCounting counting{list};
    for (const auto& coding : (then ? *then : catalogue).codings)
        counting.add(coding.uses.front().crosswalk, rows_by_code(store, coding.source, vintage_no));
    return counting.counts();
}

}  // namespace atalaya::service
