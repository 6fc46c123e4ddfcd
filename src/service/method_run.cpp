#include "service/method_run.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <limits>
#include <map>
#include <optional>
#include <set>

#include "core/error.hpp"
#include "core/json.hpp"
#include "core/stem.hpp"
#include "core/text.hpp"
#include "intake/nearest.hpp"
#include "methods/ask.hpp"
#include "methods/sequence.hpp"
#include "service/store_table.hpp"
#include "store/data_directory.hpp"

namespace atalaya::service {

namespace {

std::size_t column_of(const intake::AnyTable& file, const std::string& asked, const std::string& column) {
    const auto at = std::find(file.head.begin(), file.head.end(), column);
    if (at == file.head.end())
        throw Error{Fault::usage, message("{}: expected a column of {}, which has {}.{}", asked, file.file,
                                          join(file.head, ", "), intake::did_you_mean(column, file.head))};
    return static_cast<std::size_t>(at - file.head.begin());
}

std::string written(const Where& where) {
    return "--where " + where.table + "." + where.column + "=" + where.value;
}

template <class T>
void keep_rows(std::vector<T>& of, const std::vector<std::size_t>& rows) {
    std::vector<T> kept;
    kept.reserve(rows.size());
    for (const auto row : rows) kept.push_back(std::move(of[row]));
    of = std::move(kept);
}

// Values of one column: any of them; several columns: all of them. Values that no row has are refused once all files
// were read.
class RowsAsked {
  public:
    explicit RowsAsked(const MethodQuestion& question)
        : question_{question}, met_(question.wheres.size()), hints_(question.wheres.size()) {}

    void keep(const std::string& table, intake::AnyTable& file) {
        std::map<std::size_t, std::vector<std::string>> values;
        for (std::size_t i = 0; i < question_.wheres.size(); ++i) {
            const auto& where = question_.wheres[i];
            if (where.table != table) continue;
            const auto column = column_of(file, written(where), where.column);
            values[column].push_back(where.value);
            note(i, file.columns[column]);
        }
        if (values.empty()) return;
        std::vector<std::size_t> rows;
        for (std::size_t row = 0; row < file.columns.front().size(); ++row) {
            const bool kept = std::all_of(values.begin(), values.end(), [&](const auto& one) {
                const auto& [column, said] = one;
                return std::find(said.begin(), said.end(), file.columns[column][row]) != said.end();
            });
            if (kept) rows.push_back(row);
        }
        for (auto& column : file.columns) keep_rows(column, rows);
        if (!file.shapes.empty()) keep_rows(file.shapes, rows);
    }

    void refuse_what_was_not_met() const {
        for (std::size_t i = 0; i < met_.size(); ++i) {
            if (!met_[i])
                throw Error{Fault::bad_input, message("{}: expected a value of that column; no row has it.{}",
                                                      written(question_.wheres[i]), hints_[i])};
        }
    }

  private:
    void note(std::size_t i, const std::vector<std::string>& cells) {
        const auto& value = question_.wheres[i].value;
        if (std::find(cells.begin(), cells.end(), value) != cells.end()) met_[i] = true;
        if (met_[i]) return;
        std::vector<std::string> known = cells;
        std::sort(known.begin(), known.end());
        known.erase(std::unique(known.begin(), known.end()), known.end());
        hints_[i] = intake::did_you_mean(value, known);
    }

