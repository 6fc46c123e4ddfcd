#include "intake/places_packed.hpp"

#include <bit>
#include <vector>

#include "intake/packing.hpp"

namespace atalaya::intake {

namespace {

using geocode::KnownPlaces;

void put(Packer& out, LonLat at) {
    out.number(std::bit_cast<std::uint64_t>(at.lon));
    out.number(std::bit_cast<std::uint64_t>(at.lat));
}

void put(Packer& out, const std::vector<std::string>& texts) {
    out.number(texts.size());
    for (const auto& text : texts) out.text(text);
}

LonLat position(Unpacker& in) {
    const LonLat at{std::bit_cast<double>(in.number()), std::bit_cast<double>(in.number())};
    const bool sound = at.lon >= -180 && at.lon <= 180 && at.lat >= -90 && at.lat <= 90;
    if (!sound) refuse_handover(message("a position is out of its range"));
    return at;
}

Metres metres(Unpacker& in) {
    const double value = std::bit_cast<double>(in.number());
    if (!(value >= 0 && value <= 1e6)) refuse_handover(message("a radius is out of its range"));
    return {value};
}

std::vector<std::string> texts(Unpacker& in) {
    std::vector<std::string> out(in.count(sizeof(std::uint64_t)));
    for (auto& text : out) text = in.text();
    return out;
}

}  // namespace

std::string packed(const KnownPlaces& places) {
    Packer out;
    out.number(places.streets.size());
    for (const auto& street : places.streets) {
        out.text(street.name);
        put(out, street.also);
        out.number(street.lines.size());
        for (const auto& line : street.lines) {
            out.number(line.size());
            for (const LonLat at : line) put(out, at);
        }
    }
    out.number(places.doors.size());
    for (const auto& door : places.doors) {
        out.number(door.street);
        out.number(static_cast<std::uint64_t>(door.number));
        out.text(door.letter);
        put(out, door.at);
    }
    out.number(places.landmarks.size());
    for (const auto& mark : places.landmarks) {
        out.text(mark.name);
        put(out, mark.also);
        put(out, mark.at);
        out.number(std::bit_cast<std::uint64_t>(mark.radius.value));
    }
    out.number(places.lots.size());
    for (const auto& lot : places.lots) {
        out.text(lot.block);
        out.text(lot.lot);
        put(out, lot.at);
        out.number(std::bit_cast<std::uint64_t>(lot.radius.value));
    }
    return std::move(out).taken();
}

KnownPlaces unpacked_places(std::span<const std::byte> bytes) {
    Unpacker in{bytes};
    KnownPlaces places;
    places.streets.resize(in.count(24));
    for (auto& street : places.streets) {
        street.name = in.text();
        street.also = texts(in);
        street.lines.resize(in.count(8));
        for (auto& line : street.lines) {
            line.resize(in.count(16));
            for (auto& at : line) at = position(in);
        }
    }
    places.doors.resize(in.count(40));
    for (auto& door : places.doors) {
        const auto street = in.number(), number = in.number();
        if (street >= places.streets.size() || number < 1 || number > 999'999)
            refuse_handover(message("a door is of no street, or has no number"));
        door.street = static_cast<std::uint32_t>(street);
        door.number = static_cast<std::int32_t>(number);
        door.letter = in.text();
        door.at = position(in);
    }
    places.landmarks.resize(in.count(40));
    for (auto& mark : places.landmarks) {
        mark.name = in.text();
        mark.also = texts(in);
        mark.at = position(in);
        mark.radius = metres(in);
    }
    places.lots.resize(in.count(40));
    for (auto& lot : places.lots) {
        lot.block = in.text();
        lot.lot = in.text();
        lot.at = position(in);
        lot.radius = metres(in);
    }
    if (!in.empty()) refuse_handover(message("there are bytes after the last place"));
    return places;
}

}  // namespace atalaya::intake
