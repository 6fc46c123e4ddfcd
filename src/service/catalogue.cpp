#include "service/catalogue.hpp"

#include <algorithm>
#include <numeric>

#include "core/error.hpp"
#include "service/known_codes.hpp"

namespace atalaya::service {

namespace {

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
            diagonal = above;
        }
    }
    return row[b.size()];
}

template <class Items>
[[noreturn]] void not_there(const Message& what, std::string_view wanted, const Items& items) {
    std::vector<std::string> names;
    for (const auto& item : items) names.push_back(item.id);
    const std::string near = nearest(wanted, names);
    throw Error{Fault::missing,
                message("{}: there is none called \"{}\"{}", what, wanted,
                        near.empty() ? verbatim("") : message("; did you mean \"{}\"?", near))};
}

}  // namespace

std::string nearest(std::string_view wanted, const std::vector<std::string>& names) {
    std::string best;
    std::size_t distance = std::max<std::size_t>(2, wanted.size() / 3) + 1;
    for (const auto& name : names) {
        const std::size_t d = edit_distance(wanted, name);
        if (d < distance) {
            distance = d;
            best = name;
        }
    }
    return best;
}

const Indicator* Catalogue::find_indicator(std::string_view id) const {
    const auto found =
        std::find_if(indicators.begin(), indicators.end(), [&](const Indicator& i) { return i.id == id; });
    return found == indicators.end() ? nullptr : &*found;
}

const Indicator& Catalogue::indicator(std::string_view id) const {
    if (const Indicator* found = find_indicator(id)) return *found;
    not_there(message("indicator"), id, indicators);
}

const intake::Source& Catalogue::source(std::string_view id) const {
    const auto found =
        std::find_if(sources.begin(), sources.end(), [&](const intake::Source& s) { return s.id == id; });
    if (found == sources.end()) not_there(message("source"), id, sources);
    return *found;
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

Catalogue read_catalogue(const Share& share, std::string_view city) {
    const auto folder = share.data / "cities" / std::string{city};
    if (city.empty() || city.find('/') != std::string_view::npos ||
        !std::filesystem::exists(folder / "city.toml")) {
        std::vector<std::string> ids;
        for (const auto& known : intake::read_cities(share.data / "cities")) ids.push_back(known.id);
        std::sort(ids.begin(), ids.end());
        std::string list;
        for (const auto& id : ids) list += (list.empty() ? "" : ", ") + id;
        throw Error{Fault::missing, message("city: there is none called \"{}\"; there are: {}", city, list)};
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
    const KnownCodes known{share, catalogue.indicators, {catalogue.city}};
    for (const auto& source : catalogue.sources) known.check(source);
    return catalogue;
}

}  // namespace atalaya::service
