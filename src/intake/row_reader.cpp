#include "intake/row_reader.hpp"

#include <algorithm>
#include <utility>

#include "core/error.hpp"
#include "core/json.hpp"
#include "intake/coarse_day.hpp"
#include "intake/nearest.hpp"
#include "intake/quality/tell.hpp"
#include "intake/typed_day.hpp"

namespace atalaya::intake {

namespace {

std::string joined_labels(std::string_view label_1, std::string_view label_2, std::string_view label_3) {
    return folded(label_1) + '\x1F' + folded(label_2) + '\x1F' + folded(label_3);
}

std::string of_version(std::string labels, std::string_view version) {
    return version.empty() ? labels : labels.append(1, '\x1E').append(version);
}

// The part of a text that a pattern means; "" where it finds none.
std::string part_meant(std::string_view text, const std::regex& pattern) {
    std::match_results<std::string_view::const_iterator> match;
    if (!std::regex_search(text.begin(), text.end(), match, pattern)) return {};
    return match[1].str();
}

}  // namespace

std::string quotable(std::string_view text) {
    constexpr std::size_t most = 400;
    if (text.size() <= most) return std::string{text};
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return std::string{text.substr(0, end)} + "…";
}

Wanted::Wanted(const Source& source, const Layout& layout) : column_{layout.at(source.only.column)} {
    for (const auto& text : source.only.texts) texts_.push_back(folded(text));
}

bool Wanted::operator()(Row row, const CellReader& cell) {
    if (column_ < 0) return true;
    return memo_.of(cell(row, column_), [&](std::string_view text) {
        return std::find(texts_.begin(), texts_.end(), folded(text)) != texts_.end();
    });
}

WhenReader::WhenReader(const Source& source, const Layout& layout, const Zone* clock)
    : format_{source.day_format},
      column_{layout.at(source.day_column)},
      year_{layout.at(source.day_parts.year)},
      month_{layout.at(source.day_parts.month)},
      day_{layout.at(source.day_parts.day)},
      of_facts_{source.kind == Kind::incidents},
      clock_{source, clock} {}

// The first column that says nothing is the one that is missing; what stands in several is quoted together.
std::optional<When> WhenReader::parse(Row row, const CellReader& cell, Found& found) const {
    if (column_ >= 0) {
        const auto text = cell(row, column_);
        found.column = column_;
        found.text = text;
        if (text.empty()) return {};
        const auto day = parse_typed_day(text, format_);
        return day || !of_facts_ ? day : parse_coarse_day(text, format_);
    }
    found.column = year_;
    for (const int column : {year_, month_, day_}) {
        if (column < 0) continue;
        const auto text = cell(row, column);
        if (of_facts_ && column == day_ && is_unknown_day(text)) continue;
        if (text.empty()) {
            found.column = column;
            found.text.clear();
            return {};
        }
        if (!found.text.empty()) found.text += ' ';
        found.text += text;
    }
    const auto said = cell(row, day_);
    const bool without = day_ < 0 || (of_facts_ && is_unknown_day(said));
    const auto day = without ? std::nullopt : std::optional{said};
    return day_of(cell(row, year_), cell(row, month_), day);
}

WhenReader::Found WhenReader::read(Row row, const CellReader& cell, const std::optional<Day>& latest) const {
    Found found;
    found.when = parse(row, cell, found);
    if (found.when && found.when->ahead) found.written = std::exchange(found.when, clock_.shown(*found.when));
    if (found.text.empty())
        found.reason = reason::day_missing;
    else if (!found.when)
        found.reason = reason::day_impossible;
    else if (found.when->day < earliest_day)
        found.reason = reason::day_too_early;
    else if (latest && found.when->day > *latest)
        found.reason = reason::day_future;
    return found;
}

quality::ToldOf told_of(const CheckAgainst& against) {
    quality::ToldOf of{against.source, {}};
    for (int slot = 0; slot < slots; ++slot)
        of.layers[static_cast<std::size_t>(slot)] = against.gazetteer.layer(slot);
    return of;
}

void report_elsewhere(Batch& batch, const Source& source, std::int64_t rows) {
    if (rows == 0) return;
    JsonWriter json;
    const auto& calendar = source.calendar;
    const auto& column = source.kind != Kind::calendar ? source.only.column
                         : calendar.country.empty()    ? calendar.kind
                                                       : calendar.country;
    json.object().key("column").text(column).end();
    batch.findings.push_back({finding::rows_elsewhere, rows, json.str()});
}

LabelBook::LabelBook(const Source& source)
    : list_{source.id},
      always_{source.category.always},
      keep_{source.category.unlisted == Unlisted::keep},
      zeros_{source},
      versions_{versions_in(source.labels)} {
    for (const auto& label : source.labels) {
        codes_.emplace(of_version(joined_labels(label.label_1, label.label_2, label.label_3),
                                  versioned(label.code).version),
                       source.id + ":" + label.code);
    }
}

std::size_t LabelBook::version_on(Day day) const {
    const auto* version = in_force(versions_, day);
    return version ? static_cast<std::size_t>(version - versions_.data()) + 1 : 0;
}

std::string LabelBook::code_of(Day day, std::string_view label_1, std::string_view label_2,
                               std::string_view label_3) const {
    if (!always_.empty()) return list_ + ":" + always_;
    const std::string labels = joined_labels(label_1, label_2, label_3);
    if (const auto number = version_on(day); number > 0) {
        const auto then = codes_.find(of_version(labels, versions_[number - 1].id));
        if (then != codes_.end()) return then->second;
    }
    if (const auto found = codes_.find(labels); found != codes_.end()) return found->second;
    // A label that somebody gave a code is one text, as rejects quote it.
    std::string all{label_1};
    for (const auto label : {label_2, label_3})
        if (!label.empty()) all.append(" / ").append(label);
    if (const auto decided = codes_.find(joined_labels(all, {}, {})); decided != codes_.end())
        return decided->second;
    if (!keep_ || zeros_.before(label_1, label_2, label_3)) return {};
    std::string code = list_ + ":" + area_code(label_1);
    for (const auto label : {label_2, label_3}) {
        if (const std::string more = area_code(label); !more.empty()) code += "-" + more;
    }
    return code;
}

AreaTexts::AreaTexts(const CheckAgainst& against, const Layout& layout) : gazetteer_{against.gazetteer} {
    for (const auto& rule : against.source.areas) {
        const int slot = gazetteer_.slot_of(rule.layer);
        if (slot < 0) {
            std::vector<std::string> layers;
            for (int s = 0; s < slots; ++s) {
                if (!gazetteer_.layer(s).empty()) layers.emplace_back(gazetteer_.layer(s));
            }
            throw Error{Fault::bad_input,
                        message("{}: [area.{}] is no layer of the city.{}", against.source.id, rule.layer,
                                did_you_mean(rule.layer, layers))};
        }
        Column column{.slot = slot,
                      .within = layout.at(rule.within),
                      .column = layout.at(rule.column),
                      .prefer = rule.prefer,
                      .aliases = {},
                      .memo = {},
                      .pattern = {},
                      .joined = {}};
        if (!rule.pattern.empty()) column.pattern.emplace(rule.pattern);
        for (const auto& [text, code] : rule.aliases)
            column.aliases.emplace(folded(text), gazetteer_.by_code(slot, code));
        columns_.push_back(std::move(column));
    }
}

std::span<const AreaTexts::Named> AreaTexts::read(Row row, const CellReader& cell) {
    named_.clear();
    for (auto& column : columns_) {
        std::string_view text = cell(row, column.column);
        if (column.pattern) {
            column.joined = part_meant(text, *column.pattern);
            text = trimmed(column.joined);
        }
        if (column.within >= 0 && !text.empty()) {
            column.joined = std::string{cell(row, column.within)} + ' ' + std::string{text};
            text = trimmed(column.joined);
        }
        Named named{column.slot, column.prefer, Gazetteer::unknown, text};
        if (!text.empty()) {
            named.area = column.memo.of(text, [&](std::string_view name) {
                const auto alias = column.aliases.find(folded(name));
                return alias != column.aliases.end() ? alias->second : gazetteer_.by_text(column.slot, name);
            });
        }
        named_.push_back(named);
    }
    return named_;
}

void fill_parents(const Gazetteer& gazetteer, std::array<std::int32_t, slots>& areas) {
    for (int slot = 0; slot < slots; ++slot) {
        const int above = gazetteer.parent_slot(slot);
        const auto area = areas[static_cast<std::size_t>(slot)];
        if (above < 0 || area == Gazetteer::unknown) continue;
        auto& parent = areas[static_cast<std::size_t>(above)];
        if (parent == Gazetteer::unknown) parent = gazetteer.parent(slot, area);
    }
}

}  // namespace atalaya::intake
