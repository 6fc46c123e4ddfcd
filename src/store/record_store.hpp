// What must never be lost and is not in a file: which deliveries came, what was
// rejected and noticed, the vintages published from them, the figures that left the
// house and the bulletins issued. SQLite or PostgreSQL. Rows are only ever added;
// each carries a digest chained to the row before it, so verify() can name a row
// that somebody changed.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/day.hpp"
#include "core/digest.hpp"
#include "core/incident.hpp"
#include "store/database.hpp"

namespace atalaya::store {

// A published state of a city. `no` counts 1, 2, 3 ... in order of publication and
// is what vintages are compared by; `id` is "YYYY-MM-DD.n", for people.
struct Vintage {
    std::int64_t no{};
    std::string id;
    Day published_on{};
    std::string program;  // version of Atalaya that wrote the segment
    Digest segment;       // of segments/<city>/<id>.seg
    Digest place;         // of segments/<city>/<id>.place
    std::string note;
};

// One delivery read with one recipe. The same bytes and the same recipe are the
// same run: `id` is the short name of SHA-256(city, delivery, recipe), and of the number of the reading
// where they were read again (Batch::reading).
struct Run {
    std::string id;
    std::int64_t vintage_no{};
    Digest delivery;
    Digest recipe;
    std::string source;
    std::string source_version;
    std::string basis;
    Covers covers = Covers::rows;
    std::string file_name;
    std::int64_t bytes{};
    std::int64_t read{}, accepted{}, rejected{}, duplicate{};
};

std::string run_id(std::string_view city, const Digest& delivery, const Digest& recipe, int reading = 1);

struct RejectCount {
    std::string reason;
    std::string column;
    std::int64_t rows{};
};

struct KeptReject {
    std::string run;
    Reject reject;
};

struct KeptFinding {
    std::string run;
    Finding finding;
};

// A figure that left the house: what was asked, what was answered, and who used it first.
struct Figure {
    std::string id;
    std::string spec;   // canonical JSON: indicator@version, territory, period, basis, vintage
    std::string value;  // canonical JSON
    Digest digest;      // SHA-256 of `value`
    std::int64_t vintage_no{};
    std::string first_used_by;  // e.g. "bulletin:delitos-mensual/comuna:1/2020-08/es/1"
};

struct BulletinIssue {
    std::string bulletin, territory, period, language;
    std::int64_t number{};  // 1, 2, ... per (bulletin, territory, period, language)
    std::int64_t vintage_no{};
    Digest digest;  // of the issued HTML
};

// A check code that was printed, on what, and the first day.
struct BulletinCode {
    std::string code;  // "7K2M-9QXA"
    std::string bulletin, territory, period, language;
    std::int64_t vintage_no{};
    std::string issued_on;  // "2020-10-06"
};

// What was decided about a finding: the newest of a finding is its state.
struct FindingDecision {
    std::string finding;    // as finding_id() of service/findings names it
    std::int64_t number{};  // 1, 2, ... of the finding
    std::string state;      // "open" | "explained" | "fixed" | "waived"
    std::string author, reason;
    std::string decided_on;                      // "2020-10-06"
    std::string source, delivery, check, about;  // what the finding is of
};

// A delivery that came on another day than that of its vintage.
struct Arrival {
    Digest delivery;
    Day on{};
};

// A delivery that was not taken.
struct Refusal {
    std::int64_t number{};  // 1, 2, ... of the city; given when it is kept
    Digest delivery;
    std::string source;  // "" when none expects it
    std::string file_name;
    std::int64_t bytes{};
    Day on{};
    std::string reason;  // Message::encoded()
};

// A letter about what did not come: one row for each period that it is about.
struct LetterAbout {
    std::string period;   // as iso(Period) writes it
    std::int64_t step{};  // 1 to 3: how far up it went
    Day due{};
};
struct Letter {
    std::int64_t number{};  // 1, 2, ... of the city; given when it is kept
    std::string source;
    std::vector<LetterAbout> about;  // the oldest first
    Day written_on{};
    std::string vintage;  // known when it was written; "" before the first
    std::string language;
};

class RecordStore {
  public:
    // Brings the schema up to date; Error{newer_version} when it is newer than this
    // program knows. A store opened to read is left as it is.
    RecordStore(std::unique_ptr<Database> database, bool read_only);

    std::vector<Vintage> vintages(std::string_view city);  // oldest first
    std::optional<Vintage> newest(std::string_view city);
    std::optional<Vintage> find_vintage(std::string_view city, std::string_view id);

    std::vector<Run> runs(std::string_view city);  // in order of publication
    std::optional<Run> find_run(std::string_view city, const Digest& delivery, const Digest& recipe,
                                int reading = 1);

    // Counts per reason and column, most first; then the first `at_most` rejects of a
    // run in order of line, of one reason unless `reason` is "".
    std::vector<RejectCount> reject_counts(std::string_view city, std::string_view run);
    std::vector<KeptReject> rejects(std::string_view city, std::string_view run, std::string_view reason,
                                    std::int64_t at_most);
    std::vector<KeptFinding> findings(std::string_view city, std::string_view run);

    // Keeps a figure that leaves the house. The same id again with the same value
    // changes nothing; with another value it is Error{corrupt}: a figure never changes.
    void keep_figure(std::string_view city, const Figure& figure);
    // Many at once, in one transaction: all of them or none.
    void keep_figures(std::string_view city, const std::vector<Figure>& figures);
    std::optional<Figure> find_figure(std::string_view city, std::string_view id);
    std::vector<Figure> figures(std::string_view city);

    // The next number of (bulletin, territory, period, language) is 1 + issues so far.
    std::vector<BulletinIssue> issues(std::string_view city);
    void keep_issue(std::string_view city, const BulletinIssue& issue);
    // The bulletins that printed a code, oldest first. Printed again, it stays as it was first kept.
    std::vector<BulletinCode> codes(std::string_view city, std::string_view code);
    void keep_code(std::string_view city, const BulletinCode& code);

    // What was decided about findings, oldest first. A decision gets the number after those of its finding.
    std::vector<FindingDecision> finding_decisions(std::string_view city);
    void keep_finding_decision(std::string_view city, const FindingDecision& decision);

    std::vector<Arrival> arrivals(std::string_view city);
    // The same delivery and day again change nothing; another day is Error{conflict}.
    void keep_arrivals(std::string_view city, const std::vector<Arrival>& arrivals);
    // Oldest first. Each gets the number after the last.
    std::vector<Refusal> refusals(std::string_view city);
    std::int64_t keep_refusal(std::string_view city, const Refusal& refusal);
    std::vector<Letter> letters(std::string_view city);
    // All of them or none; numbered in their order, after those there are.
    void keep_letters(std::string_view city, std::vector<Letter>& letters);

    // The commit point of publishing: one transaction. `before_commit` is called with
    // everything written and nothing yet durable (the kill tests use it).
    void publish(std::string_view city, const Vintage& vintage, const std::vector<const Batch*>& batches,
                 const std::function<void()>& before_commit);

    Database& database() { return *database_; }

  private:
    std::unique_ptr<Database> database_;
};

}  // namespace atalaya::store
