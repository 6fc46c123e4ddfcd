#include "intake/descriptor_labels.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/list_versions.hpp"
#include "intake/listed_rows.hpp"
#include "intake/nearest.hpp"

namespace atalaya::intake {

namespace {

using Texts = std::vector<std::string>;
namespace fs = std::filesystem;

// As many columns of labels as the head has: those of finer columns than `least` may be left out.
std::vector<std::string> head_of_labels(const fs::path& path, std::size_t least) {
    const Texts after{"es", "pt", "en", "iccs", "fit", "indicators", "note"};
    const auto head = [&](std::size_t labels) {
        Texts names{"code"};
        for (std::size_t i = 1; i <= labels; ++i) names.push_back("label_" + std::to_string(i));
        names.insert(names.end(), after.begin(), after.end());
        return names;
    };
    return least < 2 && has_head(path, head(1)) ? head(1) : head(std::max<std::size_t>(least, 2));
}

}  // namespace

std::vector<Label> read_labels(const fs::path& path, std::size_t least) {
    static const Texts fits{"exact", "inside", "covers", "overlap"};
    std::vector<Label> labels;
    std::set<std::tuple<std::string, std::string, std::string, std::string>> seen;
    std::size_t line = 1;
    const auto head = head_of_labels(path, least);
    const std::size_t labels_written = head.size() - 8;
    for (auto& row : rows_under(path, head)) {
        ++line;
        if (labels_written < 2) row.insert(row.begin() + 2, "");
        const std::string label_3 = labels_written < 3 ? "" : row[3];
        if (labels_written == 3) row.erase(row.begin() + 3);
        Label label{.code = row[0],
                    .label_1 = row[1],
                    .label_2 = row[2],
                    .label_3 = label_3,
                    .name = {row[3], row[4], row[5]},
                    .iccs = parts_of(row[6]),
                    .fit = row[7],
                    .indicators = parts_of(row[8]),
                    .note = row[9]};
        const auto refuse = [&](const Message& why) {
            throw Error{Fault::bad_input, message("{}:{}: {}", path.string(), line, why)};
        };
        if (label.code.empty()) refuse(message("\"code\" is empty."));
        if (!label.fit.empty() && std::find(fits.begin(), fits.end(), label.fit) == fits.end()) {
            refuse(message("\"fit\" should be empty or one of {}; found \"{}\".{}", join(fits, ", "),
                           label.fit, did_you_mean(label.fit, fits)));
        }
        const std::string version{versioned(label.code).version};
        if (!seen.emplace(folded(label.label_1), folded(label.label_2), folded(label.label_3), version)
                 .second) {
            refuse(message("the labels \"{}\", \"{}\" come a second time.", label.label_1, label.label_2));
        }
        labels.push_back(std::move(label));
    }
    return labels;
}

}  // namespace atalaya::intake
