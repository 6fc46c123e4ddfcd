#include "intake/descriptor.hpp"

#include <algorithm>
#include <regex>
#include <set>
#include <tuple>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/declared_area_changes.hpp"
#include "intake/descriptor_quality.hpp"
#include "intake/list_versions.hpp"
#include "intake/listed_rows.hpp"
#include "intake/nearest.hpp"
#include "intake/retention.hpp"
#include "intake/span.hpp"
#include "intake/toml.hpp"
#include "intake/version.hpp"

namespace atalaya::intake {

namespace {

using Texts = std::vector<std::string>;
namespace fs = std::filesystem;

int number_between(TomlTable& table, std::string_view key, int otherwise, int least, int most) {
    const auto found = table.integer(key, otherwise);
    if (found >= least && found <= most) return static_cast<int>(found);
    table.refuse(key, message("\"{}\" should be between {} and {}; found {}.", key, least, most, found));
}

// In the order of Encoding.
constexpr std::array<std::string_view, 7> encoding_names{"utf-8", "latin-1", "windows-1252", "utf-16",
                                                         "mixed", "cp850",   "utf-8-twice"};

Format format_of(TomlTable table) {
    static const Texts types{"csv", "xlsx", "geojson", "parquet", "shapefile", "json", "pdf"},
        decimals{".", ","}, encodings{encoding_names.begin(), encoding_names.end()};
    Format format;
    const std::string type = table.one_of("type", types);
    format.type = static_cast<FileType>(std::find(types.begin(), types.end(), type) - types.begin());
    const std::string encoding = table.one_of("encoding", encodings, "utf-8");
    format.encoding =
        static_cast<Encoding>(std::find(encodings.begin(), encodings.end(), encoding) - encodings.begin());
    format.decimal = table.one_of("decimal", decimals, ".").front();
    const std::string separator = table.text("separator", "auto");
    const bool means_else = separator.find_first_of(std::string_view{"\"\r\n\0", 4}) != std::string::npos;
    if (separator != "auto" && (separator.size() != 1 || means_else)) {
        table.refuse("separator",
                     message("\"separator\" should be \"auto\" or one character; found \"{}\".", separator));
    }
    format.separator = separator == "auto" ? '\0' : separator.front();
    format.header_row = number_between(table, "header_row", 1, 1, 1000);
    format.header_rows = number_between(table, "header_rows", 1, 1, 10);
    format.sheet = table.text("sheet", "");
    const FileType in_zip[] = {FileType::csv, FileType::json, FileType::geojson};
    if (std::find(std::begin(in_zip), std::end(in_zip), format.type) != std::end(in_zip))
        format.member = table.text("member", "");
    else if (table.has("member"))
        table.refuse("member",
                     message("\"member\" is of zips of csv, json or geojson; \"type\" is \"{}\".", type));
    format.missing = table.optional_texts("missing");
    format.ends_at_blank = table.text("ends_at_blank", "");
    format.sheets = table.optional_texts("sheets");
    format.header_at = table.text("header_at", "");
    format.fill = table.optional_texts("fill");
    if (format.type == FileType::pdf && format.header_at.empty()) {
        table.refuse("header_at",
                     message("\"header_at\" should say a cell of the head's first row: a PDF has "
                             "no row numbers to know it by."));
    }
    table.done();
    return format;
}

// In the order of DayFormat; those from `month_formats` on say no day.
constexpr std::array<std::string_view, 9> day_formats{"YYYY-MM-DD",    "DD/MM/YYYY", "MM/DD/YYYY",
                                                      "YYYY/MM/DD",    "YYYYMMDD",   "DD/MM/YY",
                                                      "DD MONTH YYYY", "YYYYMM",     "MONTH YYYY"};
constexpr auto month_formats = static_cast<std::size_t>(DayFormat::year_month);

bool says_days(DayFormat format) {
    return static_cast<std::size_t>(format) < month_formats;
}

DayFormat day_format(TomlTable& table, std::size_t first_formats = day_formats.size()) {
    const Texts known{day_formats.begin(), day_formats.begin() + static_cast<std::ptrdiff_t>(first_formats)};
    const std::string found = table.one_of("format", known, "YYYY-MM-DD");
    return static_cast<DayFormat>(std::find(known.begin(), known.end(), found) - known.begin());
}

// A column with its format, beside which others may say its year, month and day again, or these columns in its place.
void read_day(Source& source, TomlTable day) {
    if (day.has("column") || !day.has("year")) {
        source.day_column = day.text("column");
        source.day_format = day_format(day);
        source.day_parts = {day.text("year", ""), day.text("month", ""), day.text("day", "")};
    } else {
        source.day_parts = {day.text("year"), day.text("month"), day.text("day", "")};
        source.span.part = day.text("unknown", "");
        if (source.kind == Kind::exposures && !source.span.part.empty())
            day.refuse("unknown", message("expected it of facts or counts: what a rate divides by is of a "
                                          "month or of a year."));
        const auto marks = split(source.span.part, between_marks);
        if (!source.span.part.empty() &&
            std::any_of(marks.begin(), marks.end(), [](auto mark) { return trimmed(mark).empty(); }))
            day.refuse("unknown",
                       message("expected what the source writes for a month that nobody knows, "
                               "several with \"|\" between them; found one that is blank. A blank cell "
                               "is no month, and its row is rejected."));
        if (source.kind == Kind::tallies && source.covers != Covers::months && !source.span.part.empty())
            day.refuse("unknown", message("counts of no month of their year need covers = \"months\" in "
                                          "[delivery]."));
    }
    const bool months = source.kind == Kind::tallies || source.kind == Kind::exposures;
    if (months && !source.day_parts.day.empty())
        day.refuse("day", message("counts are of months: \"year\" and \"month\" are enough."));
    day.done();
}

// Of counts of more than a month. Only a delivery that says all of its months can be put in the place of another
// that counted some of them together with others.
bool read_span(Source& source, TomlTable& time) {
    const bool quarters = time.has("quarter");
    if (source.kind != Kind::tallies || (!quarters && !time.has("year"))) return false;
    const char* key = quarters ? "quarter" : "year";
    TomlTable span = time.table(key);
    source.span.kind = quarters ? SpanRule::Kind::quarter : SpanRule::Kind::year;
    if (!quarters && span.has("always"))
        source.span.always = number_between(span, "always", 0, 1900, 2200);
    else
        source.span.year = span.text(quarters ? "year" : "column");
    source.span.part = quarters ? span.text("quarter") : span.text("months", "");
    span.done();
    if (source.covers != Covers::months)
        time.refuse(key, message("counts of more than a month need covers = \"months\" in [delivery]."));
    return true;
}

// The delay counts days from the fact, so both days have to be known as days.
void read_registered(Source& source, TomlTable& time) {
    auto registered = time.optional_table("registered");
    if (!registered) return;
    const bool days =
        source.day_column.empty() ? !source.day_parts.day.empty() : says_days(source.day_format);
    if (source.basis != "fact" || !days) {
        time.refuse(
            "registered",
            message("\"registered\" should stand beside the day of the fact (basis = \"fact\", a format with "
                    "days); without it there is no delay to count."));
    }
    source.registered.column = registered->text("column");
    source.registered.format = day_format(*registered, month_formats);
    registered->done();
}

void read_time(Source& source, TomlTable table) {
    static const Texts bases{"fact", "report"};
    source.basis = table.one_of("basis", bases, "fact");
    if (!read_span(source, table))
        read_day(source, table.table(source.kind == Kind::tallies ? "month" : "day"));
    if (auto hour = table.optional_table("hour"); hour && source.kind == Kind::incidents) {
        source.hour.column = hour->text("column");
        source.hour.unknown = hour->optional_texts("unknown");
        source.hour.unknown_until = hour->optional_day("unknown_until");
        hour->done();
    }
    if (auto interval = table.optional_table("interval"); interval && source.kind == Kind::incidents) {
        source.interval.from = interval->text("from");
        source.interval.until = interval->text("until");
        source.interval.format = day_format(*interval, month_formats);
        interval->done();
    }
    if (source.kind == Kind::incidents) {
        source.weekday_column = table.text("weekday", "");
        read_registered(source, table);
    }
    table.done();
}

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

// From the coordinate reference system that is written there; none where none is.
std::optional<geo::Projection> projection_of(TomlTable& table) {
    const std::string crs = table.text("crs", "");
    if (crs.empty()) return {};
    try {
        return geo::Projection{crs};
    } catch (const Error&) {
        table.refuse(
            "crs",
            message("\"crs\" should be a system that PROJ knows, such as \"EPSG:3116\"; found \"{}\".", crs));
    }
}

// "column", or ["street", "number"].
Texts one_or_more(TomlTable& table, std::string_view key) {
    return table.holds_text(key) ? Texts{table.text(key)} : table.optional_texts(key);
}

void read_address(AddressRule& rule, TomlTable& table) {
    rule.columns = one_or_more(table, "address");
    rule.crossing = table.text("crossing", "");
    rule.otherwise = table.text("otherwise", "");
    rule.area = table.text("address_area", "");
    for (const char* key : {"crossing", "otherwise", "address_area"}) {
        if (!rule.any() && table.has(key))
            table.refuse(key, message("\"{}\" belongs to an \"address\"; there is none.", key));
    }
}

void read_place(Source& source, TomlTable table) {
    read_address(source.place.address, table);
    source.place.from = projection_of(table);
    const char *lon = source.place.from ? "x" : "lon", *lat = source.place.from ? "y" : "lat";
    // Where there is an address there need be no point, but half of one is a slip.
    if (!source.place.address.any() || table.has(lon) || table.has(lat)) {
        source.place.lon = table.text(lon);
        source.place.lat = table.text(lat);
    }
    const auto box = table.optional_numbers("box");
    if (!box.empty()) {
        const bool good = box.size() == 4 && -180 <= box[0] && box[0] < box[2] && box[2] <= 180 &&
                          -90 <= box[1] && box[1] < box[3] && box[3] <= 90;
        if (!good) table.refuse("box", message("\"box\" should be four numbers: west, south, east, north."));
        std::copy(box.begin(), box.end(), source.place.box.begin());
    }
    table.done();
}

// An expression with a group, "" where there is none.
std::string pattern_of(TomlTable& table) {
    const std::string pattern = table.text("pattern", "");
    if (pattern.empty()) return pattern;
    try {
        if (std::regex{pattern}.mark_count() > 0) return pattern;
    } catch (const std::regex_error&) {
        // said below
    }
    table.refuse("pattern",
                 message("\"pattern\" should be a regular expression with the part that is meant in "
                         "parentheses, such as \"C-([0-9]+)$\"; found \"{}\".",
                         pattern));
}

void read_areas(Source& source, TomlTable& top) {
    static const Texts choices{"text", "point"};
    for (auto& [layer, table] : top.named_tables("area")) {
        AreaRule rule{.layer = layer,
                      .column = table.text("column"),
                      .within = table.text("within", ""),
                      .pattern = pattern_of(table),
                      .aliases = {}};
        rule.prefer = table.one_of("prefer", choices, "text") == "text" ? Prefer::text : Prefer::point;
        rule.aliases = table.named_texts("aliases");
        table.done();
        source.areas.push_back(std::move(rule));
    }
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

void read_shape(Source& source, TomlTable table) {
    ShapeRule& rule = source.shape;
    rule.layer = table.text("layer");
    rule.code = table.text("code");
    rule.name = table.text("name", "");
    rule.geometry = table.text("geometry", "");
    rule.within = table.text("within", "");
    rule.drawn = table.boolean("drawn", true);
    rule.called = table.optional_words("called");
    rule.valid_from = table.optional_day("valid_from");
    rule.from = projection_of(table);
    if (auto parent = table.optional_table("parent")) {
        rule.parent_layer = parent->text("layer");
        rule.parent = parent->text("column");
        rule.parent_aliases = parent->named_texts("aliases");
        parent->done();
    }
    table.done();
}

void read_calendar(Source& source, TomlTable table) {
    auto day = table.table("day");
    source.day_column = day.text("column");
    source.day_format = day_format(day, month_formats);
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

void read_places(Source& source, TomlTable table) {
    static const Texts kinds{"streets", "doors", "landmarks", "lots"};
    using What = PlacesRule::What;
    PlacesRule& rule = source.places;
    const std::string what = table.one_of("what", kinds);
    rule.what = static_cast<What>(std::find(kinds.begin(), kinds.end(), what) - kinds.begin());
    rule.name = table.text(rule.what == What::doors ? "street" : rule.what == What::lots ? "block" : "name");
    if (rule.what == What::streets || rule.what == What::landmarks) rule.also = one_or_more(table, "also");
    if (rule.what == What::streets) rule.way = table.text("way", "");
    if (rule.what == What::doors) {
        rule.code = table.text("street_code", "");
        rule.number = table.text("number");
        rule.letter = table.text("letter", "");
    }
    if (rule.what == What::lots) rule.lot = table.text("lot");
    if (rule.what == What::landmarks || rule.what == What::lots)
        rule.radius = number_between(table, "radius", rule.what == What::lots ? 15 : 50, 1, 5'000);
    if (rule.what != What::streets) {
        rule.from = projection_of(table);
        rule.lon = table.text(rule.from ? "x" : "lon");
        rule.lat = table.text(rule.from ? "y" : "lat");
    }
    table.done();
    if (rule.what == What::streets && source.format.type != FileType::geojson)
        table.refuse("what", message("streets come as geojson: their lines are needed."));
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

// As many columns of labels as the head has: those of finer columns than `least` may be left out.
std::vector<std::string> head_of_labels(const fs::path& path, std::size_t least) {
    const Texts after{"es", "pt", "en", "iccs", "fit", "indicators", "note"};
    const auto head = [&](std::size_t labels) {
        Texts names{"code"};
        for (std::size_t i = 1; i <= labels; ++i) names.push_back("label_" + std::to_string(i));
        names.insert(names.end(), after.begin(), after.end());
        return names;
    };
    return least < 2 && has_head(path, head(1)) ? head(1) : head(std::max<std::size_t>(least, 2));
}

// `least`: how many columns of the source say the label.
std::vector<Label> read_labels(const fs::path& path, std::size_t least) {
    static const Texts fits{"exact", "inside", "covers", "overlap"};
    std::vector<Label> labels;
    std::set<std::tuple<std::string, std::string, std::string, std::string>> seen;
    std::size_t line = 1;
    const auto head = head_of_labels(path, least);
    const std::size_t labels_written = head.size() - 8;
    for (auto& row : rows_under(path, head)) {
        ++line;
        if (labels_written < 2) row.insert(row.begin() + 2, "");
        const std::string label_3 = labels_written < 3 ? "" : row[3];
        if (labels_written == 3) row.erase(row.begin() + 3);
        Label label{.code = row[0],
                    .label_1 = row[1],
                    .label_2 = row[2],
                    .label_3 = label_3,
                    .name = {row[3], row[4], row[5]},
                    .iccs = parts_of(row[6]),
                    .fit = row[7],
                    .indicators = parts_of(row[8]),
                    .note = row[9]};
        const auto refuse = [&](const Message& why) {
            throw Error{Fault::bad_input, message("{}:{}: {}", path.string(), line, why)};
        };
        if (label.code.empty()) refuse(message("\"code\" is empty."));
        if (!label.fit.empty() && std::find(fits.begin(), fits.end(), label.fit) == fits.end()) {
            refuse(message("\"fit\" should be empty or one of {}; found \"{}\".{}", join(fits, ", "),
                           label.fit, did_you_mean(label.fit, fits)));
        }
        const std::string version{versioned(label.code).version};
        if (!seen.emplace(folded(label.label_1), folded(label.label_2), folded(label.label_3), version)
                 .second) {
            refuse(message("the labels \"{}\", \"{}\" come a second time.", label.label_1, label.label_2));
        }
        labels.push_back(std::move(label));
    }
    return labels;
}

bool is_about_persons(std::string_view line) {
    static constexpr std::string_view keys[] = {"domain ", "contact ", "substitute ", "superior "};
    return std::any_of(std::begin(keys), std::end(keys), [&](auto key) { return line.starts_with(key); });
}

// Who may see rows together, whom to write to and how long rows are kept say nothing of how they are read.
std::string how_it_is_read(const std::string& descriptor) {
    std::string out;
    bool retention = false;
    for (std::size_t at = 0; at < descriptor.size();) {
        const auto end = std::min(descriptor.find('\n', at), descriptor.size() - 1) + 1;
        const std::string_view line = std::string_view{descriptor}.substr(at, end - at);
        if (line.starts_with('[')) retention = line.starts_with("[retention]");
        if (!is_about_persons(line) && !retention) out += line;
        at = end;
    }
    return out;
}

Digest recipe_of(const fs::path& folder) {
    Sha256 hash;
    hash.add("intake ");
    hash.add(intake_version);
    for (const char* name : {"source.toml", "codes.csv", "areas.csv"}) {
        const std::string text = how_it_is_read(fs::exists(folder / name) ? read_text(folder / name) : "");
        hash.add("\n" + std::string{name} + " " + std::to_string(text.size()) + "\n");
        hash.add(text);
    }
    return hash.digest();
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

std::vector<std::string> Source::columns() const {
    Texts out;
    const auto add = [&](const std::string& column) {
        if (!column.empty() && std::find(out.begin(), out.end(), column) == out.end()) out.push_back(column);
    };
    for (const auto& column : key) add(column);
    add(only.column);
    add(day_column);
    add(weekday_column);
    for (const auto& column : {day_parts.year, day_parts.month, day_parts.day}) add(column);
    add(span.year);
    if (span.kind != SpanRule::Kind::month) add(span.part);
    add(hour.column);
    add(interval.from);
    add(interval.until);
    add(registered.column);
    for (const auto& column : category.columns) add(column);
    for (const auto& [attribute, column] : category.each) add(column);
    add(category.among_column);
    add(channel_column);
    add(count_column);
    for (const auto& column : watched) add(column);
    add(place.lon);
    add(place.lat);
    for (const auto& column : place.address.columns) add(column);
    for (const auto& column : {place.address.crossing, place.address.otherwise, place.address.area})
        add(column);
    for (const auto& area : areas) {
        add(area.within);
        add(area.column);
    }
    for (const auto& rule : rules) {
        if (!rule.of_rows) continue;
        for (const auto* side : {&rule.left, &rule.right})
            for (const auto& column : side->names()) add(column);
    }
    add(exposure.within);
    add(exposure.area);
    add(exposure.value);
    add(exposure.year_column);
    add(exposure.month_column);
    for (const auto& column : {calendar.name, calendar.country, calendar.kind}) add(column);
    add(shape.within);
    add(shape.code);
    add(shape.name);
    add(shape.parent);
    add(shape.geometry);
    add(places.name);
    for (const auto& column : places.also) add(column);
    for (const auto& column :
         {places.way, places.code, places.number, places.letter, places.lot, places.lon, places.lat})
        add(column);
    add(format.ends_at_blank);
    add(wide.year);
    add(wide.name);
    add(wide.value);
    return out;
}

std::vector<std::string> Source::file_columns() const {
    Texts out;
    for (auto& column : columns())
        if (!wide.makes(column)) out.push_back(std::move(column));
    for (const auto& column : wide.columns) out.push_back(column);
    for (const auto& column : {wide.first, wide.last})
        if (!column.empty()) out.push_back(column);
    return out;
}

bool Source::by_pages() const {
    if (format.type == FileType::pdf) return true;
    if (format.type != FileType::xlsx) return false;
    return !format.sheets.empty() || !format.header_at.empty() || !format.fill.empty() || totals.said ||
           wide.months;
}

std::string_view name_of(Encoding encoding) {
    return encoding_names[static_cast<std::size_t>(encoding)];
}

std::string_view name_of(DayFormat format) {
    return day_formats[static_cast<std::size_t>(format)];
}

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
