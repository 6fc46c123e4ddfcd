#include "service/grouped_labels.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "core/text.hpp"

namespace atalaya::service {

namespace {

using Codes = std::vector<const NationalCode*>;

std::vector<std::string> cells_of(const intake::Label& label) {
    std::vector<std::string> cells;
    for (const auto* cell : {&label.label_1, &label.label_2, &label.label_3})
        if (!cell->empty()) cells.push_back(folded(*cell));
    return cells;
}

// A list with its labels folded.
class Names {
  public:
    explicit Names(const NationalList& list) : list_{list} {
        for (const auto& code : list.codes) {
            auto& names = names_[&code];
            for (const auto& label : code.labels) names.push_back(folded(label));
            names.push_back(folded(code.code));
        }
    }
    Codes called(std::span<const std::string> cells) const {
        Codes found;
        for (const auto& code : list_.codes)
            if (!cells.empty() && is(code, cells)) found.push_back(&code);
        return found;
    }

  private:
    bool named(const NationalCode& code, const std::string& cell) const {
        return std::ranges::find(names_.at(&code), cell) != names_.at(&code).end();
    }
    bool is(const NationalCode& code, std::span<const std::string> cells) const {
        if (!named(code, cells.back())) return false;
        const auto* at = list_.find(code.within);
        for (auto left = cells.size() - 1; left > 0; --left, at = list_.find(at->within)) {
            while (at && !named(*at, cells[left - 1])) at = list_.find(at->within);
            if (!at) return false;
        }
        return true;
    }

    const NationalList& list_;
    std::map<const NationalCode*, std::vector<std::string>> names_;
};

struct Candidates {
    Codes codes;  // what holds a code before it
    bool part = false;
};

Candidates candidates_of(const Names& names, const intake::Label& label) {
    auto cells = cells_of(label);
    Candidates found{names.called(cells)};
    while (found.codes.empty() && cells.size() > 1) {
        cells.pop_back();
        found = {names.called(cells), true};
    }
    return found;
}

bool within(const NationalList& list, const NationalCode& code, const NationalCode& outer) {
    return &code == &outer || list.holds(outer, code);
}

// The widest of the codes that a label may be, or the next one where the source has other labels within the widest.
const NationalCode* chosen(const NationalList& list, const Codes& codes, const std::vector<Candidates>& all) {
    for (std::size_t i = 1; i < codes.size(); ++i)
        if (!list.holds(*codes[i - 1], *codes[i])) return nullptr;
    std::size_t at = 0;
    const auto has_another_part = [&](const NationalCode& wide, const NationalCode& narrow) {
        return std::ranges::any_of(all, [&](const Candidates& other) {
            return std::ranges::any_of(other.codes, [&](const auto* code) {
                return list.holds(wide, *code) && !within(list, *code, narrow);
            });
        });
    };
    while (at + 1 < codes.size() && has_another_part(*codes[at], *codes[at + 1])) ++at;
    return codes.empty() ? nullptr : codes[at];
}

}  // namespace

std::vector<PlacedLabel> placed(const NationalList& list, std::span<const intake::Label> labels) {
    const Names names{list};
    std::vector<Candidates> all;
    for (const auto& label : labels) all.push_back(candidates_of(names, label));
    std::vector<PlacedLabel> out;
    for (std::size_t i = 0; i < labels.size(); ++i)
        out.push_back({&labels[i], chosen(list, all[i].codes, all), all[i].part});
    return out;
}

GroupedLabels grouped(const NationalList& list, std::string_view grouping,
                      std::span<const PlacedLabel> labels) {
    GroupedLabels out;
    const auto holds_some_of_it = [&](const NationalCode& code) {
        return std::ranges::any_of(list.codes, [&](const NationalCode& inner) {
            return list.holds(code, inner) && list.counts(inner, grouping);
        });
    };
    for (const auto& [label, code, part] : labels) {
        if (!code) continue;
        if (!list.counts(*code, grouping)) {
            if (!part && holds_some_of_it(*code)) out.wider.push_back(label);
            continue;
        }
        const bool contained = std::ranges::any_of(labels, [&](const PlacedLabel& other) {
            return other.code && !other.part && list.counts(*other.code, grouping) &&
                   (list.holds(*other.code, *code) || (part && other.code == code));
        });
        (contained ? out.contained : out.counted).push_back(label);
    }
    const auto is_absent = [&](const NationalCode& code) {
        return std::ranges::none_of(labels, [&](const PlacedLabel& one) {
            return one.code && (within(list, *one.code, code) || list.holds(*one.code, code));
        });
    };
    for (const auto& code : list.codes) {
        const auto* outer = list.find(code.within);
        const bool told = outer && list.counts(*outer, grouping) && is_absent(*outer);
        if (list.counts(code, grouping) && !told && is_absent(code)) out.absent.push_back(&code);
    }
    return out;
}

std::map<std::string, std::set<std::string>> groupings_by_code(const Groupings& groupings,
                                                               const intake::Source& source) {
    std::map<std::string, std::set<std::string>> by_code;
    const auto* list = groupings.list_of(source.id);
    if (!list) return by_code;
    const auto labels = placed(*list, source.labels);
    for (const auto& one : groupings.all) {
        const std::string& id = one.indicator.id;
        const auto in = grouped(*list, id, labels);
        for (const auto* label : in.counted) by_code[label->code].insert(id);
        for (const auto& [label, code, part] : labels) {
            const auto counted = by_code.find(label->code);
            if (!code || counted == by_code.end() || !counted->second.contains(id) ||
                std::ranges::find(in.counted, label) != in.counted.end())
                continue;
            throw Error{Fault::bad_input,
                        message("{}: the code \"{}\" has labels in the grouping {} and "
                                "others, \"{}\" among them. Give them codes of their own",
                                (source.folder / "codes.csv").string(), label->code, id, label->label_1)};
        }
    }
    return by_code;
}

std::set<std::string> count_in_groupings(const Groupings& groupings, intake::Source& source) {
    std::set<std::string> counted;
    const auto by_code = groupings_by_code(groupings, source);
    for (auto& label : source.labels) {
        const auto found = by_code.find(label.code);
        if (found == by_code.end()) continue;
        for (const auto& id : found->second)
            if (std::ranges::find(label.indicators, id) == label.indicators.end())
                label.indicators.push_back(id);
        counted.insert(found->second.begin(), found->second.end());
    }
    return counted;
}

}  // namespace atalaya::service
