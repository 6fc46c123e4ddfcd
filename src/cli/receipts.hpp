// Receipts of what `ingest` just took, or did not.
#pragma once

#include <filesystem>

#include "cli/app.hpp"
#include "service/ingest.hpp"

namespace atalaya::cli {

// One for each delivery, in every form: also of one that had come before, on `came` once more.
void write_receipts(const Session& session, const service::Ingested& answer, Day came,
                    const std::filesystem::path& folder);
// Of the file that was refused.
void write_refusal(const Session& session, const service::RefusedFile& refused,
                   const std::filesystem::path& folder);

}  // namespace atalaya::cli