    const MethodQuestion& question_;
    std::vector<bool> met_;
    std::vector<Message> hints_;  // what may have been meant
};

void append(intake::AnyTable more, intake::AnyTable& file) {
    if (more.head != file.head)
        throw Error{Fault::bad_input,
                    message("{}: expected the columns of {}, as files of one table have: {}; found {}",
                            more.file, file.file, join(file.head, ", "), join(more.head, ", "))};
    const auto rows = [](const intake::AnyTable& of) { return of.columns.front().size(); };
    if (rows(file) > 0 && rows(more) > 0 && file.shapes.empty() != more.shapes.empty())
        throw Error{Fault::bad_input,
                    message("{}: expected polygons in all files of the table or in none", more.file)};
    for (std::size_t i = 0; i < file.columns.size(); ++i)
        file.columns[i].insert(file.columns[i].end(), std::make_move_iterator(more.columns[i].begin()),
                               std::make_move_iterator(more.columns[i].end()));
    file.shapes.insert(file.shapes.end(), std::make_move_iterator(more.shapes.begin()),
                       std::make_move_iterator(more.shapes.end()));
}

// "facts.xlsx#2024" is the sheet 2024 of facts.xlsx, unless a file is called so.
intake::AnyTable read_file(const std::string& given, intake::TableReading how, Progress& progress) {
    namespace fs = std::filesystem;
    for (auto mark = given.find('#'); !fs::exists(given) && mark != std::string::npos;
         mark = given.find('#', mark + 1)) {
        if (!fs::exists(given.substr(0, mark))) continue;
        how.sheet = given.substr(mark + 1);
        auto table = intake::read_any_table(given.substr(0, mark), how, progress);
        if (!how.sheet.empty()) table.file += "#" + how.sheet;
        return table;
    }
    return intake::read_any_table(given, how, progress);
}

MethodInput read_input(const MethodQuestion& question, const std::string& table, RowsAsked& rows,
                       Progress& progress) {
    const auto system = question.systems.find(table);
    const std::string crs = system == question.systems.end() ? "" : system->second;
    MethodInput input{.table = table};
    for (const auto& given : question.tables) {
        if (given.table != table) continue;
        intake::AnyTable file;
        if (is_store_table(given.file)) {
            auto known = question.from_store(given.file, question.method->table(table));
            file = std::move(known.rows);
            for (const auto& one : known.left_out) input.left_out.push_back({table, one.reason, one.rows});
            std::move(known.notes.begin(), known.notes.end(), std::back_inserter(input.notes));
        } else {
            file = read_file(given.file, {.missing = question.missing, .crs = crs}, progress);
        }
        rows.keep(table, file);
        input.parts.push_back(
            {file.file, file.digest, static_cast<std::int64_t>(file.columns.front().size())});
        if (input.parts.size() == 1)
            input.file = std::move(file);
        else
            append(std::move(file), input.file);
    }
    for (const auto& role : question.roles) {
        if (role.table != table) continue;
        column_of(input.file, "--map " + role.table + "." + role.role + "=" + role.column, role.column);
        input.roles.push_back(role);
    }
    for (const auto& decimal : question.decimals)
        if (decimal.table == table) input.decimals.push_back(decimal);
    for (const auto& dates : question.dates)
        if (dates.table == table) input.dates.push_back(dates);
    return input;
}

std::string_view word(methods::DecimalMark mark) {
    return mark == methods::DecimalMark::comma ? "comma" : "point";
}

std::string_view word(methods::DayOrder order) {
    return order == methods::DayOrder::day_first ? "day-first" : "month-first";
}

std::string written(const Dates& dates) {
    return "--dates " + dates.table + "." + dates.role + "=" + std::string{word(dates.order)};
}

std::string written(const Decimal& decimal) {
    return "--decimal " + decimal.table + "." + decimal.role + "=" + std::string{word(decimal.mark)};
}

// The numbers of a column that says how they are written.
methods::Numbers numbers_in(const std::vector<std::string>& cells, const Decimal& decimal) {
    methods::Numbers out;
    for (std::size_t row = 0; row < cells.size(); ++row) {
        const auto text = trimmed(cells[row]);
        const auto value = methods::marked_number(text, decimal.mark);
        if (!value && !text.empty())
            throw Error{
                Fault::bad_input,
                message("{}: expected numbers such as {} in that column, found \"{}\" in row {}",
                        written(decimal), decimal.mark == methods::DecimalMark::comma ? "1.250,5" : "1,250.5",
                        text, row + 1)};
        out.push_back(value.value_or(std::numeric_limits<double>::quiet_NaN()));
    }
    return out;
}

// Which columns play roles, which rows were asked about, in which system the polygons are.
void write_reading(JsonWriter& json, const MethodQuestion& question, const MethodInput& input) {
    json.key("columns").object();
    for (const auto& role : input.roles) json.key(role.role).text(role.column);
    json.end();
    std::vector<Where> wheres;
    for (const auto& where : question.wheres)
        if (where.table == input.table) wheres.push_back(where);
    if (!wheres.empty()) {
        json.key("where").array();
        for (const auto& where : wheres)
            json.object().key("column").text(where.column).key("value").text(where.value).end();
        json.end();
    }
    if (!input.decimals.empty()) {
        json.key("decimal").object();
        for (const auto& one : input.decimals) json.key(one.role).text(word(one.mark));
        json.end();
    }
    if (!input.dates.empty()) {
        json.key("dates").object();
        for (const auto& one : input.dates) json.key(one.role).text(word(one.order));
        json.end();
    }
    const auto system = question.systems.find(input.table);
    if (system != question.systems.end()) json.key("crs").text(system->second);
}

std::string record_of(const MethodQuestion& question, const MethodRun& run) {
    const auto settled = methods::settled(*question.method, question.settings);
    JsonWriter json;
    json.object().key("method").text(run.method->name).key("version").text(run.method->version);
    json.key("program")
        .text(store::program_version)
        .key("seed")
        .integer(static_cast<std::int64_t>(question.seed));
    json.key("settings").object();
    for (const auto& setting : run.method->settings) {
        json.key(setting.name);
        if (setting.kind == methods::Setting::Kind::choice)
            json.text(settled.choice(setting.name));
        else
            json.number(settled.number(setting.name));
    }
    json.end().key("missing").array();
    for (const auto& cell : question.missing) json.text(cell);
    json.end().key("inputs").array();
    for (const auto& input : run.inputs) {
        for (const auto& part : input.parts) {
            json.object().key("table").text(input.table).key("file").text(part.file);
            json.key("sha256").text(part.digest.hex()).key("rows").integer(part.rows);
            write_reading(json, question, input);
            json.end();
        }
    }
    return json.end().end().str();
}

void refuse_strangers(const MethodQuestion& question) {
    const auto is_given = [&](std::string_view table) {
        return std::any_of(question.tables.begin(), question.tables.end(),
                           [&](const TableFile& file) { return file.table == table; });
    };
    for (const auto& [table, file] : question.tables) {
        const bool store = is_store_table(file);
        for (const auto& other : question.tables) {
            if (other.table == table && is_store_table(other.file) != store)
                throw Error{Fault::usage,
                            message("--table {}: expected files or the store, found both", table)};
        }
    }
    for (const auto& [table, crs] : question.systems) {
        if (!is_given(table))
            throw Error{Fault::usage,
                        message("--crs {}={}: expected a table that is given with --table", table, crs)};
    }
    for (const auto& where : question.wheres) {
        if (!is_given(where.table))
            throw Error{Fault::usage,
                        message("{}: expected a table that is given with --table", written(where))};
    }
    const auto holds = [&](const std::string& table,
                           const std::string& name) -> std::optional<methods::Holds> {
        const auto* spec = is_given(table) ? question.method->table(table) : nullptr;
        if (!spec) return {};
        const auto found = std::find_if(spec->columns.begin(), spec->columns.end(),
                                        [&](const auto& column) { return column.name == name; });
        return found == spec->columns.end() ? std::nullopt : std::optional{found->holds};
    };
    std::set<std::pair<std::string, std::string>> said;
    for (const auto& decimal : question.decimals) {
        using methods::Holds;
        const auto of = holds(decimal.table, decimal.role);
        if (!of || (*of != Holds::number && *of != Holds::count && *of != Holds::positive))
            throw Error{Fault::usage,
                        message("{}: expected a column of numbers of a table that is given; `atalaya "
                                "method show {}` names them",
                                written(decimal), question.method->name)};
        if (!said.emplace(decimal.table, decimal.role).second)
            throw Error{Fault::usage,
                        message("{}: expected each column once, found it twice", written(decimal))};
    }
    for (const auto& dates : question.dates) {
        using methods::Holds;
        const auto of = holds(dates.table, dates.role);
        const bool days = of == Holds::day || of == Holds::minute || of == Holds::time ||
                          (of && dates.role == methods::period_column);
        if (!days)
            throw Error{
                Fault::usage,
                message("{}: expected a column of days of a table that is given; `atalaya method show {}` "
                        "names them",
                        written(dates), question.method->name)};
        if (!said.emplace(dates.table, dates.role).second)
            throw Error{Fault::usage,
                        message("{}: expected each column once, found it twice", written(dates))};
    }
    for (const auto& role : question.roles) {
        if (holds(role.table, role.role)) continue;
        const auto* spec = is_given(role.table) ? question.method->table(role.table) : nullptr;
        const std::string asked = "--map " + role.table + "." + role.role + "=" + role.column;
        std::vector<std::string> names;
        if (!spec) {
            for (const auto& table : question.method->tables) names.push_back(table.name);
            throw Error{
                Fault::usage,
                message("{}: expected a table that is given with --table; those of {} are {}.{}", asked,
                        question.method->name, join(names, ", "), intake::did_you_mean(role.table, names))};
        }
        for (const auto& column : spec->columns) names.push_back(column.name);
        throw Error{Fault::usage,
                    message("{}: expected one of the columns {} of {}.{}", asked, join(names, ", "),
                            role.table, intake::did_you_mean(role.role, names))};
    }
}

// "dominio", "Domínio", "privacy_domain": a head that says of which domain records are, though it plays no role.
bool says_domain(const std::string& head) {
    const auto words = words_of(head);
    return std::ranges::any_of(words, [](const auto& word) { return word == "dominio" || word == "domain"; });
}

// A file may hold the lists of two domains, and tell them apart in a column that has no role.
void refuse_unread_domain(const MethodInput& input) {
    for (std::size_t i = 0; i < input.file.head.size(); ++i) {
        const auto& head = input.file.head[i];
        if (!says_domain(head)) continue;
        std::set<std::string> said;
        for (const auto& cell : input.file.columns[i]) said.insert(folded(trimmed(cell)));
        if (said.size() < 2) continue;
        throw Error{
            Fault::usage,
            message("--table {}: the column \"{}\" of {} says {} domains (\"{}\", \"{}\"), and records of "
                    "two domains are never linked. Say which rows are asked about with --where "
                    "{}.{}=VALUE, or name the column otherwise if it says something else",
                    input.table, head, input.file.file, said.size(), *said.begin(), *std::next(said.begin()),
                    input.table, head)};
    }
}

// Where a method asks of which privacy domain records are, several files say it, for they are several lists until they
// do, and no column of one file is left unread that says it of its rows.
void refuse_unsaid_domain(const methods::TableSpec* table, const MethodInput& input,
                          const methods::Frame& frame) {
    constexpr const char* domain = "domain";
    if (!table || frame.find(domain)) return;
    if (std::none_of(table->columns.begin(), table->columns.end(),
                     [&](const auto& column) { return column.name == domain; }))
        return;
    refuse_unread_domain(input);
    if (input.parts.size() < 2) return;
    throw Error{Fault::usage,
                message("--table {}: expected a column \"domain\" in {} and {}: lists of several files are "
                        "linked only when each says what its data was collected for, and all say the same. "
                        "Say which column it is with --map {}.domain=COLUMN",
                        input.table, input.parts[0].file, input.parts[1].file, input.table)};
}

void write_cells(JsonWriter& json, const methods::Cells& cells) {
    if (const auto* texts = std::get_if<methods::Texts>(&cells))
        for (const auto& text : *texts) json.text(text);
    else
        for (const double value : std::get<methods::Numbers>(cells)) json.number(value);
}

// Two tables of one indicator say the same of it.
void add_once(std::vector<methods::Note>& notes, const methods::Note& note) {
    if (std::ranges::none_of(
            notes, [&](const auto& there) { return there.code == note.code && there.with == note.with; }))
        notes.push_back(note);
}

}  // namespace

Role parse_role(const std::string& text) {
    const auto dot = text.find('.');
    const auto equals = text.find('=', dot == std::string::npos ? 0 : dot);
    if (dot == std::string::npos || dot == 0 || equals == std::string::npos || equals == dot + 1 ||
        equals + 1 == text.size())
        throw Error{Fault::usage,
                    message("--map: expected TABLE.ROLE=COLUMN, such as events.x=lon; found \"{}\"", text)};
    return {text.substr(0, dot), text.substr(dot + 1, equals - dot - 1), text.substr(equals + 1)};
}

Where parse_where(const std::string& text) {
    const auto dot = text.find('.');
    const auto equals = text.find('=', dot == std::string::npos ? 0 : dot);
    if (dot == std::string::npos || dot == 0 || equals == std::string::npos || equals == dot + 1)
        throw Error{
            Fault::usage,
            message("--where: expected TABLE.COLUMN=VALUE, such as points.tipo=Robo; found \"{}\"", text)};
    return {text.substr(0, dot), text.substr(dot + 1, equals - dot - 1), text.substr(equals + 1)};
}

Decimal parse_decimal(const std::string& text) {
    const auto dot = text.find('.');
    const auto equals = text.find('=', dot == std::string::npos ? 0 : dot);
    const auto mark = equals == std::string::npos ? "" : text.substr(equals + 1);
    if (dot == std::string::npos || dot == 0 || equals == std::string::npos || equals == dot + 1 ||
        (mark != "comma" && mark != "point"))
        throw Error{Fault::usage,
                    message("--decimal: expected TABLE.COLUMN=comma (12.500,5) or =point (12,500.5), such as "
                            "areas.exposure=comma; found \"{}\"",
                            text)};
    return {text.substr(0, dot), text.substr(dot + 1, equals - dot - 1),
            mark == "comma" ? methods::DecimalMark::comma : methods::DecimalMark::point};
}

Dates parse_dates(const std::string& text) {
    const auto dot = text.find('.');
    const auto equals = text.find('=', dot == std::string::npos ? 0 : dot);
    const auto order = equals == std::string::npos ? "" : text.substr(equals + 1);
    if (dot == std::string::npos || dot == 0 || equals == std::string::npos || equals == dot + 1 ||
        (order != "day-first" && order != "month-first"))
        throw Error{
            Fault::usage,
            message("--dates: expected TABLE.COLUMN=day-first (31/12/2024) or =month-first (12/31/2024), "
                    "such as events.day=day-first; found \"{}\"",
                    text)};
    return {text.substr(0, dot), text.substr(dot + 1, equals - dot - 1),
            order == "day-first" ? methods::DayOrder::day_first : methods::DayOrder::month_first};
}

TableFile parse_table_file(const std::string& text) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == text.size())
        throw Error{
            Fault::usage,
            message("--table: expected NAME=FILE, such as areas=barrios.geojson; found \"{}\"", text)};
    return {text.substr(0, equals), text.substr(equals + 1)};
}

