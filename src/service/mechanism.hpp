// How a person was killed, as causes of death say it: ICD-10 X85 to Y09 (assault), and the weapon of ICCS that each stands for.
// taxonomy/iccs/1.0/mechanisms.csv; which weapon is this project's reading of the two publications.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/share.hpp"

namespace atalaya::service {

struct Mechanism {
    std::string icd10;   // three characters: "X93"
    std::string weapon;  // value of the tag We: "1"
};

// In the order of ICD-10. Error{bad_input} for a file that cannot be used.
std::vector<Mechanism> read_mechanisms(const Share& share);

// The three characters of a code of ICD-10 as files write it: "x93", "X93.4", "X934" are X93. Nothing for what is no code.
std::optional<std::string> icd10_of(std::string_view text);

// nullptr for what is no code, or none of X85 to Y09.
const Mechanism* mechanism_of(const std::vector<Mechanism>& all, std::string_view icd10);

}  // namespace atalaya::service
