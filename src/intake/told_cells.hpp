// Cells that no reading keeps (a name, a document, the number of another's file), of the records that somebody may hold
// against others by them. They are read from a kept delivery in a confined child, for as long as the caller holds
// what comes back; nothing of them is in a batch, a finding, a reject or an Error.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/digest.hpp"
#include "core/progress.hpp"
#include "intake/read.hpp"

namespace atalaya::intake {

struct CellsTold {
    struct Row {
        IncidentKey key;
        std::vector<std::string> cells;  // one a column; "" blank, or no such column in the file
    };

    std::vector<std::string> columns;  // wanted, by their names in the head, however written
    std::vector<IncidentKey> keys;     // of the records wanted, in order

    std::vector<Row> rows;    // of accepted rows with these keys, in the file's order
    std::vector<bool> found;  // whether the file has the column

    bool wants(const IncidentKey& key) const;
};

// Fills `rows` and `found` from bytes of a source of incidents. Throws what read_kept() throws.
void tell_cells(CellsTold& told, const Source& source, const City& city, const Gazetteer& gazetteer,
                std::string_view bytes, const std::string& name, Progress& progress);

}  // namespace atalaya::intake
