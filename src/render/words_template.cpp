#include "render/words_template.hpp"

#include <algorithm>
#include <map>

#include "core/error.hpp"

namespace atalaya::render {

namespace {

// Reads one template from left to right. `where` is "es.json: key".
class TemplateReader {
  public:
    TemplateReader(std::string_view text, std::string where) : rest_{text}, where_{std::move(where)} {}

    Template whole() {
        auto pieces = read(false);
        if (!rest_.empty()) fail(message("a \"}}\" that nothing opens"));
        return pieces;
    }

  private:
    // Until the end of the text or a "}" that closes what is around it.
    Template read(bool in_plural) {
        Template pieces;
        const std::string_view ends = in_plural ? "{}#" : "{}";
        while (!rest_.empty() && rest_.front() != '}') {
            if (rest_.front() == '{') {
                pieces.push_back(hole());
            } else if (in_plural && rest_.front() == '#') {
                rest_.remove_prefix(1);
                pieces.push_back({.kind = Piece::Kind::number});
            } else {
                pieces.push_back({.text = take(rest_.find_first_of(ends))});
            }
        }
        return pieces;
    }

    Piece hole() {
        rest_.remove_prefix(1);
        Piece piece{.kind = Piece::Kind::hole, .text = name()};
        if (accept('}')) return piece;

        piece.kind = Piece::Kind::plural;
        expect(",");
        expect("plural");
        expect(",");
        piece.one = branch("one");
        piece.other = branch("other");
        expect("}");
        return piece;
    }

    Template branch(std::string_view which) {
        expect(which);
        expect("{");
        auto pieces = read(true);
        if (!accept('}')) fail(message("a branch that does not end"));
        return pieces;
    }

    std::string name() {
        const auto letter = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        };
        const auto end = std::ranges::find_if_not(rest_, letter);
        if (end == rest_.begin()) fail(message("a hole without a name of small letters"));
        return take(static_cast<std::size_t>(end - rest_.begin()));
    }

    std::string take(std::size_t length) {
        std::string taken{rest_.substr(0, length)};
        rest_.remove_prefix(taken.size());
        return taken;
    }

    void expect(std::string_view word) {
        while (rest_.starts_with(' ')) rest_.remove_prefix(1);
        if (!rest_.starts_with(word)) fail(message("expected \"{}\"", word));
        rest_.remove_prefix(word.size());
    }

    bool accept(char c) {
        if (!rest_.starts_with(c)) return false;
        rest_.remove_prefix(1);
        return true;
    }

    [[noreturn]] void fail(const Message& what) const {
        throw Error{Fault::bad_input, message("{}: {} before \"{}\". A template is text with {{name}} or "
                                              "{{name, plural, one {{…}} other {{…}}}}.",
                                              where_, what, rest_.substr(0, 30))};
    }

    std::string_view rest_;
    std::string where_;
};

void collect(const Template& pieces, const std::string& around, std::map<std::string, Placeholder>& holes) {
    const auto hole = [&](const std::string& name) -> Placeholder& {
        auto& found = holes[name];
        found.name = name;
        return found;
    };
    for (const auto& piece : pieces) {
        if (piece.kind == Piece::Kind::hole) hole(piece.text).shown = true;
        if (piece.kind == Piece::Kind::number) hole(around).shown = true;
        if (piece.kind != Piece::Kind::plural) continue;
        hole(piece.text).plural = true;
        collect(piece.one, piece.text, holes);
        collect(piece.other, piece.text, holes);
    }
}

}  // namespace

Template read_template(std::string_view text, std::string_view where) {
    return TemplateReader{text, std::string{where}}.whole();
}

std::vector<Placeholder> placeholders(const Template& pieces) {
    std::map<std::string, Placeholder> holes;
    collect(pieces, {}, holes);
    std::vector<Placeholder> out;
    for (const auto& [name, hole] : holes) out.push_back(hole);
    return out;
}

}  // namespace atalaya::render
