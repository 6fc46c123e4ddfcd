#include "service/kept_codes.hpp"

#include <algorithm>
#include <map>

#include "core/error.hpp"
#include "core/text.hpp"
#include "service/grouped_labels.hpp"
#include "service/ingest.hpp"

namespace atalaya::service {

namespace {

// As a label of codes.csv is told to be another: all its cells, folded.
std::string written(const intake::Label& label) {
    std::string all = label.label_1;
    for (const auto& more : {label.label_2, label.label_3})
        if (!more.empty()) all += " / " + more;
    return folded(all);
}

void take(Catalogue& catalogue, Coding& coding, const store::LabelDecision& decision) {
    auto& source = *std::find_if(catalogue.sources.begin(), catalogue.sources.end(),
                                 [&](const auto& one) { return one.id == coding.source; });
    auto& labels = source.labels;
    if (std::any_of(labels.begin(), labels.end(),
                    [&](const auto& label) { return written(label) == decision.label; }))
        return;
    const auto like = std::find_if(labels.begin(), labels.end(),
                                   [&](const auto& label) { return label.code == decision.code; });
    if (like == labels.end())
        throw Error{
            Fault::bad_input,
            message("{}: the label \"{}\" was decided to be \"{}\", which codes.csv no longer has. Decide "
                    "it again: atalaya codes decide",
                    source.id, decision.written, decision.code)};
    intake::Label label = *like;
    label.label_1 = decision.written;
    label.label_2.clear();
    label.label_3.clear();
    labels.push_back(std::move(label));
    coding.decided.push_back(
        {decision.written, decision.code, decision.author, decision.decided_on, decision.reason});
}

void take(const Coding& coding, const Groupings& groupings, intake::Source& source) {
    apply(coding, source);
    count_in_groupings(groupings, source);
}

}  // namespace

void take_decisions(Catalogue& catalogue, const std::vector<store::LabelDecision>& decisions) {
    std::map<std::pair<std::string, std::string>, store::LabelDecision> newest;
    for (const auto& decision : decisions) newest[{decision.source, decision.label}] = decision;
    for (const auto& [of, decision] : newest) {
        const auto coding = std::find_if(catalogue.codings.begin(), catalogue.codings.end(),
                                         [&](const auto& one) { return one.source == of.first; });
        if (decision.verdict == "code" && coding != catalogue.codings.end())
            take(catalogue, *coding, decision);
    }
}

void keep_codings(store::Store& store, const Catalogue& catalogue, const std::vector<ReadDelivery>& read) {
    std::vector<store::KeptCoding> kept;
    for (const auto& delivery : read) {
        if (delivery.known) continue;
        store.deliveries().keep(delivery.path, delivery.batch.delivery);
        if (const auto* coding = catalogue.coding(delivery.batch.source))
            kept.push_back({delivery.batch.recipe, coding->source, json_of(*coding)});
    }
    store::keep_codings(store.records(), store.city(), kept);
}

std::vector<Coding> codings_at(store::Store& store, std::int64_t vintage_no) {
    std::map<Digest, std::string> said;
    for (auto& kept : store::codings(store.records(), store.city())) said[kept.recipe] = std::move(kept.said);
    std::map<std::string, const std::string*> newest;
    for (const auto& run : store.records().runs(store.city())) {
        const auto kept = said.find(run.recipe);
        if (run.vintage_no <= vintage_no && kept != said.end()) newest[run.source] = &kept->second;
    }
    std::vector<Coding> codings;
    for (const auto& [source, coding] : newest) codings.push_back(parse_coding(*coding));
    return codings;
}

std::shared_ptr<const Catalogue> catalogue_at(store::Store& store, const Catalogue& catalogue,
                                              std::int64_t vintage_no) {
    std::shared_ptr<Catalogue> then;
    const auto groupings = read_groupings(catalogue.share);
    for (auto& coding : codings_at(store, vintage_no)) {
        const auto* now = catalogue.coding(coding.source);
        if (!now || *now == coding) continue;
        if (!then) then = std::make_shared<Catalogue>(catalogue);
        for (auto& source : then->sources)
            if (source.id == coding.source) take(coding, groupings, source);
        for (auto& known : then->codings)
            if (known.source == coding.source) known = std::move(coding);
    }
    return then;
}

}  // namespace atalaya::service
