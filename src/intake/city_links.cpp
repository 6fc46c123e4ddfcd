#include "intake/city_links.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace atalaya::intake {

namespace {

using By = Link::By;
using Compared = Link::Compared;

constexpr std::size_t most_compared = 10;  // as a pattern of levels holds

std::vector<std::string> columns_of(TomlTable& table, std::string_view key) {
    if (table.holds_text(key)) return {table.text(key)};
    return table.texts(key);
}

Compared compared_of(TomlTable table) {
    static const std::vector<std::string> fields{"day",   "hour", "area",     "position",
                                                 "units", "name", "document", "exact"};
    const std::string by = table.one_of("by", fields);
    Compared out{.by = static_cast<By>(std::ranges::find(fields, by) - fields.begin())};
    out.id = table.text("id", by);
    if (out.by == By::area) out.layer = table.text("layer");
    if (out.by != By::area && !out.of_text()) out.within = static_cast<double>(table.integer("within", 0));
    if (out.within < 0 || out.within > 10'000)
        table.refuse("within", message("\"within\" should be 0 to 10,000: days, hours, metres or units."));
    if (out.by == By::position && out.within == 0)
        table.refuse("within", message("\"within\" should say how many metres positions may be apart."));
    if (out.of_text()) {
        out.first = columns_of(table, "first");
        out.second = table.has("second") ? columns_of(table, "second") : out.first;
    }
    if (out.by == By::name) {
        const auto alike = table.optional_numbers("alike");
        if (alike.size() == 1) out.alike = alike.front();
        if (alike.size() > 1 || !(0.7 <= out.alike && out.alike < 1))
            table.refuse("alike", message("\"alike\" should be one number in a list, from 0.7 to below 1: "
                                          "how alike two names are that are close."));
    }
    table.done();
    return out;
}

// How many fields of a pattern it takes.
std::size_t places_of(const Compared& field) {
    return field.by == By::position ? 2 : 1;
}

bool is_block(const City& city, const Link& link, std::string_view part) {
    if (part == "year" || part == "month" || city.layer(part)) return true;
    const bool sounds = part.ends_with(phonetic_block);
    if (sounds) part.remove_suffix(phonetic_block.size());
    const auto* field = link.text_field(part);
    return field && (sounds ? field->by == By::name : field->by != By::name);
}

void check_sources_of(const City& city, const TomlTable& top, const char* key, const std::string& first,
                      const std::string& second) {
    for (const auto& id : {first, second}) {
        if (!id.empty() && std::ranges::find(city.sources, id) == city.sources.end())
            top.refuse(key, message("\"{}\" is not in \"sources\".", id));
    }
}

void check_link(const City& city, const Link& link, const TomlTable& top) {
    check_sources_of(city, top, "links", link.first, link.second);
    std::size_t places = 0;
    for (const auto& field : link.fields) {
        places += places_of(field);
        if (!field.layer.empty() && !city.layer(field.layer))
            top.refuse("links", message("the city has no layer \"{}\".", field.layer));
        if (field.of_text() && link.text_field(field.id) != &field)
            top.refuse("links",
                       message("two fields are called \"{}\"; give one of them an \"id\".", field.id));
    }
    if (places > most_compared)
        top.refuse("links", message("a link compares at most {} fields; a position is two.", most_compared));
    for (const auto& block : link.blocks) {
        for (const auto& part : block) {
            if (is_block(city, link, part)) continue;
            top.refuse("links", message("a block is of \"year\", \"month\", a layer, a name as it sounds "
                                        "(\"name:phonetic\") or a document; found \"{}\".",
                                        part));
        }
    }
}

}  // namespace

bool Link::Compared::of_text() const {
    return by == By::name || by == By::document || by == By::exact;
}

const Link::Compared* Link::text_field(std::string_view field) const {
    const auto found =
        std::ranges::find_if(fields, [&](const Compared& one) { return one.of_text() && one.id == field; });
    return found == fields.end() ? nullptr : &*found;
}

Link link_of(TomlTable table) {
    Link out{.id = table.text("id"),
             .first = table.text("first"),
             .second = table.text("second", ""),
             .first_counts = table.text("first_counts"),
             .second_counts = {},
             .fields = {},
             .blocks = table.optional_text_lists("blocks"),
             .what = table.optional_words("what")};
    if (!out.second.empty()) out.second_counts = table.text("second_counts");
    if (out.second == out.first)
        table.refuse("second", message("\"first\" and \"second\" should be two different sources; leave "
                                       "\"second\" out to look for what one has twice."));
    for (auto& field : table.tables("fields")) out.fields.push_back(compared_of(field));
    const auto bands = table.optional_numbers("bands");
    if (!bands.empty()) {
        if (bands.size() != 2 || !(0 < bands[0] && bands[0] <= bands[1] && bands[1] <= 1))
            table.refuse("bands", message("\"bands\" should be two probabilities: from which a clerk is "
                                          "asked, and from which two records are one."));
        out.lower = bands[0], out.upper = bands[1];
    }
    if (out.fields.empty() || out.blocks.empty())
        table.refuse("fields", message("a link should have \"fields\" to compare and \"blocks\" to "
                                       "compare them in."));
    table.done();
    return out;
}

Comparison comparison_of(TomlTable table) {
    Comparison out{.id = table.text("id"),
                   .first = table.text("first"),
                   .second = table.text("second"),
                   .first_counts = table.texts("first_counts"),
                   .second_counts = table.texts("second_counts"),
                   .layer = table.text("layer", ""),
                   .differences = {}};
    if (out.second == out.first)
        table.refuse("second", message("\"first\" and \"second\" should be two different sources."));
    for (auto& one : table.tables("differences")) {
        out.differences.push_back(one.words("what"));
        one.done();
    }
    if (out.differences.empty())
        table.refuse("differences", message("a comparison should say why the two do not count alike."));
    table.done();
    return out;
}

void check_links(const City& city, const TomlTable& top) {
    const auto again = [](const auto& list, const auto& one) {
        return std::ranges::count(list, one.id, [](const auto& other) { return other.id; }) > 1;
    };
    for (const auto& link : city.links) {
        check_link(city, link, top);
        if (again(city.links, link)) top.refuse("links", message("two are called \"{}\".", link.id));
    }
    for (const auto& one : city.comparisons) {
        check_sources_of(city, top, "comparisons", one.first, one.second);
        if (!one.layer.empty() && !city.layer(one.layer))
            top.refuse("comparisons", message("the city has no layer \"{}\".", one.layer));
        if (again(city.comparisons, one))
            top.refuse("comparisons", message("two are called \"{}\".", one.id));
    }
}

}  // namespace atalaya::intake
