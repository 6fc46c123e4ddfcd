// A data source as its folder describes it: sources/ID/source.toml says how its files
// are written, codes.csv what its labels mean, areas.csv how its areas are called. A city
// writes these, not a programmer, so whatever is wrong names the file, the line, what was
// expected, what was found and the nearest right word.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/day.hpp"
#include "core/digest.hpp"
#include "core/incident.hpp"
#include "geo/projection.hpp"
#include "intake/addressee.hpp"
#include "intake/quality/adds_up.hpp"
#include "intake/quality/near_duplicates.hpp"
#include "intake/quality/rule.hpp"
#include "intake/words.hpp"

namespace atalaya::intake {

// The version of the keys of source.toml (sources/README.md) that this program reads.
inline constexpr int descriptor_format = 1;

enum class Kind { incidents, tallies, exposures, areas, places, calendar };
enum class FileType { csv, xlsx, geojson, parquet, shapefile, json, pdf };
enum class Encoding {
    utf8,
    latin1,
    windows1252,
    utf16,       // of the byte order that its mark says; without one, of where the first NUL stands
    mixed,       // UTF-8, but for the lines that are not: those are Windows-1252
    cp850,       // of MS-DOS
    utf8_twice,  // UTF-8 of what was UTF-8 already: "Ã±" for "ñ"
    macintosh,   // of spreadsheets on a Macintosh, where "CSV" alone is chosen
};
// As source.toml and messages name it: "utf-8", "latin-1" ...
std::string_view name_of(Encoding encoding);
enum class DayFormat {
    iso,              // YYYY-MM-DD; a time after it ("T10:30", " 10:30:00", " 9:05 PM") is read as the hour
    day_month,        // DD/MM/YYYY, also with '-' or '.', one or two digits; a time may follow
    month_day,        // MM/DD/YYYY, so
    slashed,          // YYYY/MM/DD, so
    compact,          // YYYYMMDD
    day_month_short,  // DD/MM/YY: 70 to 99 are of the last century
    day_name,         // "9 de marzo de 2020", "09-mar-2020", "9 março 2020"
    year_month,       // YYYYMM, YYYY-MM, YYYYMmm, MM/YYYY: the month is all that is known, as with
    month_name,       // "marzo 2020", "mar-20", "2020 marzo", "marzo de 2020"
    month_day_short,  // MM/DD/YY: the year as of DD/MM/YY
};
// As source.toml names them: "YYYY-MM-DD", "DD/MM/YYYY" ...
std::string_view name_of(DayFormat format);
enum class Prefer { text, point };  // which area wins when the row's text and its point disagree

struct Format {
    FileType type = FileType::csv;
    Encoding encoding = Encoding::utf8;
    char separator = '\0';             // '\0': found among , ; tab |
    char decimal = '.';                // of positions and values
    int header_row = 1;                // 1 = first row of the file
    int header_rows = 1;               // a head of several rows: its words are joined from above
    std::string sheet;                 // xlsx; "" the first
    std::string member;                // csv, json, geojson: the table of a zip that is read; "" the only one
    std::vector<std::string> missing;  // cells that say "nothing"; an empty cell always does
    std::string ends_at_blank;         // column whose first blank cell ends the table; "" none
    std::vector<std::string> sheets;   // xlsx; globs of the sheets that are read together
    std::string header_at;             // a cell of the head's first row, wherever that is; "" header_row says
    std::vector<std::string> fill;     // columns whose blank cells say what the cell above says
};

struct HourRule {
    std::string column;                // "" none
    std::vector<std::string> unknown;  // cells that mean "not known" ...
    std::optional<Day> unknown_until;  // ... on days up to this one; always when absent
};

// What is done with the offset of an instant ("Z", "-05:00"): the time is that of the city's clocks then, or what is
// written before it, of a source that puts one after its own clock.
enum class Offsets : std::uint8_t { moved, ignored };

// A day written in several columns; the month as a number or by its name in Spanish, Portuguese or English.
struct DayParts {
    std::string year, month, day;  // "" none: `day` when the month is all that is known

    bool any() const { return !year.empty(); }
};

struct RegisteredRule {
    std::string column;  // "" none
    DayFormat format = DayFormat::iso;
};

// What a source writes of an address. Asked for where the row has no usable point: the columns of `address`
// with a blank between them; where that has no number (0 is none), the street of `crossing` is its corner; where
// both are blank, what `otherwise` says.
struct AddressRule {
    std::vector<std::string> columns;
    std::string crossing, otherwise, area;  // columns, "" none; area tells two of one name apart

