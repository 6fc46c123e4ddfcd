#include "service/catalogue.hpp"

#include <algorithm>
#include <set>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/cities.hpp"
#include "intake/declared_area_changes.hpp"
#include "intake/nearest.hpp"
#include "intake/propose/write.hpp"
#include "service/declared_bridges.hpp"
#include "service/due.hpp"
#include "service/file_domains.hpp"
#include "service/grouped_labels.hpp"
#include "service/known_codes.hpp"
#include "service/label_tags.hpp"
#include "service/list_changes.hpp"
#include "service/taxonomy.hpp"

namespace atalaya::service {

namespace {

template <class Items>
[[noreturn]] void not_there(const Message& what, std::string_view wanted, const Items& items) {
    std::vector<std::string> names;
    for (const auto& item : items) names.push_back(item.id);
    const std::string near = intake::nearest(wanted, names);
    throw Error{Fault::missing, message("{}: there is none called \"{}\"{}", what, wanted,
                                        near.empty() ? message("; there are: {}", join(names, ", "))
                                                     : message("; did you mean \"{}\"?", near))};
}

}  // namespace

const Indicator* Catalogue::find_indicator(std::string_view id) const {
    const auto found =
        std::find_if(indicators.begin(), indicators.end(), [&](const Indicator& i) { return i.id == id; });
    return found == indicators.end() ? nullptr : &*found;
}

const Indicator& Catalogue::indicator(std::string_view id) const {
    if (const Indicator* found = find_indicator(id)) return *found;
    if (read_groupings(share).find(id))
        throw Error{Fault::missing,
                    message("no source of {} fills the grouping \"{}\"; it is made of codes of other lists",
                            city.id, id)};
    not_there(message("indicator"), id, indicators);
}

const intake::Source& Catalogue::source(std::string_view id) const {
    const auto found =
        std::find_if(sources.begin(), sources.end(), [&](const intake::Source& s) { return s.id == id; });
    if (found == sources.end()) not_there(message("source"), id, sources);
    return *found;
}

const Coding* Catalogue::coding(std::string_view source) const {
    const auto found = std::find_if(codings.begin(), codings.end(),
                                    [&](const Coding& coding) { return coding.source == source; });
    return found == codings.end() ? nullptr : &*found;
}

bool Catalogue::counts_in(std::string_view offence, std::string_view indicator) const {
    const auto colon = offence.find(':');
    for (const auto& source : sources) {
        if (source.id != offence.substr(0, colon)) continue;
        for (const auto& label : source.labels) {
            if (label.code == offence.substr(colon + 1))
                return std::find(label.indicators.begin(), label.indicators.end(), indicator) !=
                       label.indicators.end();
        }
    }
    return false;
}

namespace {

// Whom the city does not say is whom the source says.
void take_addressees(intake::Expected& expected, const intake::Source& source,
                     const std::filesystem::path& city) {
    const auto& theirs = source.addressees;
    auto& ours = expected.addressees;
    for (auto [own, other] : {std::pair{&ours.contact, &theirs.contact},
                              {&ours.substitute, &theirs.substitute},
                              {&ours.superior, &theirs.superior}}) {
        if (!own->said()) *own = *other;
        if (own->said()) continue;
        throw Error{
            Fault::bad_input,
            message("{}: [[expected]] of \"{}\": whom to write to is not said, here or in its source.toml. "
                    "Say contact, substitute and superior",
                    city.string(), expected.source)};
    }
}

// A name that nobody filled in is no name: the source goes by its id.
void call_by_id(intake::Source& source) {
    for (auto* name : {&source.name.es, &source.name.pt, &source.name.en})
        if (*name == intake::to_fill_in) *name = source.id;
}

// What a publication prints in two ways is kept in one.
class OneWay {
  public:
    explicit OneWay(const Share& share) : lists_{taxonomies(share)} {}
    void write(intake::Source& source) const {
        for (auto& label : source.labels) write(label.iccs);
    }
    void write(Coding& coding) const {
        for (auto& use : coding.uses)
            for (auto& row : use.crosswalk.rows) write(row.iccs);
    }

