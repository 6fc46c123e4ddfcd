#include "service/groupings.hpp"

#include <algorithm>
#include <filesystem>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/listed_rows.hpp"
#include "intake/toml.hpp"
#include "intake/units.hpp"

namespace atalaya::service {
namespace fs = std::filesystem;

namespace {

bool has(const std::vector<std::string>& texts, std::string_view text) {
    return std::ranges::find(texts, text) != texts.end();
}

Grouping read_grouping(const fs::path& file) {
    static const std::vector<std::string> counts{"rows", "units"}, bases{"fact", "report"},
        tiers{"A", "B", "C"}, readings{"worse_up", "ambiguous"};
    auto top = intake::read_toml(file);
    Grouping grouping;
    Indicator& of = grouping.indicator;
    of.id = top.text("id");
    if (of.id != file.stem()) top.refuse("id", message("expected id = \"{}\"", file.stem().string()));
    of.version = top.text("version");
    of.name = top.words("name");
    of.definition = top.words("definition");
    of.note = top.optional_words("note");
    of.group = grouping_group;
    of.unit = top.one_of("unit", intake::counted_units());
    of.counts_units = top.one_of("counts", counts, "rows") == "units";
    of.plural = top.boolean("plural", true);
    of.basis = top.one_of("basis", bases, "fact");
    of.reading =
        top.one_of("reading", readings, "worse_up") == "ambiguous" ? Reading::ambiguous : Reading::worse_up;
    of.tier = top.one_of("tier", tiers);
    of.exact = false;
    of.quarterly = top.boolean("quarterly", false);
    of.exposure = "residents";
    of.show = {"count", "accumulated", "rate"};
    of.levels = {"ciudad", "territorio"};
    of.listed = false;
    grouping.source = top.text("source");
    top.done();
    return grouping;
}

std::vector<Grouping> read_all(const fs::path& folder) {
    std::vector<Grouping> all;
    for (const auto& entry : fs::directory_iterator{folder})
        if (entry.path().extension() == ".toml") all.push_back(read_grouping(entry.path()));
    std::ranges::sort(all, {}, [](const Grouping& one) { return one.indicator.id; });
    return all;
}

void read_codes(NationalList& list, const fs::path& file, const std::vector<Grouping>& known) {
    for (const auto& row : intake::rows_under(file, {"code", "within", "label", "groupings"})) {
        NationalCode code{row[0], row[1], intake::parts_of(row[2]), intake::parts_of(row[3])};
        if (code.code.empty() || code.labels.empty() || list.find(code.code) ||
            (!code.within.empty() && !list.find(code.within)))
            throw Error{Fault::bad_input, message("{}: the code \"{}\" comes twice, has no label, or is "
                                                  "within one that does not come before it",
                                                  file.string(), code.code)};
        for (const auto& grouping : code.groupings) {
            if (std::ranges::find(known, grouping, [](const Grouping& one) { return one.indicator.id; }) !=
                known.end())
                continue;
            throw Error{Fault::bad_input, message("{}: the code \"{}\" names the grouping \"{}\", which "
                                                  "there is not",
                                                  file.string(), code.code, grouping)};
        }
        list.codes.push_back(std::move(code));
    }
}

void read_list(const fs::path& folder, Groupings& out) {
    const auto file = folder / "list.toml";
    auto top = intake::read_toml(file);
    NationalList list;
    list.id = top.text("id");
    list.name = top.words("name");
    list.publisher = top.text("publisher");
    list.source = top.text("source");
    const auto versions = top.texts("versions");
    const auto sources = top.named_texts("sources");
    top.done();
    for (const auto& [source, version] : sources) {
        if (!has(versions, version) || out.list_of(source))
            throw Error{Fault::bad_input, message("{}: the source \"{}\" is of the version \"{}\", which "
                                                  "there is not, or of another list too",
                                                  file.string(), source, version)};
    }
    for (const auto& version : versions) {
        list.version = version;
        list.of.clear();
        list.codes.clear();
        for (const auto& [source, of] : sources)
            if (of == version) list.of.push_back(source);
        read_codes(list, folder / (version + ".csv"), out.all);
        out.lists.push_back(list);
    }
}

void check_that_all_have_codes(const Groupings& groupings, const fs::path& folder) {
    for (const auto& one : groupings.all) {
        const bool counted = std::ranges::any_of(
            groupings.lists, [&](const NationalList& list) { return list.counts(one.indicator.id); });
        if (!counted)
            throw Error{Fault::bad_input, message("{}: no list has a code of the grouping \"{}\"",
                                                  folder.string(), one.indicator.id)};
    }
}

}  // namespace

const NationalCode* NationalList::find(std::string_view code) const {
    const auto found = std::ranges::find(codes, code, &NationalCode::code);
    return found == codes.end() ? nullptr : &*found;
}

bool NationalList::holds(const NationalCode& outer, const NationalCode& inner) const {
    for (const auto* at = find(inner.within); at; at = find(at->within))
        if (at->code == outer.code) return true;
    return false;
}

bool NationalList::has_itself(const NationalCode& code, std::string_view grouping) {
    return has(code.groupings, grouping);
}

bool NationalList::counts(const NationalCode& code, std::string_view grouping) const {
    for (const auto* at = &code; at; at = find(at->within))
        if (has_itself(*at, grouping)) return true;
    return false;
}

bool NationalList::counts(std::string_view grouping) const {
    return std::ranges::any_of(codes, [&](const auto& code) { return has_itself(code, grouping); });
}

Digest NationalList::digest() const {
    std::string said = called();
    for (const auto& [code, within, labels, groupings] : codes)
        said += "\n" + code + "\t" + within + "\t" + join(labels, "|") + "\t" + join(groupings, "|");
    return sha256(said);
}

const Grouping* Groupings::find(std::string_view id) const {
    const auto found = std::ranges::find(all, id, [](const Grouping& one) { return one.indicator.id; });
    return found == all.end() ? nullptr : &*found;
}

const NationalList* Groupings::list_of(std::string_view source) const {
    const auto found = std::ranges::find_if(lists, [&](const auto& list) { return has(list.of, source); });
    return found == lists.end() ? nullptr : &*found;
}

Groupings read_groupings(const Share& share) {
    Groupings groupings;
    const auto folder = share.data / "taxonomy" / groupings_folder;
    if (!fs::exists(folder)) return groupings;
    groupings.all = read_all(folder);
    std::vector<fs::path> lists;
    for (const auto& entry : fs::directory_iterator{folder / "lists"}) lists.push_back(entry.path());
    std::ranges::sort(lists);
    for (const auto& list : lists) read_list(list, groupings);
    check_that_all_have_codes(groupings, folder);
    return groupings;
}

}  // namespace atalaya::service
