#include "cli/rule_told.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/terminal.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/text.hpp"

namespace atalaya::cli {
namespace {

constexpr std::int64_t a_page = 100;

std::string operator_said(const Voice& voice, const std::string& written) {
    if (written == "=") return voice.say("rule.operator.equal");
    if (written == "!=") return voice.say("rule.operator.not_equal");
    if (written == ">") return voice.say("rule.operator.greater");
    if (written == ">=") return voice.say("rule.operator.at_least");
    if (written == "<") return voice.say("rule.operator.less");
    if (written == "<=") return voice.say("rule.operator.at_most");
    return voice.say(written == "together" ? "rule.operator.together" : "rule.operator.exclusive");
}

}  // namespace

std::string rule_told(const Voice& voice, std::string_view detail, std::int64_t page) {
    const auto told = nlohmann::json::parse(detail, nullptr, false);
    if (!told.is_object() || !told.contains("rule") || !told.contains("violations")) return {};
    const auto text = [](const nlohmann::json& of, const char* key) { return harmless(of.value(key, "")); };
    std::string out = voice.say("rule.told", {{"left", text(told, "left")},
                                              {"operator", operator_said(voice, text(told, "operator"))},
                                              {"right", text(told, "right")}}) +
                      "\n";
    const auto& violations = told.at("violations");
    const bool of_rows = !violations.empty() && violations.front().contains("line");
    const auto n = std::ssize(violations), pages = (n + a_page - 1) / a_page;
    if (page > pages)
        throw Error{Fault::usage, message("--page: expected one from 1 to {}; found {}", pages, page)};
    const auto first = page == 0 ? 0 : (page - 1) * a_page;
    const auto past = page == 0 ? n : std::min(n, first + a_page);
    if (page > 0)
        out += voice.say("rule.page", {{"page", number(page)},
                                       {"pages", number(pages)},
                                       {"first", number(first + 1)},
                                       {"last", number(past)},
                                       {"n", number(n)}}) +
               "\n";
    std::vector<std::vector<std::string>> rows;
    for (auto at = first; at < past; ++at) {
        const auto& one = violations[static_cast<std::size_t>(at)];
        std::vector<std::string> row;
        if (of_rows) row = {std::to_string(one.value("line", std::int64_t{}))};
        if (!of_rows) row = {text(one, "month"), text(one, "area")};
        row.push_back(canonical_number(one.value("left", 0.0)));
        row.push_back(canonical_number(one.value("right", 0.0)));
        rows.push_back(std::move(row));
    }
    std::vector<Column> columns{{"left_side", true}, {"right_side", true}};
    if (of_rows) columns.insert(columns.begin(), {"row", true});
    if (!of_rows) columns.insert(columns.begin(), {{"month"}, {"area"}});
    return out + table(voice, columns, rows, false);
}

}  // namespace atalaya::cli
