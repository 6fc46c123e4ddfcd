// Things noticed while rows are checked: how many, and where first.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/incident.hpp"
#include "core/json.hpp"

namespace atalaya::intake {

// How often something was seen, with the first lines that showed it.
struct Seen {
    static constexpr std::size_t shown = 5;
    std::int64_t rows = 0;
    std::vector<std::int64_t> lines;

    void at(std::int64_t line) {
        ++rows;
        if (lines.size() < shown) lines.push_back(line);
    }
    // `later` counted its lines from 1 after `offset` others.
    void add(const Seen& later, std::int64_t offset) {
        rows += later.rows;
        for (const auto line : later.lines) {
            if (lines.size() < shown) lines.push_back(line + offset);
        }
    }
};

// Adds a finding {"lines":[...]} with what `more` writes, unless nothing was seen.
template <class More>
void report(std::vector<Finding>& findings, const char* check, const Seen& seen, const More& more) {
    if (seen.rows == 0) return;
    JsonWriter json;
    json.object();
    more(json);
    json.key("lines").array();
    for (const auto line : seen.lines) json.integer(line);
    json.end().end();
    findings.push_back({check, seen.rows, json.str()});
}
inline void report(std::vector<Finding>& findings, const char* check, const Seen& seen) {
    report(findings, check, seen, [](JsonWriter&) {});
}

// Texts with how often each came.
using TextCounts = std::map<std::string, std::int64_t, std::less<>>;

}  // namespace atalaya::intake
