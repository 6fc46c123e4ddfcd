#include "service/taxonomy.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/listed_rows.hpp"
#include "intake/toml.hpp"
#include "service/published_lists.hpp"

namespace atalaya::service {
namespace fs = std::filesystem;

namespace {

std::vector<fs::path> folders_of(const fs::path& folder) {
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator{folder})
        if (entry.is_directory() && is_list_of_classes(entry.path())) found.push_back(entry.path());
    std::ranges::sort(found);
    return found;
}

void check_parents(const Taxonomy& list, const fs::path& file) {
    for (const auto& [code, level, parent, leaf, name] : list.codes) {
        const auto* above = list.find(parent);
        const bool right = level == 1 ? parent.empty() : above && above->level == level - 1 && !above->leaf;
        if (!right)
            throw Error{Fault::bad_input, message("{}: the code {} of level {} has \"{}\" as its parent, "
                                                  "which is none of the level above",
                                                  file.string(), code, level, parent)};
    }
}

void check_levels(const Taxonomy& list, const std::vector<double>& levels, const fs::path& file) {
    std::vector<double> found(levels.size());
    for (const auto& code : list.codes) {
        const auto at = static_cast<std::size_t>(code.level) - 1;
        if (at < found.size()) ++found[at];
    }
    if (found != levels)
        throw Error{Fault::bad_input,
                    message("{}: the levels do not have as many codes as list.toml says", file.string())};
}

std::vector<TaxonomyCode> codes_of(const fs::path& file) {
    std::vector<TaxonomyCode> codes;
    for (const auto& row : intake::rows_under(file, {"code", "level", "parent", "leaf", "es", "pt", "en"})) {
        const bool again = std::ranges::find(codes, row[0], &TaxonomyCode::code) != codes.end();
        const auto level = whole_number(row[1]);
        if (again || row[0].empty() || !level || *level < 1)
            throw Error{Fault::bad_input,
                        message("{}: the code \"{}\" comes twice, or has no level", file.string(), row[0])};
        codes.push_back({row[0], static_cast<int>(*level), row[2], row[3] == "1", {row[4], row[5], row[6]}});
    }
    return codes;
}

constexpr std::array<std::string_view, 2> limit_kinds{"matter", "exclusive"};

ClassLimit limit_of(intake::TomlTable table) {
    ClassLimit limit{.codes = table.texts("codes"), .kind = {}, .amount = {}};
    const std::vector<std::string> kinds{limit_kinds.begin(), limit_kinds.end()};
    const auto kind = table.one_of("kind", kinds);
    limit.kind = static_cast<ClassLimit::Kind>(std::ranges::find(limit_kinds, kind) - limit_kinds.begin());
    const auto currency = table.text("currency"), written = table.text("amount");
    const auto amount = parse_amount(written, currency);
    if (!amount)
        table.refuse(
            "amount",
            message("\"amount\" should be like \"1000.00\", in whole hundredths; found \"{}\".", written));
    limit.amount = *amount;
    table.done();
    return limit;
}

void check_limits(const Taxonomy& list, const intake::TomlTable& top) {
    for (const auto& limit : list.limits)
        for (const auto& code : limit.codes)
            if (!list.find(code))
                top.refuse("limits", message("[[limits]]: the list has no code \"{}\".", code));
}

Taxonomy read_taxonomy(const fs::path& folder) {
    auto top = intake::read_toml(folder / "list.toml");
    Taxonomy list;
    list.id = top.text("id");
    list.version = top.text("version");
    list.name = top.words("name");
    list.publisher = top.text("publisher");
    list.source = top.text("source");
    list.licence = top.text("licence");
    list.published = top.text("published", "");
    list.valid_from = top.optional_day("valid_from");
    list.valid_to = top.optional_day("valid_to");
    list.official = top.texts("official");
    for (auto& [alias, code] : top.named_texts("aliases")) list.aliases.emplace(alias, code);
    const auto levels = top.optional_numbers("levels");
    for (auto& table : top.tables("limits")) list.limits.push_back(limit_of(table));
    top.done();
    list.codes = codes_of(folder / "codes.csv");
    check_parents(list, folder / "codes.csv");
    check_levels(list, levels, folder / "codes.csv");
    check_limits(list, top);
    return list;
}

}  // namespace

const TaxonomyCode* Taxonomy::find(std::string_view code) const {
    const auto found = std::ranges::find(codes, code, &TaxonomyCode::code);
    return found == codes.end() ? nullptr : &*found;
}

std::string Taxonomy::canonical(std::string_view code) const {
    const auto found = aliases.find(code);
    return found == aliases.end() ? std::string{code} : found->second;
}

std::optional<std::string> Taxonomy::with_its_zero(std::string_view code) const {
    if (find(code) || aliases.contains(code) || !whole_number(code)) return std::nullopt;
    auto longer = canonical("0" + std::string{code});
    return find(longer) ? std::optional{std::move(longer)} : std::nullopt;
}

std::string_view code(ClassLimit::Kind kind) {
    return limit_kinds[static_cast<std::size_t>(kind)];
}

std::vector<ClassLimit> Taxonomy::limits_of(std::string_view code) const {
    std::vector<ClassLimit> found;
    for (const auto& limit : limits)
        if (std::ranges::find(limit.codes, code) != limit.codes.end()) found.push_back(limit);
    return found;
}

bool Taxonomy::holds_on(Day day) const {
    return (!valid_from || *valid_from <= day) && (!valid_to || day <= *valid_to);
}

std::vector<Taxonomy> taxonomies(const Share& share) {
    std::vector<Taxonomy> all;
    for (const auto& list : folders_of(share.data / "taxonomy"))
        for (const auto& version : folders_of(list)) all.push_back(read_taxonomy(version));
    return all;
}

const Taxonomy* in_force(const std::vector<Taxonomy>& all, std::string_view id, Day day) {
    const auto found =
        std::ranges::find_if(all, [&](const auto& list) { return list.id == id && list.holds_on(day); });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace atalaya::service
