// TOML as a person wrote it, read strictly: every key must be one that was asked for, and
// whatever is wrong is an Error{bad_input} that names the file, the line, what was expected
// and what was found.
//
//     TomlTable top = read_toml(path);
//     const std::string id = top.text("id");
//     TomlTable format = top.table("format");
//     ...
//     format.done(); top.done();      // throws on a key that nobody asked for
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/day.hpp"
#include "core/message.hpp"
#include "intake/words.hpp"

namespace atalaya::intake {

struct TomlNode;

class TomlTable {
  public:
    explicit TomlTable(std::shared_ptr<const TomlNode> node);

    bool has(std::string_view key) const;
    bool holds_text(std::string_view key) const;  // it is there and a text

    // Required: Error when absent or of another type.
    std::string text(std::string_view key);
    std::int64_t integer(std::string_view key);
    std::vector<std::string> texts(std::string_view key);
    Day day(std::string_view key);  // "2020-01-01", as text or as a TOML date
    Words words(std::string_view key);
    TomlTable table(std::string_view key);

    // Optional: `otherwise`, nothing or empty when absent; still an Error when of another type.
    std::string text(std::string_view key, std::string_view otherwise);
    std::int64_t integer(std::string_view key, std::int64_t otherwise);
    bool boolean(std::string_view key, bool otherwise);
    std::optional<Day> optional_day(std::string_view key);
    std::vector<std::string> optional_texts(std::string_view key);
    std::vector<double> optional_numbers(std::string_view key);
    std::vector<std::vector<std::string>> optional_text_lists(std::string_view key);
    std::optional<TomlTable> optional_table(std::string_view key);
    Words optional_words(std::string_view key);
    std::vector<TomlTable> tables(std::string_view key);  // [[key]]
    // [key.NAME] for every NAME, and name = "text" for every name, in the file's order.
    std::vector<std::pair<std::string, TomlTable>> named_tables(std::string_view key);
    std::vector<std::pair<std::string, std::string>> named_texts(std::string_view key);

    // `text`, which must be one of `allowed`.
    std::string one_of(std::string_view key, std::span<const std::string> allowed);
    std::string one_of(std::string_view key, std::span<const std::string> allowed,
                       std::string_view otherwise);

    // Throws when a key was written that nobody asked for.
    void done() const;

    // Error{bad_input} at the line of `key`, or of the table when it has no such key.
    [[noreturn]] void refuse(std::string_view key, const Message& why) const;
    const std::string& name() const;  // "format", "area.barrio", "" the whole file

  private:
    const TomlNode* find(std::string_view key, bool required);

    std::shared_ptr<const TomlNode> node_;
    std::vector<std::string> asked_;
};

// Throws Error{missing} when there is no such file.
TomlTable read_toml(const std::filesystem::path& path);
// `shown` is what messages call the text.
TomlTable parse_toml(std::string_view text, const std::string& shown);

}  // namespace atalaya::intake
