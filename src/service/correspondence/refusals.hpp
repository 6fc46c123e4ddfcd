// Deliveries that were not taken, kept so that whoever sent them is answered.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "service/ingest.hpp"
#include "store/data_directory.hpp"

namespace atalaya::service {

// A message as JSON and back: what was refused is said in any language later. What is not such JSON is said as it is.
std::string json_of(const Message& message);
Message message_of(const std::string& json);

// Keeps why a file was not taken and gives the refusal back with its number. The same bytes of the same source refused
// for the same reason again are the refusal that there is. Of a file longer than a GiB no digest is worked out
// (Digest{}), for whoever sent it should not wait for it: it is the same if it is as long.
store::Refusal keep_refusal(store::Store& store, const RefusedFile& file, Day on);

// The refusal that keep_refusal() made of it.
std::optional<store::Refusal> find_refusal(store::Store& store, const RefusedFile& file);

// By its number. Error{missing} when there is none.
store::Refusal find_refusal(store::Store& store, std::int64_t number);

}  // namespace atalaya::service
