// What the settings and the columns of a method mean, each in a sentence of i18n/terminal.*.json:
//
//     setting.METHOD.NAME          setting.NAME             a setting
//     setting.METHOD.NAME.CHOICE   setting.NAME.CHOICE      one of its choices, where the name does not say it
//     column.METHOD.TABLE.NAME     column.TABLE.NAME        column.NAME
//
// The narrower key comes first. The numbers of a name stand as #: x1 ... x12 are x#. "" where nothing is said;
// tests/methods-pages/run holds that every setting and every column has its sentence.
#pragma once

#include <string>
#include <string_view>

#include "cli/voice.hpp"
#include "methods/method.hpp"

namespace atalaya::cli {

std::string meaning(const Voice& voice, const methods::Method& method, const methods::Setting& setting);
std::string meaning_of_choice(const Voice& voice, const methods::Method& method,
                              const methods::Setting& setting, std::string_view choice);
std::string meaning(const Voice& voice, const methods::Method& method, const methods::TableSpec& table,
                    const methods::ColumnSpec& column);

// "block_12_by" -> "block_#_by"; a name without digits as it is.
std::string numberless(std::string_view name);

}  // namespace atalaya::cli
