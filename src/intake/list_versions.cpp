#include "intake/list_versions.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "intake/toml.hpp"

namespace atalaya::intake {
namespace fs = std::filesystem;

namespace {

constexpr const char* versions_file = "versions.toml";

Day first_day_of(std::string_view version) {
    if (const auto day = parse_day(version)) return *day;
    if (const auto month = parse_month(version)) return first_day(*month);
    if (const auto year = parse_period(version); year && version.size() == 4) return year->first;
    throw Error{Fault::bad_input, message("codes.csv: the version \"{}\" of a code should be the year, month "
                                          "or day from which it holds: 20101@2024",
                                          version)};
}

std::vector<ListVersion> told_versions(const Source& source) {
    std::vector<ListVersion> told;
    const auto path = source.folder / versions_file;
    if (!fs::exists(path)) return told;
    auto top = read_toml(path);
    for (auto& table : top.tables("versions")) {
        told.push_back({table.text("id"), {}, table.words("what"), table.text("act")});
        table.done();
    }
    top.done();
    return told;
}

}  // namespace

VersionedCode versioned(std::string_view code) {
    const auto at = code.rfind('@');
    if (at == std::string_view::npos) return {code, {}};
    return {code.substr(0, at), code.substr(at + 1)};
}

std::vector<ListVersion> versions_in(const std::vector<Label>& labels) {
    std::vector<ListVersion> versions;
    for (const auto& label : labels) {
        const auto version = versioned(label.code).version;
        if (version.empty() || std::ranges::find(versions, version, &ListVersion::id) != versions.end())
            continue;
        versions.push_back({std::string{version}, first_day_of(version), {}, {}});
    }
    std::ranges::sort(versions, {}, &ListVersion::first);
    return versions;
}

std::vector<ListVersion> list_versions(const Source& source) {
    auto versions = versions_in(source.labels);
    if (versions.empty()) return versions;
    for (auto& told : told_versions(source)) {
        const auto known = std::ranges::find(versions, told.id, &ListVersion::id);
        if (known == versions.end()) continue;
        known->what = std::move(told.what);
        known->act = std::move(told.act);
    }
    return versions;
}

void check_list_versions(const Source& source) {
    const auto versions = versions_in(source.labels);
    const auto told = told_versions(source);
    const auto file = (source.folder / versions_file).string();
    for (const auto& one : told)
        if (std::ranges::find(versions, one.id, &ListVersion::id) == versions.end())
            throw Error{Fault::bad_input,
                        message("{}: no code of codes.csv is of the version \"{}\".", file, one.id)};
    for (std::size_t i = 1; i < versions.size(); ++i)
        if (std::ranges::find(told, versions[i].id, &ListVersion::id) == told.end())
            throw Error{Fault::bad_input,
                        message("{}: codes.csv has codes of the version \"{}\"; say in [[versions]] what "
                                "changed with it.",
                                file, versions[i].id)};
}

const ListVersion* in_force(const std::vector<ListVersion>& versions, Day day) {
    const ListVersion* last = nullptr;
    for (const auto& version : versions)
        if (version.first <= day) last = &version;
    return last;
}

}  // namespace atalaya::intake
