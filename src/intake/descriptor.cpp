#include "intake/descriptor.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/declared_area_changes.hpp"
#include "intake/descriptor_format.hpp"
#include "intake/descriptor_labels.hpp"
#include "intake/descriptor_place.hpp"
#include "intake/descriptor_quality.hpp"
#include "intake/descriptor_recipe.hpp"
#include "intake/descriptor_time.hpp"
#include "intake/list_versions.hpp"
#include "intake/listed_rows.hpp"
#include "intake/nearest.hpp"
#include "intake/number_between.hpp"
#include "intake/retention.hpp"
#include "intake/toml.hpp"
#include "intake/units_of_key.hpp"

namespace atalaya::intake {

namespace {

using Texts = std::vector<std::string>;
namespace fs = std::filesystem;

void read_channel(Source& source, TomlTable& top) {
    if (auto channel = top.optional_table("channel")) {
        source.channel_column = channel->text("column");
        channel->done();
    }
}

// The attributes of the persons of a list, each a column of its own.
void read_attributes(Source& source, TomlTable& table) {
    static const Texts attributes{"sex", "age", "mechanism", "place"};
    CategoryRule& rule = source.category;
    rule.each = table.named_texts("each");
    if (source.kind != Kind::tallies)
        table.refuse("each", message("\"each\" is for sources of kind \"tallies\"."));
    for (const auto& [attribute, column] : rule.each) {
        if (std::find(attributes.begin(), attributes.end(), attribute) == attributes.end()) {
            table.refuse("each", message("attribute \"{}\" should be one of {}.{}", attribute,
                                         join(attributes, ", "), did_you_mean(attribute, attributes)));
        }
    }
    if (auto among = table.optional_table("among")) {
        rule.among_column = among->text("column");
        rule.among = among->texts("texts");
        among->done();
    }
    rule.describes = table.text("describes", "");
    table.done();
}

void read_category(Source& source, TomlTable table) {
    static const Texts choices{"reject", "keep"};
    if (table.has("each")) return read_attributes(source, table);
    source.category.always = table.text("always", "");
    source.category.columns = table.optional_texts("columns");
    const std::size_t columns = source.category.columns.size();
    if (source.category.always.empty() ? columns < 1 || columns > 3 : columns > 0) {
        table.refuse(
            "columns",
            message("\"columns\" should name one to three columns, or \"always\" the code of every row."));
    }
    source.category.unlisted =
        table.one_of("unlisted", choices, "reject") == "keep" ? Unlisted::keep : Unlisted::reject;
    table.done();
}

void read_exposure(Source& source, TomlTable table) {
    ExposureRule& rule = source.exposure;
    rule.kind = table.text("kind");
    rule.layer = table.text("layer", "");
    rule.area = table.text("area", "");
    rule.within = table.text("within", "");
    if (rule.layer.empty() != rule.area.empty())
        table.refuse("area", message("\"layer\" and \"area\" go together."));
    rule.value = table.text("value");
    rule.year_column = table.text("year_column", "");
    if (table.has("year")) rule.year = number_between(table, "year", 0, 1800, 2200);
    if (rule.year.has_value() != rule.year_column.empty()) {
        table.refuse("year", message("one of \"year\" and \"year_column\" should be there."));
    }
    rule.month_column = table.text("month_column", "");
    rule.adds_up = table.boolean("adds_up", false);
    rule.rounded = table.boolean("rounded", false);
    rule.whole = table.optional_texts("whole");
    auto aliases = table.named_texts("aliases");  // kept as those of [area.LAYER] are
    if (!aliases.empty() && rule.layer.empty())
        table.refuse("aliases", message("\"aliases\" and \"layer\" go together."));
    if (!aliases.empty())
        source.areas.push_back({.layer = rule.layer,
                                .column = rule.area,
                                .within = rule.within,
                                .pattern = {},
                                .aliases = std::move(aliases)});
    table.done();
}

void read_calendar(Source& source, TomlTable table) {
    auto day = table.table("day");
    source.day_column = day.text("column");
    source.day_format = day_format(day, Known::days);
    day.done();
    CalendarRule& rule = source.calendar;
    rule.name = table.text("name");
    rule.country = table.text("country", "");
    rule.kind = table.text("kind", "");
    rule.kinds = table.optional_texts("kinds");
    if (rule.kind.empty() != rule.kinds.empty())
        table.refuse("kinds", message("\"kind\" and \"kinds\" go together."));
    table.done();
    if (source.format.type != FileType::csv) table.refuse("day", message("a calendar comes as csv."));
}

void read_wide(Source& source, TomlTable table) {
    static const Texts blanks{"nothing", "zero"};
    WideRule& rule = source.wide;
    rule.columns = table.optional_texts("columns");
    rule.first = table.text("first", "");
    rule.last = table.text("last", "");
    rule.name = table.text("name");
    rule.value = table.text("value");
    rule.blank_is_zero = table.one_of("blank", blanks, "nothing") == "zero";
    rule.months = table.boolean("months", false);
    rule.year = table.text("year", "");
    const bool span = rule.months || (!rule.first.empty() && !rule.last.empty());
    if (rule.columns.empty() ? !span : !rule.first.empty() || !rule.last.empty()) {
        table.refuse("columns",
                     message("\"columns\" should name the columns that become rows, or \"first\" "
                             "and \"last\" the two that they lie between, or \"months\" be true."));
    }
    table.done();
}

void read_totals(Source& source, TomlTable& top) {
    static const Texts choices{"told", "required"};
    auto totals = top.optional_table("totals");
    if (!totals) return;
    source.totals.said = true;
    if (totals->has("words")) source.totals.words = totals->optional_texts("words");
    source.totals.required = totals->one_of("closes", choices, "told") == "required";
    totals->done();
}

void read_by_kind(Source& source, TomlTable& top) {
    static const Texts covers{"rows", "months"};
    if (auto key = top.optional_table("key")) {
        source.key = key->texts("columns");
        key->done();
    }
    if (auto delivery = top.optional_table("delivery")) {
        source.covers = delivery->one_of("covers", covers) == "months" ? Covers::months : Covers::rows;
        const std::int64_t settles = delivery->integer("settles_months", 0);
        if (settles < 0 || settles > 24) {
            delivery->refuse("settles_months", message("\"settles_months\" should be 0 to 24, the number of "
                                                       "newest months that later deliveries revise."));
        }
        source.settles_months = static_cast<int>(settles);
        source.month_in_name = delivery->boolean("month_in_name", false);
        delivery->done();
    }
    if (auto only = top.optional_table("only"); only && source.kind != Kind::areas) {
        source.only = {only->text("column"), only->texts("texts")};
        only->done();
    }
    if (source.kind != Kind::areas) read_totals(source, top);
    switch (source.kind) {
        case Kind::incidents:
            read_time(source, top.table("time"));
            read_category(source, top.table("offence"));
            if (auto place = top.optional_table("place")) read_place(source, *place);
            read_channel(source, top);
            if (auto units = top.optional_table("units")) {
                source.count_column = units->text("column");
                if (source.count_column == rows_of_key && source.key.empty())
                    units->refuse("column", message("\"@rows\" counts the rows of a key: say [key], the "
                                                    "columns that tell the facts apart."));
                units->done();
            }
            read_areas(source, top);
            read_quality(source, top);
            break;
        case Kind::tallies:
            read_time(source, top.table("time"));
            read_category(source, top.table("category"));
            read_channel(source, top);
            if (auto count = top.optional_table("count")) {
                static const Texts fractions{"refuse", "thousands"};
                source.count_column = count->text("column");
                if (count->one_of("fractions", fractions, "refuse") == "thousands")
                    source.fractions = Fractions::thousands;
                count->done();
            }
            if (auto wide = top.optional_table("wide")) read_wide(source, *wide);
            read_areas(source, top);
            read_quality(source, top);
            break;
        case Kind::exposures:
            read_exposure(source, top.table("exposure"));
            read_quality(source, top);
            if (auto wide = top.optional_table("wide")) read_wide(source, *wide);
            break;
        case Kind::areas:
            read_shape(source, top.table("shape"));
            area_changes_of(top, source.shape.layer);
            break;
        case Kind::places: read_places(source, top.table("places")); break;
        case Kind::calendar: read_calendar(source, top.table("calendar")); break;
    }
}

// Attributes of persons have their name as first label and their text as second one.
std::size_t labels_said(const Source& source) {
    return source.category.each.empty() ? source.category.columns.size() : 2;
}

void read_lists(Source& source) {
    if (fs::exists(source.folder / "codes.csv"))
        source.labels = read_labels(source.folder / "codes.csv", labels_said(source));
    if (fs::exists(source.folder / "areas.csv")) {
        for (auto& row : rows_under(source.folder / "areas.csv", {"code", "name"})) {
            source.area_names.emplace_back(row[0], row[1]);
        }
    }
    const bool needs_labels = (source.kind == Kind::incidents || !source.category.each.empty()) &&
                              source.category.unlisted == Unlisted::reject;
    if (needs_labels && source.labels.empty()) {
        throw Error{Fault::bad_input, message("{}: expected a codes.csv with the labels of {}; there is "
                                              "none. Write one, or say unlisted = \"keep\" in [offence].",
                                              source.folder.string(), join(source.category.columns, ", "))};
    }
    const std::string& always = source.category.always;
    const auto is_it = [&](const Label& label) { return label.code == always; };
    if (!always.empty() && std::none_of(source.labels.begin(), source.labels.end(), is_it)) {
        throw Error{
            Fault::bad_input,
            message("{}: expected the code \"{}\" that source.toml gives to every row; it is not listed.",
                    (source.folder / "codes.csv").string(), always)};
    }
    check_list_versions(source);
    check_rule_names(source);
    source.recipe = recipe_of(source.folder);
}

}  // namespace

Source read_source(const fs::path& folder) {
    static const Texts kinds{"incidents", "tallies", "exposures", "areas", "places", "calendar"};
    static const Texts cadences{"yearly", "quarterly", "monthly", "weekly", "daily", "once"};
    TomlTable top = read_toml(folder / "source.toml");
    Source source;
    source.folder = folder;
    source.id = top.text("id");
    if (source.id != folder.filename().string()) {
        top.refuse("id", message("\"id\" should be the folder's name, \"{}\"; found \"{}\".",
                                 folder.filename().string(), source.id));
    }
    source.version = top.text("version");
    const std::string kind = top.one_of("kind", kinds);
    source.kind = static_cast<Kind>(std::find(kinds.begin(), kinds.end(), kind) - kinds.begin());
    source.name = top.words("name");
    source.publisher = top.text("publisher");
    source.url = top.text("url");
    source.licence = top.text("licence");
    source.beside = top.text("beside", "");
    if (source.beside.empty()) source.files = top.texts("files");
    source.cadence = top.one_of("cadence", cadences);
    source.addressees = addressees_of(top);
    source.domain = top.text("domain", "");
    source.sealed = top.optional_texts("sealed");
    if (auto retention = top.optional_table("retention")) retention_of(*retention, source.kind);
    source.format = format_of(top.table("format"));
    read_by_kind(source, top);
    top.done();
    const FileType type = source.format.type;
    const bool shapes = type == FileType::geojson || type == FileType::shapefile;
    const bool table_of_areas = !source.shape.geometry.empty() || !source.shape.drawn;
    if (source.kind == Kind::areas && (shapes ? !source.shape.geometry.empty() : !table_of_areas))
        top.refuse("format",
                   message("areas come as geojson or shapefile, or as a table with a column of shapes "
                           "(\"geometry\" in [shape]) or of none (drawn = false)."));
    read_lists(source);
    return source;
}

std::vector<Source> read_sources(const fs::path& root) {
    std::vector<Source> sources;
    if (!fs::is_directory(root)) return sources;
    for (const auto& entry : fs::directory_iterator{root}) {
        if (fs::exists(entry.path() / "source.toml")) sources.push_back(read_source(entry.path()));
    }
    std::sort(sources.begin(), sources.end(), [](const Source& a, const Source& b) { return a.id < b.id; });
    return sources;
}

std::vector<Source> read_sources(const fs::path& root, std::span<const std::string> ids) {
    std::vector<Source> sources;
    for (const auto& id : ids) sources.push_back(read_source(root / id));
    return sources;
}

}  // namespace atalaya::intake
