#include "service/text_elsewhere.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "core/text.hpp"
#include "intake/retention.hpp"
#include "intake/rows_holding.hpp"
#include "store/chained_rows.hpp"
#include "store/code_records.hpp"
#include "store/questions.hpp"
#include "store/word_labels.hpp"

namespace atalaya::service {
namespace {

namespace fs = std::filesystem;
using Texts = std::span<const intake::HeldText>;

constexpr std::array<std::string_view, 9> order{"labels", "findings", "files", "figures",  "reasons",
                                                "ledger", "maps",     "names", "protected"};

std::string_view place_of(std::string_view table) {
    static const std::map<std::string_view, std::string_view> places{
        {"label_decision", "labels"}, {"coding", "labels"},
        {"code_texts", "labels"},     {"finding_decision", "findings"},
        {"delivery", "files"},        {"run", "files"},
        {"refusal", "files"},         {"letter", "files"},
        {"figure", "figures"},        {"bulletin_issue", "figures"},
        {"bulletin_code", "figures"}, {"method_run", "figures"}};
    const auto found = places.find(table);
    return found == places.end() ? "reasons" : found->second;
}

class Looking {
  public:
    Looking(store::Store& store, Texts texts) : store_{store}, texts_{texts} {}

    void records() {
        auto& database = store_.records().database();
        for (const auto& table : store::record_tables()) {
            if (table.name == "reject" || table.name == "finding") continue;
            database.query(fmt::format("SELECT {} FROM {} WHERE city = $1", columns_of(table), table.name),
                           {std::string{store_.city()}}, [&](const store::Row& row) {
                               for (std::size_t i = 0; i < row.size(); ++i) {
                                   const bool says =
                                       row[i].kind == store::Cell::Kind::text && holds(row.text(i));
                                   if (!says) continue;
                                   ++counts_[place_of(table.name)];
                                   return;
                               }
                           });
        }
    }

    void findings(const std::map<std::string, store::QuotesGone>& gone) {
        for (const auto& run : store_.records().runs(store_.city())) {
            const auto of = gone.find(run.id);
            for (const auto& kept : store_.records().findings(store_.city(), run.id)) {
                const auto& detail = kept.finding.detail;
                if (holds(of == gone.end() ? detail : store::without_quotes(detail, of->second, "").detail))
                    ++counts_["findings"];
            }
        }
    }

    void ledger() {
        store_.analytics().database().query(sql::analytics::query::words, {std::string{store_.city()}},
                                            [&](const store::Row& row) {
                                                if (holds(row.text(1))) ++counts_["ledger"];
                                            });
    }

    void maps(const Catalogue& catalogue) {
        std::set<Digest> seen;
        NoProgress quiet;
        for (const auto& run : store_.records().runs(store_.city())) {
            const auto source = std::ranges::find(catalogue.sources, run.source, &intake::Source::id);
            if (source == catalogue.sources.end() || !intake::tells_of_places(source->kind)) continue;
            if (!seen.insert(run.delivery).second) continue;
            const auto found = intake::rows_holding(*source, store_.deliveries().bytes(run.delivery),
                                                    run.file_name, texts_, quiet);
            if (found.around || !found.lines.empty()) ++counts_["maps"];
        }
    }

    void own_places(std::string_view name) {
        std::ifstream file{store_.folder() / "places" / fmt::format("{}.csv", name), std::ios::binary};
        for (std::string line; std::getline(file, line);)
            if (holds(line)) ++counts_[name];
    }

    std::vector<StandsElsewhere> found() const {
        std::vector<StandsElsewhere> out;
        for (const auto where : order)
            if (const auto count = counts_.find(where); count != counts_.end())
                out.push_back({std::string{where}, count->second});
        return out;
    }

  private:
    // All but the city's own name.
    static std::string columns_of(const store::RecordTable& table) {
        std::vector<std::string> columns;
        for (const auto column : table.columns)
            if (column != "city") columns.emplace_back(column);
        return join(columns, ", ");
    }

    bool holds(std::string_view text) const { return intake::any_in(texts_, text); }

    store::Store& store_;
    Texts texts_;
    std::map<std::string_view, std::int64_t> counts_;
};

}  // namespace

std::vector<StandsElsewhere> text_elsewhere(store::Store& store, const Catalogue& catalogue, Texts texts,
                                            const std::map<std::string, store::QuotesGone>& gone) {
    if (texts.empty()) return {};
    Looking looking{store, texts};
    looking.records();
    looking.findings(gone);
    looking.ledger();
    looking.maps(catalogue);
    looking.own_places("names");
    looking.own_places("protected");
    return looking.found();
}

std::set<std::string> known_texts(store::Store& store, const Catalogue& catalogue) {
    std::set<std::string> known;
    const auto add = [&](std::string_view text) {
        if (!text.empty()) known.insert(folded(text));
    };
    for (const auto& source : catalogue.sources) {
        for (const auto& label : source.labels)
            for (const auto* text : {&label.code, &label.label_1, &label.label_2, &label.label_3}) add(*text);
        for (const auto& [code, name] : source.area_names) add(code), add(name);
        for (const auto& area : source.areas)
            for (const auto& [spelled, code] : area.aliases) add(spelled);
        for (const auto* texts : {&source.only.texts, &source.category.among, &source.exposure.whole})
            for (const auto& text : *texts) add(text);
    }
    for (const auto& decision : store::label_decisions(store.records(), store.city()))
        if (decision.verdict != "open") add(decision.label);
    if (const auto newest = store.newest()) {
        const auto areas = store::areas(store.analytics(), {store.city(), newest->no});
        for (const auto& word : areas.code.words) add(word);
        for (const auto& word : areas.name.words) add(word);
    }
    return known;
}

}  // namespace atalaya::service
