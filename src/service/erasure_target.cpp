// What a request to erase comes to: incidents by number, deliveries with their rows, readings.
#include <algorithm>

#include "core/error.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "intake/gazetteer.hpp"
#include "intake/read.hpp"
#include "service/erasure.hpp"
#include "service/kept_codes.hpp"
#include "store/code_records.hpp"
#include "store/pictures.hpp"
#include "store/questions.hpp"

namespace atalaya::service {
namespace {

struct Numbered {
    std::int64_t number{};
    std::string source;
    IncidentKey key;
};

// Incidents of which something holds, in order of number. O(incidents ever published).
template <class Holds>
std::vector<Numbered> numbered(store::Store& store, Holds holds) {
    std::vector<Numbered> out;
    for (const auto& vintage : store.records().vintages(store.city())) {
        const store::Segment segment{store.segments().segment(vintage.id)};
        const auto &no = segment.column("incident", "incident_no"),
                   &source = segment.column("incident", "source");
        const auto &high = segment.column("incident", "key_high"),
                   &low = segment.column("incident", "key_low");
        for (std::size_t row = 0; row < no.rows; ++row) {
            const IncidentKey key{static_cast<std::uint64_t>(high[row]),
                                  static_cast<std::uint64_t>(low[row])};
            if (holds(no[row], source.word(row), key))
                out.push_back({no[row], std::string{source.word(row)}, key});
        }
    }
    std::ranges::sort(out, {}, &Numbered::number);
    return out;
}

const intake::Source* find_source(const Catalogue& catalogue, const std::string& id) {
    const auto found = std::ranges::find(catalogue.sources, id, &intake::Source::id);
    return found == catalogue.sources.end() ? nullptr : &*found;
}

// The rows of a file by their keys, as reading it gives them.
Batch batch_of(store::Store& store, const Catalogue& catalogue, const intake::Source& source,
               const store::Run& run) {
    std::vector<Areas> areas;
    if (const auto newest = store.newest())
        areas.push_back(store::areas(store.analytics(), {store.city(), newest->no}));
    const intake::Gazetteer gazetteer{catalogue.city, areas};
    const auto kept = as_kept(store, source, run.delivery);
    if (!kept) return {};
    NoProgress quiet;
    return intake::read_kept(*kept, catalogue.city, gazetteer, store.deliveries().bytes(run.delivery),
                             run.file_name, quiet);
}

class Target {
  public:
    Target(store::Store& store, const Catalogue& catalogue)
        : store_{store}, catalogue_{catalogue}, runs_{store.records().runs(store.city())} {
        // Files are read as they are when they come: a label that was decided tells facts too.
        take_decisions(catalogue_, store::label_decisions(store.records(), store.city()));
    }

    void by_key(const std::string& source, const std::vector<std::string>& keys) {
        const auto* of = find_source(catalogue_, source);
        std::set<IncidentKey> wanted;
        for (const auto& key : keys) wanted.insert(key_asked(source, of, key));
        const auto found =
            numbered(store_, [&](std::int64_t, std::string_view of_source, const IncidentKey& key) {
                return of_source == source && wanted.contains(key);
            });
        if (found.size() < wanted.size())
            throw Error{Fault::missing,
                        message("{} of the {} keys are of no incident of {} that was published",
                                wanted.size() - found.size(), wanted.size(), source)};
        for (const auto& one : found) numbers_.insert(one.number);
    }

    void by_number(const std::vector<std::int64_t>& incidents) {
        numbers_.insert(incidents.begin(), incidents.end());
    }

    void whole(const Digest& delivery, bool with_incidents) {
        target_.deliveries[delivery].all = true;
        for (const auto& run : runs_) {
            if (run.delivery != delivery) continue;
            target_.runs.push_back(run.id);
            picture_of(run);
            const auto* source = find_source(catalogue_, run.source);
            if (source && (source->kind == intake::Kind::areas || source->kind == intake::Kind::places ||
                           source->kind == intake::Kind::calendar))
                throw Error{Fault::usage,
                            message("the delivery {} says where areas and streets are, and nothing "
                                    "of persons; it is not erased",
                                    delivery.hex().substr(0, 12))};
            if (with_incidents && source && source->kind == intake::Kind::incidents)
                incidents_in(*source, run);
        }
    }

