// A method of the catalogue: kernels of stats/ whose tables, settings and answers have names, so that the command
// line, the manual and the tests can all ask for it.
//
// What is asked is checked before a kernel sees it: tables and columns that are not there or not known, cells that
// are not what their column holds, settings that are unknown or out of range are an Error in words, with the table,
// the column and the row. A kernel answers with figures, or with why there are none: no NaN and no infinity leaves.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "methods/frame.hpp"
#include "stats/why.hpp"

namespace atalaya::methods {

// What the cells of a column are.
enum class Holds {
    number,    // finite
    count,     // a whole number of events, 0 or more
    positive,  // more than 0
    day,       // days since 1970-01-01; texts like 2020-08-31, with or without a time, are read as such
    time,      // days since 1970-01-01 with their fraction; days, and days with a time, are read as such
    minute,    // minutes since 1970-01-01 00:00; texts like 2020-08-31 22:15 are read as such
    text,
    flag,  // 0 or 1
};

struct ColumnSpec {
    std::string name;
    Holds holds = Holds::number;
    std::string unit = "1";  // "person-year", "m", "degree", ...
    bool optional = false;   // the column may be left out
    // A row without this cell is left out and counted, or (true) is the method's own affair.
    bool may_miss = false;
    bool once = false;  // no two rows have the same: an id
};

// What the rows of a table are to the method.
enum class Order {
    free,   // in any order: shuffled in, shuffled out
    kept,   // as they come: no row may be left out
    fixed,  // a series: the same, and one follows another in time (methods/sequence.hpp)
};

struct TableSpec {
    std::string name;  // "events", "areas", ...
    std::vector<ColumnSpec> columns;
    Order order = Order::free;
    bool optional = false;
    bool shapes = false;    // a polygon a row is needed
    std::size_t least = 1;  // rows
};

struct Setting {
    enum class Kind { number, whole, choice, flag };
    std::string name;
    Kind kind = Kind::number;
    double standard{}, least{}, most{};  // of numbers; of a flag 0 or 1
    std::vector<std::string> choices{};  // of a choice; the first is the standard
    std::string unit = "1";
};
Setting number(std::string name, double standard, double least, double most, std::string unit = "1");
Setting whole(std::string name, double standard, double least, double most, std::string unit = "1");
Setting choice(std::string name, std::vector<std::string> choices);
Setting flag(std::string name, bool standard);

// A table of the answer. `rows` answers row by row to the table named; "" to none.
struct AnswerSpec {
    std::string name;
    std::vector<ColumnSpec> columns;  // `optional`: only with some settings
    std::string rows;
};

struct Excluded {
    std::string table, reason;  // "missing", "island", "no_exposure", ...
    std::int64_t rows{};
};

// What a reader has to know beside the figures: a code that a screen has a sentence for, and its holes.
struct Note {
    std::string code;
    std::map<std::string, std::string> with;
};

struct Result {
    std::string refused;                  // why nothing can be computed, a code; "" when it was
    std::map<std::string, Frame> tables;  // by the names of the answer; none when refused
    std::int64_t n{};                     // rows of the first table that were used
    std::vector<Excluded> excluded;
    std::vector<Note> notes;
};
Result refusal(std::string why);

// Settings as given, by name, in words: "199", "queen", "true".
using Given = std::map<std::string, std::string, std::less<>>;

// What a kernel is handed: checked tables, settings that all have a value, a seed, how many threads.
class Asked {
  public:
    std::map<std::string, Frame, std::less<>> tables;
    std::map<std::string, double, std::less<>> numbers;  // of numbers, wholes and flags
    std::map<std::string, std::string, std::less<>> choices;
    std::uint64_t seed = 1;
    int threads = 1;

    const Frame& table(std::string_view name) const;  // a promise: required, or has() it
    bool has(std::string_view table) const { return tables.contains(table); }
    bool has(std::string_view table, std::string_view column) const;
    double number(std::string_view name) const;
    std::int64_t whole(std::string_view name) const;
    bool flag(std::string_view name) const { return number(name) != 0; }
    const std::string& choice(std::string_view name) const;
};

struct Method {
    std::string name;  // also its folder
    std::string version;
    std::string family;             // of families()
    std::vector<TableSpec> tables;  // the first is what n counts
    std::vector<Setting> settings{};
    std::vector<AnswerSpec> answers;
    bool random = false;  // draws: answers depend on the seed
    std::function<Result(const Asked&)> run;

    const TableSpec* table(std::string_view name) const;
};

// The kinds of questions that methods answer, in the order of the manual: "rates", "time", ...
const std::vector<std::string>& families();

// The catalogue, by name. A table whose rows follow one another has the column `period` too, and it may be left out.
const std::vector<Method>& catalogue();
// nullptr when there is none of that name.
const Method* find(std::string_view name);

struct Question {
    std::map<std::string, Frame, std::less<>> tables;
    Given given{};
    std::uint64_t seed = 1;
    int threads = 1;
};

// Checks the question and runs the method. Rows that miss a cell are left out and counted; an answer that goes row
// by row has all rows of its table, with `why` = "missing" for those. Throws Error{usage} for what was asked
// wrongly and Error{bad_input} for tables that are not what the method needs: each says what was expected, what
// was found and where.
Result run(const Method& method, const Question& question);

}  // namespace atalaya::methods