const MethodInput* MethodRun::input(std::string_view table) const {
    const auto found = std::find_if(inputs.begin(), inputs.end(),
                                    [&](const MethodInput& input) { return input.table == table; });
    return found == inputs.end() ? nullptr : &*found;
}

methods::Frame frame_of(const MethodInput& input) {
    methods::Frame frame;
    const auto role_of = [&](const std::string& name) {
        return std::find_if(input.roles.begin(), input.roles.end(),
                            [&](const Role& role) { return role.role == name; });
    };
    const auto add = [&](const std::string& name, const std::vector<std::string>& cells) {
        const auto decimal = std::find_if(input.decimals.begin(), input.decimals.end(),
                                          [&](const Decimal& one) { return one.role == name; });
        const auto dates = std::find_if(input.dates.begin(), input.dates.end(),
                                        [&](const Dates& one) { return one.role == name; });
        frame.add(name, decimal != input.decimals.end() ? methods::Cells{numbers_in(cells, *decimal)}
                        : dates != input.dates.end()
                            ? methods::Cells{methods::with_plain_days(cells, dates->order)}
                            : methods::Cells{cells});
    };
    for (const auto& role : input.roles) {
        const auto at = std::find(input.file.head.begin(), input.file.head.end(), role.column);
        add(role.role, input.file.columns[static_cast<std::size_t>(at - input.file.head.begin())]);
    }
    for (std::size_t i = 0; i < input.file.head.size(); ++i) {
        if (role_of(input.file.head[i]) == input.roles.end()) add(input.file.head[i], input.file.columns[i]);
    }
    // Points of a GeoJSON file are known by their positions without being told so.
    for (const char* name : {"lon", "lat"}) {
        const auto* position = frame.find(std::string{"@"} + name);
        if (position && !frame.find(name)) frame.add(name, methods::Cells{position->cells});
    }
    frame.shapes = input.file.shapes;
    return frame;
}

