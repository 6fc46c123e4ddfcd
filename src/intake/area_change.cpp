#include "intake/area_change.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "core/json.hpp"

namespace atalaya::intake {

namespace {

bool has(const std::vector<std::string>& codes, std::string_view code) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

bool repeats(std::vector<std::string> codes) {
    std::sort(codes.begin(), codes.end());
    return std::adjacent_find(codes.begin(), codes.end()) != codes.end();
}

bool right_number(const AreaChange& change) {
    const auto from = change.from.size(), to = change.to.size();
    switch (change.kind) {
        case AreaChange::Kind::split: return from == 1 && to >= 2;
        case AreaChange::Kind::merge: return from >= 2 && to == 1;
        case AreaChange::Kind::boundary: return from >= 2 && to >= 2;
        case AreaChange::Kind::rename:
        case AreaChange::Kind::code: return from == 1 && to == 1;
    }
    return false;
}

bool touches(const AreaChange& change, std::string_view code) {
    return change.takes(code) || change.gives(code);
}

// The last change of the layer before `change` that touches the area; none when it is untouched since ever.
const AreaChange* last_before(std::span<const AreaChange* const> in_order, const AreaChange& change,
                              std::string_view code) {
    const AreaChange* last = nullptr;
    for (const auto* other : in_order) {
        if (other->day < change.day && other->layer == change.layer && touches(*other, code)) last = other;
    }
    return last;
}

std::optional<Message> fault_with_earlier(std::span<const AreaChange* const> in_order,
                                          const AreaChange& change) {
    for (const auto& taken : change.from) {
        const auto* last = last_before(in_order, change, taken);
        if (last && !last->gives(taken))
            return message(
                "\"{}\" takes \"{}\" on {}, which \"{}\" had ended on {}: between them it was nowhere.",
                change.id, taken, iso(change.day), last->id, iso(last->day));
    }
    for (const auto& given : change.to) {
        const auto* last = last_before(in_order, change, given);
        if (!last || change.takes(given)) continue;
        if (last->gives(given))
            return message("\"{}\" gives \"{}\" on {}, which is there already since \"{}\" on {}.", change.id,
                           given, iso(change.day), last->id, iso(last->day));
        return message(
            "\"{}\" gives \"{}\" on {}, which \"{}\" had ended on {}: a code has one life, and what comes "
            "back "
            "needs another.",
            change.id, given, iso(change.day), last->id, iso(last->day));
    }
    return {};
}

// Both of one layer and day, and one area in both.
std::optional<Message> fault_of_one_day(const AreaChange& a, const AreaChange& b) {
    if (a.day != b.day || a.layer != b.layer) return {};
    for (const auto* codes : {&a.from, &a.to}) {
        for (const auto& code : *codes) {
            if (touches(b, code))
                return message("\"{}\" and \"{}\" touch \"{}\" on one day: write them as one change.", a.id,
                               b.id, code);
        }
    }
    return {};
}

}  // namespace

bool AreaChange::takes(std::string_view code) const {
    return has(from, code);
}

bool AreaChange::gives(std::string_view code) const {
    return has(to, code);
}

std::vector<std::string> AreaChange::redrawn() const {
    std::vector<std::string> codes;
    if (same_land()) return codes;
    for (const auto& code : from) {
        if (gives(code)) codes.push_back(code);
    }
    return codes;
}

std::string_view code(AreaChange::Kind kind) {
    static constexpr std::array<std::string_view, 5> codes{"split", "merge", "boundary", "rename", "code"};
    return codes[static_cast<std::size_t>(kind)];
}

std::optional<Message> fault_of(const AreaChange& change) {
    if (!right_number(change))
        return message(
            "\"{}\" is a {} of {} areas into {}; a split is of 1 into several, a merge of several into 1, a "
            "boundary of several into several, a rename or a code of 1 into 1.",
            change.id, code(change.kind), change.from.size(), change.to.size());
    if (repeats(change.from) || repeats(change.to))
        return message("\"{}\" names an area twice on one side.", change.id);
    if (change.kind == AreaChange::Kind::code && change.from == change.to)
        return message("\"{}\" changes the code \"{}\" into itself.", change.id, change.from.front());
    if (change.shares.empty()) return {};
    if (change.kind != AreaChange::Kind::split || change.shares.size() != change.to.size())
        return message("\"{}\": \"shares\" are of a split, one for each area of \"to\".", change.id);
    const double sum = std::accumulate(change.shares.begin(), change.shares.end(), 0.0);
    const bool positive =
        std::all_of(change.shares.begin(), change.shares.end(), [](double share) { return share > 0; });
    if (!positive || std::abs(sum - 1) > 1e-6)
        return message("\"{}\": the shares should each be more than 0 and add up to 1; they add up to {}.",
                       change.id, canonical_number(sum));
    return {};
}

std::optional<Message> contradiction(std::span<const AreaChange> changes) {
    std::vector<const AreaChange*> in_order;
    for (const auto& change : changes) in_order.push_back(&change);
    std::stable_sort(in_order.begin(), in_order.end(),
                     [](const auto* a, const auto* b) { return a->day < b->day; });
    for (std::size_t i = 0; i < in_order.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k) {
            if (in_order[i]->id == in_order[k]->id)
                return message("two changes are called \"{}\".", in_order[i]->id);
            if (auto fault = fault_of_one_day(*in_order[k], *in_order[i])) return fault;
        }
        if (auto fault = fault_with_earlier(in_order, *in_order[i])) return fault;
    }
    return {};
}

}  // namespace atalaya::intake
