// What a method answered, as each kind of reader wants it.
#pragma once

#include <string>

#include "cli/voice.hpp"
#include "service/method_run.hpp"
#include "service/whole_file.hpp"

namespace atalaya::cli {

// A table of an answer with what stands before it in a file: where it answers row by row, the columns of the table asked
// about. Names that both have are told apart by the method's ("rate.low").
struct AnswerTable {
    const methods::AnswerSpec* spec = nullptr;
    const service::MethodInput* about = nullptr;  // nullptr: not row by row
    const methods::Frame* frame = nullptr;
};

// The table of that name; of "" the first one. Error{usage} that names those that there are. The method was not refused.
AnswerTable answer_table(const service::MethodRun& run, const std::string& name);

// {"run":…,"record":{…},"refused":"","n":…,"excluded":[…],"notes":[…],"tables":{NAME:{COLUMN:[…]}}}; of a refusal also "error",
// why in the reader's words, and "exit", as other commands say it.
std::string answer_json(const Voice& voice, const service::MethodRun& run);
// In pieces of some 64 KiB: ten million rows as text are more than the rows themselves.
void give_csv(const service::MethodRun& run, const AnswerTable& table, const service::Pieces& take);
// Error{usage} where the table asked about has neither polygons nor positions in degrees.
std::string answer_geojson(const service::MethodRun& run, const AnswerTable& table);
// For eyes: what was used and left out, the first rows of each table, how many more there are.
std::string answer_text(const Voice& voice, const service::MethodRun& run, bool bold);

// What is told of torn rows (service/torn_rows.hpp), a line each; "" where there are none. Answers but those for eyes have no place for it.
std::string torn_text(const Voice& voice, const service::MethodRun& run);

// Why nothing, or not this figure, can be computed, as a sentence.
std::string why_text(const Voice& voice, const std::string& code);

}  // namespace atalaya::cli
