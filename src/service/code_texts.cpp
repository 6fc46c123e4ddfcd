#include "service/code_texts.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/error.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "intake/csv.hpp"
#include "intake/listed_rows.hpp"
#include "intake/nearest.hpp"
#include "store/code_records.hpp"

namespace atalaya::service {
namespace fs = std::filesystem;

namespace {

constexpr std::array<std::string_view, 4> kinds{"term", "definition", "inclusions", "exclusions"};
constexpr std::array<std::string_view, 3> languages{"es", "pt", "en"};
constexpr double of_inclusion = 0.85, of_definition = 0.5;  // beside what the code is called

using Rows = std::vector<std::vector<std::string>>;

bool among(const auto& known, std::string_view word) {
    return std::ranges::find(known, word) != known.end();
}

std::optional<std::size_t> column(const std::vector<std::string>& head, std::string_view name) {
    const auto found = std::ranges::find(head, name);
    if (found == head.end()) return std::nullopt;
    return static_cast<std::size_t>(found - head.begin());
}

// One file being read: puts each text with its code, as the list has it.
class TextsRead {
  public:
    TextsRead(const Taxonomy& list, const fs::path& file) : list_{list}, file_{file} {}

    void add(std::string_view kind, std::string_view written, std::string_view language,
             std::string_view text) {
        if (text.empty()) return;
        if (!among(kinds, kind) || !among(languages, language))
            throw Error{Fault::bad_input,
                        message("{}: expected a kind (term, definition, inclusions, exclusions) and a "
                                "language (es, pt, en); found \"{}\" and \"{}\"",
                                file_.string(), kind, language)};
        std::string code = list_.canonical(written);
        if (auto whole = list_.with_its_zero(code)) code = std::move(*whole);
        if (!list_.find(code)) {
            if (!among(read_.unknown, code)) read_.unknown.push_back(code);
            return;
        }
        read_.renamed += code != written;
        read_.texts[std::string{kind}].push_back({code, std::string{language}, std::string{text}});
    }
    ReadTexts done() && {
        if (read_.texts.empty())
            throw Error{Fault::bad_input,
                        message("{}: not one text of a code of the list {}", file_.string(), list_.id)};
        return std::move(read_);
    }

  private:
    const Taxonomy& list_;
    const fs::path& file_;
    ReadTexts read_;
};

void add_lines(TextsRead& into, const Rows& rows, std::size_t code) {
    const auto& head = rows[0];
    const auto language = column(head, "lang"), term = column(head, "term"), kind = column(head, "kind"),
               text = column(head, "text");
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const auto cell = [&](std::size_t at) {
            return at < rows[i].size() ? std::string{trimmed(rows[i][at])} : std::string{};
        };
        if (language && term) into.add("term", cell(code), cell(*language), cell(*term));
        if (language && kind && text) into.add(cell(*kind), cell(code), cell(*language), cell(*text));
        for (const auto of : languages)
            if (const auto at = column(head, "definition_" + std::string{of}))
                into.add("definition", cell(code), of, cell(*at));
    }
}

bool tells_texts(const std::vector<std::string>& head) {
    const auto has = [&](std::string_view name) { return column(head, name).has_value(); };
    const bool lines = has("lang") && (has("term") || (has("kind") && has("text")));
    return has("code") && (lines || has("definition_es") || has("definition_pt") || has("definition_en"));
}

std::string json_of(const std::vector<CodeText>& texts) {
    JsonWriter json;
    json.array();
    for (const auto& [code, language, text] : texts) json.array().text(code).text(language).text(text).end();
    return json.end().str();
}

std::vector<CodeText> parse_texts(std::string_view said) {
    try {
        std::vector<CodeText> texts;
        for (const auto& one : nlohmann::json::parse(said))
            texts.push_back({one.at(0), one.at(1), one.at(2)});
        return texts;
    } catch (const nlohmann::json::exception&) {
        throw Error{Fault::corrupt, message("the record store holds texts of codes that cannot be read: {}",
                                            said.substr(0, 60))};
    }
}

const Taxonomy& list_called(const std::vector<Taxonomy>& all, const std::string& id) {
    std::vector<std::string> ids;
    for (const auto& list : all) {
        if (list.id == id) return list;
        if (ids.empty() || ids.back() != list.id) ids.push_back(list.id);
    }
    throw Error{Fault::missing, message("there is no list of codes \"{}\".{} There are: {}", id,
                                        intake::did_you_mean(id, ids), join(ids, ", "))};
}

// "murder; honour killing" are two things that the code includes.
std::vector<std::string> parts_of(const std::string& kind, const std::string& text) {
    if (kind != "inclusions") return {text};
    std::vector<std::string> parts;
    for (const auto part : split(text, ';')) parts.emplace_back(trimmed(part));
    return parts;
}

double worth_of(std::string_view kind) {
    return kind == "term" ? 1 : kind == "inclusions" ? of_inclusion : of_definition;
}

}  // namespace

