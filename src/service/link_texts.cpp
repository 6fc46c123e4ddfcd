#include "service/link_texts.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <map>
#include <unordered_map>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/gazetteer.hpp"
#include "intake/told_cells.hpp"
#include "service/erasure.hpp"
#include "store/incident_keys.hpp"
#include "store/questions.hpp"

namespace atalaya::service {

namespace {

void leave_no_core() {
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
}

std::vector<const intake::Link::Compared*> text_fields(const intake::Link& link) {
    std::vector<const intake::Link::Compared*> fields;
    for (const auto& field : link.fields) {
        if (field.of_text()) fields.push_back(&field);
    }
    return fields;
}

const std::vector<std::string>& columns_of(const intake::Link::Compared& field, bool second) {
    return second ? field.second : field.first;
}

// Readings of the source up to the vintage, the newest first; of bytes that were read again, the newest alone.
std::vector<store::Run> readings(store::Store& store, const store::At& at, const std::string& source) {
    std::vector<store::Run> runs, out;
    for (auto& run : store.records().runs(store.city())) {
        if (run.source == source && run.vintage_no <= at.vintage_no) runs.push_back(std::move(run));
    }
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
        const bool again = std::ranges::any_of(
            out, [&](const store::Run& newer) { return newer.delivery == run->delivery; });
        if (!again) out.push_back(std::move(*run));
    }
    return out;
}

std::vector<store::Vintage> vintages_up_to(store::Store& store, const store::At& at) {
    auto vintages = store.records().vintages(store.city());
    std::erase_if(vintages, [&](const store::Vintage& vintage) { return vintage.no > at.vintage_no; });
    return vintages;
}

// Cells of the wanted columns by number of the ledger.
class Telling {
  public:
    Telling(store::Store& store, const Catalogue& catalogue, const store::At& at,
            const intake::Source& source, std::vector<std::string> columns, const std::vector<LinkSide>& list)
        : store_{store}, catalogue_{catalogue}, at_{at}, source_{source}, columns_{std::move(columns)} {
        std::vector<std::int64_t> numbers;
        for (const auto& side : list) numbers.push_back(side.record.number);
        keys_ = store::incident_keys(store.segments(), vintages_up_to(store, at), source.id, numbers);
    }

    std::unordered_map<std::int64_t, std::vector<std::string>> told(Progress& progress) {
        const std::vector<Areas> areas{store::areas(store_.analytics(), at_)};
        const intake::Gazetteer gazetteer{catalogue_.city, areas};
        const auto runs = readings(store_, at_, source_.id);
        std::vector<bool> found(columns_.size());
        progress.stage("read " + source_.id, runs.size());
        std::uint64_t done = 0;
        for (const auto& run : runs) {
            progress.check_interrupt();
            if (cells_.size() < keys_.size()) read(run, gazetteer, found);
            progress.advance(++done);
        }
        const auto missing = std::ranges::find(found, false);
        if (!keys_.empty() && missing != found.end())
            throw Error{Fault::bad_input,
                        message("no delivery of {} has the column \"{}\" that [[links]] compares", source_.id,
                                columns_[static_cast<std::size_t>(missing - found.begin())])};
        return std::move(cells_);
    }

  private:
    void read(const store::Run& run, const intake::Gazetteer& gazetteer, std::vector<bool>& found) {
        NoProgress quiet;
        intake::CellsTold told{.columns = columns_, .keys = {}, .rows = {}, .found = {}};
        for (const auto& [key, number] : keys_) {
            if (!cells_.contains(number)) told.keys.push_back(key);
        }
        const auto kept = as_kept(store_, source_, run.delivery);
        if (!kept) return;  // erased: nothing of it is there to be read
        const std::string bytes = store_.deliveries().bytes(run.delivery);
        intake::tell_cells(told, *kept, catalogue_.city, gazetteer, bytes, run.file_name, quiet);
        for (std::size_t i = 0; i < found.size(); ++i) found[i] = found[i] || told.found[i];
        for (auto& row : told.rows) {
            const auto key =
                std::ranges::lower_bound(keys_, row.key, {}, [](const auto& k) { return k.first; });
            cells_[key->second] = std::move(row.cells);
        }
    }

    store::Store& store_;
    const Catalogue& catalogue_;
    store::At at_;
    const intake::Source& source_;
    std::vector<std::string> columns_;
    std::vector<std::pair<IncidentKey, std::int64_t>> keys_;
    std::unordered_map<std::int64_t, std::vector<std::string>> cells_;
};

std::vector<std::string> all_columns(const std::vector<const intake::Link::Compared*>& fields, bool second) {
    std::vector<std::string> all;
    for (const auto* field : fields) {
        for (const auto& column : columns_of(*field, second)) {
            if (std::ranges::find(all, column) == all.end()) all.push_back(column);
        }
    }
    return all;
}

}  // namespace

LinkTexts link_texts(store::Store& store, const Catalogue& catalogue, const store::At& at,
                     const intake::Link& link, bool second, const std::vector<LinkSide>& list,
                     Progress& progress) {
    const auto fields = text_fields(link);
    if (fields.empty()) return {};
    leave_no_core();
    const auto& source = catalogue.source(second ? link.second : link.first);
    const auto columns = all_columns(fields, second);
    const auto cells = Telling{store, catalogue, at, source, columns, list}.told(progress);
    LinkTexts texts;
    for (const auto* field : fields) {
        auto& of_field = texts.emplace_back();
        for (const auto& side : list) {
            std::vector<std::string> parts;
            const auto found = cells.find(side.record.number);
            for (const auto& column : columns_of(*field, second)) {
                const auto at_column = std::ranges::find(columns, column) - columns.begin();
                if (found == cells.end()) continue;
                const auto& cell = found->second[static_cast<std::size_t>(at_column)];
                if (!cell.empty()) parts.push_back(cell);
            }
            of_field.push_back(join(parts, " "));
        }
    }
    return texts;
}

std::vector<std::vector<PairNames>> names_of(store::Store& store, const Catalogue& catalogue,
                                             const store::At& at, const LinkedLists& lists,
                                             const std::vector<LinkedPair>& pairs, const NamesAsked& asked,
                                             Progress& progress) {
    for (const auto* text : {&asked.author, &asked.reason}) {
        if (trimmed(*text).empty() || !is_utf8(*text))
            throw Error{Fault::usage,
                        message("expected who asks to see names and why; found one of them blank")};
    }
    const intake::Link& link = *lists.declared;
    std::vector<store::NamesShown> shown;
    for (const auto& pair : pairs)
        shown.push_back({.number = 0,
                         .author = asked.author,
                         .reason = asked.reason,
                         .shown_at = asked.at,
                         .pairing = link.id,
                         .pair = pair.id,
                         .record_a = pair.a.record.number,
                         .record_b = pair.b.record.number});
    store::keep_names_shown(store.records(), store.city(), shown);

    std::vector<LinkSide> a, b;
    for (const auto& pair : pairs) a.push_back(pair.a), b.push_back(pair.b);
    const bool two = !link.second.empty();
    const auto first = link_texts(store, catalogue, at, link, false, a, progress);
    const auto second = link_texts(store, catalogue, at, link, two, b, progress);
    const auto fields = text_fields(link);
    std::vector<std::vector<PairNames>> names(pairs.size());
    for (std::size_t field = 0; field < fields.size(); ++field) {
        for (std::size_t i = 0; i < pairs.size(); ++i)
            names[i].push_back({fields[field]->id, first[field][i], second[field][i]});
    }
    return names;
}

}  // namespace atalaya::service