std::string result_json(const methods::Result& result) {
    JsonWriter json;
    json.object().key("refused").text(result.refused).key("n").integer(result.n).key("excluded").array();
    for (const auto& [table, reason, rows] : result.excluded)
        json.object().key("table").text(table).key("reason").text(reason).key("rows").integer(rows).end();
    json.end().key("notes").array();
    for (const auto& note : result.notes) {
        json.object().key("code").text(note.code);
        for (const auto& [name, text] : note.with) json.key(name).text(text);
        json.end();
    }
    json.end().key("tables").object();
    for (const auto& [name, frame] : result.tables) {
        json.key(name).object();
        for (const auto& column : frame.columns) {
            json.key(column.name).array();
            write_cells(json, column.cells);
            json.end();
        }
        json.end();
    }
    return json.end().end().str();
}

const methods::Method& find_method(const std::string& name) {
    if (const auto* found = methods::find(name)) return *found;
    std::vector<std::string> names;
    for (const auto& method : methods::catalogue()) names.push_back(method.name);
    throw Error{Fault::missing, message("expected a method of `atalaya method list`, found \"{}\".{}", name,
                                        intake::did_you_mean(name, names))};
}

MethodRun run_method(const MethodQuestion& question, Progress& progress) {
    refuse_strangers(question);
    MethodRun run{.method = question.method};
    methods::Question asked{.given = question.settings, .seed = question.seed, .threads = question.threads};
    RowsAsked rows{question};
    // Files first: a store has threads, and files are read in a child.
    auto tables = question.tables;
    std::stable_partition(tables.begin(), tables.end(),
                          [](const TableFile& given) { return !is_store_table(given.file); });
    for (const auto& given : tables)
        if (!run.input(given.table)) run.inputs.push_back(read_input(question, given.table, rows, progress));
    rows.refuse_what_was_not_met();
    for (const auto& input : run.inputs) {
        auto frame = frame_of(input);
        refuse_unsaid_domain(question.method->table(input.table), input, frame);
        asked.tables.emplace(input.table, std::move(frame));
    }
    const auto place = [&](const MethodInput& input) {
        const auto& specs = question.method->tables;
        return std::find_if(specs.begin(), specs.end(),
                            [&](const auto& spec) { return spec.name == input.table; }) -
               specs.begin();
    };
    std::stable_sort(run.inputs.begin(), run.inputs.end(),
                     [&](const auto& a, const auto& b) { return place(a) < place(b); });
    progress.stage("compute", 0);
    run.result = methods::run(*question.method, asked);
    for (const auto& input : run.inputs) {
        auto& result = run.result;
        result.excluded.insert(result.excluded.end(), input.left_out.begin(), input.left_out.end());
        for (const auto& note : input.notes) add_once(result.notes, note);
    }
    run.record = record_of(question, run);
    run.id = short_name(sha256(run.record));
    return run;
}

}  // namespace atalaya::service
