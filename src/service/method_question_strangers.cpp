#include <algorithm>
#include <optional>
#include <set>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/nearest.hpp"
#include "methods/sequence.hpp"
#include "service/method_question.hpp"
#include "service/store_table.hpp"

namespace atalaya::service {

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

}  // namespace atalaya::service
