// Months in which a source has no row though every month around has too many for a zero (intake/quality/months_silent.hpp):
// what was not sent rather than what did not happen. They are gaps of coverage of the whole source, as if declared.
//
// Not those that [[coverage]] declares already; nor those that are true zeros: of a source with `empty_months` under
// [[expected]], or of which the finding (months_silent or months_missing) was explained or waived.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/day.hpp"
#include "intake/city.hpp"

namespace atalaya::store {
class Store;
}

namespace atalaya::service {

struct Receipt;

// Whether [[coverage]] says that all of the source was absent in all of the period.
bool is_declared_silent(const intake::City& city, const std::string& source, Period days);

// Whether [[coverage]] says that the source begins after the period or ended before it.
bool is_declared_outside(const intake::City& city, const std::string& source, Period days);

// The [[coverage]] of city.toml that declares the months of a months_silent finding, from its detail.
std::string coverage_to_paste(const std::string& source, const std::string& detail);

// Of one source, in order; consecutive months are one gap. `told`: the rows of every month_index that it tells of.
// O(months).
std::vector<intake::Gap> silences(const intake::City& city, const std::string& source,
                                  const std::map<int, std::int64_t>& told, const std::set<Month>& true_zeros);

// Of the months that names of a source's files tell of and of which there is no row, those in which there may well have been
// none; of the others the file came without them. `told`: the rows of every month_index that has some. O(months).
std::set<int> empty_months(const intake::City& city, const std::string& source,
                           const std::map<int, std::int64_t>& told, const std::set<int>& named);

// By source, the months of such findings of these deliveries that somebody explained or waived, as decided
// until now. Asks for decisions only where there is such a finding.
std::map<std::string, std::set<Month>> true_zeros(store::Store& store, const std::vector<Receipt>& receipts);

}  // namespace atalaya::service
