#include "intake/retention.hpp"

#include <vector>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/toml.hpp"

namespace atalaya::intake {
namespace {

std::optional<int> months(TomlTable& table, std::string_view key) {
    constexpr int least = 1, most = 1200;
    if (!table.has(key)) return {};
    const auto found = table.integer(key);
    if (found < least || found > most)
        table.refuse(key, message("\"{}\" should be between {} and {}; found {}.", key, least, most, found));
    return static_cast<int>(found);
}

}  // namespace

bool tells_of_places(Kind kind) {
    return kind == Kind::areas || kind == Kind::places || kind == Kind::calendar;
}

Retention retention_of(TomlTable& table, Kind kind) {
    static const std::vector<std::string> classes{"public", "internal", "personal", "sensitive"};
    Retention out;
    out.of = table.one_of("class", classes);
    out.deliveries = months(table, "deliveries");
    out.positions = months(table, "positions");
    out.texts = months(table, "texts");
    out.basis = table.text("basis", "");
    if (out.positions && kind != Kind::incidents)
        table.refuse("positions", message("\"positions\" is for sources of kind \"incidents\"."));
    if (out.deliveries && tells_of_places(kind))
        table.refuse("deliveries",
                     message("\"deliveries\" is not for sources of areas or places: they say nothing "
                             "of persons, and are read again."));
    if (out.any() && trimmed(out.basis).empty())
        table.refuse("basis", message("\"basis\" should say the rule that sets these months."));
    table.done();
    return out;
}

Retention read_retention(const Source& source) {
    TomlTable top = read_toml(source.folder / "source.toml");
    auto table = top.optional_table("retention");
    return table ? retention_of(*table, source.kind) : Retention{};
}

}  // namespace atalaya::intake
