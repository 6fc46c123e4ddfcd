// A bulletin before it has a form: sections of sentences, tables and pictures in
// which every number knows the figure it shows. HTML, PDF and XLSX are three ways
// to write the same document, so they cannot disagree.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace atalaya::render {

// A stretch of text. `figure` is the id of the figure whose value it shows, or "".
struct Run {
    std::string text;
    std::string figure;
    bool strong = false;
};
using Text = std::vector<Run>;

struct Heading {
    int level = 2;
    std::string text;
};

struct Paragraph {
    enum class Kind { finding, body, note, gloss };
    Kind kind = Kind::body;
    Text text;
};

// A number that a text prints beside its value or in its place, and what it is called there: the ends
// of an interval, "desde" and "hasta".
struct Part {
    std::string name;
    double value = 0;
    std::string printed;
};

struct Cell {
    Text text;
    // What a spreadsheet gets: the number behind the text, if it is one.
    std::optional<double> value;
    enum class Mark { none, conclusive, inconclusive, missing, provisional };
    Mark mark = Mark::none;
    // And those that stand with it. A text without a value and with parts says its parts and nothing else.
    std::vector<Part> parts{};
};

struct TableColumn {
    std::string heading;
    bool numeric = false;
    // Columns with the same non-empty group stand under one joint heading.
    std::string group;
};

struct Sheet {             // a table of the document
    std::string id;        // "T1"
    std::string title;     // what, unit, place
    std::string subtitle;  // period, source
    std::vector<TableColumn> columns;
    std::vector<std::vector<Cell>> rows;  // the first cell of a row is its heading
    std::vector<Text> notes;
    bool compact = false;
};

struct Picture {
    std::string id;  // "C1"
    std::string title;
    std::string subtitle;
    std::string svg;  // complete <svg> element; its text uses font-family "Public Sans"
    std::string alt;  // what the picture says, in a sentence or two
    double width_mm = 170;
    double height_mm = 70;
    std::vector<Text> notes;
    std::optional<Sheet> data;  // "Ver como tabla": the values drawn
};

// Two to four pictures side by side.
struct PictureRow {
    std::vector<Picture> pictures;
};

struct Kpi {
    std::string label;
    Text value;
    Text below;  // interval, comparison
};
struct KpiStrip {
    std::vector<Kpi> items;
};

using Block = std::variant<Heading, Paragraph, Sheet, Picture, PictureRow, KpiStrip>;

struct Section {
    std::string id;  // stable anchor, "violencia-letal"
    std::string title;
    std::vector<Block> blocks;
    bool new_page = false;
};

// One row of the appendix: all that is needed to defend a number.
struct Provenance {
    std::string figure;     // id
    std::string indicator;  // name and version
    std::string measure;    // "casos", "tasa de 12 meses", "cambio"
    std::string territory;
    std::string period;
    std::string value;       // as printed, with unit
    std::string interval;    // "" when exact
    std::string source;      // names of the sources
    std::string records;     // "273 de 5.012 leídos; 0 excluidos"
    std::string deliveries;  // short hashes
    std::string vintage;
    std::string command;  // atalaya figure repeat ...
    // What the narrow columns of the PDF say instead: "ago 2020"; "2.096", "−14", "" for none. Where the
    // records used are the value itself, or there is no value, a short entry leaves them out.
    std::string brief_period{};
    std::string used{}, left_out{};
    bool used_is_told = false;
    std::vector<std::size_t> sources{};  // of Document::sources
    // What a spreadsheet gets: the number behind the value, or of how many it is a series; the ends of the
    // interval; the records used and those that were read and left out.
    std::optional<double> number{};
    std::optional<std::int64_t> points{};
    std::vector<Part> ends{};
    std::optional<std::int64_t> records_used{}, records_excluded{};
};

// A source behind the figures, with what it delivered up to the vintage, the first first.
struct Delivery {
    std::string sha256, day;
};
struct Source {
    std::string name;
    std::string summary;  // "60 entregas, de 99407033 (05-02-2020) a 009881c6 (05-01-2025); lista 1a2b3c4d"
    std::vector<Delivery> deliveries;
};

// How the PDF carries the appendix. A one-page sheet leaves it to the HTML and the workbook, a few pages
// carry it as run-in text.
enum class OnPaper { none, run_in, table };

struct Document {
    std::string bulletin;  // "mensual" | "ficha"
    std::string language;  // "es" | "pt" | "en"
    std::string region;    // "es-AR"
    std::string title;  // "Boletín mensual de seguridad y convivencia · Comuna 1 · agosto 2020 · N.º 8"
    std::string city, territory, period;
    std::vector<std::string> head;    // short lines under the title: cut, provisional, next, profile
    std::vector<std::string> badges;  // "Uso interno", "Ciudad simulada": on every page
    std::string footer;               // on every page
    std::string dated;                // the vintage's day, yyyy-mm-dd: the only date any file carries
    std::vector<Section> sections;
    std::vector<Provenance> provenance;
    OnPaper provenance_on_paper = OnPaper::table;
    std::vector<Source> sources;
    // Words of the frame itself, in the document's language; frame_words() lists the keys.
    std::vector<std::pair<std::string, std::string>> words;

    const std::string& word(std::string_view key) const;
};

// The keys that every document brings in `words`; a writer asks for no others.
//
//   contents skip provenance see_as_table page about    names of parts of the page or file
//   figure indicator measure territory period value     column headings of the appendix
//   interval source records deliveries vintage repeat
//   low high used read excluded points                  ... of a workbook, where each number has its own
//   appendix_key appendix_list                          how to read the appendix on paper; where all deliveries are
//   appendix_rest                                       where the figures are that no section shows
//   conclusive inconclusive missing provisional         what a cell's mark says when read aloud
std::span<const std::string_view> frame_words();

// The section that a workbook repeats on its first sheet, if the document has it.
inline constexpr std::string_view definitions_section = "definiciones";

// Figures that the document shows, each once, in the order of first appearance: in
// sentences, cells, notes, tiles and the values behind pictures.
std::vector<std::string> figures_shown(const Document& document);
std::vector<std::string> figures_shown(const Section& section);

// The letter of a source, by its place among the document's: A ... Z, AA ...
std::string source_key(std::size_t place);

// The promises every writer relies on (a logic_error names what is wrong): each figure
// shown has exactly one row in the appendix, the ids of sections, tables and pictures
// are there and differ, sections and headings have a text, rows are as long as their heading, pictures have
// an alternative text, `dated` is a day and the frame's words are all there.
void check(const Document& document);

// What a text says without marks or links.
std::string text_of(const Text& text);

// A cell of numbers for a narrow column: blanks become no-break blanks but for those before
// an opening parenthesis, where "105,1 (101,6-108,7)" may be parted.
Text unbroken(Text text);

// How far below its section a heading stands, 1 or 2, so that no step is left out: levels up
// to 3 are 1; deeper ones are 2 when a heading of depth 1 came before. `before` is the depth
// of the heading before it in the section, 0 at the section's start.
int heading_depth(int level, int before);

// A title such as "Boletín mensual · Comuna 1 · agosto 2020" in two lines: what it is, and
// where and when. `kind` is "" when the title has no " · ".
struct TitleLines {
    std::string kind;
    std::string rest;
};
TitleLines title_lines(const std::string& title);

// Joint headings over neighbouring columns of a table, left to right; "" stands over columns
// that have none. Empty when no column has one.
struct HeadingSpan {
    std::string text;
    std::size_t columns = 0;
};
std::vector<HeadingSpan> joint_headings(const Sheet& sheet);

}  // namespace atalaya::render
