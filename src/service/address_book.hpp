// What the addresses of a city are looked up in: what its sources of kind "places" sent last, the areas of its
// finest layer but streets, and two lists of the city's own, in places/ of the data directory:
//
//   names.csv      text,means,street,lon,lat,metres,author,reviewed_by,on
//                  a nickname: of a place (lon, lat, metres), or of a street (its name in `street`)
//   protected.csv  address,lon,lat,metres
//                  where nothing may be found (geocode/deny_list.hpp)
//
// Both are UTF-8 with that head. A line is only ever added to names.csv by the program (places_to_name.hpp).
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/digest.hpp"
#include "geocode/geocoder.hpp"
#include "intake/gazetteer.hpp"
#include "service/catalogue.hpp"
#include "store/data_directory.hpp"

namespace atalaya::service {

// A name of the city's own.
struct OwnName {
    std::string text, means;  // "la panadería vieja"; what it stands for, as the sources write it
    std::string street;       // "" a place
    std::optional<LonLat> at;
    Metres radius{};
    std::string author, reviewed_by, on;
};

// What addresses are looked up in, as bytes that were kept: cheap to have where none is looked up.
struct PlacesKnown {
    struct File {
        const intake::Source* source{};  // of the catalogue, which outlives this
        std::string name;
        Digest digest;
        std::string bytes;
    };
    std::vector<File> files;  // of each source and name, what came last
    std::vector<OwnName> names;
    std::vector<geocode::Protected> protected_places;
    Digest own;  // of both lists

    // Of all of it: the same places are the same digest.
    Digest digest() const;
    void add(const intake::Source& source, const std::string& name, const Digest& digest,
             const std::filesystem::path& path);
};

// No file where the city has none, and then nothing is read.
PlacesKnown places_known(store::Store& store, const Catalogue& catalogue);
std::filesystem::path own_names_file(const std::filesystem::path& directory);
std::vector<OwnName> own_names(const std::filesystem::path& directory);
extern const std::vector<std::string> own_names_head;

// A recipe whose source looks addresses up in these places.
Digest with_places(const Digest& recipe, const Digest& places);

class AddressBook {
  public:
    // Reads the files in child processes. Throws Error{bad_input} where one cannot be read, or where a name of
    // the city's own is of a street that no file has.
    AddressBook(const PlacesKnown& places, const intake::Gazetteer& gazetteer, std::span<const Areas> areas,
                Progress& progress);

    const geocode::Geocoder& geocoder() const { return geocoder_; }

  private:
    geocode::Geocoder geocoder_;
};

}  // namespace atalaya::service
