#include "service/domain_unsaid.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>

#include "core/error.hpp"
#include "core/stem.hpp"
#include "core/text.hpp"

namespace atalaya::service {

namespace {

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

}  // namespace

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

}  // namespace atalaya::service
