#include "service/link_fields.hpp"

#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "geo/plane.hpp"
#include "linkage/key.hpp"
#include "linkage/phonetic.hpp"
#include "linkage/written.hpp"

namespace atalaya::service {

namespace {

using By = intake::Link::By;
using intake::Link;
using store::LinkRecord;

std::string number_or_blank(std::int64_t value, bool known) {
    return known ? std::to_string(value) : std::string{};
}

linkage::Tongue tongue_of(const intake::City& city) {
    return city.country == "BR" ? linkage::Tongue::portuguese : linkage::Tongue::spanish;
}

linkage::Field field_of(std::string name, const std::vector<std::string>& values, linkage::Measure measure,
                        double within) {
    return {.name = std::move(name),
            .column = linkage::Column{values},
            .measure = within > 0 ? measure : linkage::Measure::equal,
            .within = within};
}

// Metres from the first position of all, east and north: two fields, for distances are of numbers.
void add_position(std::vector<linkage::Field>& fields, const LinkRows& rows, double within) {
    std::optional<geo::LocalPlane> plane;
    std::vector<std::string> east, north;
    for (const auto* side : rows.all) {
        if (side->record.at && !plane) plane.emplace(*side->record.at);
        const Planar off = side->record.at ? plane->to(*side->record.at) : Planar{};
        const bool known = side->record.at.has_value();
        east.push_back(number_or_blank(std::llround(off.x), known));
        north.push_back(number_or_blank(std::llround(off.y), known));
    }
    fields.push_back(field_of("east", east, linkage::Measure::number, within));
    fields.push_back(field_of("north", north, linkage::Measure::number, within));
}

std::string comparable(By by, const std::string& written) {
    return by == By::name ? linkage::comparable_name(written) : linkage::comparable_number(written);
}

// Which of the link's texts are of a field.
const std::vector<std::string>& texts_of(const Link& link, const LinkRows& rows,
                                         const Link::Compared& field) {
    std::size_t place = 0;
    for (const auto& other : link.fields) {
        if (&other == &field) break;
        place += other.of_text();
    }
    return rows.texts.at(place);
}

linkage::Field text_field(const Link& link, const intake::City& city, const LinkRows& rows,
                          const Link::Compared& of) {
    std::vector<std::string> values;
    for (const auto& written : texts_of(link, rows, of)) values.push_back(comparable(of.by, written));
    linkage::Field field{.name = of.id, .column = linkage::Column{values}};
    if (of.by == By::document) field.measure = linkage::Measure::slip;
    if (of.by == By::name) {
        field.measure = linkage::Measure::jaro_winkler;
        field.close = of.alike;
        field.by_frequency = true;
        field.most_differ = linkage::names_that_differ;
        field.sounds = linkage::phonetic_keys(field.column, values, tongue_of(city));
        field.words = linkage::name_words(field.column, tongue_of(city));
    }
    return field;
}

// The key of one part of a block, for each record; `last` word of a name or the first.
std::vector<std::string> part_keys(const std::string& part, bool last, const Link& link,
                                   const intake::City& city, const LinkRows& rows) {
    std::vector<std::string> keys;
    const bool sounds = part.ends_with(intake::phonetic_block);
    const auto* field =
        link.text_field(sounds ? part.substr(0, part.size() - intake::phonetic_block.size()) : part);
    for (std::size_t i = 0; i < rows.all.size(); ++i) {
        const LinkRecord& record = rows.all[i]->record;
        if (part == "year") {
            keys.push_back(iso(record.day).substr(0, 4));
        } else if (part == "month") {
            keys.push_back(iso(record.day).substr(0, 7));
        } else if (const auto* layer = city.layer(part)) {
            keys.push_back(record.area[static_cast<std::size_t>(layer->slot)]);
        } else if (sounds) {
            const std::string sound = linkage::phonetic_key(
                linkage::comparable_name(texts_of(link, rows, *field)[i]), tongue_of(city));
            keys.push_back(last ? sound.substr(sound.rfind(' ') + 1) : sound.substr(0, sound.find(' ')));
        } else {
            keys.push_back(linkage::comparable_number(texts_of(link, rows, *field)[i]));
        }
    }
    return keys;
}

linkage::Pass pass_of(const Link::Block& block, bool last, const Link& link, const intake::City& city,
                      const LinkRows& rows) {
    std::vector<std::string> texts(rows.all.size());
    std::vector<bool> known(rows.all.size(), true);
    for (const auto& part : block) {
        const auto keys = part_keys(part, last, link, city, rows);
        for (std::size_t i = 0; i < keys.size(); ++i) {
            known[i] = known[i] && !keys[i].empty();
            texts[i] += keys[i] + '\x1F';
        }
    }
    linkage::Pass pass{.name = join(block, " "), .keys = {}};
    for (std::size_t i = 0; i < texts.size(); ++i)
        pass.keys.push_back(known[i] ? linkage::key_of({texts[i]}) : linkage::no_key);
    return pass;
}

}  // namespace

std::vector<linkage::Field> link_fields(const Link& link, const intake::City& city, const LinkRows& rows) {
    std::vector<linkage::Field> fields;
    const auto add = [&](std::string name, linkage::Measure measure, double within, const auto& value) {
        std::vector<std::string> values;
        for (const auto* side : rows.all) values.push_back(value(side->record));
        fields.push_back(field_of(std::move(name), values, measure, within));
    };
    for (const auto& field : link.fields) {
        switch (field.by) {
            case By::day:
                add("day", linkage::Measure::day, field.within,
                    [](const LinkRecord& record) { return iso(record.day); });
                break;
            case By::hour:
                add("hour", linkage::Measure::number, field.within,
                    [](const LinkRecord& record) { return number_or_blank(record.hour, record.hour >= 0); });
                break;
            case By::units:
                add("units", linkage::Measure::number, field.within,
                    [](const LinkRecord& record) { return std::to_string(record.units); });
                break;
            case By::area: {
                const auto slot = static_cast<std::size_t>(city.layer(field.layer)->slot);
                add(field.layer, linkage::Measure::equal, 0,
                    [slot](const LinkRecord& record) { return record.area[slot]; });
                break;
            }
            case By::position: add_position(fields, rows, field.within); break;
            case By::name:
            case By::document:
            case By::exact: fields.push_back(text_field(link, city, rows, field)); break;
        }
    }
    return fields;
}

std::vector<linkage::Pass> link_passes(const Link& link, const intake::City& city, const LinkRows& rows) {
    std::vector<linkage::Pass> passes;
    for (const auto& block : link.blocks) {
        passes.push_back(pass_of(block, false, link, city, rows));
        const bool sounds = std::ranges::any_of(
            block, [](const std::string& part) { return part.ends_with(intake::phonetic_block); });
        if (sounds) passes.push_back(pass_of(block, true, link, city, rows));
    }
    return passes;
}

}  // namespace atalaya::service
