// Where on the ground a street's numbers are, and where two streets meet.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/place.hpp"
#include "geo/plane.hpp"
#include "geocode/known_places.hpp"
#include "geocode/precision.hpp"

namespace atalaya::geocode {

// A place, how it was found and how far off it may be.
struct Spot {
    LonLat at;
    Precision precision = Precision::none;
    Metres error;                              // the high end: the place meant is hardly farther
    std::int32_t area = KnownPlaces::no_area;  // of a door
    bool letter_missed = false;                // the number is listed, its letter is not
};

class StreetPoints {
  public:
    explicit StreetPoints(const KnownPlaces& places);

    // Every place that the number may be, usually one: doors with the number and the letter as
    // written that are farther than 60 m from each other are different places. Failing those the
    // number with another letter or none; failing that a point between the nearest listed numbers below
    // and above, of the same side (even or odd) if it has both within 1,500 m of each other, else of
    // either side; failing that the nearest number, where it is at most 30 off and of the street's end.
    // Nothing when the number is farther from all listed. O(log n) for n doors of the street.
    std::vector<Spot> number(std::uint32_t street, std::int32_t number, std::string_view letter) const;

    // Where the streets meet: within 1 m if their lines have a point in common, else half way
    // between the nearest points of lines (at most 40 m apart) or of doors (at most 80 m). Streets that
    // meet more than once (150 m apart or more) have several. Where none are so near, where both go on straight from the
    // twelve points nearest to the other street, if that is at most 150 m beyond their last point and they turn by 30 degrees
    // or more: the error grows by 0.3 of it. O(n) for n points of the shorter, O(n m) where they only go on.
    std::vector<Spot> crossing(std::uint32_t a, std::uint32_t b) const;

    // How far the place is from the nearest point of the street's lines, to half a step of 25 m, or doors; infinite where it
    // has neither. O(n).
    double metres_to(std::uint32_t street, LonLat at) const;

    // The point of its lines or doors in the middle, with the distance to its farthest. Nothing
    // for a street without either.
    std::optional<Spot> middle(std::uint32_t street) const;

    // The point `kilometres` along the line from its beginning. Nothing where the street has not one
    // line, or a shorter one.
    std::optional<Spot> kilometre(std::uint32_t street, double kilometres) const;

    const geo::LocalPlane& plane() const { return plane_; }
    double metres_between(LonLat a, LonLat b) const;

  private:
    struct Door {
        std::int32_t number;
        std::uint16_t letter;
        std::int16_t area;
        Planar at;
    };
    struct Span {
        const Door* first;
        const Door* past;
    };
    Span doors(std::uint32_t street) const;
    std::uint16_t letter_number(std::string_view letter) const;
    std::optional<Spot> between(std::uint32_t street, std::int32_t number) const;
    Planar on_line(std::uint32_t street, Planar point, double most) const;
    std::vector<Planar> points(std::uint32_t street) const;
    bool far_apart(std::uint32_t a, std::uint32_t b, double most) const;
    std::optional<Spot> ahead(const std::vector<Planar>& of_a, const std::vector<Planar>& of_b) const;

    geo::LocalPlane plane_;
    std::unordered_map<std::string, std::uint16_t> letters_;
    std::vector<std::uint32_t> begins_;
    std::vector<Door> doors_;  // by street, number, letter
    std::vector<std::vector<std::vector<Planar>>> lines_;
    struct Box {
        Planar low, high;
    };
    std::vector<Box> boxes_;
};

}  // namespace atalaya::geocode
