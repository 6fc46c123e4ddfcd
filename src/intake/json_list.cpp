#include "intake/json_list.hpp"

#include <simdjson.h>

#include <algorithm>

#include "core/error.hpp"
#include "core/text.hpp"
#include "geo/json_root.hpp"

namespace atalaya::intake {

namespace {

namespace json = simdjson::dom;

[[noreturn]] void refuse(const Message& why) {
    throw Error{Fault::bad_input, why};
}

// Each line that says anything begins and ends an object, and there are two at least.
bool has_object_on_each_line(std::string_view text) {
    std::size_t objects = 0;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = trimmed(text.substr(0, end));
        if (!line.empty() && (!line.starts_with('{') || !line.ends_with('}'))) return false;
        objects += line.empty() ? 0 : 1;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return objects > 1;
}

// The lines as a list, each letter still on its line and, but for those of the first, at its column.
std::string list_of_lines(std::string_view text) {
    std::string list = "[";
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = text.substr(0, end);
        if (!trimmed(line).empty() && list.size() > 1) list.insert(list.size() - 1, ",");
        list += line;
        list += '\n';
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return list += ']';
}

struct NamedList {
    std::string name;
    json::array items;
};

// The lists within the object that begin with an object, however deep objects lie within one another.
void find_lists(json::object within, const std::string& above, std::vector<NamedList>& found) {
    for (const auto& [key, value] : within) {
        const std::string name = above + std::string{key};
        json::object object;
        json::array list;
        if (value.get(object) == simdjson::SUCCESS)
            find_lists(object, name + ".", found);
        else if (value.get(list) == simdjson::SUCCESS && list.size() > 0 && list.at(0).is_object())
            found.push_back({name, list});
    }
}

json::array list_in(json::element root, const std::string& file) {
    json::array list;
    if (root.get(list) == simdjson::SUCCESS) return list;
    json::object object;
    if (root.get(object) != simdjson::SUCCESS)
        refuse(
            message("{}: expected a JSON list of objects; found a value alone. Fetch the file again.", file));
    std::vector<NamedList> lists;
    find_lists(object, "", lists);
    if (lists.empty())
        refuse(
            message("{}: expected a JSON list of objects; found one object without such a list within it. Is "
                    "this the file? If it is, fetch it again.",
                    file));
    if (lists.size() > 1) {
        std::vector<std::string> names;
        for (const auto& [name, items] : lists) names.push_back(name);
        refuse(message(
            "{}: expected one JSON list of objects; found several, {}. Keep in the file the one that has "
            "the rows.",
            file, join(names, ", ")));
    }
    return lists.front().items;
}

}  // namespace

std::vector<json::object> json_objects(json::parser& parser, std::string_view text, const std::string& file) {
    const Message what = verbatim(file);
    const auto root = has_object_on_each_line(text) ? geo::json_root(parser, list_of_lines(text), what)
                                                    : geo::json_root(parser, text, what);
    std::vector<json::object> objects;
    for (const json::element item : list_in(root, file)) {
        json::object object;
        if (item.get(object) != simdjson::SUCCESS) {
            refuse(message("{}: expected objects in the JSON list; number {} is none.", file,
                           objects.size() + 1));
        }
        objects.push_back(object);
    }
    return objects;
}

}  // namespace atalaya::intake
