#include "service/ledger_names.hpp"

#include <algorithm>

namespace atalaya::service {

LedgerNames::LedgerNames(store::Store& store, const Catalogue& catalogue, const store::At& at)
    : catalogue_{catalogue} {
    const Areas areas = store::areas(store.analytics(), at);
    for (std::size_t i = 0; i < areas.size(); ++i)
        areas_[{std::string{areas.layer[i]}, std::string{areas.code[i]}}] = areas.name[i];
}

std::string LedgerNames::area(const std::string& layer, const std::string& code) const {
    const auto found = areas_.find({layer, code});
    return found == areas_.end() || found->second.empty() ? code : found->second;
}

intake::Words LedgerNames::label(const std::string& offence) const {
    return label_named(catalogue_, offence);
}

intake::Words label_named(const Catalogue& catalogue, const std::string& offence) {
    const auto colon = offence.find(':');
    const auto source = std::ranges::find(catalogue.sources, offence.substr(0, colon), &intake::Source::id);
    if (source != catalogue.sources.end() && colon != std::string::npos) {
        const auto label = std::ranges::find(source->labels, offence.substr(colon + 1), &intake::Label::code);
        if (label != source->labels.end()) return label->name;
    }
    return {offence, offence, offence};
}

}  // namespace atalaya::service
