#include "service/indicator.hpp"

#include <toml++/toml.h>
#include <algorithm>
#include <map>

#include "core/error.hpp"
#include "intake/units.hpp"

namespace atalaya::service {
namespace fs = std::filesystem;

namespace {

// One indicator file being read: every complaint names the file and the line.
class Reader {
  public:
    explicit Reader(const fs::path& path) : file_{path.filename().string()}, table_{parse(path)} {
        static constexpr std::string_view known[] = {"id",
                                                     "version",
                                                     "order",
                                                     "listed",
                                                     "name",
                                                     "definition",
                                                     "kind",
                                                     "group",
                                                     "unit",
                                                     "counts",
                                                     "plural",
                                                     "basis",
                                                     "reading",
                                                     "exposure",
                                                     "per",
                                                     "phi_default",
                                                     "minimum_change_percent",
                                                     "show",
                                                     "levels",
                                                     "profile",
                                                     "legal",
                                                     "note"};
        for (const auto& [key, node] : table_) {
            if (std::find(std::begin(known), std::end(known), key.str()) == std::end(known)) {
                complain(node, message("unknown key \"{}\"", key.str()));
            }
        }
    }

    std::string text(std::string_view key, std::optional<std::string> otherwise = {}) const {
        const auto* node = table_.get(key);
        if (!node && otherwise) return *otherwise;
        if (!node || !node->is_string()) complain_missing(key, message("a text"));
        return node->as_string()->get();
    }
    double number(std::string_view key, double otherwise) const {
        const auto* node = table_.get(key);
        if (!node) return otherwise;
        const auto value = node->value<double>();
        if (!value) complain(*node, message("{}: expected a number", key));
        return *value;
    }
    bool flag(std::string_view key, bool otherwise) const {
        const auto* node = table_.get(key);
        if (!node) return otherwise;
        if (!node->is_boolean()) complain(*node, message("{}: expected true or false", key));
        return node->as_boolean()->get();
    }
    intake::Words words(std::string_view key) const {
        const auto* node = table_.get(key);
        if (!node || !node->is_table())
            complain_missing(key, verbatim("{ es = \"…\", pt = \"…\", en = \"…\" }"));
        const auto& table = *node->as_table();
        const auto in = [&](std::string_view language) {
            const auto value = table[language].value<std::string>();
            if (!value || value->empty())
                complain(*node, message("{}: expected a text in \"{}\"", key, language));
            return *value;
        };
        return {in("es"), in("pt"), in("en")};
    }
    std::vector<std::string> list(std::string_view key) const {
        std::vector<std::string> out;
        const auto* node = table_.get(key);
        if (!node) return out;
        if (!node->is_array()) complain(*node, message("{}: expected a list of texts", key));
        for (const auto& item : *node->as_array()) {
            if (!item.is_string()) complain(item, message("{}: expected a list of texts", key));
            out.push_back(item.as_string()->get());
        }
        return out;
    }
    template <class T>
    T one_of(std::string_view key, const std::map<std::string, T>& choices,
             std::string_view otherwise) const {
        const std::string found = text(key, std::string{otherwise});
        const auto choice = choices.find(found);
        if (choice != choices.end()) return choice->second;
        std::string names;
        for (const auto& [name, value] : choices) names += (names.empty() ? "" : ", ") + name;
        complain(*table_.get(key), message("{}: expected one of {}; found \"{}\"", key, names, found));
    }
    const toml::table* sub(std::string_view key) const {
        const auto* node = table_.get(key);
        return node ? node->as_table() : nullptr;
    }

    [[noreturn]] void complain(const toml::node& node, const Message& what) const {
        throw Error{Fault::bad_input, message("{}, line {}: {}", file_, node.source().begin.line, what)};
    }
    [[noreturn]] void complain_missing(std::string_view key, const Message& expected) const {
        throw Error{Fault::bad_input,
                    message("{}: expected {} under \"{}\", found none", file_, expected, key)};
    }

