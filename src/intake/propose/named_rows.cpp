#include "intake/propose/named_rows.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "intake/propose/content.hpp"

namespace atalaya::intake {

namespace {

bool is_apart(const Facts& column) {
    return column.rows >= 3 && column.said == column.rows && column.distinct == column.rows;
}

bool is_called_name(const Facts& column) {
    static constexpr std::array<std::string_view, 7> words{
        "nombre", "nome", "name", "denominacion", "denominacao", "descripcion", "descricao"};
    return std::any_of(words.begin(), words.end(), [&](auto word) { return column.has(word); });
}

// "Nº" and nothing more: small numbers, each once.
bool is_called_number(const Facts& column) {
    static constexpr std::array<std::string_view, 7> words{"nº",  "n°",     "no",    "nro",
                                                           "num", "numero", "number"};
    return column.tokens.size() == 1 && std::ranges::find(words, column.tokens.front()) != words.end() &&
           column.whole == column.rows && column.high <= 20.0 * static_cast<double>(column.rows);
}

}  // namespace

const Facts* column_of_names(const Choosing& choosing) {
    const auto& columns = choosing.columns();
    if (columns.size() > 3 || !std::all_of(columns.begin(), columns.end(), is_apart)) return nullptr;
    const bool numbered = columns.size() == 2 && std::ranges::any_of(columns, is_called_number);
    const auto named = std::find_if(columns.begin(), columns.end(), [&](const Facts& column) {
        return choosing.is_free(column) && (is_called_name(column) || numbered) && holds_texts(column);
    });
    return named == columns.end() ? nullptr : &*named;
}

}  // namespace atalaya::intake
