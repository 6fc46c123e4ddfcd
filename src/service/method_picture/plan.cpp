#include "service/method_picture/plan.hpp"

#include <nlohmann/json.hpp>
#include <set>

#include "core/error.hpp"
#include "methods/page.hpp"

namespace atalaya::service::picture {

namespace {

using nlohmann::json;

// One object of the file; each of its keys has to be asked for.
class Reader {
  public:
    Reader(const json& object, std::string where) : object_{object}, where_{std::move(where)} {
        expects(object.is_object(), where_ + ": an object");
    }

    // Once all was asked that is understood.
    void end() const {
        for (const auto& [key, value] : object_.items())
            expects(asked_.contains(key), where_ + ": a key that is understood, not " + key);
    }

    const json* find(const std::string& key) {
        asked_.insert(key);
        const auto found = object_.find(key);
        return found == object_.end() ? nullptr : &*found;
    }
    std::string text(const std::string& key) {
        const auto* found = find(key);
        return found ? found->get<std::string>() : "";
    }
    bool flag(const std::string& key) {
        const auto* found = find(key);
        return found && found->get<bool>();
    }
    intake::Words words(const std::string& key) {
        const auto* found = find(key);
        if (!found) return {};
        Reader reader{*found, where_ + "." + key};
        intake::Words words{reader.text("es"), reader.text("pt"), reader.text("en")};
        reader.end();
        expects(!words.es.empty() && !words.pt.empty() && !words.en.empty(),
                where_ + "." + key + ": three languages");
        return words;
    }
    Source source(const std::string& key) {
        const auto* found = find(key);
        if (!found) return {};
        if (found->is_string()) return {.of = found->get<std::string>()};
        Reader reader{*found, where_ + "." + key};
        Source source{.of = reader.text("of"),
                      .over = reader.text("over"),
                      .per = reader.text("per"),
                      .after = reader.text("after"),
                      .less = reader.text("less")};
        if (const auto* times = reader.find("times")) source.times = times->get<double>();
        reader.end();
        return source;
    }
    Place place(const std::string& key) {
        const auto* found = find(key);
        if (!found) return {};
        if (found->is_number()) return found->get<double>();
        return source(key);
    }
    When when(const std::string& key) {
        const auto* found = find(key);
        if (!found) return {};
        Reader reader{*found, where_ + "." + key};
        When when{reader.source("of"), reader.text("is")};
        reader.end();
        return when;
    }
    template <class Do>
    void each(const std::string& key, Do read) {
        const auto* found = find(key);
        if (!found) return;
        for (const auto& one : *found) {
            Reader reader{one, where_ + "." + key};
            read(reader);
            reader.end();
        }
    }
    AxisPlan axis(const std::string& key) {
        const auto* found = find(key);
        expects(found, where_ + ": an axis " + key);
        Reader reader{*found, where_ + "." + key};
        AxisPlan plan{.words = reader.words("words"),
                      .zero = reader.flag("zero"),
                      .ratio = reader.flag("ratio"),
                      .whole = reader.flag("whole"),
                      .day = reader.flag("day")};
        reader.end();
        return plan;
    }

