#include "service/label_tags.hpp"

#include <algorithm>
#include <filesystem>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/listed_rows.hpp"
#include "intake/nearest.hpp"

namespace atalaya::service {
namespace fs = std::filesystem;

namespace {

fs::path file_of(const intake::Source& source) {
    return source.folder / "tags.csv";
}

// A tag as a line says it, with its value: that of a mechanism in its three characters.
struct Said {
    std::string tag, value;
};

const Tag& read_tag(const fs::path& file, const std::vector<std::string>& row, const Tags& tags) {
    try {
        return tags.tag(row[1]);
    } catch (const Error& error) {
        throw Error{Fault::bad_input,
                    message("{}: the code \"{}\": {}", file.string(), row[0], error.message())};
    }
}

Said read_value(const fs::path& file, const std::vector<std::string>& row, const Tags& tags) {
    const Tag& tag = read_tag(file, row, tags);
    if (tag.value(row[2])) return {tag.called(), row[2]};
    if (tag.values.empty())
        throw Error{
            Fault::bad_input,
            message("{}: the code \"{}\": the tag {} has no values to choose from: it is what [time] of "
                    "source.toml reads. Take the line out",
                    file.string(), row[0], tag.called())};
    const auto mechanism = icd10_of(row[2]);
    if (mechanism && tag.value(*mechanism)) return {tag.called(), *mechanism};
    std::vector<std::string> known;
    for (const auto& value : tag.values) known.push_back(value.code);
    throw Error{Fault::bad_input, message("{}: the code \"{}\": the tag {} has no value \"{}\". It has: {}",
                                          file.string(), row[0], tag.called(), row[2], join(known, ", "))};
}

void say(const fs::path& file, CodeTags& all, const std::string& code, const Said& said) {
    if (all[code].emplace(said.tag, said.value).second) return;
    throw Error{Fault::bad_input,
                message("{}: the code \"{}\" has the tag {} twice", file.string(), code, said.tag)};
}

void add_weapons(const fs::path& file, CodeTags& all, const std::vector<Mechanism>& mechanisms) {
    for (auto& [code, said] : all) {
        const auto found = said.find("homicide.HMec");
        const auto* mechanism = found == said.end() ? nullptr : mechanism_of(mechanisms, found->second);
        if (!mechanism) continue;
        const auto [weapon, added] = said.emplace("event.We", mechanism->weapon);
        if (!added && weapon->second != mechanism->weapon)
            throw Error{Fault::bad_input,
                        message("{}: the code \"{}\" has the weapon {}, and its mechanism {} is "
                                "of the weapon {}",
                                file.string(), code, weapon->second, mechanism->icd10, mechanism->weapon)};
    }
}

// Classes of what a code of the source is of.
std::vector<std::string> classes_of(const intake::Source& source, const std::string& code,
                                    std::span<const intake::Source> sources) {
    std::vector<std::string> classes;
    const auto take = [&](const intake::Label& label) {
        classes.insert(classes.end(), label.iccs.begin(), label.iccs.end());
        if (label.iccs.empty()) classes.emplace_back();
    };
    if (source.category.each.empty()) {
        for (const auto& label : source.labels)
            if (label.code == code) take(label);
        return classes;
    }
    const auto& of = source.category.describes;
    for (const auto& other : sources)
        for (const auto& label : other.labels)
            if (!of.empty() && std::ranges::find(label.indicators, of) != label.indicators.end()) take(label);
    return classes;
}

void refuse_unless_homicide(const intake::Source& source, const std::string& code, const std::string& tag,
                            std::span<const intake::Source> sources) {
    auto classes = classes_of(source, code, sources);
    const bool of_persons = !source.category.each.empty();
    if (only_homicides(classes) || (of_persons && classes.empty())) return;
    std::erase(classes, "");
    throw Error{Fault::bad_input,
                message("{}: the code \"{}\" has the tag {}, which only homicides (0101) and their attempts "
                        "(0102) have; its classes are: {}",
                        file_of(source).string(), code, tag,
                        classes.empty() ? verbatim("-") : verbatim(join(classes, ", ")))};
}

}  // namespace

CodeTags read_code_tags(const intake::Source& source, const Tags& tags,
                        const std::vector<Mechanism>& mechanisms) {
    CodeTags all;
    const auto file = file_of(source);
    if (!fs::exists(file)) return all;
    std::vector<std::string> codes;
    for (const auto& label : source.labels) codes.push_back(label.code);
    for (const auto& row : intake::rows_under(file, {"code", "tag", "value"})) {
        if (std::ranges::find(codes, row[0]) == codes.end())
            throw Error{Fault::bad_input, message("{}: codes.csv has no code \"{}\".{}", file.string(),
                                                  row[0], intake::did_you_mean(row[0], codes))};
        say(file, all, row[0], read_value(file, row, tags));
    }
    add_weapons(file, all, mechanisms);
    return all;
}

bool only_homicides(const std::vector<std::string>& classes) {
    return !classes.empty() && std::ranges::all_of(classes, [](const std::string& of) {
        return of.starts_with("0101") || of.starts_with("0102");
    });
}

void check_homicide_tags(std::span<const intake::Source> sources, const Share& share) {
    const bool any = std::ranges::any_of(sources, [](const auto& one) { return fs::exists(file_of(one)); });
    if (!any) return;
    const auto tags = read_tags(share);
    const auto mechanisms = read_mechanisms(share);
    for (const auto& source : sources)
        for (const auto& [code, said] : read_code_tags(source, tags, mechanisms))
            for (const auto& [tag, value] : said)
                if (tags.tag(tag).scope == homicide_scope) refuse_unless_homicide(source, code, tag, sources);
}

}  // namespace atalaya::service
