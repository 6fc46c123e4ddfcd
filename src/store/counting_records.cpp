#include "store/counting_records.hpp"

#include "store/said_of_runs.hpp"
#include "store/sql.hpp"

namespace atalaya::store {

namespace {

constexpr RunTexts rules_of_runs{"counting_rules", sql::records::query::counting_rules, 1};

}  // namespace

std::vector<KeptRules> counting_rules(RecordStore& records, std::string_view city) {
    std::vector<KeptRules> all;
    for (const auto& [run, said] : said_of_runs(records, city, rules_of_runs)) all.push_back({run, said[0]});
    return all;
}

void keep_counting_rules(RecordStore& records, std::string_view city, const std::vector<KeptRules>& rules) {
    std::vector<std::pair<std::string, Said>> wanted;
    for (const auto& [run, said] : rules) wanted.push_back({run, {said}});
    keep_said_of_runs(records, city, rules_of_runs, wanted);
}

}  // namespace atalaya::store
