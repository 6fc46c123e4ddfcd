// What a request to erase comes to: incidents by number, deliveries with their rows, readings.
#include <algorithm>

#include "core/error.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "intake/retention.hpp"
#include "intake/row_keys.hpp"
#include "intake/rows_holding.hpp"
#include "service/delivery_facts.hpp"
#include "service/erasure.hpp"
#include "service/kept_codes.hpp"
#include "service/key_as_kept.hpp"
#include "store/code_records.hpp"
#include "store/pictures.hpp"
#include "store/tombstones.hpp"

namespace atalaya::service {
namespace {

const intake::Source* find_source(const Catalogue& catalogue, const std::string& id) {
    const auto found = std::ranges::find(catalogue.sources, id, &intake::Source::id);
    return found == catalogue.sources.end() ? nullptr : &*found;
}

class Target {
  public:
    Target(store::Store& store, const Catalogue& catalogue)
        : store_{store}, catalogue_{catalogue}, facts_{store} {
        // Files are read as they are when they come: a label that was decided tells facts too.
        take_decisions(catalogue_, store::label_decisions(store.records(), store.city()));
    }

    void by_key(const std::string& source, const std::vector<std::string>& keys) {
        const auto* of = find_source(catalogue_, source);
        std::set<IncidentKey> wanted;
        for (const auto& key : keys) wanted.insert(key_asked(source, of, key));
        const auto found =
            numbered_keys(store_, [&](std::int64_t, std::string_view of_source, const IncidentKey& key) {
                return of_source == source && wanted.contains(key);
            });
        for (const auto& one : found) {
            numbers_.insert(one.number);
            wanted.erase(one.key);
        }
        if (!wanted.empty()) look_for_rows_of(*of, wanted);
    }

    void by_number(const std::vector<std::int64_t>& incidents) {
        numbers_.insert(incidents.begin(), incidents.end());
    }

    // `together`: all deliveries that are asked for with their incidents; without any, incidents are left.
    void whole(const Digest& delivery, const std::vector<Digest>& together) {
        target_.deliveries[delivery].all = true;
        for (const auto& run : runs()) {
            if (run.delivery != delivery) continue;
            target_.runs[run.id].all = true;
            picture_of(run);
            const auto* source = find_source(catalogue_, run.source);
            if (source && intake::tells_of_places(source->kind))
                throw Error{Fault::usage,
                            message("the delivery {} says where areas and streets are, and nothing "
                                    "of persons; it is not erased",
                                    delivery.hex().substr(0, 12))};
            if (together.empty() || !source || source->kind != intake::Kind::incidents) continue;
            positions_.merge(facts_.numbers(*source, delivery, together));
        }
    }

    void columns(const std::string& id, const std::vector<std::string>& columns) {
        const auto& source = catalogue_.source(id);
        bool located = false;
        const auto there = columns_there(source);
        for (const auto& column : columns) {
            if (intake::has_twin(source) && !is_among(column, there))
                throw Error{Fault::usage,
                            message("--columns: no delivery of {} has a column \"{}\". There are: {}", id,
                                    column, join(there, ", "))};
            if (is_among(column, intake::locating(source))) {
                located = true;
            } else if (is_among(column, intake::needed(source))) {
                throw Error{Fault::usage,
                            message("--columns: without \"{}\" rows of {} could not be read and "
                                    "counted again",
                                    column, id)};
            }
        }
        for (const auto& run : runs()) {
            if (run.source != id) continue;
            auto& all = target_.deliveries[run.delivery].columns;
            all.insert(all.end(), columns.begin(), columns.end());
            refused_in(run, columns);
        }
        if (!located) return;
        for (const auto& one : numbered_keys(
                 store_, [&](std::int64_t, std::string_view of, const IncidentKey&) { return of == id; }))
            positions_.insert(one.number);
    }

