#include "methods/frame.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace atalaya::methods {

std::size_t size(const Cells& cells) {
    return std::visit([](const auto& column) { return column.size(); }, cells);
}

const Column* Frame::find(std::string_view name) const {
    const auto found =
        std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.name == name; });
    return found == columns.end() ? nullptr : &*found;
}

const Numbers& Frame::numbers(std::string_view name) const {
    const auto* column = find(name);
    expects(column && std::holds_alternative<Numbers>(column->cells),
            "a column of numbers is asked for that is there");
    return std::get<Numbers>(column->cells);
}

const Texts& Frame::texts(std::string_view name) const {
    const auto* column = find(name);
    expects(column && std::holds_alternative<Texts>(column->cells),
            "a column of texts is asked for that is there");
    return std::get<Texts>(column->cells);
}

Frame Frame::only(const std::vector<std::size_t>& rows) const {
    Frame out;
    for (const auto& column : columns) {
        out.add(column.name, std::visit(
                                 [&](const auto& all) -> Cells {
                                     std::remove_cvref_t<decltype(all)> some;
                                     some.reserve(rows.size());
                                     for (const auto row : rows) some.push_back(all[row]);
                                     return some;
                                 },
                                 column.cells));
    }
    if (!shapes.empty()) {
        for (const auto row : rows) out.shapes.push_back(shapes[row]);
    }
    return out;
}

}  // namespace atalaya::methods
