// A method of the catalogue run on files: tables read, columns given their roles, the answer, and a record of what it was
// made from, so that the same call can be made again and held against this one.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/digest.hpp"
#include "core/progress.hpp"
#include "intake/any_table.hpp"
#include "methods/long_work.hpp"
#include "methods/marked_number.hpp"
#include "methods/method.hpp"
#include "methods/written_days.hpp"
#include "service/fact_table.hpp"

namespace atalaya::service {

// A role of a table and the column of the file that plays it: events.x=lon.
struct Role {
    std::string table, role, column;
};
// "areas.events=robos". Error{usage} for anything else.
Role parse_role(const std::string& text);

// A table of the method and where it is: "areas=barrios.geojson", "areas=libro.xlsx#Barrios" (a sheet),
// "areas=store:robo?by=barrio".
struct TableFile {
    std::string table, file;
};
TableFile parse_table_file(const std::string& text);

// How a column of a method writes its numbers: "areas.exposure=comma" for 12.500,5.
struct Decimal {
    std::string table, role;
    methods::DecimalMark mark{};
};
// Error{usage} for anything else.
Decimal parse_decimal(const std::string& text);

// Which number of days such as 01/02/2024 is the day: "events.day=day-first".
struct Dates {
    std::string table, role;
    methods::DayOrder order{};
};
// Error{usage} for anything else.
Dates parse_dates(const std::string& text);

// Rows of a table that are asked about: those whose cell of `column` is one of the values said for it.
struct Where {
    std::string table, column, value;
};
// "points.tipo=Robo". Error{usage} for anything else.
Where parse_where(const std::string& text);

struct MethodQuestion {
    const methods::Method* method = nullptr;
    std::vector<TableFile> tables;
    std::vector<Role> roles;
    std::vector<Where> wheres;
    std::vector<Decimal> decimals;                            // a column each
    std::vector<Dates> dates;                                 // a column each
    std::vector<std::string> missing;                         // cells that say "nothing"
    std::map<std::string, std::string, std::less<>> systems;  // table: of its polygons, such as "EPSG:3116"
    // Tables out of the store (store_table.hpp), asked for once all files were read: a store has threads, and files are
    // read in a child. The spec is that of the method's table, nullptr where it has none of that name.
    std::function<FactTable(const std::string&, const methods::TableSpec*)> from_store;
    methods::Given settings;
    std::uint64_t seed = 1;
    int threads = 1;  // the answer does not depend on it
    double patience =
        methods::usual_patience;  // seconds of one core; in the record where it is not the usual
};

// A file of a table: several of one head, one after the other, are one table.
struct MethodPart {
    std::string file;
    Digest digest;
    std::int64_t rows{};  // that were asked about
};
struct MethodInput {
    std::string table;
    intake::AnyTable file;  // all rows; its name is that of the first file
    std::vector<MethodPart> parts;
    std::vector<Role> roles;  // those that name another column than their own
    std::vector<Decimal> decimals{};
    std::vector<Dates> dates{};
    std::vector<methods::Excluded> left_out{};  // by the store, before there was a table
    std::vector<methods::Note> notes{};         // of the store
};

struct MethodRun {
    const methods::Method* method = nullptr;
    std::vector<MethodInput> inputs;  // in the order in which the method names its tables
    methods::Result result;
    std::string record;  // canonical JSON: method, versions, settings, seed, inputs with their digests
    std::string id;      // the record's short name

    // nullptr when the table was not given.
    const MethodInput* input(std::string_view table) const;
};

// The table as the method is handed it: columns under their own names, but those that play a role under its. Error{bad_input}
// for a cell that is no number in the marks said for its column.
methods::Frame frame_of(const MethodInput& input);

// All that was answered, as canonical JSON: {"refused":"","n":…,"excluded":[…],"notes":[…],"tables":{NAME:{COLUMN:[…]}}}
std::string result_json(const methods::Result& result);

// The method of that name. Error{missing} that names the nearest one.
const methods::Method& find_method(const std::string& name);

// Throws as methods::run() and intake::read_any_table() do; Error{usage} for a role of a table
// that is not given or a column that its file does not have; Error{bad_input} where files of one table have other heads.
MethodRun run_method(const MethodQuestion& question, Progress& progress);

}  // namespace atalaya::service
