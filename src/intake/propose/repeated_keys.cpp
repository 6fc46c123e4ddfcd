#include "intake/propose/repeated_keys.hpp"

#include <unordered_map>

#include "core/text.hpp"
#include "intake/propose/offence_columns.hpp"

namespace atalaya::intake {

namespace {

constexpr double plainly = 6;  // a score of offence_columns.hpp
constexpr int of_persons = 8;  // sexo, edad, profesión; not "lugar" or "arma"

std::string key_at(const Choosing& choosing, std::size_t row, const std::vector<const Facts*>& columns) {
    std::string key;
    for (const auto* column : columns) {
        const auto cell = trimmed(choosing.cell(row, *column));
        if (cell.empty()) return {};
        key.append(cell).append(1, '\x1F');
    }
    return key;
}

std::vector<const Facts*> columns_of_persons(const Choosing& choosing) {
    std::vector<const Facts*> out;
    for (const auto& column : choosing.columns())
        if (hint_of(column.tokens, Role::person) >= of_persons) out.push_back(&column);
    return out;
}

}  // namespace

const Facts* plain_kind(const Choosing& choosing, const TimeColumns& when) {
    const Facts* best = nullptr;
    double most = plainly;
    for (const auto& column : choosing.columns())
        if (const double score = offence_score(choosing, column, when); score >= most)
            most = score, best = &column;
    return best;
}

RepeatedKeys repeated_keys(const Choosing& choosing, const TimeColumns& when,
                           const std::vector<const Facts*>& columns, const Facts* kind) {
    RepeatedKeys told;
    const auto persons = columns_of_persons(choosing);
    std::vector<std::int64_t> differ(persons.size(), 0);
    std::unordered_map<std::string, std::size_t> first;
    for (std::size_t row = 0; row < choosing.look().sample.rows(); ++row) {
        std::string key = key_at(choosing, row, columns);
        if (key.empty()) continue;
        const auto [at, is_new] = first.try_emplace(std::move(key), row);
        if (is_new) continue;
        const auto differs = [&](const Facts* column) {
            return column && choosing.cell(row, *column) != choosing.cell(at->second, *column);
        };
        ++told.rows;
        told.other_day += differs(when.day);
        told.other_kind += differs(kind);
        for (std::size_t i = 0; i < persons.size(); ++i) differ[i] += differs(persons[i]);
    }
    std::int64_t most = 0;
    for (std::size_t i = 0; i < persons.size(); ++i)
        if (differ[i] > most) most = differ[i], told.of_person = persons[i];
    return told;
}

}  // namespace atalaya::intake
