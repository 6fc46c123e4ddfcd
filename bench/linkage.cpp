// linkage FILE [THREADS]: links the persons of a generated list with themselves and says how well, by the truth that
// the list carries. FILE has a head and the columns rid,entity,first,last,street,num,postcode,dob,doc;
// records of one entity are one person. The truth is read after all is decided.
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/error.hpp"
#include "core/text.hpp"
#include "linkage/background.hpp"
#include "linkage/key.hpp"
#include "linkage/matching.hpp"

namespace {

using namespace atalaya;
using namespace atalaya::linkage;

double cpu_seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

struct Persons {
    std::vector<std::string> entity;
    std::vector<std::vector<std::string>> columns{7};
};

Persons persons_of(const std::string& file) {
    std::ifstream in{file};
    if (!in) throw Error{Fault::missing, fmt::format("{} cannot be read", file)};
    Persons persons;
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
        const auto cells = split(line, ',');
        if (cells.size() != 9) throw Error{Fault::bad_input, fmt::format("expected 9 cells in {}", line)};
        persons.entity.emplace_back(cells[1]);
        for (std::size_t k = 0; k < 7; ++k) persons.columns[k].emplace_back(cells[k + 2]);
    }
    return persons;
}

std::vector<Field> fields_of(Persons& persons) {
    std::vector<Field> fields;
    const auto add = [&](const char* name, Measure measure, bool by_frequency) {
        auto& column = persons.columns[fields.size()];
        fields.push_back(
            {.name = name, .column = Column{column}, .measure = measure, .by_frequency = by_frequency});
        column = {};
    };
    add("first", Measure::jaro_winkler, true);
    add("last", Measure::jaro_winkler, true);
    add("street", Measure::jaro_winkler, true);
    add("num", Measure::slip, false);
    add("postcode", Measure::slip, false);
    add("dob", Measure::day, false);
    add("doc", Measure::slip, false);
    return fields;
}

enum { first, last, street, num, postcode, dob, doc };

// The document alone; a number or a day with any other field; the three texts together.
std::vector<Pass> passes_of(const std::vector<Field>& fields, std::uint32_t records) {
    const std::vector<std::vector<int>> keys{
        {doc},           {dob, first},    {dob, last},      {dob, street},        {dob, num},
        {dob, postcode}, {num, postcode}, {postcode, last}, {postcode, first},    {postcode, street},
        {num, last},     {num, first},    {num, street},    {first, last, street}};
    std::vector<Pass> passes;
    for (const auto& parts : keys) {
        Pass pass;
        for (const int k : parts) pass.name += (pass.name.empty() ? "" : " + ") + fields[k].name;
        for (std::uint32_t record = 0; record < records; ++record) {
            const auto at = [&](std::size_t i) { return fields[parts[i]].column.of(record); };
            pass.keys.push_back(parts.size() == 1   ? key_of({at(0)})
                                : parts.size() == 2 ? key_of({at(0), at(1)})
                                                    : key_of({at(0), at(1), at(2)}));
        }
        passes.push_back(std::move(pass));
    }
    return passes;
}

double pairs(double n) {
    return n * (n - 1) / 2;
}

struct Score {
    double precision, recall, f1;
};

Score score(double right, double linked, double true_pairs) {
    const double p = linked > 0 ? right / linked : 0, r = true_pairs > 0 ? right / true_pairs : 0;
    return {p, r, p + r > 0 ? 2 * p * r / (p + r) : 0};
}

template <class Key>
double pairs_in(const std::unordered_map<Key, double>& groups) {
    double sum = 0;
    for (const auto& [_, n] : groups) sum += pairs(n);
    return sum;
}

void judge(const std::vector<std::string>& entity, const Decided& decided, std::uint32_t records) {
    std::unordered_map<std::string, double> persons;
    for (const auto& one : entity) ++persons[one];
    const double truth = pairs_in(persons);
    const auto same = [&](const ScoredPair& pair) { return entity[pair.a] == entity[pair.b]; };
    const auto say = [](const char* what, Score s) {
        fmt::print("{}: precision {:.4f}, recall {:.4f}, F1 {:.4f}\n", what, s.precision, s.recall, s.f1);
    };
    say("links", score(static_cast<double>(std::ranges::count_if(decided.links, same)),
                       static_cast<double>(decided.links.size()), truth));
    fmt::print("review: {} pairs, {} of them matches\n", decided.review.size(),
               std::ranges::count_if(decided.review, same));

    const auto cluster = clusters(records, decided.links);
    std::unordered_map<std::uint32_t, double> found;
    std::unordered_map<std::string, double> both;
    for (std::uint32_t record = 0; record < records; ++record) {
        ++found[cluster[record]];
        ++both[fmt::format("{}/{}", cluster[record], entity[record])];
    }
    say("clusters", score(pairs_in(both), pairs_in(found), truth));
}

void run(const std::string& file, int threads) {
    Persons persons = persons_of(file);
    const auto records = static_cast<std::uint32_t>(persons.entity.size());
    const double read = cpu_seconds();

    const auto fields = fields_of(persons);
    std::vector<std::string> names;
    for (const Field& field : fields) names.push_back(field.name);

    const Blocks blocks{Permit::within({file, "bench"}), {records, 0}, passes_of(fields, records)};
    for (const auto& split : blocks.split()) fmt::print("{}\n", told(split).english());
    const auto counts = count_patterns(blocks, fields, threads);
    const Model model = fit(counts, names, background(fields, blocks.sizes()));
    for (const auto& note : model.notes) fmt::print("{}\n", note.english());

    const auto likely = likely_pairs(blocks, fields, model, 0.001, threads);
    const Decided decided = decide(likely, Bands{});
    const auto errors = expected_errors(likely, decided);
    const double done = cpu_seconds();

    double compared = 0;
    for (const auto n : counts) compared += static_cast<double>(n);
    fmt::print("{} records, {:.0f} pairs compared, {} rounds of EM, lambda {:.4g}\n", records, compared,
               model.rounds, model.lambda);
    for (std::size_t k = 0; k < fields.size(); ++k) {
        fmt::print("  {:<9} exact {:6.2f}  close {:6.2f}  differ {:6.2f} bits\n", names[k],
                   model.fields[k].weight(Level::exact), model.fields[k].weight(Level::close),
                   model.fields[k].weight(Level::differ));
    }
    fmt::print("by the model: {:.0f} of {} links false, {:.0f} matches compared and not linked\n",
               errors.false_links, decided.links.size(), errors.missed);
    judge(persons.entity, decided, records);
    fmt::print("read {:.2f} CPU s, linked {:.2f}, judged {:.2f}\n", read, done - read, cpu_seconds() - done);
}

}  // namespace

int main(int count, char** words) {
    if (count < 2) {
        fmt::print(stderr, "linkage FILE [THREADS]\n");
        return 2;
    }
    try {
        run(words[1], count > 2 ? std::max(1, std::atoi(words[2])) : 1);
    } catch (const std::exception& error) {
        fmt::print(stderr, "bench: {}\n", error.what());
        return 1;
    }
}
