#include "linkage/frequency.hpp"

#include <numbers>

#include "core/error.hpp"
#include "stats/random.hpp"

namespace atalaya::linkage {

Frequencies::Frequencies(std::span<const Field> fields, const Model& model) : more_(fields.size()) {
    expects(fields.size() == model.fields.size(), "Frequencies: a model of these fields");

    for (std::size_t k = 0; k < fields.size(); ++k) {
        if (!fields[k].by_frequency) continue;
        const Column& column = fields[k].column;
        const auto held = column.held(0, static_cast<std::uint32_t>(column.size()));
        const double present = static_cast<double>(column.size()) - held[Column::missing];
        const double u = model.fields[k].u[static_cast<std::size_t>(Level::exact)];
        more_[k].resize(held.size());
        for (std::uint32_t id = 1; id <= column.distinct(); ++id)
            more_[k][id] = static_cast<float>(stats::log_same(u * present / held[id]) / std::numbers::ln2);
    }
}

double Frequencies::more(std::span<const Field> fields, Pattern pattern, std::uint32_t a) const {
    double sum = 0;
    for (std::size_t k = 0; k < fields.size(); ++k) {
        if (!more_[k].empty() && level_of(pattern, k) == Level::exact)
            sum += static_cast<double>(more_[k][fields[k].column.id(a)]);
    }
    return sum;
}

}  // namespace atalaya::linkage
