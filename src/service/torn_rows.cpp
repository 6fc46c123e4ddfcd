#include "service/torn_rows.hpp"

namespace atalaya::service {

void leave_out_torn(const intake::AnyTable& file, const methods::TableSpec* table, MethodInput& input) {
    if (file.torn.empty()) return;
    const auto whole = file.columns.front().size();
    if ((table && table->order != methods::Order::free) || 9 * file.torn.size() > whole)
        intake::refuse_torn(file);
    input.left_out.push_back({input.table, "torn", static_cast<std::int64_t>(file.torn.size())});
    input.notes.push_back({"torn_at",
                           {{"file", file.file},
                            {"rows", std::to_string(file.torn.size())},
                            {"row", std::to_string(file.torn.front().row)},
                            {"cells", std::to_string(file.torn.front().cells)},
                            {"columns", std::to_string(file.head.size())}}});
}

}  // namespace atalaya::service
