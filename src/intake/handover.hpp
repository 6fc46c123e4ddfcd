// A batch from a child to its parent: its short columns are one section, every long one is a section, sent and freed one
// after the other, so that neither side ever holds more than the batch, its short columns and one long one.
#pragma once

#include "core/incident.hpp"
#include "intake/sandbox.hpp"

namespace atalaya::intake {

void send_batch(Batch&& batch, Outbox& out);

// Throws Error{bad_input} when what arrives is not a batch: lengths that differ, codes that
// name no word, values out of their range, counts that do not add up.
Batch receive_batch(Confined& child, Progress& progress);

// What receive_batch checks.
void validate(const Batch& batch);

}  // namespace atalaya::intake
