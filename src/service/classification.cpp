#include "service/classification.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "service/grouped_labels.hpp"

namespace atalaya::service {

namespace {

constexpr std::string_view one_offence = "offence=";

// "source:code" of a figure about one label alone; "" of all of the indicator.
std::string_view offence_of(const FigureSpec& spec) {
    const std::string_view part = spec.part;
    return part.starts_with(one_offence) ? part.substr(one_offence.size()) : std::string_view{};
}

bool has_rows(const World& world, const FigureSpec& spec, const std::string& offence) {
    const Territory wanted = parse_territory(spec.territory);
    const auto& territory = world.territory(world.has(wanted) ? wanted : Territory{});
    const auto in = [&](Period period) {
        return world.sum(spec.indicator, territory, period, {}, offence).rows > 0;
    };
    return in(spec.period) || (spec.against && in(*spec.against));
}

void add_source(const World& world, const FigureSpec& spec, const intake::Source& source,
                const Coding& coding, Classified& out) {
    const std::string_view only = offence_of(spec);
    const auto meant = [&](const std::string& code) -> const intake::Meaning* {
        if (!only.empty() && only != source.id + ":" + code) return nullptr;
        return coding.counted(code, spec.indicator);
    };
    out.used.push_back({source.id, &coding.for_indicator(spec.indicator)});
    std::set<std::string> told;
    for (const auto& label : source.labels) {
        const auto* meaning = meant(label.code);
        if (!meaning || meaning->fit != "overlap" || !told.insert(label.code).second) continue;
        if (has_rows(world, spec, source.id + ":" + label.code))
            out.overlaps.push_back({source.id, &label, meaning});
    }
    for (const auto& decided : coding.decided)
        if (meant(decided.code)) out.decided.push_back({source.id, &decided});
}

void add_grouped(const World& world, const Groupings& groupings, const FigureSpec& spec,
                 const intake::Source& source, const Coding& coding, Classified& out) {
    const auto* list = groupings.list_of(source.id);
    if (!list) return;
    out.grouped.push_back({source.id, list->name, list->version, list->digest(),
                           grouped(*list, spec.indicator, placed(*list, source.labels)).wider});
    for (const auto& decided : coding.decided)
        if (world.catalogue().counts_in(source.id + ":" + decided.code, spec.indicator))
            out.decided.push_back({source.id, &decided});
}

}  // namespace

Classified classified(const World& world, const FigureSpec& spec) {
    Classified out;
    if (spec.indicator.empty()) return out;
    const auto& catalogue = world.catalogue();
    std::optional<Groupings> groupings;
    if (const auto* of = catalogue.find_indicator(spec.indicator); of && is_grouping(*of))
        groupings = read_groupings(catalogue.share);
    for (const auto number : world.sources_of(spec.indicator)) {
        const auto& source = catalogue.source(world.sources()[number]);
        const std::string_view only = offence_of(spec);
        if (!only.empty() && only.substr(0, only.find(':')) != source.id) continue;
        const auto* coding = catalogue.coding(source.id);
        if (!coding) continue;
        groupings ? add_grouped(world, *groupings, spec, source, *coding, out)
                  : add_source(world, spec, source, *coding, out);
    }
    return out;
}

namespace {

void put_lists(JsonWriter& json, const Classified& classified) {
    json.key("lists").array();
    for (const auto& [source, list, version, digest, wider] : classified.grouped) {
        json.object().key("source").text(source).key("list").text(list.es);
        json.key("version").text(version).key("digest").text(digest.hex()).key("wider").array();
        for (const auto* label : wider) json.text(label->code);
        json.end().end();
    }
    json.end();
}

}  // namespace

void put(JsonWriter& json, const Classified& classified) {
    json.key("crosswalks").array();
    for (const auto& [source, crosswalk] : classified.used) {
        json.object().key("source").text(source).key("name").text(crosswalk->name);
        json.key("version").text(crosswalk->version).key("author").text(crosswalk->author);
        json.key("date").text(crosswalk->date).key("digest").text(crosswalk->digest().hex()).end();
    }
    json.end();
    if (!classified.grouped.empty()) put_lists(json, classified);
    json.key("overlap").array();
    for (const auto& [source, label, meaning] : classified.overlaps) {
        json.object().key("source").text(source).key("code").text(label->code);
        json.key("name").text(label->name.es).key("classes").array();
        for (const auto& of : meaning->iccs) json.text(of);
        json.end().end();
    }
    json.end().key("decided").array();
    for (const auto& [source, label] : classified.decided) {
        json.object().key("source").text(source).key("label").text(label->label);
        json.key("code").text(label->code).key("author").text(label->author);
        json.key("on").text(label->on).end();
    }
    json.end();
}

}  // namespace atalaya::service
