// What commands that write papers for those who send have in common.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "cli/app.hpp"
#include "core/json.hpp"
#include "service/correspondence/paper.hpp"

namespace atalaya::cli {

struct PaperOptions {
    std::vector<std::string> formats{"html", "pdf", "text"};
    std::filesystem::path out;

    // Error{usage} for a form that is none.
    std::set<service::PaperForm> forms() const;
};

void take_papers(CLI::App& command, Session& session, PaperOptions& options);

// On standard error why there is no PDF, where there is none.
void tell_no_pdf(const Session& session, const Message& why);

// "files": [...] of an object that is open.
void put_files(JsonWriter& json, const std::vector<std::filesystem::path>& files);

}  // namespace atalaya::cli
