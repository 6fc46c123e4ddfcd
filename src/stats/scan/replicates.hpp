// Draws of scan replicates: cases to cells by weight, and labels to individuals.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "stats/random.hpp"

namespace atalaya::stats {

// An index by weight in O(1): Walker's aliases, built as Vose 1991 (IEEE Trans. Software Eng. 17, 972-975) says.
class Alias {
  public:
    // Weights >= 0, some > 0.
    explicit Alias(std::span<const double> weights);
    std::size_t operator()(Random& random) const {
        const std::size_t i = random.below(keep_.size());
        return random.uniform() < keep_[i] ? i : other_[i];
    }

  private:
    std::vector<double> keep_;
    std::vector<std::uint32_t> other_;
};

// The individuals of places, one place number each, of which some are drawn without putting back.
class Urn {
  public:
    explicit Urn(std::span<const std::uint32_t> individuals) {
        for (std::uint32_t place = 0; place < individuals.size(); ++place)
            place_.insert(place_.end(), individuals[place], place);
    }
    // visit(place) for each of `draws` individuals; the urn is as before afterwards. draws <= all.
    template <class Visit>
    void draw(std::size_t draws, Random& random, Visit visit) {
        swapped_.resize(draws);
        for (std::size_t m = 0; m < draws; ++m) {
            swapped_[m] = m + random.below(place_.size() - m);
            std::swap(place_[m], place_[swapped_[m]]);
            visit(place_[m]);
        }
        for (std::size_t m = draws; m-- > 0;) std::swap(place_[m], place_[swapped_[m]]);
    }
    std::size_t size() const { return place_.size(); }

  private:
    std::vector<std::uint32_t> place_;
    std::vector<std::size_t> swapped_;
};

}  // namespace atalaya::stats