ReadTexts read_code_texts(const fs::path& file, const Taxonomy& list) {
    if (!fs::is_regular_file(file))
        throw Error{Fault::missing, message("{}: there is no such file", file.string())};
    const auto text = intake::read_text(file);
    const bool marked = text.starts_with("\xef\xbb\xbf");
    const auto rows = intake::csv_rows(std::string_view{text}.substr(marked ? 3 : 0), ',');
    if (rows.empty() || !tells_texts(rows[0]))
        throw Error{Fault::bad_input,
                    message("{}: expected a head such as code,lang,term or code,lang,kind,text or "
                            "code,definition_es,definition_en",
                            file.string())};
    TextsRead into{list, file};
    add_lines(into, rows, *column(rows[0], "code"));
    return std::move(into).done();
}

ReadTexts import_code_texts(store::Store& store, const Share& share, const TextsImport& asked) {
    if (asked.source.empty() || asked.author.empty())
        throw Error{Fault::usage, message("expected the edition that the texts are of and who imports them: "
                                          "--from and --by")};
    const auto all = taxonomies(share);
    auto read = read_code_texts(asked.file, list_called(all, asked.list));
    const Digest digest = sha256(intake::read_text(asked.file));
    std::vector<store::KeptCodeTexts> kept;
    for (const auto& [kind, texts] : read.texts)
        kept.push_back({0, asked.list, kind, asked.file.filename().string(), digest, asked.source,
                        asked.author, iso(asked.on), json_of(texts)});
    store::keep_code_texts(store.records(), store.city(), kept);
    return read;
}

std::vector<std::string> KnownTexts::of(std::string_view code, std::string_view kind,
                                        std::string_view language) const {
    const auto found = texts.find(kind);
    if (found == texts.end()) return {};
    std::vector<std::string> said, elsewhere;
    std::string other;
    for (const auto& text : found->second) {
        if (text.code != code) continue;
        if (text.language == language) said.push_back(text.text);
        if (other.empty()) other = text.language;
        if (text.language == other) elsewhere.push_back("(" + other + ") " + text.text);
    }
    return said.empty() ? elsewhere : said;
}

std::vector<KnownTexts> known_texts(store::Store& store) {
    std::vector<KnownTexts> known;
    for (const auto& kept : store::code_texts(store.records(), store.city())) {
        auto list = std::ranges::find(known, kept.list, &KnownTexts::list);
        if (list == known.end()) list = known.insert(known.end(), {kept.list, "", {}});
        list->source = kept.source;
        list->texts[kept.kind] = parse_texts(kept.said);
    }
    return known;
}

void add_texts(std::vector<CodeEntry>& entries, const std::vector<KnownTexts>& known) {
    for (const auto& list : known) {
        std::map<std::string, std::vector<CodeEntry*>, std::less<>> of_code;
        for (auto& entry : entries)
            if (entry.list.starts_with(list.list + " ")) of_code[entry.code].push_back(&entry);
        for (const auto& [kind, texts] : list.texts) {
            if (kind == "exclusions") continue;
            for (const auto& [code, language, text] : texts)
                for (auto* entry : of_code[code])
                    for (auto& part : parts_of(kind, text))
                        entry->said.push_back({language, std::move(part), worth_of(kind)});
        }
    }
}

}  // namespace atalaya::service