    bool any() const { return !columns.empty(); }
};

struct PlaceRule {
    std::string lon, lat;                           // columns, of x and y where there is a crs; "" none
    std::array<double, 4> box{-180, -90, 180, 90};  // west south east north, in degrees
    std::optional<geo::Projection> from;            // of [place] crs; none: degrees on WGS 84
    AddressRule address;
};

struct AreaRule {
    std::string layer, column;
    std::string within;  // column said before it, where names repeat: "CENTRO El Mirador"; "" none
    std::string
        pattern;  // ECMAScript; its first group is the area: "C-([0-9]+)$" of "BOSTON C-10"; "" the cell
    Prefer prefer = Prefer::text;
    std::vector<std::pair<std::string, std::string>> aliases;  // how this source spells it -> area code
};

// Between which instants each row happened, where the source says no more. A day without a clock is a whole
// day, the last one included.
struct IntervalRule {
    std::string from, until;  // columns; "" the source says one instant
    DayFormat format = DayFormat::iso;

    bool any() const { return !from.empty(); }
};

// A table that has a column for each category, or for each month, where others have a row: each of these
// columns becomes a row, its head a cell of a column `name`, its cell one of a column `value`.
struct WideRule {
    std::vector<std::string> columns;  // these, or all
    std::string first, last;           // from this one to that one
    std::string name, value;           // "" the table is not wide
    bool blank_is_zero = false;        // else a blank cell is none: nothing was collected
    bool months = false;               // or those whose head says a month, of tables laid by hand (pages.hpp)
    std::string year;                  // column that says the year where the head does not; "" none

    bool any() const { return !name.empty(); }
    // Whether the column is one that this rule makes.
    bool makes(std::string_view column) const { return any() && (column == name || column == value); }
};

// Rows and columns of totals in tables laid by hand: left out, and compared.
struct TotalsRule {
    std::vector<std::string> words{"total", "subtotal", "total general", "total geral"};
    bool required = false;  // a total that does not close refuses the file
    bool said = false;      // the descriptor has the table
};

// What a count of tallies is of, where not of a month: a year, a quarter of it, or the months of it that a text
// names.
struct SpanRule {
    enum class Kind { month, quarter, year };
    Kind kind = Kind::month;
    std::string year;  // column; "" where all rows are of `always`
    int always = 0;
    std::string part;  // column of the quarter or months, "" all; of `month` what an unknown one is: "99"
};

// What is done about a count with decimals, which nobody can have counted.
enum class Fractions {
    refuse,     // the row is rejected
    thousands,  // its point was that of the thousands: "1.096" is 1096, "1.1" 1100; told
};

// A line of codes.csv.
struct Label {
    std::string code;                       // stored as "source:code"
    std::string label_1, label_2, label_3;  // as the source writes them; matched folded
    Words name;
    std::vector<std::string> iccs;  // ICCS 1.0 codes
    std::string fit;                // exact inside covers overlap, "" when none
    std::vector<std::string> indicators;
    std::string note;
};

// What to do with a label that codes.csv does not list.
enum class Unlisted { reject, keep };  // keep: its folded text is its code

struct CategoryRule {
    std::vector<std::string> columns;  // one to three; none with `always`
    std::string always;                // the code of every row, of a source about one thing
    Unlisted unlisted = Unlisted::reject;
    // Tallies of a list of persons: a row counts once under each attribute (sex, age, mechanism,
    // place), of which codes.csv has the name as label_1 and the cell's text as label_2. Attribute, column.
    std::vector<std::pair<std::string, std::string>> each;
    // Which rows of the list are counted: those whose cell is one of these, however written. "" all.
    std::string among_column;
    std::vector<std::string> among;
    std::string describes;  // the indicator whose victims they are: shown beside it, in no total
};

// Which rows of a file concern this city, where the file is of a country: those whose cell is one of these
// texts, however written. The others are counted and no more.
struct OnlyRule {
    std::string column;  // "" all
    std::vector<std::string> texts;
};

struct ExposureRule {
    std::string kind;                // "residents", "dwellings", ...
    std::string layer, area, value;  // area and value are columns
    std::string within;              // column said before the area, as in AreaRule
    std::optional<int> year;         // of all rows, or
    std::string year_column;         // of each
    std::string month_column;        // of each; "" values are of years
    bool adds_up = false;  // rows of one area and time are parts of it: women and men; else they repeat it
    bool rounded = false;  // values may have decimals; what they add up to is rounded
    std::vector<std::string> whole;  // texts of the area column that mean the whole city
};

struct ShapeRule {  // kind = "areas"
    std::string layer;
    std::string code, name;            // properties of each feature; name may be ""
    std::string geometry;              // of tables: the column that holds a GeoJSON geometry; "" no table
    std::string within;                // property said before the code, as AreaRule has it; "" none
    bool drawn = true;                 // false: known by name alone, features may have no shape
    Words called;                      // "Comuna {}" in place of a name: {} is the code
    std::string parent_layer, parent;  // layer and property; "" none
    std::vector<std::pair<std::string, std::string>>
        parent_aliases;  // how this source spells it -> area code
    std::optional<Day> valid_from;
    std::optional<geo::Projection> from;  // of [shape] crs; none: degrees on WGS 84
};

// kind = "calendar": a list of holidays; the day is Source::day_column. Rows of another country or kind concern others.
struct CalendarRule {
    std::string name;                // column
    std::string country;             // column with ISO 3166-1 alpha-2; "" all are of the city's
    std::string kind;                // column; "" all count
    std::vector<std::string> kinds;  // those that count: days on which offices are closed
};

// kind = "places": what addresses are looked up in. Everything named here is a column, "" none.
struct PlacesRule {
    enum class What { streets, doors, landmarks, lots };
    What what = What::streets;
    std::string name;  // of the street, of the landmark; of a door its street; of a lot its block
    std::vector<std::string> also;  // its other names
    std::string way;                // "avenida", said with the name
    std::string code;               // doors: tells two streets of one name apart
    std::string number, letter;     // doors
    std::string lot;
    std::string lon, lat;
    std::optional<geo::Projection> from;
    double radius = 50;  // landmarks and lots, metres
};

struct Source {
    std::filesystem::path folder;
    std::string id, version;
    Kind kind = Kind::incidents;
    Words name;
    std::string publisher, url, licence, cadence;
    std::vector<std::string> files;   // globs below the folder handed over; * stops at '/'
    std::string beside;               // reads the files of this source a second time, and claims none
    Addressees addressees;            // said of every source that the program brings
    std::string domain;               // privacy domain, "" not said: what persons were told its data is for
    std::vector<std::string> sealed;  // columns whose cells never leave: a reject does not quote them

