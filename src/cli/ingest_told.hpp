// What an ingestion tells a person on standard error.
#pragma once

#include "cli/app.hpp"
#include "service/ingest.hpp"

namespace atalaya::cli {

void tell_ingested(const Session& session, const service::Ingested& answer);

}  // namespace atalaya::cli
