// What stands beside a count of persons: the same facts on another institution's list, and
// what is known of the persons.
#include <algorithm>
#include <set>

#include "core/error.hpp"
#include "service/measures/break_notes.hpp"

namespace atalaya::service {

namespace {

const ReconciledLists& lists_of(const Asked& asked) {
    const std::string source = part_of(asked.spec.part, "source");
    std::string known;
    for (const auto& lists : asked.world.reconciled()) {
        if (lists.declared->indicator != asked.spec.indicator) continue;
        if (lists.declared->other == source) return lists;
        known += (known.empty() ? "source=" : " | source=") + lists.declared->other;
    }
    if (known.empty())
        throw Error{Fault::usage, message("figure: reconciled: city.toml declares no two lists of {} under "
                                          "[[reconciliations]]",
                                          asked.spec.indicator)};
    throw Error{Fault::usage,
                message("figure: reconciled: expected a part {}, found \"{}\"", known, asked.spec.part)};
}

std::int64_t counted_in(const Asked& asked, const std::vector<OnList>& list) {
    return std::ssize(
        part_of_list(list, asked.spec.period, asked.territory.slot, asked.territory.extent.codes));
}

}  // namespace

Figure measure_reconciled(const Asked& asked) {
    Figure figure = start(asked, needed(asked).unit);
    const ReconciledLists& lists = lists_of(asked);
    figure.sources = {lists.declared->primary, lists.declared->other};
    for (const auto& source : figure.sources) {
        if (!within(asked.spec.period, asked.world.known_months_of_source(source)))
            return cannot(std::move(figure), "no_data");
    }
    // What is on both has the day and the place of the primary list, so that months add up to years.
    const std::int64_t both = counted_in(asked, lists.on_both());
    const std::int64_t only_primary = counted_in(asked, lists.only_primary());
    const std::int64_t only_other = counted_in(asked, lists.only_other());
    const auto point = [&](const char* label, std::int64_t n) {
        figure.series.push_back({label, static_cast<double>(n), {}, {}});
    };
    point("primary", only_primary + both);
    point("other", only_other + both);
    point("matched", both);
    point("union", only_primary + both + only_other);
    point("only_primary", only_primary);
    point("only_other", only_other);
    figure.value = static_cast<double>(both);
    figure.numerator = static_cast<double>(only_primary + both);
    figure.denominator = static_cast<double>(only_other + both);
    figure.denominator_note = lists.declared->other;
    figure.records_in = only_primary + only_other + 2 * both;
    return figure;
}

Figure measure_by_attribute(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    Figure figure = start(asked, needed(asked).unit);
    figure.sources.clear();
    const std::string attribute = part_of(spec.part, "attribute");
    const int first = month_index(month_of(spec.period.first)),
              past = month_index(month_of(spec.period.past_end));
    for (const auto& source : world.catalogue().sources) {
        if (source.category.describes != spec.indicator || territory.slot != 0 ||
            !within(spec.period, world.known_months_of_source(source.id)) ||
            world.source_cuts(source.id, spec.period))
            continue;
        std::set<std::string> told;  // a code that two labels have is one category
        for (const auto& label : source.labels) {
            if (label.label_1 != attribute || !told.insert(label.code).second) continue;
            std::int64_t persons = 0;
            for (const auto& cell : world.attributes(spec.indicator)) {
                if (cell.month >= first && cell.month + cell.months <= past &&
                    world.offences()[cell.category] == source.id + ":" + label.code)
                    persons += cell.persons;
            }
            if (persons == 0 && label.label_2.empty()) continue;  // of all of them it is known
            figure.series.push_back({source.id + ":" + label.code, static_cast<double>(persons), {}, {}});
            figure.records_in += persons;
        }
        if (!figure.series.empty()) figure.sources.push_back(source.id);
    }
    if (figure.series.empty()) return cannot(std::move(figure), "no_data");
    note_breaks(figure, asked);
    return figure;
}

}  // namespace atalaya::service
