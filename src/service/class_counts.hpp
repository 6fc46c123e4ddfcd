// Facts by the classes of a list: at each code its own and, as its children are parts of it, theirs too.
//
//     all(code) = own(code) + sum of all(child)
//
// A label that means one class is its own. One that means several (its fit is `covers` or `overlap`) is a part of what has
// them all below it, and is counted there; where no code has, the list cannot place it. It stands beside each of its
// classes and what has some of them below it, so that 0 there is not taken for none.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "service/catalogue.hpp"
#include "service/taxonomy.hpp"
#include "store/data_directory.hpp"

namespace atalaya::service {

struct ClassCount {
    std::string code;
    std::int64_t own{}, all{};
    std::int64_t overlap{};  // of `all`, rows of labels that fit in part only
    std::int64_t beside{};   // none of `all`: rows of labels that mean this, or a part of it, and others

    friend bool operator==(const ClassCount&, const ClassCount&) = default;
};

struct ClassCounts {
    std::vector<ClassCount> codes;  // in the order of the list, each once
    std::int64_t placed{};          // the sum of all own
    std::int64_t unplaced{};        // rows of labels whose classes of the list no code has together

    // nullptr for what is no code of the list.
    const ClassCount* find(std::string_view code) const;
};

class ClassCounting {
  public:
    explicit ClassCounting(const Taxonomy& list);
    // Rows of a source by its codes, meant as a crosswalk of it says; what has no class of the list is left out.
    void add(const intake::Crosswalk& crosswalk,
             const std::map<std::string, std::int64_t, std::less<>>& rows);
    // O(codes).
    ClassCounts counts() const;

  private:
    std::string place_of(const std::vector<std::string>& classes) const;

    const Taxonomy& list_;
    std::map<std::string, ClassCount, std::less<>> own_;
    std::int64_t unplaced_ = 0;
};

// All sources of a vintage, each by the crosswalk of its newest reading that is for all indicators. O(cells of the ledger).
ClassCounts class_counts(store::Store& store, const Catalogue& catalogue, const Taxonomy& list,
                         std::int64_t vintage_no);

}  // namespace atalaya::service
