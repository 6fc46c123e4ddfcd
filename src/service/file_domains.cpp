#include "service/file_domains.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace atalaya::service {

void share_file_domains(std::vector<intake::Source>& sources) {
    for (auto& source : sources) {
        const auto read = std::ranges::find(sources, source.beside, &intake::Source::id);
        if (source.beside.empty() || read == sources.end()) continue;
        if (!source.domain.empty() && source.domain != read->domain)
            throw Error{Fault::bad_input,
                        message("{}: {} reads the files of {}, whose privacy domain is \"{}\"; found \"{}\". "
                                "Records keep the domain that they were given for: leave \"domain\" out",
                                (source.folder / "source.toml").string(), source.id, read->id, read->domain,
                                source.domain)};
        source.domain = read->domain;
    }
}

}  // namespace atalaya::service
