// Which records of two lists are the same fact, or which of one list come twice, as the city declares it ([[links]]
// of city.toml): Fellegi and Sunter's model over what the ledger knows of a record (src/linkage). The surest pairs
// are linked, the doubtful ones wait for a clerk, whose decisions hold in every later run. No list takes anything
// from another: links change no count.
//
// Deterministic: the same vintage and decisions give the same answer.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/progress.hpp"
#include "linkage/fellegi_sunter.hpp"
#include "service/catalogue.hpp"
#include "store/link_records.hpp"

namespace atalaya::service {

struct LinkSide {
    store::LinkRecord record;
    std::string offence;  // "source:code"
};

struct LinkedPair {
    std::string id;  // of the pair, whenever it is asked for
    LinkSide a, b;
    double posterior{};
    std::string verdict;  // a clerk's "same" or "different"; "" none
};

// What the two lists say differently of the pairs that are on both.
struct LinkDifferences {
    std::int64_t another_day{}, another_hour{};                      // of those that both say
    std::vector<std::pair<std::string, std::int64_t>> another_area;  // by layer, of those that both say
    // Class of the first and of the second, and how many pairs have these; most first.
    std::vector<std::pair<std::pair<std::string, std::string>, std::int64_t>> classes;
};

struct LinkedLists {
    const intake::Link* declared{};
    std::vector<LinkSide> first, second;  // by number; second empty for duplicates
    std::vector<LinkedPair> links;        // by a and b; those that a clerk found to be one have posterior 1
    std::vector<LinkedPair> queue;        // likeliest first
    std::vector<LinkedPair> parted;       // that a clerk found to be two
    std::vector<LinkSide> only_first, only_second;
    double false_links{}, missed{};  // what the model expects
    linkage::Model model;
    std::vector<std::string> fields;  // of the model
    LinkDifferences differences;

    // One of the lists has no record at this vintage: there is nothing to compare, and no model.
    bool lacks_records() const;
};

// The links that the city declares, or the one called `id`. Error{usage} for sources of two privacy domains, for
// one whose domain is not said or is not the one that its records were read under, Error{missing} when there is no such link, Error{bad_input} where the lists
// give nothing to learn from.
std::vector<LinkedLists> link_lists(store::Store& store, const Catalogue& catalogue, const store::At& at,
                                    const std::string& id, Progress& progress);

struct LinkDecided {
    std::string pair;     // first letters are enough
    std::string verdict;  // "same" | "different" | "open": as if nobody had decided
    std::string author, reason;
    Day on{};
};
// About a pair that is linked, waiting or parted at this vintage. Error{usage} when author or reason is blank,
// Error{missing} when no pair begins so.
store::LinkDecision decide_link(store::Store& store, const Catalogue& catalogue, const store::At& at,
                                const LinkDecided& decided, Progress& progress);

}  // namespace atalaya::service
