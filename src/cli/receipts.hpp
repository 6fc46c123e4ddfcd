// Receipts of what `ingest` just took, or did not.
#pragma once

#include <filesystem>

#include "cli/app.hpp"
#include "service/ingest.hpp"

namespace atalaya::cli {

// One for each delivery that was read, in every form.
void write_receipts(const Session& session, const service::Ingested& answer,
                    const std::filesystem::path& folder);
// Of the file that was refused.
void write_refusal(const Session& session, const service::RefusedFile& refused,
                   const std::filesystem::path& folder);

}  // namespace atalaya::cli