    Format format;
    std::vector<std::string> key;  // columns; empty: the row itself, numbered among equals
    Covers covers = Covers::rows;
    bool month_in_name =
        false;  // the file's name says up to which month it tells ("2024-12.csv"), so that a month
                // without a row is a month without facts
    Offsets offsets = Offsets::moved;  // of the cells of [time]
    int settles_months = 0;            // how many of its newest months later deliveries still revise
    std::string basis = "fact";        // fact | report
    std::string day_column;            // of incidents: the day; of tallies: the month
    DayFormat day_format = DayFormat::iso;
    DayParts day_parts;          // in place of the column
    std::string weekday_column;  // incidents: of the day's name, which the day must agree with; "" none
    SpanRule span;               // of tallies, in place of the month
    HourRule hour;
    IntervalRule interval;                    // incidents
    RegisteredRule registered;                // incidents
    CategoryRule category;                    // [offence] of incidents, [category] of tallies
    std::string channel_column;               // incidents, tallies; "" the source does not say
    std::string count_column;                 // [units] of incidents, [count] of tallies; "" one a row
    OnlyRule only;                            // incidents, tallies, exposures
    Fractions fractions = Fractions::refuse;  // tallies
    WideRule wide;                            // tallies, exposures
    TotalsRule totals;                        // of by_pages()
    PlaceRule place;
    std::vector<AreaRule> areas;
    ExposureRule exposure;
    ShapeRule shape;
    PlacesRule places;
    CalendarRule calendar;
    quality::NearRule near_duplicates;              // [duplicates] of incidents
    std::vector<std::string> watched;               // of incidents and tallies: columns that nothing is
                                                    // read of, but whose names are looked at
    std::vector<quality::Rule> rules;               // [[rule]] of incidents and tallies
    std::vector<quality::KnownTotal> known_totals;  // [[total]] of exposures

    std::vector<Label> labels;                                    // codes.csv
    std::vector<std::pair<std::string, std::string>> area_names;  // areas.csv: code, name
    Digest recipe;  // of source.toml, codes.csv, areas.csv and the version of this module

    // Every column that reading needs, each once; those that [wide] makes among them.
    std::vector<std::string> columns() const;
    // Those of the file itself.
    std::vector<std::string> file_columns() const;
    // Whether the tables lie as people lay them (pages.hpp): a PDF, or a workbook of which the descriptor says so.
    bool by_pages() const;
};

// Throws Error{missing} when the folder holds no source.toml, Error{bad_input} when the
// descriptor cannot be used.
Source read_source(const std::filesystem::path& folder);
// Every folder of `root` that holds a source.toml, by id.
std::vector<Source> read_sources(const std::filesystem::path& root);
// Those of `root` that a city names, in its order.
std::vector<Source> read_sources(const std::filesystem::path& root, std::span<const std::string> ids);

// Whether a relative path ("delitos/delitos_2019.csv.gz") is what a glob means:
// * is any text without '/', ? one character.
bool matches(std::string_view glob, std::string_view relative_path);

// The month in a name such as "2024-12.csv"; none when there is none.
std::optional<Month> month_told(std::string_view file_name);

// The source whose `files` name this path; nullptr when none does. Throws
// Error{bad_input} when two do.
const Source* source_of(std::span<const Source> sources, std::string_view relative_path);

// The files of a folder that somebody's `files` name, areas first, then exposures, then the
// rest, each by path; and those that nobody names.
struct HandedOver {
    struct File {
        const Source* source;
        std::filesystem::path path;
        std::string relative;
    };
    std::vector<File> files;
    std::vector<std::string> unclaimed;
};
HandedOver look_through(const std::filesystem::path& folder, std::span<const Source> sources);

}  // namespace atalaya::intake
