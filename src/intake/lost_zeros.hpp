// Codes that a spreadsheet took for numbers: "101" in a cell that was "0101". A row is never counted under the code that
// it may have had; it is rejected, and both readings are told, for somebody to decide.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/incident.hpp"
#include "intake/counted.hpp"
#include "intake/descriptor.hpp"

namespace atalaya::intake {

// A label of codes.csv that another text may be, and its code.
struct ListedLabel {
    std::string label;  // cells with " / " between them
    std::string code;

    friend auto operator<=>(const ListedLabel&, const ListedLabel&) = default;
};

// The labels of a source by what is left of them when the zeros before their numbers are gone.
class ZeroLosses {
  public:
    explicit ZeroLosses(const Source& source);

    // The label whose numbers have more zeros before them than those of these cells ("101" or "101.0": "0101"), which
    // themselves are no label. Nothing where there is none, or labels of several codes would do. O(letters).
    std::optional<ListedLabel> before(std::string_view label_1, std::string_view label_2,
                                      std::string_view label_3 = {}) const;

  private:
    struct Had {
        ListedLabel listed;
        std::size_t zeros;
    };
    std::unordered_map<std::string, std::vector<Had>> by_bare_;
};

// The texts of one column that may have lost zeros.
struct ZerosLost {
    struct Text {
        std::string found;  // as the file writes it
        ListedLabel listed;
        Seen seen;
    };
    std::string column;
    std::vector<Text> texts;  // most rows first, of equals by the text; most_told at most
    std::int64_t others{};    // texts beyond those

    static constexpr std::size_t most_told = 20;
};

// What checks gather of it.
class ZerosNoticed {
  public:
    void see(std::string_view found, const ListedLabel& listed, std::int64_t line);
    void add(const ZerosNoticed& later, std::int64_t offset);
    // A finding zero_lost of the first column of labels:
    // {"column","texts":[{"found","listed","code","rows","lines"}],"others","lines"}; no texts of a sealed column.
    void tell(const Source& source, std::vector<Finding>& findings) const;

  private:
    Seen seen_;
    std::map<std::pair<std::string, ListedLabel>, Seen> texts_;
};

// A detail of such a finding read back; no texts from what is none.
ZerosLost zeros_lost(const std::string& detail);

}  // namespace atalaya::intake
