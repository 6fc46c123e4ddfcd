#include "store/domain_records.hpp"

#include "store/said_of_runs.hpp"
#include "store/sql.hpp"

namespace atalaya::store {

namespace {

constexpr RunTexts domains_of_runs{"reading_domain", sql::records::query::reading_domains, 1};

}  // namespace

std::vector<ReadingDomain> reading_domains(RecordStore& records, std::string_view city) {
    std::vector<ReadingDomain> domains;
    for (const auto& [run, said] : said_of_runs(records, city, domains_of_runs))
        domains.push_back({run, said[0]});
    return domains;
}

void keep_reading_domains(RecordStore& records, std::string_view city,
                          const std::vector<ReadingDomain>& domains) {
    std::vector<std::pair<std::string, Said>> wanted;
    for (const auto& [run, domain] : domains) wanted.push_back({run, {domain}});
    keep_said_of_runs(records, city, domains_of_runs, wanted);
}

}  // namespace atalaya::store
