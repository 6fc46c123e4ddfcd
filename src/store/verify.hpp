// Whether everything kept is what was kept: deliveries, segments, and every row of
// both stores. Nothing is repaired; each thing that is not as it was is named.
#pragma once

#include <string>
#include <vector>

#include "core/message.hpp"
#include "core/progress.hpp"
#include "store/data_directory.hpp"

namespace atalaya::store {

struct Damage {
    enum class Where { delivery, segment, records, analytics };
    Where where{};
    std::string what;    // the delivery's digest, the segment's file, or the table
    std::string key;     // of a row: "run=7c..., line_no=12"; "" for a file
    std::string column;  // "" when the whole row or file is meant
    Message found;       // what it is now, and what it should be
    Message repair;      // what a person can do

    Message message() const;
    std::string sentence() const { return message().english(); }
};

struct Verified {
    std::int64_t deliveries{}, segments{}, record_rows{}, analytics_rows{};
    std::vector<Damage> damages;
    // What is no damage and somebody should know: vintages not applied yet, files of no record.
    std::vector<Message> notes;
    bool whole() const { return damages.empty(); }
};

// Deliveries are decrypted to their digest. Segments are compared with the digest in
// their vintage. Rows of the record store are compared with the digests chained to
// them; its tables, triggers and indexes with those that this program makes. Rows of the analytics
// store are compared with those that the segments of the applied vintages give. At most 100 damages
// a table are listed. Needs no more than to read (Access::inspect); O(all bytes kept).
Verified verify(Store& store, Progress& progress);

}  // namespace atalaya::store
