// What the terminal says, in the reader's language. The words are in the program itself (cmake/EmbedWords.cmake),
// so that it can also say that its data is not found: sentences, heads and help in i18n/terminal.*.json, what
// errors say in i18n/messages.*.json.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/message.hpp"
#include "intake/words.hpp"
#include "render/words.hpp"

namespace atalaya::cli {

class Voice {
  public:
    explicit Voice(render::Language language);

    render::Language language() const { return words_.language(); }

    // A sentence of i18n/terminal.*.json. A key that is not there: promise broken (logic_error naming it).
    std::string say(std::string_view key, const render::Arguments& arguments = {}) const;
    bool has(std::string_view key) const { return words_.has(key); }
    // A message with its templates translated; one that i18n/messages.*.json does not have stays English.
    std::string say(const Message& message) const;
    // The word for a code of `list`: "no_data" of "reason" -> "sin dato". The code itself where it has none.
    std::string word(std::string_view list, std::string_view code,
                     const render::Arguments& arguments = {}) const;
    // What a descriptor says in three languages.
    const std::string& say(const intake::Words& words) const;

  private:
    render::Words words_;
    std::map<std::string, std::string, std::less<>> messages_;
};

// A whole number as it is, which may choose a plural.
render::Argument number(std::int64_t n);

// What was asked for: the value of --language among the words of a command line, otherwise of
// $ATALAYA_LANGUAGE, otherwise Spanish. LANG is not looked at: servers say C or en_US whoever reads.
// Error{usage} for a language that is not spoken.
render::Language language_asked(const std::vector<std::string>& words);

}  // namespace atalaya::cli