  private:
    static toml::table parse(const fs::path& path) {
        try {
            return toml::parse_file(path.string());
        } catch (const toml::parse_error& error) {
            throw Error{Fault::bad_input, message("{}, line {}: {}", path.filename().string(),
                                                  error.source().begin.line, error.description())};
        }
    }

    std::string file_;
    toml::table table_;
};

Indicator read_indicator(const fs::path& path) {
    const Reader file{path};
    Indicator indicator;
    indicator.id = file.text("id");
    indicator.version = file.text("version");
    indicator.order = static_cast<int>(file.number("order", 100));
    indicator.listed = file.flag("listed", true);
    indicator.name = file.words("name");
    indicator.definition = file.words("definition");
    if (file.sub("note")) indicator.note = file.words("note");
    indicator.kind = file.one_of<IndicatorKind>("kind",
                                                {{"count", IndicatorKind::count},
                                                 {"concentration", IndicatorKind::concentration},
                                                 {"resolution", IndicatorKind::resolution},
                                                 {"quality", IndicatorKind::quality}},
                                                "count");
    indicator.group = file.text("group");
    std::map<std::string, std::string> units;
    for (const auto& unit : intake::counted_units()) units.emplace(unit, unit);
    file.text("unit");  // which each must say
    indicator.unit = file.one_of<std::string>("unit", units, "");
    indicator.counts_units = file.one_of<bool>("counts", {{"rows", false}, {"units", true}}, "rows");
    indicator.plural = file.flag("plural", false);
    indicator.basis = file.text("basis", "fact");
    indicator.reading = file.one_of<Reading>("reading",
                                             {{"worse_up", Reading::worse_up},
                                              {"better_up", Reading::better_up},
                                              {"ambiguous", Reading::ambiguous},
                                              {"none", Reading::none},
                                              {"activity", Reading::activity}},
                                             "worse_up");
    indicator.crosswalk = file.text("crosswalk", "");
    indicator.exposure = file.text("exposure", "");
    indicator.per = static_cast<int>(file.number("per", 100'000));
    indicator.phi_default = file.number("phi_default", 2.0);
    indicator.minimum_change_percent = file.number("minimum_change_percent", 5);
    indicator.show = file.list("show");
    indicator.levels = file.list("levels");
    if (const auto* profile = file.sub("profile")) {
        indicator.tier = (*profile)["tier"].value_or(std::string{"C"});
        indicator.exact = (*profile)["exact"].value_or(true);
        indicator.quarterly = (*profile)["quarterly"].value_or(false);
    }
    if (indicator.id != path.stem().string()) {
        throw Error{Fault::bad_input, message("{}: expected id = \"{}\", found \"{}\"",
                                              path.filename().string(), path.stem().string(), indicator.id)};
    }
    return indicator;
}

}  // namespace

bool Indicator::shows(std::string_view what) const {
    return std::find(show.begin(), show.end(), what) != show.end();
}

// "territorio" is every layer, whatever a city calls it; "-barrio" takes one out.
bool Indicator::at_level(std::string_view layer) const {
    const auto has = [&](std::string_view level) {
        return std::find(levels.begin(), levels.end(), level) != levels.end();
    };
    if (layer.empty()) return has("ciudad");
    return has(layer) || (has("territorio") && !has("-" + std::string{layer}));
}

std::vector<Indicator> read_indicators(const fs::path& folder) {
    if (!fs::is_directory(folder))
        throw Error{Fault::missing,
                    message("expected a folder of indicators, found none at {}", folder.string())};
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator{folder}) {
        if (entry.path().extension() == ".toml") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    std::vector<Indicator> indicators;
    for (const auto& file : files) indicators.push_back(read_indicator(file));
    std::stable_sort(indicators.begin(), indicators.end(),
                     [](const Indicator& a, const Indicator& b) { return a.order < b.order; });
    return indicators;
}

}  // namespace atalaya::service