    // Every row that holds one of the texts, of one source where it is said, and what the records quote of such rows.
    void holding(const std::string& of, const std::vector<std::string>& texts) {
        if (!of.empty()) catalogue_.source(of);
        for (const auto& text : texts) {
            target_.texts.emplace_back(text);
            if (!target_.texts.back().says_enough())
                throw Error{
                    Fault::usage,
                    message("--holding: expected a name or a number of a case, of three letters or more, or "
                            "five digits; found \"{}\"",
                            text)};
        }
        const auto known = known_texts(store_, catalogue_);
        std::set<std::pair<std::string, Digest>> seen;
        if (of.empty()) target_.unsearched = boxes_of_no_reading();
        for (const auto& run : runs()) {
            if (!of.empty() && run.source != of) continue;
            quoted_in(run);
            if (seen.emplace(run.source, run.delivery).second) rows_holding(run, known);
        }
    }

    // The rows of each incident in all deliveries of its source.
    EraseTarget done(std::string about) {
        const auto found =
            numbered_keys(store_, [&](std::int64_t number, std::string_view, const IncidentKey&) {
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
        std::ranges::sort(target_.incidents);
        target_.incidents.erase(std::ranges::unique(target_.incidents).begin(), target_.incidents.end());
        target_.about = std::move(about);
        return std::move(target_);
    }

    const std::vector<store::Run>& runs() const { return facts_.runs(); }

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

    // Rows that were refused told of no fact, but the deliveries have them.
    void look_for_rows_of(const intake::Source& source, const std::set<IncidentKey>& keys) {
        for (const auto& key : keys) target_.unpublished.emplace(source.id, key);
        for (const auto& run : runs()) {
            if (run.source == source.id)
                target_.deliveries[run.delivery].keys.insert(target_.unpublished.begin(),
                                                             target_.unpublished.end());
        }
    }

    void picture_of(const store::Run& run) {
        for (const auto& kept : store_.records().findings(store_.city(), run.id)) {
            if (kept.finding.check != store::typed_from_picture) continue;
            if (const auto picture = store::picture_in(kept.finding.detail))
                target_.deliveries[*picture].all = true;
        }
    }

    // Of the deliveries of a source as they are kept; a head without a name is called by its place.
    std::vector<std::string> columns_there(const intake::Source& source) {
        std::vector<std::string> there = source.file_columns();
        std::set<Digest> seen;
        for (const auto& run : runs()) {
            if (run.source != source.id || !seen.insert(run.delivery).second) continue;
            const auto kept = as_kept(store_, source, run.delivery);
            if (!kept || !intake::has_twin(*kept)) continue;
            auto head = intake::columns_of(*kept, store_.deliveries().bytes(run.delivery), run.file_name);
            for (std::size_t i = 0; i < head.size(); ++i) {
                if (trimmed(head[i]).empty()) head[i] = "#" + std::to_string(i + 1);
                if (!is_among(head[i], there)) there.push_back(head[i]);
            }
        }
        return there;
    }

    void refused_in(const store::Run& run, const std::vector<std::string>& columns) {
        auto& lines = target_.runs[run.id].lines;
        for (const auto& one : store_.records().rejects(store_.city(), run.id, "", run.rejected))
            if (is_among(one.reject.column, columns)) lines.insert(one.reject.line);
    }

    // Pictures, and files whose ingestion was refused (verify names them).
    std::int64_t boxes_of_no_reading() const {
        std::set<std::string> read;
        for (const auto& run : runs()) read.insert(run.delivery.hex() + ".box");
        std::int64_t count = 0;
        const auto folder = store_.folder() / "deliveries";
        if (!std::filesystem::is_directory(folder)) return count;
        for (const auto& file : std::filesystem::recursive_directory_iterator{folder})
            if (file.path().extension() == ".box" && !read.contains(file.path().filename().string())) ++count;
        return count;
    }

    // What refused rows and findings quote of the texts, whatever is left of the delivery.
    void quoted_in(const store::Run& run) {
        auto& records = store_.records();
        std::set<std::int64_t> lines;
        for (const auto& one : records.rejects(store_.city(), run.id, "", run.rejected))
            if (intake::any_in(target_.texts, one.reject.found)) lines.insert(one.reject.line);
        if (!lines.empty()) target_.runs[run.id].lines.merge(lines);
        for (const auto& kept : records.findings(store_.city(), run.id)) {
            for (const auto& quote : store::quotes_in(kept.finding.detail))
                if (intake::any_in(target_.texts, quote))
                    target_.quotes[run.id].texts.insert(store::quote_compared(quote));
        }
    }

    void rows_holding(const store::Run& run, const std::set<std::string>& known) {
        const auto* source = find_source(catalogue_, run.source);
        if (!source) ++target_.unsearched;
        if (!source || intake::tells_of_places(source->kind)) return;
        auto kept = as_kept(store_, *source, run.delivery);
        if (!kept) return;
        const auto bytes = store_.deliveries().bytes(run.delivery);
        NoProgress quiet;
        const auto found = intake::rows_holding(*kept, bytes, run.file_name, target_.texts, quiet);
        if (found.lines.empty() && !found.around) return;
        auto& what = target_.deliveries[run.delivery];
        what.lines.insert(found.lines.begin(), found.lines.end());
        what.texts = target_.texts;
        what.known = known;
        if (!found.lines.empty()) facts_of(*kept, run, bytes, found.lines);
    }

    // The facts that lines of a delivery told of.
    void facts_of(intake::Source& kept, const store::Run& run, const std::string& bytes,
                  const std::vector<std::int64_t>& lines) {
        if (kept.kind != intake::Kind::incidents) return;
        const auto of_source = [&](std::int64_t, std::string_view of, const IncidentKey&) {
            return of == kept.id;
        };
        const auto numbered = numbered_keys(store_, of_source);
        if (!kept.key.empty() && lacks_key(kept, bytes, run.file_name)) {
            std::set<IncidentKey> keys;
            for (const auto& one : numbered) keys.insert(one.key);
            kept = key_as_kept(kept, bytes, run.file_name, keys);
        }
        std::set<IncidentKey> wanted;
        for (const auto& [line, key] : intake::row_keys(kept, bytes, run.file_name))
            if (std::ranges::binary_search(lines, line)) wanted.insert(key);
        for (const auto& one : numbered)
            if (wanted.contains(one.key)) numbers_.insert(one.number);
    }

    void rows_of(const std::string& id, const std::map<IncidentKey, std::int64_t>& keys) {
        const auto* source = find_source(catalogue_, id);
        if (!source)
            throw Error{Fault::missing,
                        message("source.toml of {} is not there any more: without it its rows "
                                "cannot be found. Erase its deliveries whole",
                                id)};
        std::set<IncidentKey> found;
        for (const auto& run : runs()) {
            if (run.source != id) continue;
            auto& rows = target_.deliveries[run.delivery];
            if (source->key.empty()) {
                for (const auto& [line, key] : facts_.rows(*source, run))
                    if (keys.contains(key)) rows.lines.insert(line), found.insert(key);
            } else {
                for (const auto& [key, number] : keys) rows.keys.emplace(id, key);
            }
        }
        if (source->key.empty()) count_unfound(keys, found);
    }

    // A row of a twin is another row: it is not looked for again.
    void count_unfound(const std::map<IncidentKey, std::int64_t>& keys, const std::set<IncidentKey>& found) {
        const auto erased = store::tombstones(store_.segments(), store_.records().vintages(store_.city()));
        for (const auto& [key, number] : keys)
            if (!found.contains(key) && !erased.contains(number)) ++target_.unfound;
    }

    store::Store& store_;
    Catalogue catalogue_;
    DeliveryFacts facts_;
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
    return json.end().key("texts").integer(std::ssize(asked.holding)).end().str();
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
                    message("expected what to erase: --key, --incident, --delivery, --columns or --holding")};
    if ((!asked.keys.empty() || !asked.columns.empty()) && asked.source.empty())
        throw Error{Fault::usage, message("--key and --columns need the source that they are of: --source")};
    Target target{store, catalogue};
    if (!asked.keys.empty()) target.by_key(asked.source, asked.keys);
    target.by_number(asked.incidents);
    std::vector<Digest> deliveries;
    for (const auto& letters : asked.deliveries)
        deliveries.push_back(delivery_called(target.runs(), letters));
    for (const auto& delivery : deliveries) target.whole(delivery, deliveries);
    if (!asked.columns.empty()) target.columns(asked.source, asked.columns);
    if (!asked.holding.empty()) target.holding(asked.source, asked.holding);
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
    for (const auto& delivery : deliveries) target.whole(delivery, {});
    auto out = target.done("{}");
    std::ranges::sort(incidents);
    out.incidents = std::move(incidents);
    for (const auto& run : runs) out.runs[run].all = true;
    return out;
}

}  // namespace atalaya::service
