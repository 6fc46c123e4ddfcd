#include "service/method_run.hpp"

#include <algorithm>
#include <map>

#include "core/error.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "intake/nearest.hpp"
#include "methods/ask.hpp"
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

// Several values of one column: any of them; several columns: all of them.
void keep_rows_asked(const MethodQuestion& question, MethodInput& input) {
    std::map<std::size_t, std::vector<std::string>> asked;
    for (const auto& where : question.wheres) {
        if (where.table != input.table) continue;
        const auto column = column_of(input.file, written(where), where.column);
        const auto& cells = input.file.columns[column];
        if (std::find(cells.begin(), cells.end(), where.value) == cells.end()) {
            std::vector<std::string> values = cells;
            std::sort(values.begin(), values.end());
            values.erase(std::unique(values.begin(), values.end()), values.end());
            throw Error{Fault::bad_input,
                        message("{}: expected a value of that column; no row of {} has it.{}", written(where),
                                input.file.file, intake::did_you_mean(where.value, values))};
        }
        asked[column].push_back(where.value);
    }
    if (asked.empty()) return;
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < input.file.columns.front().size(); ++row) {
        const bool kept = std::all_of(asked.begin(), asked.end(), [&](const auto& one) {
            const auto& [column, values] = one;
            return std::find(values.begin(), values.end(), input.file.columns[column][row]) != values.end();
        });
        if (kept) rows.push_back(row);
    }
    if (rows.empty())
        throw Error{Fault::bad_input,
                    message("--where: expected rows of {} that are all that was asked; there are none",
                            input.file.file)};
    for (auto& column : input.file.columns) keep_rows(column, rows);
    if (!input.file.shapes.empty()) keep_rows(input.file.shapes, rows);
}

MethodInput read_input(const MethodQuestion& question, const TableFile& given, Progress& progress) {
    const auto system = question.systems.find(given.table);
    const std::string crs = system == question.systems.end() ? "" : system->second;
    MethodInput input{given.table,
                      is_store_table(given.file)
                          ? question.from_store(given.file)
                          : intake::read_any_table(given.file, {question.missing, crs}, progress),
                      {}};
    for (const auto& role : question.roles) {
        if (role.table != given.table) continue;
        column_of(input.file, "--map " + role.table + "." + role.role + "=" + role.column, role.column);
        input.roles.push_back(role);
    }
    keep_rows_asked(question, input);
    return input;
}

// The columns under their own names, but those that play a role under its.
methods::Frame frame_of(const MethodInput& input) {
    methods::Frame frame;
    const auto role_of = [&](const std::string& name) {
        return std::find_if(input.roles.begin(), input.roles.end(),
                            [&](const Role& role) { return role.role == name; });
    };
    for (const auto& role : input.roles) {
        const auto at = std::find(input.file.head.begin(), input.file.head.end(), role.column);
        frame.add(role.role, input.file.columns[static_cast<std::size_t>(at - input.file.head.begin())]);
    }
    for (std::size_t i = 0; i < input.file.head.size(); ++i) {
        if (role_of(input.file.head[i]) == input.roles.end())
            frame.add(input.file.head[i], input.file.columns[i]);
    }
    // Points of a GeoJSON file are known by their positions without being told so.
    for (const char* name : {"lon", "lat"}) {
        const auto* position = frame.find(std::string{"@"} + name);
        if (position && !frame.find(name)) frame.add(name, methods::Cells{position->cells});
    }
    frame.shapes = input.file.shapes;
    return frame;
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
        json.object().key("table").text(input.table).key("file").text(input.file.file);
        json.key("sha256").text(input.file.digest.hex());
        json.key("rows").integer(static_cast<std::int64_t>(input.file.columns.front().size()));
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
        const auto system = question.systems.find(input.table);
        if (system != question.systems.end()) json.key("crs").text(system->second);
        json.end();
    }
    return json.end().end().str();
}

void refuse_strangers(const MethodQuestion& question) {
    for (std::size_t i = 0; i < question.tables.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k) {
            if (question.tables[i].table == question.tables[k].table)
                throw Error{Fault::usage, message("--table {}: expected each table once, found it twice",
                                                  question.tables[i].table)};
        }
    }
    const auto is_given = [&](std::string_view table) {
        return std::any_of(question.tables.begin(), question.tables.end(),
                           [&](const TableFile& file) { return file.table == table; });
    };
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
    for (const auto& role : question.roles) {
        const bool given = is_given(role.table);
        const auto* spec = question.method->table(role.table);
        const bool known = spec && std::any_of(spec->columns.begin(), spec->columns.end(),
                                               [&](const auto& column) { return column.name == role.role; });
        if (!given || !known)
            throw Error{Fault::usage, message("--map {}.{}={}: expected a column of a table that is given; "
                                              "`atalaya method show {}` names them",
                                              role.table, role.role, role.column, question.method->name)};
    }
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
    auto tables = question.tables;
    std::stable_partition(tables.begin(), tables.end(),
                          [](const TableFile& given) { return !is_store_table(given.file); });
    for (const auto& given : tables) {
        run.inputs.push_back(read_input(question, given, progress));
        asked.tables.emplace(given.table, frame_of(run.inputs.back()));
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
    run.record = record_of(question, run);
    run.id = short_name(sha256(run.record));
    return run;
}

}  // namespace atalaya::service
