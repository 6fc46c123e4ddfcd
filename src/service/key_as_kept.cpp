#include "service/key_as_kept.hpp"

#include <algorithm>
#include <vector>

#include "core/text.hpp"
#include "intake/redact.hpp"
#include "intake/row_keys.hpp"

namespace atalaya::service {
namespace {

using Texts = std::vector<std::string>;

bool is_among(const std::string& column, const Texts& columns) {
    return std::ranges::any_of(columns, [&](const auto& one) { return folded(one) == folded(column); });
}

Texts missing_from(const Texts& head, const Texts& key) {
    Texts missing;
    std::ranges::copy_if(key, std::back_inserter(missing),
                         [&](const auto& column) { return !is_among(column, head); });
    return missing;
}

}  // namespace

bool lacks_key(const intake::Source& source, std::string_view bytes, const std::string& name) {
    return !source.key.empty() && !missing_from(intake::columns_of(source, bytes, name), source.key).empty();
}

intake::Source key_as_kept(const intake::Source& source, std::string_view bytes, const std::string& name,
                           const std::set<IncidentKey>& known) {
    const auto head = intake::columns_of(source, bytes, name);
    const auto missing = missing_from(head, source.key);
    if (missing.size() != 1) return source;
    intake::Source best = source;
    std::ptrdiff_t most = 0;
    for (const auto& column : head) {
        if (trimmed(column).empty() || is_among(column, source.file_columns())) continue;
        intake::Source keyed = source;
        std::ranges::replace(keyed.key, missing.front(), column);
        const auto rows = intake::row_keys(keyed, bytes, name);
        const auto told =
            std::ranges::count_if(rows, [&](const auto& row) { return known.contains(row.key); });
        if (told <= most || 2 * told <= std::ssize(rows)) continue;
        most = told;
        best = std::move(keyed);
    }
    return best;
}

}  // namespace atalaya::service
