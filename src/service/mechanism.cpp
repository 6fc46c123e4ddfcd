#include "service/mechanism.hpp"

#include <algorithm>
#include <cctype>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/listed_rows.hpp"

namespace atalaya::service {

std::vector<Mechanism> read_mechanisms(const Share& share) {
    const auto file = share.data / "taxonomy/iccs/1.0/mechanisms.csv";
    std::vector<Mechanism> all;
    for (const auto& row : intake::rows_under(file, {"icd10", "We"})) {
        if (icd10_of(row[0]) != row[0] || row[1].empty() || mechanism_of(all, row[0]))
            throw Error{Fault::bad_input,
                        message("{}: \"{}\" is no code of ICD-10, comes twice, or has no weapon",
                                file.string(), row[0])};
        all.push_back({row[0], row[1]});
    }
    return all;
}

std::optional<std::string> icd10_of(std::string_view text) {
    const auto cell = trimmed(text);
    const auto digit = [&](std::size_t at) {
        return std::isdigit(static_cast<unsigned char>(cell[at])) != 0;
    };
    if (cell.size() < 3 || cell.size() > 5 || !std::isalpha(static_cast<unsigned char>(cell[0])) ||
        !digit(1) || !digit(2))
        return std::nullopt;
    const bool dotted = cell.size() == 5 && cell[3] == '.' && digit(4);
    if (cell.size() > 3 && !dotted && !(cell.size() == 4 && digit(3))) return std::nullopt;
    std::string code{cell.substr(0, 3)};
    code[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(code[0])));
    return code;
}

const Mechanism* mechanism_of(const std::vector<Mechanism>& all, std::string_view icd10) {
    const auto code = icd10_of(icd10);
    if (!code) return nullptr;
    const auto found = std::ranges::find(all, *code, &Mechanism::icd10);
    return found == all.end() ? nullptr : &*found;
}

}  // namespace atalaya::service