  private:
    void write(std::vector<std::string>& classes) const {
        for (auto& of : classes)
            for (const auto& list : lists_) of = list.canonical(of);
    }

    std::vector<Taxonomy> lists_;
};

// Those that a source of the city counts, after the indicators.
void add_groupings(Catalogue& catalogue) {
    const auto groupings = read_groupings(catalogue.share);
    std::set<std::string> counted;
    for (auto& source : catalogue.sources) counted.merge(count_in_groupings(groupings, source));
    for (const auto& one : groupings.all)
        if (counted.contains(one.indicator.id)) catalogue.indicators.push_back(one.indicator);
}

}  // namespace

Catalogue read_catalogue(const Share& share, std::string_view city) {
    const auto folder = share.data / "cities" / std::string{city};
    if (city.empty() || city.find('/') != std::string_view::npos ||
        !std::filesystem::exists(folder / "city.toml")) {
        std::vector<std::string> ids;
        const auto leave_out = [](const Error&) {};
        for (const auto& known : intake::usable_cities(share.data / "cities", leave_out))
            ids.push_back(known.id);
        throw Error{Fault::missing,
                    message("city: there is none called \"{}\"; there are: {}", city, join(ids, ", "))};
    }
    Catalogue catalogue{share, intake::read_city(folder), {}, read_indicators(share.data / "indicators")};
    for (const auto& local : catalogue.city.names) {  // what the source counts here, where it differs
        for (auto& indicator : catalogue.indicators) {
            if (indicator.id != local.indicator) continue;
            if (!local.definition.es.empty()) indicator.definition = local.definition;
            if (!local.note.es.empty()) indicator.note = local.note;
            if (!local.unit.empty()) indicator.unit = local.unit;
        }
    }
    catalogue.sources = intake::read_sources(share.data / "sources", catalogue.city.sources);
    share_file_domains(catalogue.sources);
    for (auto& expected : catalogue.city.expected) {
        const auto& source = catalogue.source(expected.source);
        take_addressees(expected, source, folder / "city.toml");
        if (by_days(expected.cadence) && source.kind != intake::Kind::incidents)
            throw Error{
                Fault::bad_input,
                message("{}: [[expected]] of \"{}\": it sends counts, which know no days. Say \"monthly\", "
                        "\"quarterly\" or \"yearly\" as \"cadence\"",
                        (folder / "city.toml").string(), expected.source)};
        if (!cadence_of(source, expected).empty()) continue;
        throw Error{
            Fault::bad_input,
            message("{}: [[expected]] of \"{}\": its source.toml says that it was published once. Say "
                    "\"cadence\" here, or leave it out",
                    (folder / "city.toml").string(), expected.source)};
    }
    const KnownCodes known{share, catalogue.indicators, {catalogue.city}};
    const OneWay one_way{share};
    for (const auto& source : catalogue.sources)
        intake::add_area_changes(catalogue.city, intake::declared_area_changes(source),
                                 source.folder / "source.toml");
    for (auto& source : catalogue.sources) {
        call_by_id(source);
        known.check(source);
        one_way.write(source);
        if (source.labels.empty()) continue;
        catalogue.codings.push_back(coding_of(source, catalogue.city, catalogue.indicators));
        known.check(source, catalogue.codings.back());
        one_way.write(catalogue.codings.back());
        apply(catalogue.codings.back(), source);
    }
    check_homicide_tags(catalogue.sources, share);
    add_groupings(catalogue);
    for (const auto& source : catalogue.sources)
        for (auto& one : list_breaks(source, catalogue.indicators))
            catalogue.city.breaks.push_back(std::move(one));
    check_bridges(catalogue);
    return catalogue;
}

}  // namespace atalaya::service
