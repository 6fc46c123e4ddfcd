#include "service/method_input.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <limits>
#include <map>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/nearest.hpp"
#include "service/store_table.hpp"
#include "service/torn_rows.hpp"

namespace atalaya::service {

namespace {

std::size_t column_of(const intake::AnyTable& file, const std::string& asked, const std::string& column) {
    const auto at = std::find(file.head.begin(), file.head.end(), column);
    if (at == file.head.end())
        throw Error{Fault::usage, message("{}: expected a column of {}, which has {}.{}", asked, file.file,
                                          join(file.head, ", "), intake::did_you_mean(column, file.head))};
    return static_cast<std::size_t>(at - file.head.begin());
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
            leave_out_torn(file, question.method->table(table), input);
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

}  // namespace

std::vector<MethodInput> read_inputs(const MethodQuestion& question, Progress& progress) {
    RowsAsked rows{question};
    auto tables = question.tables;
    std::stable_partition(tables.begin(), tables.end(),
                          [](const TableFile& given) { return !is_store_table(given.file); });
    std::vector<MethodInput> inputs;
    for (const auto& given : tables) {
        const bool read =
            std::ranges::any_of(inputs, [&](const MethodInput& input) { return input.table == given.table; });
        if (!read) inputs.push_back(read_input(question, given.table, rows, progress));
    }
    rows.refuse_what_was_not_met();
    return inputs;
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

}  // namespace atalaya::service
