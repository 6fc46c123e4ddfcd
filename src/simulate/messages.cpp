#include "simulate/messages.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <vector>

#include "simulate/writing.hpp"
#include "stats/random.hpp"

namespace atalaya::simulate {
namespace {

using stats::Random;

struct Told {
    std::string_view kind, words;
};

constexpr std::array<Told, 8> tellings = {
    {{"Ruidos", "otra vez la música a todo lo que da"},
     {"Ruidos", "están con los escapes libres desde las 11"},
     {"Pelea", "se están pegando en la esquina, son como seis"},
     {"Luminaria apagada", "hace tres días que no hay luz en la cuadra"},
     {"Consumo en la calle", "los de siempre tomando en la plaza"},
     {"Robo", "dicen que le sacaron el celular a una chica"},
     {"Animales sueltos", "hay un perro grande que corre a las motos"},
     {"Persona que necesita ayuda", "hay un señor mayor desorientado en la parada"}}};

struct Message {
    Day day{};
    int minute{};
    Told told;
    int barrio{};
};

// The first letter that people write otherwise; the name as it is where there is none.
std::string misspelt(std::string name) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> ways = {
        {{"z", "s"}, {"ll", "y"}, {"ó", "o"}, {"é", "e"}, {"v", "b"}}};
    for (const auto& [from, to] : ways)
        if (const auto at = name.find(from); at != std::string::npos)
            return name.replace(at, from.size(), to);
    return name;
}

}  // namespace

Messages messages_of(const Town& town, Month month, std::uint64_t seed) {
    constexpr std::size_t wanted = 30, every_repeat = 10;
    constexpr double spelt_otherwise = 0.15;
    constexpr int minutes_a_day = 1440, minutes_later = 25;
    Random random{seed, stats::stream_of("mensajes")};
    const Period period = whole(month);
    const auto days = static_cast<std::uint64_t>((period.past_end - period.first).count());
    std::vector<Message> all;
    Messages out;
    while (all.size() < wanted) {
        Message next{period.first + std::chrono::days{static_cast<int>(random.below(days))},
                     static_cast<int>(random.below(minutes_a_day - minutes_later)),
                     tellings[random.below(tellings.size())],
                     static_cast<int>(random.below(town.barrios.size()))};
        all.push_back(next);
        if (all.size() % every_repeat != 0 || all.size() == wanted) continue;
        next.minute += 1 + static_cast<int>(random.below(minutes_later));
        all.push_back(next);  // somebody else saw it too
        ++out.twice;
    }
    std::stable_sort(all.begin(), all.end(), [](const Message& a, const Message& b) {
        return std::pair{a.day, a.minute} < std::pair{b.day, b.minute};
    });
    out.text = "nro;recibido;hora;tipo;barrio;mensaje;de;telefono\n";
    for (const auto& message : all) {
        const std::string& name = town.barrios[static_cast<std::size_t>(message.barrio)].name;
        std::string barrio = random.chance(spelt_otherwise) ? misspelt(name) : name;
        out.misspelt += barrio != name;
        out.text += fmt::format("{};{};{};{};{};\"{}\";{};555-01{:02}\n", ++out.rows,
                                day_month_year(message.day), clock_text(message.minute), message.told.kind,
                                barrio, message.told.words, pseudonym(random), random.below(100));
    }
    return out;
}

}  // namespace atalaya::simulate
