#include "intake/propose/proposal.hpp"

#include <algorithm>
#include <cstring>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/pdf_text.hpp"
#include "intake/propose/file_glob.hpp"
#include "intake/propose/laid.hpp"
#include "intake/propose/look.hpp"
#include "intake/propose/pdf.hpp"
#include "intake/propose/roles.hpp"
#include "intake/sandbox.hpp"

namespace atalaya::intake {

namespace {

class Packer {
  public:
    void number(std::int64_t n) { bytes.append(reinterpret_cast<const char*>(&n), sizeof n); }
    void text(std::string_view t) {
        number(static_cast<std::int64_t>(t.size()));
        bytes.append(t);
    }
    std::string bytes;
};

class Unpacker {
  public:
    explicit Unpacker(std::string_view bytes) : left_{bytes} {}
    std::int64_t number(std::int64_t most = INT64_MAX) {
        std::int64_t n = 0;
        std::memcpy(&n, taken(sizeof n).data(), sizeof n);
        if (n < 0 || n > most) refuse();
        return n;
    }
    std::string text() {
        const std::string_view bytes =
            taken(static_cast<std::size_t>(number(static_cast<std::int64_t>(left_.size()))));
        if (!is_utf8(bytes)) refuse();
        return std::string{bytes};
    }
    Message said() {
        auto found = Message::decoded(
            taken(static_cast<std::size_t>(number(static_cast<std::int64_t>(left_.size())))));
        if (!found) refuse();
        return std::move(*found);
    }
    bool empty() const { return left_.empty(); }
    [[noreturn]] static void refuse() {
        throw Error{Fault::bad_input,
                    message("what looking at the file gave cannot be used. Nothing was written.")};
    }

  private:
    std::string_view taken(std::size_t size) {
        if (size > left_.size()) refuse();
        const auto out = left_.substr(0, size);
        left_.remove_prefix(size);
        return out;
    }
    std::string_view left_;
};

// Limits and places are handed over once, and a year that was told by the name is of this file alone.
void choose_files(Proposal& proposal) {
    const std::string alone = glob_of_file(proposal.file);
    const bool once = proposal.kind == Kind::areas || proposal.kind == Kind::places;
    const bool series = !once && !proposal.find("exposure.year");
    const std::string files = series ? glob_of_series(proposal.file) : alone;
    const Message question = message(
        "How will the next file be called? The pattern should take it, and no file of another source.");
    proposal.choices.push_back({"files",
                                {files},
                                once ? 92 : 70,
                                files == alone
                                    ? message("the name of the file that was looked at")
                                    : message("\"*\" and \"?\" stand where its name says a year or a month"),
                                once ? Message{} : question});
}

// `words`: of a PDF (pdf_words()).
Proposal proposed(const OpenFile& file, const std::string& words, const std::vector<KnownSystem>& systems,
                  Progress& progress) {
    Proposal proposal;
    if (is_pdf(file)) {
        proposal = propose_pdf(file.name(), words, systems);
    } else {
        auto laid = propose_laid(file, progress);
        proposal =
            laid ? std::move(*laid) : choose_roles(file.name(), look_at(file, systems, progress), systems);
    }
    choose_files(proposal);
    return proposal;
}

// Bytes that are in no encoding stay what they are in a sample; in a proposal everything is text.
std::string as_text(const std::string& bytes) {
    return is_utf8(bytes) ? bytes : utf8_from_latin1(bytes);
}

void make_text(Proposal& proposal) {
    for (auto& choice : proposal.choices)
        for (auto& value : choice.values) value = as_text(value);
    for (auto& label : proposal.labels)
        for (auto* text : {&label.label_1, &label.label_2, &label.label_3}) *text = as_text(*text);
}

}  // namespace

const Choice* Proposal::find(std::string_view key) const {
    const auto found =
        std::find_if(choices.begin(), choices.end(), [&](const auto& c) { return c.key == key; });
    return found == choices.end() ? nullptr : &*found;
}

std::string_view Proposal::value(std::string_view key) const {
    const Choice* choice = find(key);
    return choice && !choice->values.empty() ? std::string_view{choice->values.front()} : std::string_view{};
}

std::string packed_proposal(const Proposal& proposal) {
    Packer out;
    out.text(proposal.file);
    out.number(static_cast<std::int64_t>(proposal.kind));
    out.number(static_cast<std::int64_t>(proposal.type));
    out.number(proposal.rows);
    out.number(proposal.looked_at);
    out.number(static_cast<std::int64_t>(proposal.choices.size()));
    for (const auto& choice : proposal.choices) {
        out.text(choice.key);
        out.number(static_cast<std::int64_t>(choice.values.size()));
        for (const auto& value : choice.values) out.text(value);
        out.number(choice.confidence);
        out.text(choice.why.encoded());
        out.text(choice.question.encoded());
    }
    out.number(static_cast<std::int64_t>(proposal.labels.size()));
    for (const auto& label : proposal.labels) {
        out.text(label.label_1);
        out.text(label.label_2);
        out.text(label.label_3);
        out.number(label.rows);
    }
    return std::move(out.bytes);
}

Proposal unpacked_proposal(std::string_view bytes) {
    Unpacker in{bytes};
    const auto most =
        static_cast<std::int64_t>(bytes.size());  // of a list: each of its things takes a byte at least
    Proposal proposal;
    proposal.file = in.text();
    proposal.kind = static_cast<Kind>(in.number(static_cast<std::int64_t>(Kind::calendar)));
    proposal.type = static_cast<FileType>(in.number(static_cast<std::int64_t>(FileType::pdf)));
    proposal.rows = in.number();
    proposal.looked_at = in.number();
    for (auto n = in.number(most); n > 0; --n) {
        Choice& choice = proposal.choices.emplace_back();
        choice.key = in.text();
        for (auto values = in.number(most); values > 0; --values) choice.values.push_back(in.text());
        choice.confidence = static_cast<int>(in.number(100));
        choice.why = in.said();
        choice.question = in.said();
    }
    for (auto n = in.number(most); n > 0; --n) {
        SeenLabel& label = proposal.labels.emplace_back();
        label.label_1 = in.text();
        label.label_2 = in.text();
        label.label_3 = in.text();
        label.rows = in.number();
    }
    if (!in.empty()) Unpacker::refuse();
    return proposal;
}

Proposal propose_here(const std::filesystem::path& path, Progress& progress) {
    const OpenFile file{path};
    if (is_parquet(file)) return propose(path, progress);
    const std::string words = is_pdf(file) ? pdf_words(file, progress) : std::string{};
    Proposal proposal = proposed(file, words, known_systems(), progress);
    make_text(proposal);
    return proposal;
}

Proposal propose(const std::filesystem::path& path, Progress& progress) {
    const OpenFile file{path};
    const auto systems = known_systems();  // the child may open nothing
    Limits limits = limits_for(file.size());
    limits.for_engine = is_parquet(file);
    const std::string words = is_pdf(file) ? pdf_words(file, progress) : std::string{};
    Confined child{limits, {file.descriptor()}, file.name(), [&](Outbox& out) {
                       Proposal proposal = proposed(file, words, systems, out.progress());
                       make_text(proposal);
                       const std::string bytes = packed_proposal(proposal);
                       out.send(std::as_bytes(std::span{bytes}));
                   }};
    const Section section = child.next(progress);
    const auto bytes = section.bytes();
    Proposal proposal = unpacked_proposal({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    child.finish(progress);
    return proposal;
}

}  // namespace atalaya::intake