    void columns(const std::string& id, const std::vector<std::string>& columns) {
        const auto& source = catalogue_.source(id);
        bool located = false;
        for (const auto& column : columns) {
            if (is_among(column, intake::locating(source))) {
                located = true;
            } else if (is_among(column, intake::needed(source))) {
                throw Error{Fault::usage,
                            message("--columns: without \"{}\" rows of {} could not be read and "
                                    "counted again",
                                    column, id)};
            }
        }
        for (const auto& run : runs_) {
            if (run.source != id) continue;
            auto& all = target_.deliveries[run.delivery].columns;
            all.insert(all.end(), columns.begin(), columns.end());
            target_.runs.push_back(run.id);
        }
        if (!located) return;
        for (const auto& one : numbered(
                 store_, [&](std::int64_t, std::string_view of, const IncidentKey&) { return of == id; }))
            positions_.insert(one.number);
    }

    // The rows of each incident in all deliveries of its source.
    EraseTarget done(std::string about) {
        const auto found = numbered(store_, [&](std::int64_t number, std::string_view, const IncidentKey&) {
            return numbers_.contains(number);
        });
        if (found.size() < numbers_.size())
            throw Error{Fault::missing, message("{} of the {} numbers are of no incident that was published",
                                                numbers_.size() - found.size(), numbers_.size())};
        std::map<std::string, std::map<IncidentKey, std::int64_t>> by_source;
        for (const auto& one : found) by_source[one.source].emplace(one.key, one.number);
        for (const auto& [id, keys] : by_source) rows_of(id, keys);
        target_.incidents.assign(numbers_.begin(), numbers_.end());
        target_.incidents.insert(target_.incidents.end(), positions_.begin(), positions_.end());
        for (auto* list : {&target_.incidents}) {
            std::ranges::sort(*list);
            list->erase(std::ranges::unique(*list).begin(), list->end());
        }
        std::ranges::sort(target_.runs);
        target_.runs.erase(std::ranges::unique(target_.runs).begin(), target_.runs.end());
        target_.about = std::move(about);
        return std::move(target_);
    }

    const std::vector<store::Run>& runs() const { return runs_; }

  private:
    static bool is_among(const std::string& column, const std::vector<std::string>& columns) {
        return std::ranges::any_of(columns, [&](const auto& one) { return folded(one) == folded(column); });
    }

    static IncidentKey key_asked(const std::string& id, const intake::Source* source,
                                 const std::string& key) {
        if (!source) throw Error{Fault::missing, message("--source: the city has no source \"{}\"", id)};
        if (source->key.empty())
            throw Error{Fault::usage,
                        message("--key: rows of {} have no key of their own; say --incident, the "
                                "number of the ledger",
                                id)};
        const auto cells = split(key, '|');
        if (cells.size() != source->key.size())
            throw Error{Fault::usage, message("--key: expected {} cells joined by | ({}); found \"{}\"",
                                              source->key.size(), join(source->key, "|"), key)};
        std::vector<std::string_view> trimmed_cells;
        for (const auto cell : cells) trimmed_cells.push_back(trimmed(cell));
        return intake::key_of(*source, trimmed_cells);
    }

    void picture_of(const store::Run& run) {
        for (const auto& kept : store_.records().findings(store_.city(), run.id)) {
            if (kept.finding.check != store::typed_from_picture) continue;
            if (const auto picture = store::picture_in(kept.finding.detail))
                target_.deliveries[*picture].all = true;
        }
    }

    void incidents_in(const intake::Source& source, const store::Run& run) {
        const auto batch = batch_of(store_, catalogue_, source, run);
        const std::set<IncidentKey> keys{batch.incidents.key.begin(), batch.incidents.key.end()};
        for (const auto& one :
             numbered(store_, [&](std::int64_t, std::string_view of, const IncidentKey&key) {
                 return of == source.id && keys.contains(key);
             }))
            positions_.insert(one.number);
    }

    void rows_of(const std::string& id, const std::map<IncidentKey, std::int64_t>& keys) {
        const auto* source = find_source(catalogue_, id);
        if (!source)
            throw Error{Fault::missing,
                        message("source.toml of {} is not there any more: without it its rows "
                                "cannot be found. Erase its deliveries whole",
                                id)};
        for (const auto& run : runs_) {
            if (run.source != id) continue;
            auto& rows = target_.deliveries[run.delivery];
            if (source->key.empty()) {
                const auto batch = batch_of(store_, catalogue_, *source, run);
                for (std::size_t i = 0; i < batch.incidents.size(); ++i)
                    if (keys.contains(batch.incidents.key[i])) rows.lines.insert(batch.incidents.line[i]);
            }
            for (const auto& [key, number] : keys) rows.keys.emplace(id, key);
        }
    }

