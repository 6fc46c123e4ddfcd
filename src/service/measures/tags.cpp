#include "service/measures/tags.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "core/error.hpp"
#include "core/text.hpp"
#include "service/label_tags.hpp"
#include "service/measures/break_notes.hpp"

namespace atalaya::service {

namespace {

// What the indicator counts, by value of the tag ("" where it is not said), and of how many records it is.
struct ByValue {
    std::map<std::string, std::int64_t> counted;
    std::int64_t records = 0;
};

struct Reader {
    const Asked& asked;
    Tags tags = read_tags(asked.world.catalogue().share);
    std::vector<Mechanism> mechanisms = read_mechanisms(asked.world.catalogue().share);
    const Tag& tag = tags.tag(part_of(asked.spec.part, "tag"));

    // The value of the tag for each code that says it.
    std::map<std::string, std::string> said_by(const intake::Source& source) const {
        std::map<std::string, std::string> values;
        for (const auto& [code, said] : read_code_tags(source, tags, mechanisms)) {
            const auto found = said.find(tag.called());
            if (found != said.end()) values.emplace(code, found->second);
        }
        return values;
    }
};

std::string value_of(const std::map<std::string, std::string>& said, const std::string& code) {
    const auto found = said.find(code);
    return found == said.end() ? "" : found->second;
}

bool counts(const intake::Label& label, const std::string& indicator) {
    return std::ranges::find(label.indicators, indicator) != label.indicators.end();
}

// Nothing where no code that counts in the indicator says the tag.
std::optional<ByValue> of_offences(const Reader& read) {
    const auto& [worlds, world, spec, territory, indicator] = read.asked;
    ByValue facts;
    bool said_of_any = false;
    for (const auto number : world.sources_of(spec.indicator)) {
        const auto& source = world.catalogue().source(world.sources()[number]);
        const auto said = read.said_by(source);
        std::set<std::string> seen;
        for (const auto& label : source.labels) {
            if (!counts(label, spec.indicator) || !seen.insert(label.code).second) continue;
            said_of_any = said_of_any || said.contains(label.code);
            const Sum sum =
                world.sum(spec.indicator, territory, spec.period, {}, source.id + ":" + label.code);
            facts.counted[value_of(said, label.code)] += counted(indicator, sum);
            facts.records += sum.rows;
        }
    }
    return said_of_any ? std::optional{facts} : std::nullopt;
}

bool describes_period(const Asked& asked, const intake::Source& source) {
    return source.category.describes == asked.spec.indicator && asked.territory.slot == 0 &&
           within(asked.spec.period, asked.world.known_months_of_source(source.id)) &&
           !asked.world.source_cuts(source.id, asked.spec.period);
}

std::int64_t persons_of(const Asked& asked, const std::string& category) {
    const int first = month_index(month_of(asked.spec.period.first)),
              past = month_index(month_of(asked.spec.period.past_end));
    std::int64_t persons = 0;
    for (const auto& cell : asked.world.attributes(asked.spec.indicator)) {
        if (cell.month >= first && cell.month + cell.months <= past &&
            asked.world.offences()[cell.category] == category)
            persons += cell.persons;
    }
    return persons;
}

// All texts of the columns of which one says the tag: what is not tagged there is not said.
std::optional<ByValue> of_persons(const Reader& read, Figure& figure) {
    ByValue facts;
    figure.sources.clear();
    for (const auto& source : read.asked.world.catalogue().sources) {
        if (!describes_period(read.asked, source)) continue;
        const auto said = read.said_by(source);
        std::set<std::string> columns, seen;
        for (const auto& label : source.labels)
            if (said.contains(label.code)) columns.insert(label.label_1);
        for (const auto& label : source.labels) {
            if (!columns.contains(label.label_1) || !seen.insert(label.code).second) continue;
            const auto persons = persons_of(read.asked, source.id + ":" + label.code);
            facts.counted[value_of(said, label.code)] += persons;
            facts.records += persons;  // a row is of one person
        }
        if (columns.size() > 1)
            throw Error{Fault::usage,
                        message("{}: two columns say the tag {}: {}", source.id, read.tag.called(),
                                join({columns.begin(), columns.end()}, ", "))};
        if (!columns.empty()) figure.sources.push_back(source.id);
    }
    return figure.sources.empty() ? std::nullopt : std::optional{facts};
}

void put(const Tag& tag, const ByValue& facts, Figure& figure) {
    const auto point = [&](const std::string& value, bool always) {
        const auto found = facts.counted.find(value);
        const auto n = found == facts.counted.end() ? 0 : found->second;
        if (n == 0 && !always) return;
        figure.series.push_back({tag.id + "=" + value, static_cast<double>(n), {}, {}});
    };
    for (const auto& value : tag.values) point(value.code, value.missing != TagValue::Missing::no);
    point("", false);
    figure.records_in = facts.records;
}

}  // namespace

Figure measure_by_tag(const Asked& asked) {
    Figure figure = start(asked, needed(asked).unit);
    const Reader read{asked};
    if (read.tag.values.empty())
        throw Error{Fault::usage, message("the tag {} has no values to count by", read.tag.called())};
    auto facts = of_offences(read);
    if (facts && asked.world.cuts(asked.spec.indicator, asked.spec.period))
        return cannot(std::move(figure), "counted_together");
    if (facts && (silent(asked, asked.spec.period) ||
                  !within(asked.spec.period, asked.world.known_months(asked.spec.indicator))))
        return cannot(std::move(figure), "no_data");
    if (!facts) facts = of_persons(read, figure);
    if (!facts) return cannot(std::move(figure), "no_data");
    put(read.tag, *facts, figure);
    if (figure.series.empty()) return cannot(std::move(figure), "no_data");
    note_breaks(figure, asked);
    return figure;
}

}  // namespace atalaya::service
