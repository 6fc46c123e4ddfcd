#include "service/known_codes.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "core/error.hpp"
#include "intake/nearest.hpp"
#include "service/published_lists.hpp"
#include "service/taxonomy.hpp"

namespace atalaya::service {
namespace fs = std::filesystem;

namespace {

// The first cell of each line under the head.
void add_codes(const fs::path& file, std::vector<std::string>& codes) {
    std::ifstream in{file};
    std::string line;
    if (!std::getline(in, line) || !line.starts_with("code,"))
        throw Error{Fault::bad_input,
                    message("{}: expected a head that begins with \"code,\"", file.string())};
    while (std::getline(in, line)) codes.push_back(line.substr(0, line.find(',')));
}

bool has(const std::vector<std::string>& sorted, const std::string& word) {
    return std::binary_search(sorted.begin(), sorted.end(), word);
}

}  // namespace

KnownCodes::KnownCodes(const Share& share, const std::vector<Indicator>& indicators,
                       const std::vector<intake::City>& cities) {
    for (const auto& indicator : indicators) {
        counted_.push_back(indicator.id);
        counted_.push_back(indicator.id + "_en_termino");
    }
    for (const auto& city : cities) {
        for (const auto& lists : city.reconciliations) counted_.push_back(lists.other_counts);
        for (const auto& broken : city.breaks) {
            if (!broken.bridge) continue;
            for (const auto& moved : broken.bridge->moved) counted_.push_back(moved.counts);
        }
        for (const auto& link : city.links) {
            counted_.push_back(link.first_counts);
            if (!link.second_counts.empty()) counted_.push_back(link.second_counts);
        }
    }
    for (const auto& entry : fs::directory_iterator{share.data / "taxonomy"}) {
        if (!entry.is_directory() || !is_list_of_classes(entry.path())) continue;
        for (const auto& version : fs::directory_iterator{entry})
            add_codes(version.path() / "codes.csv", classes_);
    }
    for (const auto& list : taxonomies(share))
        for (const auto& [alias, code] : list.aliases) classes_.push_back(alias);
    std::sort(counted_.begin(), counted_.end());
    std::sort(classes_.begin(), classes_.end());
}

void KnownCodes::check(const std::string& file, const std::string& code,
                       const std::vector<std::string>& indicators,
                       const std::vector<std::string>& classes) const {
    const auto refuse = [&](const Message& what, const std::string& word,
                            const std::vector<std::string>& known) {
        throw Error{Fault::bad_input, message("{}: the label \"{}\" names {} \"{}\", which there is not.{}",
                                              file, code, what, word, intake::did_you_mean(word, known))};
    };
    for (const auto& counted : indicators)
        if (!has(counted_, counted)) refuse(message("the indicator"), counted, counted_);
    for (const auto& of : classes)
        if (!has(classes_, of)) refuse(message("the class"), of, classes_);
}

void KnownCodes::check(const intake::Source& source) const {
    const std::string file = (source.folder / "codes.csv").string();
    for (const auto& label : source.labels) check(file, label.code, label.indicators, label.iccs);
}

void KnownCodes::check(const intake::Source& source, const intake::Crosswalk& crosswalk) const {
    if (crosswalk.name == intake::own_crosswalk) return;
    const std::string file = (source.folder / "crosswalks" / (crosswalk.name + ".csv")).string();
    for (const auto& row : crosswalk.rows) check(file, row.code, row.indicators, row.iccs);
}

void KnownCodes::check_crosswalks(const intake::Source& source) const {
    for (const auto& crosswalk : intake::read_crosswalks(source)) check(source, crosswalk);
}

void KnownCodes::check(const intake::Source& source, const Coding& coding) const {
    for (const auto& use : coding.uses) check(source, use.crosswalk);
}

}  // namespace atalaya::service