    store::Store& store_;
    Catalogue catalogue_;
    std::vector<store::Run> runs_;
    std::set<std::int64_t> numbers_;    // whose rows and positions go
    std::set<std::int64_t> positions_;  // whose positions go, their deliveries being told otherwise
    EraseTarget target_;
};

Digest delivery_called(const std::vector<store::Run>& runs, const std::string& letters) {
    constexpr std::size_t least = 8;
    std::set<Digest> found;
    for (const auto& run : runs) {
        if (letters.size() >= least && run.delivery.hex().starts_with(letters)) found.insert(run.delivery);
    }
    if (found.size() != 1)
        throw Error{Fault::missing, message("--delivery: expected the first letters (eight or more) of one "
                                            "SHA-256; {} deliveries begin \"{}\"",
                                            found.size(), letters)};
    return *found.begin();
}

// Numbers and names only: a key may be of a person.
std::string about(const EraseAsked& asked, const std::vector<Digest>& deliveries) {
    JsonWriter json;
    json.object().key("source").text(asked.source).key("keys").integer(std::ssize(asked.keys));
    json.key("incidents").array();
    for (const auto number : asked.incidents) json.integer(number);
    json.end().key("deliveries").array();
    for (const auto& delivery : deliveries) json.text(delivery.hex());
    json.end().key("columns").array();
    for (const auto& column : asked.columns) json.text(column);
    return json.end().end().str();
}

void refuse_held(store::Store& store, const EraseTarget& target, const std::vector<store::Run>& runs) {
    std::map<std::int64_t, std::string> source_of;
    for (const auto& hold : store::in_force(store.records(), store.city())) {
        bool stands = hold.incident > 0 && std::ranges::binary_search(target.incidents, hold.incident);
        for (const auto& [delivery, rows] : target.deliveries) {
            stands = stands || delivery.hex() == hold.delivery;
            for (const auto& run : runs)
                stands = stands || (run.delivery == delivery && run.source == hold.source);
        }
        if (!stands) continue;
        throw Error{Fault::conflict, message("the hold {} ({}, {}) stands against it: {}. Nothing was erased",
                                             hold.id, hold.author, iso(hold.on), hold.reason)};
    }
}

}  // namespace

EraseTarget erase_target(store::Store& store, const Catalogue& catalogue, const EraseAsked& asked) {
    if (asked.empty())
        throw Error{Fault::usage,
                    message("expected what to erase: --key, --incident, --delivery or --columns")};
    if ((!asked.keys.empty() || !asked.columns.empty()) && asked.source.empty())
        throw Error{Fault::usage, message("--key and --columns need the source that they are of: --source")};
    Target target{store, catalogue};
    if (!asked.keys.empty()) target.by_key(asked.source, asked.keys);
    target.by_number(asked.incidents);
    std::vector<Digest> deliveries;
    for (const auto& letters : asked.deliveries) {
        deliveries.push_back(delivery_called(target.runs(), letters));
        target.whole(deliveries.back(), true);
    }
    if (!asked.columns.empty()) target.columns(asked.source, asked.columns);
    const auto runs = target.runs();
    auto out = target.done(about(asked, deliveries));
    refuse_held(store, out, runs);
    return out;
}

EraseTarget rows_of_incident(store::Store& store, const Catalogue& catalogue, std::int64_t incident) {
    Target target{store, catalogue};
    target.by_number({incident});
    return target.done("{}");
}

EraseTarget erase_target(store::Store& store, const Catalogue& catalogue, std::vector<std::int64_t> incidents,
                         const std::vector<Digest>& deliveries, std::vector<std::string> runs) {
    Target target{store, catalogue};
    for (const auto& delivery : deliveries) target.whole(delivery, false);
    auto out = target.done("{}");
    std::ranges::sort(incidents);
    out.incidents = std::move(incidents);
    out.runs.insert(out.runs.end(), runs.begin(), runs.end());
    return out;
}

}  // namespace atalaya::service
