#include "service/tags.hpp"

#include <algorithm>
#include <array>

#include "core/error.hpp"
#include "intake/listed_rows.hpp"
#include "intake/nearest.hpp"

namespace atalaya::service {

namespace {

constexpr std::array<std::string_view, 5> scopes{"event", "victim", "perpetrator", "data", homicide_scope};
constexpr std::array<std::string_view, 3> missing{"", "not_applicable", "not_known"};

Tag* find(std::vector<Tag>& tags, const std::string& scope, const std::string& id) {
    const auto found =
        std::ranges::find_if(tags, [&](const Tag& tag) { return tag.scope == scope && tag.id == id; });
    return found == tags.end() ? nullptr : &*found;
}

}  // namespace

const TagValue* Tag::value(std::string_view code) const {
    const auto found = std::ranges::find(values, code, &TagValue::code);
    return found == values.end() ? nullptr : &*found;
}

const Tag& Tags::tag(std::string_view called) const {
    const Tag* found = nullptr;
    std::vector<std::string> known;
    for (const auto& tag : all) {
        known.push_back(tag.called());
        if (tag.called() == called) return tag;
        if (tag.id != called) continue;
        if (found)
            throw Error{Fault::usage, message("the tag \"{}\" is of {} and of {}. Say {}.{}, for example",
                                              called, found->scope, tag.scope, found->scope, called)};
        found = &tag;
    }
    if (found) return *found;
    throw Error{Fault::missing, message("no tag is called \"{}\".{} `atalaya codes tags` lists them", called,
                                        intake::did_you_mean(called, known))};
}

Tags read_tags(const Share& share) {
    const auto file = share.data / "taxonomy/iccs/1.0/tags.csv";
    Tags tags;
    for (const auto& row : intake::rows_under(file, {"scope", "tag", "value", "missing", "es", "pt", "en"})) {
        const intake::Words name{row[4], row[5], row[6]};
        Tag* tag = find(tags.all, row[0], row[1]);
        const auto kind = std::ranges::find(missing, row[3]);
        const bool known = std::ranges::find(scopes, row[0]) != scopes.end() && kind != missing.end();
        if (!known || (row[2].empty() ? tag != nullptr : !tag || tag->value(row[2])))
            throw Error{Fault::bad_input,
                        message("{}: \"{}\" of {} {}: it comes twice, or before its tag, or is of no scope",
                                file.string(), row[2], row[0], row[1])};
        if (row[2].empty())
            tags.all.push_back({row[0], row[1], name, {}});
        else
            tag->values.push_back({row[2], static_cast<TagValue::Missing>(kind - missing.begin()), name});
    }
    return tags;
}

}  // namespace atalaya::service