  private:
    const json& object_;
    std::string where_;
    std::set<std::string> asked_;
};

PlanePlan plane_of(Reader& reader) {
    PlanePlan plan{.x = reader.axis("x"), .y = reader.axis("y")};
    reader.each("layers", [&](Reader& layer) {
        plan.layers.push_back({.look = layer.text("look"),
                               .x = layer.source("x"),
                               .y = layer.source("y"),
                               .low = layer.source("low"),
                               .before = layer.source("before"),
                               .after = layer.source("after"),
                               .when = layer.when("when"),
                               .words = layer.words("words")});
    });
    reader.each("rules", [&](Reader& rule) {
        plan.rules.push_back({.at = rule.place("at"),
                              .when = rule.when("when"),
                              .upright = rule.flag("upright"),
                              .low = rule.source("low"),
                              .high = rule.source("high"),
                              .words = rule.words("words")});
    });
    return plan;
}

RowsPlan rows_of(Reader& reader) {
    RowsPlan plan{.axis = reader.axis("axis"),
                  .label = reader.source("label"),
                  .value = reader.source("value"),
                  .low = reader.source("low"),
                  .high = reader.source("high"),
                  .se = reader.source("se"),
                  .second = reader.source("second"),
                  .label_more = reader.source("label_more")};
    reader.each("listed", [&](Reader& row) {
        plan.listed.push_back({.words = row.words("words"),
                               .value = row.source("value"),
                               .low = row.source("low"),
                               .high = row.source("high"),
                               .se = row.source("se")});
    });
    plan.marked = reader.when("marked");
    plan.left_out = reader.when("left_out");
    plan.bars = reader.flag("bars");
    plan.sorted = reader.flag("sorted");
    plan.reference = reader.place("reference");
    plan.row = reader.words("row");
    plan.value_words = reader.words("value_words");
    plan.second_words = reader.words("second_words");
    plan.interval_words = reader.words("interval_words");
    plan.marked_words = reader.words("marked_words");
    plan.reference_words = reader.words("reference_words");
    return plan;
}

HeatPlan heat_of(Reader& reader) {
    return {.row = reader.source("row"),
            .column = reader.source("column"),
            .value = reader.source("value"),
            .starred = reader.source("starred"),
            .weekdays = reader.flag("weekdays"),
            .words = reader.words("words"),
            .column_words = reader.words("column_words")};
}

GroundPlan ground_of(Reader& reader) {
    GroundPlan plan{.table = reader.text("table"),
                    .cells = reader.text("cells"),
                    .cell_x = reader.source("cell_x"),
                    .cell_y = reader.source("cell_y"),
                    .line = reader.source("line"),
                    .length = reader.source("length"),
                    .kind_more = reader.source("by_more"),
                    .value = reader.source("value"),
                    .kind = reader.source("by"),
                    .label = reader.source("label")};
    reader.each("kinds", [&](Reader& kind) {
        plan.kinds.push_back({kind.text("is"), kind.words("words"), kind.text("warmth")});
    });
    if (const auto* most = reader.find("most")) plan.most = most->get<std::size_t>();
    plan.quiet = reader.text("quiet");
    plan.dots = reader.text("dots");
    plan.circle_x = reader.source("circle_x");
    plan.circle_y = reader.source("circle_y");
    plan.radius = reader.source("radius");
    plan.circle_label = reader.source("circle_label");
    plan.metres = !reader.flag("no_metres");
    plan.words = reader.words("words");
    plan.kind_words = reader.words("kind_words");
    plan.dot_words = reader.words("dot_words");
    plan.circle_words = reader.words("circle_words");
    return plan;
}

}  // namespace

Plan read_plan(std::string_view text, const std::string& name) {
    const json file = json::parse(text, nullptr, false);
    expects(!file.is_discarded(), name + ": JSON");
    Reader reader{file, name};
    Plan plan;
    if (const auto* golden = reader.find("case")) plan.golden_case = golden->get<std::size_t>();
    const auto kind = reader.text("kind");
    if (kind == "plane") {
        plan.how = plane_of(reader);
    } else if (kind == "rows") {
        plan.how = rows_of(reader);
    } else if (kind == "heat") {
        plan.how = heat_of(reader);
    } else {
        expects(kind == "ground", name + ": a kind of picture that there is");
        plan.how = ground_of(reader);
    }
    if (const auto* otherwise = reader.find("otherwise")) {
        Reader rows{*otherwise, name + ".otherwise"};
        plan.otherwise = rows_of(rows);
        rows.end();
    }
    reader.end();
    return plan;
}

Plan plan_of(const methods::Method& method) {
    const auto text = methods::picture_text(method.name);
    expects(!text.empty(), "each method says how its picture is drawn: picture.json");
    return read_plan(text, method.name + "/picture.json");
}

}  // namespace atalaya::service::picture
