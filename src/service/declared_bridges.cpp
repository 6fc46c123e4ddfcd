#include "service/declared_bridges.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "intake/nearest.hpp"

namespace atalaya::service {

namespace {

bool has(const std::vector<std::string>& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::vector<std::string> codes_of(const intake::Source& source) {
    std::vector<std::string> codes;
    for (const auto& label : source.labels) codes.push_back(label.code);
    return codes;
}

std::vector<std::string> counted_by(const intake::Source& source) {
    std::vector<std::string> counted;
    for (const auto& label : source.labels)
        counted.insert(counted.end(), label.indicators.begin(), label.indicators.end());
    return counted;
}

}  // namespace

void check_bridges(const Catalogue& catalogue) {
    const std::string file = (catalogue.city.folder / "city.toml").string();
    for (const auto& broken : catalogue.city.breaks) {
        if (!broken.bridge) continue;
        const auto& source = catalogue.source(broken.bridge->source);
        if (!has(broken.sources, source.beside))
            throw Error{
                Fault::bad_input,
                message("{}: the bridge of break \"{}\" should be a source that reads the files of {} "
                        "a second time (\"beside\"); {} does not",
                        file, broken.id, broken.sources.front(), source.id)};
        const auto codes = codes_of(catalogue.source(source.beside)), counted = counted_by(source);
        for (const auto& moved : broken.bridge->moved) {
            for (const auto& code : {moved.before, moved.after}) {
                if (has(codes, code)) continue;
                throw Error{Fault::bad_input,
                            message("{}: the bridge of break \"{}\" names the code \"{}\", which {} does not "
                                    "have.{}",
                                    file, broken.id, code, source.beside, intake::did_you_mean(code, codes))};
            }
            if (!has(counted, moved.counts))
                throw Error{Fault::bad_input,
                            message("{}: the bridge of break \"{}\" counts \"{}\", which no code of {} lists "
                                    "among its indicators.{}",
                                    file, broken.id, moved.counts, source.id,
                                    intake::did_you_mean(moved.counts, counted))};
        }
    }
}

}  // namespace atalaya::service
