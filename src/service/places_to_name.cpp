#include "service/places_to_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/check.hpp"
#include "intake/csv.hpp"
#include "intake/read.hpp"
#include "service/erasure.hpp"
#include "store/durable_file.hpp"
#include "store/questions.hpp"

namespace atalaya::service {
namespace fs = std::filesystem;

namespace {

constexpr double named_metres = 50;

Areas areas_of(store::Store& store) {
    const auto newest = store.newest();
    return newest ? store::areas(store.analytics(), {store.city(), newest->no}) : Areas{};
}

// Everything that addresses of the city are looked up in.
struct Desk {
    Desk(store::Store& store, const Catalogue& catalogue, Progress& progress)
        : areas{{areas_of(store)}}, gazetteer{catalogue.city, areas}, places{places_known(store, catalogue)} {
        if (places.files.empty() && places.names.empty())
            throw Error{
                Fault::missing,
                message("expected streets, doors or places to look addresses up in; the city has none "
                        "yet. Ingest a file of a source of kind \"places\"")};
        book.emplace(places, gazetteer, areas, progress);
    }

    std::vector<Areas> areas;
    intake::Gazetteer gazetteer;
    PlacesKnown places;
    std::optional<AddressBook> book;
};

bool asks(const intake::Source& source) {
    return source.kind == intake::Kind::incidents && source.place.address.any();
}

// The newest reading of each file of the sources that write addresses.
std::vector<std::pair<const intake::Source*, store::Run>> readings(store::Store& store,
                                                                   const Catalogue& catalogue) {
    std::map<std::pair<std::string, std::string>, store::Run> newest;
    for (const auto& run : store.records().runs(store.city())) newest[{run.source, run.file_name}] = run;
    std::vector<std::pair<const intake::Source*, store::Run>> out;
    for (const auto& [of, run] : newest) {
        const auto source = std::ranges::find(catalogue.sources, of.first, &intake::Source::id);
        if (source != catalogue.sources.end() && asks(*source)) out.emplace_back(&*source, run);
    }
    return out;
}

std::int64_t asked_in(const Batch& batch) {
    for (const auto& finding : batch.findings) {
        if (finding.check == intake::finding::addresses_placed) return finding.rows;
    }
    return 0;
}

void require_said(const Naming& naming) {
    const auto blank = [](const std::string& text) { return trimmed(text).empty(); };
    if (blank(naming.text) || blank(naming.author))
        throw Error{Fault::usage,
                    message("expected a text to name and who names it; found one of them blank")};
    if (blank(naming.means) != naming.at.has_value())
        throw Error{Fault::usage, message("expected what the text means, or where it is: one of the two")};
    for (const auto* text : {&naming.text, &naming.means, &naming.author, &naming.reviewed_by}) {
        if (text->find_first_of("\r\n") != std::string::npos || !is_utf8(*text))
            throw Error{Fault::usage, message("expected one line of text; found \"{}\"", *text)};
    }
}

[[noreturn]] void not_found(const std::string& means, const std::vector<geocode::Candidate>& like) {
    std::vector<std::string> names;
    for (const auto& one : like) names.push_back(one.name);
    throw Error{Fault::missing,
                message("\"{}\" is found nowhere.{}", means,
                        names.empty() ? verbatim("") : message(" It may be: {}", join(names, "; ")))};
}

// What it stands for: a street without a number, or a place.
Named meant_by(const Naming& naming, geocode::Geocoder::Desk& desk) {
    Named named{.name = {.text = std::string{trimmed(naming.text)},
                         .means = naming.means,
                         .street = {},
                         .at = naming.at,
                         .radius = {named_metres},
                         .author = naming.author,
                         .reviewed_by = naming.reviewed_by,
                         .on = iso(naming.on)}};
    if (naming.at) return named;
    const auto found = desk.find(naming.means);
    named.precision = found.precision;
    if (is_hit(found.precision)) {
        named.name.at = found.at;
        named.name.radius = {std::max(found.error.value, 1.0)};
    } else if (found.precision == geocode::Precision::street && found.reason == geocode::Reason::no_number) {
        named.name.street = found.name;
    } else {
        not_found(naming.means, found.candidates.empty() ? desk.proposals(naming.means) : found.candidates);
    }
    return named;
}

bool is_found(const geocode::Answer& answer, bool street) {
    return is_hit(answer.precision) || (street && answer.precision == geocode::Precision::street);
}

void append(const fs::path& path, const OwnName& name) {
    std::string text;
    if (std::ifstream file{path, std::ios::binary}; file) {
        std::ostringstream read;
        read << file.rdbuf();
        text = read.str();
    } else {
        text = join(own_names_head, ",") + "\n";
    }
    if (!text.ends_with('\n')) text += '\n';
    const auto degrees = [](double value) { return fmt::format("{:.7f}", value); };
    std::vector<std::string> cells{name.text,
                                   name.means,
                                   name.street,
                                   name.at ? degrees(name.at->lon) : "",
                                   name.at ? degrees(name.at->lat) : "",
                                   name.at ? fmt::format("{:.0f}", name.radius.value) : "",
                                   name.author,
                                   name.reviewed_by,
                                   name.on};
    for (auto& cell : cells) cell = intake::csv_cell(cell);
    store::make_folder_durably(path.parent_path());
    store::write_durably(path, text + join(cells, ",") + "\n", 0600);
}

}  // namespace

PlacesWorklist places_worklist(store::Store& store, const Catalogue& catalogue, std::size_t most,
                               Progress& progress) {
    const auto files = readings(store, catalogue);
    if (files.empty())
        throw Error{Fault::missing, message("no source of {} that sent a file writes addresses ([place] "
                                            "address of source.toml)",
                                            catalogue.city.name)};
    NoProgress quiet;
    const Desk city{store, catalogue, quiet};
    geocode::Geocoder::Desk desk{city.book->geocoder()};
    geocode::Worklist list;
    PlacesWorklist out;
    progress.stage("read", files.size());
    std::uint64_t done = 0;
    for (const auto& [source, run] : files) {
        progress.check_interrupt();
        const auto kept = as_kept(store, *source, run.delivery);
        if (!kept) continue;  // erased: nothing of it is there to be read
        const std::string bytes = store.deliveries().bytes(run.delivery);
        const Batch batch =
            intake::read_kept(*kept, catalogue.city, city.gazetteer, bytes, run.file_name, quiet,
                              {.geocoder = &city.book->geocoder(), .tell_unplaced = true});
        const auto asked = asked_in(batch);
        std::int64_t unplaced = 0;
        for (const auto& one : batch.unplaced) {
            list.add(one.text, desk.find(one.text, one.area), one.rows);
            unplaced += one.rows;
        }
        // Those that were placed, so that shares are of all rows with an address.
        list.add("", {.reason = geocode::Reason::found}, asked - unplaced);
        out.asked += asked;
        out.unplaced += unplaced;
        progress.advance(++done);
    }
    out.places = list.most_wanted(most, desk);
    return out;
}

Named name_place(store::Store& store, const Catalogue& catalogue, const Naming& naming, Progress& progress) {
    require_said(naming);
    Desk city{store, catalogue, progress};
    Named named;
    {
        geocode::Geocoder::Desk desk{city.book->geocoder()};
        if (const auto known = desk.find(naming.text); is_hit(known.precision))
            throw Error{Fault::usage,
                        message("\"{}\" is found already, at {}: it needs no name", naming.text, known.name)};
        named = meant_by(naming, desk);
    }
    // As it will be found from now on.
    city.places.names.push_back(named.name);
    const AddressBook with{city.places, city.gazetteer, city.areas, progress};
    geocode::Geocoder::Desk desk{with.geocoder()};
    if (!is_found(desk.find(named.name.text), named.name.at == std::nullopt))
        throw Error{Fault::usage,
                    message("\"{}\" would not be found by that name either. Name the words of the "
                            "place alone, without number, corner or barrio",
                            naming.text)};
    append(own_names_file(store.folder()), named.name);
    return named;
}

}  // namespace atalaya::service
