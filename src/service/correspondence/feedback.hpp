// The devolución: what the data of one source became in the published bulletin, on one page for whoever sent them. Which
// figures they are in, what they changed of earlier months, which findings are open, what is missing, when the next
// delivery is due.
//
// It tells nothing of another source: of the indicators it shows those that the source fills, of the changes those that
// its deliveries brought, and its appendix has those figures alone. Of a list that the city reconciles with another it says how
// many are on it and how many of them on both; where that number comes from, the appendix names both. Every figure is kept
// and can be shown and repeated.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "service/bulletin/mensual.hpp"
#include "service/correspondence/paper.hpp"
#include "store/data_directory.hpp"

namespace atalaya::service {

struct FeedbackAsked {
    Month month{};         // of the bulletin
    std::string vintage;   // "" the newest
    std::string source;    // "" every one that delivered and counts something
    std::string language;  // "" the city's
    std::set<PaperForm> forms{PaperForm::html, PaperForm::pdf, PaperForm::text};
    std::filesystem::path folder = "devoluciones";
};

struct WrittenFeedback {
    struct One {
        std::string source;
        std::size_t figures{};
        std::vector<std::filesystem::path> files;
    };
    std::vector<One> sources;
    Message no_pdf;
};

// Error{missing} for a source that is none of the city's, or that had delivered nothing at the vintage.
WrittenFeedback write_feedback(store::Store& store, const Catalogue& catalogue, const FeedbackAsked& asked,
                               Progress& progress);

}  // namespace atalaya::service
