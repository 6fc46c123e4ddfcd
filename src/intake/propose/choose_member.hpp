// Which of the tables in a zip a proposal looks at.
#pragma once

#include <span>
#include <string>

#include "intake/propose/judged.hpp"
#include "intake/zip_member.hpp"

namespace atalaya::intake {

// The largest, the first of equals, with a question that names the others: a glob that means it and no other, with "?"
// for what is no text a descriptor can hold. "" of one table and of none.
Judged<std::string> choose_member(std::span<const ZipTable> tables);

}  // namespace atalaya::intake
