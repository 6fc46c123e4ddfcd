// How a source counts, which ICCS (annex 1) asks to be said with every figure: at which stage, what of a fact of several
// offences, and whether attempts and threats are in it. The unit is the indicator's. A figure says the rules that held when
// its vintage was published (kept_counting.hpp).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.hpp"
#include "service/catalogue.hpp"
#include "service/figure.hpp"

namespace atalaya::service {

// sources/ID/counting.toml. Every rule is there, "not_said" where the source does not say it, or has no such file.
struct CountingRules {
    std::string stage =
        "not_said";  // input: when it is reported or registered; output: when a file or a case is closed
    std::string principal_offence = "not_said";  // of several offences of a fact the gravest alone: yes no
    std::string multiple_offences = "not_said";  // several of one kind in a fact: each once
    std::string attempts = "not_said";           // included, apart (labels of their own), excluded
    std::string threats = "not_said";            // as attempts
    std::string evidence{};                      // where the source says so

    friend bool operator==(const CountingRules&, const CountingRules&) = default;
};
// Error{bad_input} for a key or a value that is none.
CountingRules counting_rules(const intake::Source& source);
// Canonical JSON, evidence included, and back: Error{corrupt} for what is none.
std::string json_of(const CountingRules& rules);
CountingRules parse_counting_rules(std::string_view json);

// A rule by its name in counting.toml, as it is said.
struct NamedRule {
    std::string_view name;
    const std::string* said{};
};
std::vector<NamedRule> named(const CountingRules& rules);

// By source, of those that are of facts.
using CountingBySource = std::map<std::string, CountingRules, std::less<>>;

struct SourceCounting {
    std::string source, unit;
    std::string basis;  // whose day it counts by: "fact" | "report"
    CountingRules rules;
};
// Of each of the sources that is of facts, as an indicator counts it; what only divides has none.
std::vector<SourceCounting> counting_of(const CountingBySource& rules, const Catalogue& catalogue,
                                        const std::string& indicator,
                                        const std::vector<std::string>& sources);
// Of those that a figure names; of one without an indicator, in the figure's own unit.
std::vector<SourceCounting> counting_of(const CountingBySource& rules, const Catalogue& catalogue,
                                        const Figure& figure);

// "counting", as a key of the object that is open: [{"source":…,"unit":…,"basis":…,"stage":…,"principal_offence":…,
// "multiple_offences":…,"attempts":…,"threats":…}, …].
void put(JsonWriter& json, const std::vector<SourceCounting>& counting);

}  // namespace atalaya::service
