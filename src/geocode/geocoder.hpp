// Where the place is that somebody wrote: a geocoder over a city's own streets, doors, corners,
// landmarks, lots and areas. It asks nobody and sends nothing. Where two places fit alike it says so
// and names them; it never chooses in silence.
//
// A candidate's worth is the score of its name (name_index.hpp) less what the rest of the address says
// against it: 0.08 for a number that is between listed ones, 0.02 for another letter, 0.25 for a number
// far from all listed, 0.10 for a street alone or a stop called as one, 0.12 for being outside the area written, 0.05 for words
// after a comma that name no area. A stop called as a street has none of its corners. None is chosen where others worth within
// 0.04 of the best (a listed door within 0.2 of what is not one) are farther than 150 m from it; nor where the best is worth
// less than 0.68 (a listed door: 0.60). They are named, for somebody to choose or to confirm.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/place.hpp"
#include "core/quantity.hpp"
#include "geocode/deny_list.hpp"
#include "geocode/known_places.hpp"
#include "geocode/precision.hpp"

namespace atalaya::geocode {

struct Candidate {
    std::string name;  // as the sources write it: "AV GRAL FLORES 2345"
    LonLat at;
    Precision precision = Precision::none;
    Metres error;  // the place meant is hardly farther than this
    double worth{};
    std::string area;  // the barrio it is in, where that is known; tells two of one name apart
};

struct Answer {
    Precision precision = Precision::none;
    Reason reason = Reason::unknown_name;
    std::string name;
    LonLat at;  // of no meaning where precision is none
    Metres error;
    double worth{};                     // 1: every word as listed
    std::vector<Candidate> candidates;  // ambiguous, uncertain: what it may be, best first, at most five
};

class Geocoder {
  public:
    explicit Geocoder(KnownPlaces places, std::span<const Protected> protected_places = {});
    ~Geocoder();
    Geocoder(Geocoder&&) noexcept;
    Geocoder& operator=(Geocoder&&) noexcept;

    // Answers one question after the other for one thread, and remembers the last 65,536 texts.
    // The geocoder outlives it. About 10 us for a text it has not met.
    class Desk {
      public:
        explicit Desk(const Geocoder& geocoder);
        ~Desk();
        Desk(Desk&&) noexcept;
        Desk& operator=(Desk&&) noexcept;

        // `area` is what another column says of the place (a barrio); "" nothing.
        Answer find(std::string_view text, std::string_view area = {});

        // Names that are a little like the text, where find() found none: at most three, of a worth
        // of 0.35 or more, best first, to propose to somebody who knows. None for what is protected.
        std::vector<Candidate> proposals(std::string_view text);

      private:
        friend class Geocoder;
        struct State;
        std::unique_ptr<State> state_;
    };

  private:
    struct Knowledge;
    std::unique_ptr<Knowledge> knowledge_;
};

}  // namespace atalaya::geocode
