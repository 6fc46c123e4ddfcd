#include "intake/toml.hpp"

#include <toml++/toml.h>
#include <algorithm>
#include <fstream>
#include <functional>
#include <sstream>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/nearest.hpp"
#include "intake/toml_places.hpp"

namespace atalaya::intake {

// A value with where it stands; only what descriptors need.
struct TomlNode {
    enum class Type { text, integer, number, boolean, day, array, table, other };
    Type type = Type::other;
    std::string file, path;  // path: "format.type"
    std::int64_t line = 0;
    std::string text;  // text, or a day as written
    std::int64_t integer = 0;
    double number = 0;
    bool boolean = false;
    std::vector<std::pair<std::string, std::shared_ptr<const TomlNode>>>
        items;  // of a table, or an array (no names)
};

namespace {

using Type = TomlNode::Type;
using NodePtr = std::shared_ptr<const TomlNode>;

Message name_of(Type type) {
    switch (type) {
        case Type::text: return message("a text in quotes");
        case Type::integer: return message("a whole number");
        case Type::number: return message("a number");
        case Type::boolean: return message("true or false");
        case Type::day: return message("a day");
        case Type::array: return message("a list");
        case Type::table: return message("a table");
        case Type::other: break;
    }
    return message("something else");
}

[[noreturn]] void refuse_at(const TomlNode& node, const Message& why) {
    throw Error{Fault::bad_input, message("{}:{}: {}", node.file, node.line, why)};
}

std::string day_text(const toml::date& date) {
    std::ostringstream out;
    out << date;
    return out.str();
}

NodePtr converted(const toml::node& from, const std::string& file, const std::string& path) {
    auto node = std::make_shared<TomlNode>();
    node->file = file;
    node->path = path;
    node->line = from.source().begin.line;
    if (const auto* text = from.as_string()) {
        node->type = Type::text;
        node->text = text->get();
    } else if (const auto* integer = from.as_integer()) {
        node->type = Type::integer;
        node->integer = integer->get();
        node->number = static_cast<double>(integer->get());
    } else if (const auto* number = from.as_floating_point()) {
        node->type = Type::number;
        node->number = number->get();
    } else if (const auto* boolean = from.as_boolean()) {
        node->type = Type::boolean;
        node->boolean = boolean->get();
    } else if (const auto* date = from.as_date()) {
        node->type = Type::day;
        node->text = day_text(date->get());
    } else if (const auto* array = from.as_array()) {
        node->type = Type::array;
        for (const auto& item : *array) node->items.emplace_back("", converted(item, file, path));
    } else if (const auto* table = from.as_table()) {
        node->type = Type::table;
        const std::string prefix = path.empty() ? "" : path + ".";
        for (const auto& [key, value] : *table) {
            const std::string name{key.str()};
            node->items.emplace_back(name, converted(value, file, prefix + name));
        }
        // toml++ keeps keys by name; a reader expects them as written.
        std::stable_sort(node->items.begin(), node->items.end(),
                         [](const auto& a, const auto& b) { return a.second->line < b.second->line; });
    }
    return node;
}

// What should be there, said only when it is not.
using Expected = std::function<Message()>;

const TomlNode& of_type(const TomlNode& node, Type wanted, const Expected& expected = {}) {
    if (node.type == wanted) return node;
    if (wanted == Type::number && node.type == Type::integer) return node;
    refuse_at(node, message("\"{}\" should be {}; found {}.", node.path,
                            expected ? expected() : name_of(wanted), name_of(node.type)));
}

std::vector<std::string> texts_of(const TomlNode& node) {
    std::vector<std::string> out;
    for (const auto& [name, item] :
         of_type(node, Type::array, [] { return message("a list of texts"); }).items) {
        out.push_back(of_type(*item, Type::text).text);
    }
    return out;
}

Day day_of(const TomlNode& node) {
    if (node.type == Type::text || node.type == Type::day) {
        if (const auto day = parse_day(node.text)) return *day;
        refuse_at(node, message("\"{}\" should be a day such as \"2020-03-09\"; found \"{}\".", node.path,
                                node.text));
    }
    of_type(node, Type::day, [] { return message("a day such as \"2020-03-09\""); });
    return {};
}

}  // namespace

TomlTable::TomlTable(NodePtr node) : node_{std::move(node)} {}

const std::string& TomlTable::name() const {
    return node_->path;
}

bool TomlTable::has(std::string_view key) const {
    return std::any_of(node_->items.begin(), node_->items.end(),
                       [&](const auto& item) { return item.first == key; });
}

bool TomlTable::holds_text(std::string_view key) const {
    return std::any_of(node_->items.begin(), node_->items.end(), [&](const auto& item) {
        return item.first == key && item.second->type == TomlNode::Type::text;
    });
}

const TomlNode* TomlTable::find(std::string_view key, bool required) {
    asked_.emplace_back(key);
    for (const auto& [name, value] : node_->items) {
        if (name == key) return value.get();
    }
    if (!required) return nullptr;
    const Message where =
        node_->path.empty() ? message("at the top of the file") : message("in [{}]", node_->path);
    std::vector<std::string> written;
    for (const auto& [name, value] : node_->items) {
        if (std::find(asked_.begin(), asked_.end(), name) == asked_.end()) written.push_back(name);
    }
    const std::string near = nearest(key, written);
    if (!near.empty())
        refuse_at(*node_, message("\"{}\" is missing {}; there is \"{}\". Did you mean \"{}\"?", key, where,
                                  near, key));
    refuse_at(*node_, message("\"{}\" is missing {}.", key, where));
}

std::string TomlTable::text(std::string_view key) {
    return of_type(*find(key, true), Type::text).text;
}

std::int64_t TomlTable::integer(std::string_view key) {
    return of_type(*find(key, true), Type::integer).integer;
}

std::vector<std::string> TomlTable::texts(std::string_view key) {
    return texts_of(*find(key, true));
}

Day TomlTable::day(std::string_view key) {
    return day_of(*find(key, true));
}

Words TomlTable::words(std::string_view key) {
    TomlTable in = table(key);
    Words words{in.text("es"), in.text("pt"), in.text("en")};
    in.done();
    return words;
}

Words TomlTable::optional_words(std::string_view key) {
    if (has(key)) return words(key);
    asked_.emplace_back(key);
    return {};
}

TomlTable TomlTable::table(std::string_view key) {
    of_type(*find(key, true), Type::table, [&] { return message("a table, [{}]", key); });
    return *optional_table(key);
}

std::optional<TomlTable> TomlTable::optional_table(std::string_view key) {
    asked_.emplace_back(key);
    for (const auto& [name, value] : node_->items) {
        if (name != key) continue;
        of_type(*value, Type::table, [&] { return message("a table, [{}]", key); });
        return TomlTable{value};
    }
    return {};
}

std::string TomlTable::text(std::string_view key, std::string_view otherwise) {
    const TomlNode* node = find(key, false);
    return node ? of_type(*node, Type::text).text : std::string{otherwise};
}

std::int64_t TomlTable::integer(std::string_view key, std::int64_t otherwise) {
    const TomlNode* node = find(key, false);
    return node ? of_type(*node, Type::integer).integer : otherwise;
}

bool TomlTable::boolean(std::string_view key, bool otherwise) {
    const TomlNode* node = find(key, false);
    return node ? of_type(*node, Type::boolean).boolean : otherwise;
}

std::optional<Day> TomlTable::optional_day(std::string_view key) {
    const TomlNode* node = find(key, false);
    return node ? std::optional{day_of(*node)} : std::nullopt;
}

std::vector<std::string> TomlTable::optional_texts(std::string_view key) {
    const TomlNode* node = find(key, false);
    return node ? texts_of(*node) : std::vector<std::string>{};
}

std::vector<double> TomlTable::optional_numbers(std::string_view key) {
    std::vector<double> out;
    const TomlNode* node = find(key, false);
    if (!node) return out;
    for (const auto& [name, item] :
         of_type(*node, Type::array, [] { return message("a list of numbers"); }).items) {
        out.push_back(of_type(*item, Type::number).number);
    }
    return out;
}

std::vector<std::vector<std::string>> TomlTable::optional_text_lists(std::string_view key) {
    std::vector<std::vector<std::string>> out;
    const TomlNode* node = find(key, false);
    if (!node) return out;
    for (const auto& [name, item] :
         of_type(*node, Type::array, [] { return message("a list of lists of texts"); }).items) {
        out.push_back(texts_of(*item));
    }
    return out;
}

std::vector<TomlTable> TomlTable::tables(std::string_view key) {
    std::vector<TomlTable> out;
    const TomlNode* node = find(key, false);
    if (!node) return out;
    for (const auto& [name, item] :
         of_type(*node, Type::array, [&] { return message("tables, [[{}]]", key); }).items) {
        of_type(*item, Type::table);
        out.emplace_back(item);
    }
    return out;
}

std::vector<std::pair<std::string, TomlTable>> TomlTable::named_tables(std::string_view key) {
    std::vector<std::pair<std::string, TomlTable>> out;
    const TomlNode* node = find(key, false);
    if (!node) return out;
    for (const auto& [name, item] :
         of_type(*node, Type::table, [&] { return message("tables, [{}.NAME]", key); }).items) {
        of_type(*item, Type::table, [&] { return message("a table, [{}.{}]", key, name); });
        out.emplace_back(name, TomlTable{item});
    }
    return out;
}

std::vector<std::pair<std::string, std::string>> TomlTable::named_texts(std::string_view key) {
    std::vector<std::pair<std::string, std::string>> out;
    const TomlNode* node = find(key, false);
    if (!node) return out;
    for (const auto& [name, item] :
         of_type(*node, Type::table, [] { return message("a table of texts"); }).items) {
        out.emplace_back(name, of_type(*item, Type::text).text);
    }
    return out;
}

std::string TomlTable::one_of(std::string_view key, std::span<const std::string> allowed) {
    const std::string found = text(key);
    if (std::find(allowed.begin(), allowed.end(), found) != allowed.end()) return found;
    refuse(key, message("\"{}\" should be one of {}; found \"{}\".{}", key,
                        join({allowed.begin(), allowed.end()}, ", "), found, did_you_mean(found, allowed)));
}

std::string TomlTable::one_of(std::string_view key, std::span<const std::string> allowed,
                              std::string_view otherwise) {
    if (has(key)) return one_of(key, allowed);
    asked_.emplace_back(key);
    return std::string{otherwise};
}

void TomlTable::done() const {
    for (const auto& [key, value] : node_->items) {
        if (std::find(asked_.begin(), asked_.end(), key) != asked_.end()) continue;
        const Message where =
            node_->path.empty() ? message("at the top of the file") : message("in [{}]", node_->path);
        Message hint = did_you_mean(key, asked_);
        if (hint.empty()) {
            std::vector<std::string> known;  // a key that two rules ask for is said once
            for (const auto& name : asked_)
                if (std::find(known.begin(), known.end(), name) == known.end()) known.push_back(name);
            hint = message(" Known here: {}.", join(known, ", "));
        }
        refuse_at(*value, message("unknown key \"{}\" {}.{}", key, where, hint));
    }
}

void TomlTable::refuse(std::string_view key, const Message& why) const {
    for (const auto& [name, value] : node_->items) {
        if (name == key) refuse_at(*value, why);
    }
    refuse_at(*node_, why);
}

namespace {

NodePtr parsed_toml(std::string_view text, const std::string& shown) {
    try {
        return converted(toml::parse(text, std::string_view{shown}), shown, "");
    } catch (const toml::parse_error& error) {
        throw Error{Fault::bad_input,
                    message("{}:{}: not TOML: {}", shown, error.source().begin.line, error.description())};
    }
}

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file)
        throw Error{Fault::missing,
                    message("expected a file {}; there is none that can be read.", path.string())};
    std::ostringstream text;
    text << file.rdbuf();
    return std::move(text).str();
}

void add_places(const TomlNode& node, std::string_view text, std::vector<TomlPlace>& out) {
    if (node.type == Type::text && node.text == text) out.push_back({node.path, node.line});
    for (const auto& [name, item] : node.items) add_places(*item, text, out);
}

}  // namespace

TomlTable parse_toml(std::string_view text, const std::string& shown) {
    return TomlTable{parsed_toml(text, shown)};
}

TomlTable read_toml(const std::filesystem::path& path) {
    return parse_toml(bytes_of(path), path.string());
}

std::vector<TomlPlace> toml_places(const std::filesystem::path& path, std::string_view text) {
    std::vector<TomlPlace> out;
    add_places(*parsed_toml(bytes_of(path), path.string()), text, out);
    std::stable_sort(out.begin(), out.end(),
                     [](const TomlPlace& a, const TomlPlace& b) { return a.line < b.line; });
    return out;
}

}  // namespace atalaya::intake
