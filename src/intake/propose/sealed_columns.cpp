#include "intake/propose/sealed_columns.hpp"

#include <algorithm>
#include <array>

#include "core/text.hpp"
#include "intake/propose/content.hpp"

namespace atalaya::intake {

namespace {

template <std::size_t N>
bool has_one_of(const Facts& column, const std::array<std::string_view, N>& words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return column.has(word); });
}

constexpr std::array<std::string_view, 26> of_persons{
    "victima",    "victimas",    "vitima",      "denunciante", "imputado",    "imputada",  "demandado",
    "agresor",    "autor",       "testigo",     "damnificado", "damnificada", "fallecido", "persona",
    "conductor",  "detenido",    "sospechoso",  "paciente",    "acusado",     "ofendido",  "comunicante",
    "declarante", "solicitante", "querellante", "suspeito",    "victim"};
constexpr std::array<std::string_view, 8> names{"nombre",    "nombres",   "nome", "apellido",
                                                "apellidos", "sobrenome", "name", "apellidoynombre"};
constexpr std::array<std::string_view, 20> identifiers{
    "dni",      "documento", "cedula",  "cuit",  "cuil",   "cpf",  "rg",    "curp",  "rut",      "pasaporte",
    "telefono", "telefone",  "celular", "email", "correo", "mail", "movil", "phone", "passport", "whatsapp"};
constexpr std::array<std::string_view, 8> homes{"domicilio", "direccion", "endereco", "residencia",
                                                "address",   "calle",     "vivienda", "casa"};
constexpr std::array<std::string_view, 12> attributes{"tipo",     "sexo",   "edad",   "genero",
                                                      "cantidad", "numero", "total",  "rango",
                                                      "vinculo",  "clase",  "estado", "rol"};

bool is_given_name(std::string_view word) {
    static constexpr std::array<std::string_view, 104> known{
        "maria",    "juan",     "jose",      "carlos",    "luis",    "ana",       "jorge",     "miguel",
        "pedro",    "marta",    "rosa",      "silvia",    "laura",   "pablo",     "diego",     "martin",
        "daniel",   "claudia",  "patricia",  "monica",    "andrea",  "sergio",    "roberto",   "ricardo",
        "eduardo",  "fernando", "alejandro", "alejandra", "gabriel", "gabriela",  "gustavo",   "hector",
        "oscar",    "mario",    "raul",      "victor",    "hugo",    "ruben",     "marcelo",   "marcela",
        "adriana",  "lucia",    "sofia",     "valentina", "camila",  "julieta",   "florencia", "agustina",
        "micaela",  "rocio",    "paula",     "carolina",  "natalia", "veronica",  "lorena",    "cecilia",
        "mariana",  "daniela",  "julia",     "elena",     "teresa",  "carmen",    "francisco", "antonio",
        "manuel",   "javier",   "rafael",    "andres",    "felipe",  "sebastian", "nicolas",   "matias",
        "lucas",    "facundo",  "ignacio",   "santiago",  "tomas",   "joaquin",   "ramon",     "alberto",
        "julio",    "cesar",    "angel",     "guillermo", "enrique", "ernesto",   "esteban",   "cristian",
        "joao",     "paulo",    "marcos",    "fernanda",  "juliana", "bruno",     "thiago",    "rodrigo",
        "leonardo", "vanessa",  "aline",     "beatriz",   "larissa", "yesica",    "brenda",    "walter"};
    return std::find(known.begin(), known.end(), word) != known.end();
}

// Two to five words without a digit, one of them a given name: "PÉREZ, Ana María".
bool is_a_persons(const std::string& text) {
    if (text.find_first_of("0123456789/") != std::string::npos || says_place(text)) return false;
    std::size_t words = 0;
    bool given = false;
    std::string word;
    for (const char c : text + " ") {
        if (c != ' ' && c != ',' && c != '.') {
            word += c;
            continue;
        }
        if (word.empty()) continue;
        ++words;
        given = given || is_given_name(word);
        word.clear();
    }
    return given && words >= 2 && words <= 5;
}

double share_of_persons(const Facts& column) {
    std::int64_t rows = 0;
    for (const auto& [text, times] : column.values) rows += is_a_persons(folded(text)) ? times : 0;
    return column.share(rows);
}

bool hardly_repeats(const Facts& column) {
    return column.said > 0 && column.distinct * 2 > column.said && column.distinct >= 2;
}

bool is_named_for_persons(const Facts& column) {
    if (has_one_of(column, attributes) || layer_of(column.tokens)) return false;
    const bool days = day_format_of(column).share > 0.5 || column.share(column.clocks) > 0.5;
    if (days || column.said == 0) return false;
    const bool texts = column.share(column.numbers()) < 0.5;
    const bool persons = has_one_of(column, of_persons);
    // "NN" in most cells, and few families in a town; the same neighbours complain again.
    const double share = texts && persons ? share_of_persons(column) : 0;
    if (share > 0.5 || (share > 0.15 && has_one_of(column, names))) return true;
    if (!hardly_repeats(column)) return false;
    if (has_one_of(column, identifiers)) return true;
    if (texts && persons && (has_one_of(column, names) || has_one_of(column, homes))) return true;
    const bool apellido = column.has("apellido") || column.has("apellidos") || column.has("sobrenome");
    return texts && (apellido || ((persons || has_one_of(column, names)) && share_of_persons(column) > 0.3));
}

// What an officer or a caller wrote: "El día de la fecha se presenta ...".
bool tells_at_length(const Facts& column) {
    constexpr double a_sentence = 60;
    return column.mean_length > a_sentence && hardly_repeats(column) && column.rows >= 10 &&
           column.values.front().first.front() != '{' &&
           !column.values.front().first.starts_with("POLYGON") &&
           !column.values.front().first.starts_with("MULTI") &&
           column.values.front().first.find(' ') != std::string::npos;
}

bool looks_like_persons(const Facts& column) {
    return hardly_repeats(column) && !layer_of(column.tokens) && share_of_persons(column) > 0.5;
}

}  // namespace

bool says_who(const Facts& column) {
    return is_named_for_persons(column) || looks_like_persons(column);
}

Sealed take_sealed(Choosing& choosing, const TimeColumns& when) {
    Sealed sealed;
    for (const auto& column : choosing.columns()) {
        if (!choosing.is_free(column) || when.is_part(column)) continue;
        const bool who = says_who(column);
        if (!who && !tells_at_length(column)) continue;
        sealed.columns.push_back(column.name);
        sealed.doubtful = sealed.doubtful || !is_named_for_persons(column);
        choosing.use(&column);
    }
    return sealed;
}

void add_sealed(Choosing& choosing, const Sealed& sealed) {
    const bool facts = choosing.kind() == Kind::incidents || choosing.kind() == Kind::tallies;
    if (sealed.columns.empty() || !facts) return;
    choosing.add(
        "sealed", sealed.columns, sealed.doubtful ? 75 : 92,
        message("they say who somebody is, so no message, list or finding quotes them; what nobody "
                "needs is better left out before the file is handed over"),
        message("Do {} hold names of persons, or texts that may name them? Their cells are then quoted "
                "nowhere; take out what is no person's.",
                join(sealed.columns, ", ")));
}

}  // namespace atalaya::intake
