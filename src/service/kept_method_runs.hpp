// Runs of methods that a data directory keeps, and asking one again: the same bytes, or what is not as it was. decisions/0017.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "service/method_run.hpp"
#include "store/data_directory.hpp"
#include "store/erasure_records.hpp"
#include "store/method_runs.hpp"

namespace atalaya::service {

// The digest of all that was answered: SHA-256 of result_json().
Digest digest_of(const methods::Result& result);

// Keeps the run under its name, with where its files were and its settings as they were typed. What is returned is an earlier answer
// of that name that was another one: the program was built anew, for nothing else can change it.
std::optional<store::KeptMethodRun> keep_method_run(store::Store& store, const MethodQuestion& question,
                                                    const MethodRun& run, Day on);

// One kept run as it can be read.
struct KeptInput {
    std::string table, file;  // a file's name, or a question to the store with its vintage
    std::string path;         // where the file was; "" of the store
    Digest digest;
    std::int64_t rows{};

    friend bool operator==(const KeptInput&, const KeptInput&) = default;
};
struct KeptRecord {
    std::string method, version, program;
    std::vector<KeptInput> inputs;
};
// Error{corrupt} for one that is not as we write it.
KeptRecord record_of(const store::KeptMethodRun& kept);

// By its name, or its first 8 letters or more. Error{missing} that says where runs are listed.
store::KeptMethodRun find_method_run(store::Store& store, std::string_view run);

// The question that was asked, but for where tables of the store come from. Error{missing} when the method is none of the catalogue
// any more.
MethodQuestion question_of(const store::KeptMethodRun& kept);

// A table of which other rows were read than then.
struct ChangedInput {
    std::string table, file;
    Digest then, now;
};
struct RepeatedRun {
    store::KeptMethodRun kept;
    KeptRecord record;
    MethodRun run;
    Digest now;  // of the answer
    std::vector<ChangedInput> changed;
    std::vector<store::Erasure> erasures;  // since then, where rows of the store are others

    bool same() const { return now == kept.answer; }
    bool other_program() const;  // or another version of the method
};
// `run` is what run_method() answered to question_of(kept).
RepeatedRun compare(store::Store& store, const store::KeptMethodRun& kept, MethodRun run);

}  // namespace atalaya::service
