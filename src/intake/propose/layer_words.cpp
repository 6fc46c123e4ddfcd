#include "intake/propose/layer_words.hpp"

#include <algorithm>
#include <array>

namespace atalaya::intake {

namespace {

constexpr std::array<LayerWords, 47> layer_words{{
    {"barrio", "Barrio", "barrios", "Bairro", "bairros", "Neighbourhood", "neighbourhoods"},
    {"bairro", "Barrio", "barrios", "Bairro", "bairros", "Neighbourhood", "neighbourhoods"},
    {"comuna", "Comuna", "comunas", "Comuna", "comunas", "Comuna", "comunas"},
    {"colonia", "Colonia", "colonias", "Colônia", "colônias", "Colonia", "colonias"},
    {"seccion", "Sección", "secciones", "Seção", "seções", "Section", "sections"},
    {"sector", "Sector", "sectores", "Setor", "setores", "Sector", "sectors"},
    {"delegacion", "Delegación", "delegaciones", "Delegação", "delegações", "Delegation", "delegations"},
    {"distrito", "Distrito", "distritos", "Distrito", "distritos", "District", "districts"},
    {"localidad", "Localidad", "localidades", "Localidade", "localidades", "Locality", "localities"},
    {"municipio", "Municipio", "municipios", "Município", "municípios", "Municipality", "municipalities"},
    {"departamento", "Departamento", "departamentos", "Departamento", "departamentos", "Department",
     "departments"},
    {"provincia", "Provincia", "provincias", "Província", "províncias", "Province", "provinces"},
    {"cuadra", "Cuadra", "cuadras", "Quadra", "quadras", "Block", "blocks"},
    {"urbanizacion", "Urbanización", "urbanizaciones", "Loteamento", "loteamentos", "Housing estate",
     "housing estates"},
    {"asentamiento", "Asentamiento", "asentamientos", "Assentamento", "assentamentos", "Settlement",
     "settlements"},
    {"fraccionamiento", "Fraccionamiento", "fraccionamientos", "Loteamento", "loteamentos", "Subdivision",
     "subdivisions"},
    {"vereda", "Vereda", "veredas", "Vereda", "veredas", "Vereda", "veredas"},
    {"jurisdiccion", "Jurisdicción", "jurisdicciones", "Jurisdição", "jurisdições", "Jurisdiction",
     "jurisdictions"},
    {"circunscripcion", "Circunscripción", "circunscripciones", "Circunscrição", "circunscrições",
     "Constituency", "constituencies"},
    {"delegacia", "Comisaría", "comisarías", "Delegacia", "delegacias", "Police station", "police stations"},
    {"comisaria", "Comisaría", "comisarías", "Delegacia", "delegacias", "Police station", "police stations"},
    {"delegacao", "Delegación", "delegaciones", "Delegação", "delegações", "Delegation", "delegations"},
    {"demarcacion", "Demarcación", "demarcaciones", "Demarcação", "demarcações", "Precinct", "precincts"},
    {"freguesia", "Freguesía", "freguesías", "Freguesia", "freguesias", "Parish", "parishes"},
    {"parroquia", "Parroquia", "parroquias", "Paróquia", "paróquias", "Parish", "parishes"},
    {"partido", "Partido", "partidos", "Partido", "partidos", "Partido", "partidos"},
    {"upz", "UPZ", "UPZ", "UPZ", "UPZ", "UPZ", "UPZ"},
    {"radio", "Radio censal", "radios censales", "Setor censitário", "setores censitários", "Census tract",
     "census tracts"},
    {"tract", "Radio censal", "radios censales", "Setor censitário", "setores censitários", "Census tract",
     "census tracts"},
    {"cuadrante", "Cuadrante", "cuadrantes", "Quadrante", "quadrantes", "Quadrant", "quadrants"},
    {"manzana", "Manzana", "manzanas", "Quarteirão", "quarteirões", "City block", "city blocks"},
    {"area", "Área", "áreas", "Área", "áreas", "Area", "areas"},
    {"beat", "Cuadrante", "cuadrantes", "Ronda", "rondas", "Beat", "beats"},
    {"sede", "Sede", "sedes", "Sede", "sedes", "Seat", "seats"},
    {"cisp", "CISP", "CISP", "CISP", "CISP", "CISP", "CISP"},
    {"aisp", "AISP", "AISP", "AISP", "AISP", "AISP", "AISP"},
    {"risp", "RISP", "RISP", "RISP", "RISP", "RISP", "RISP"},
    {"alcaldia", "Alcaldía", "alcaldías", "Alcaldia", "alcaldias", "Borough", "boroughs"},
    {"corregimiento", "Corregimiento", "corregimientos", "Corregimento", "corregimentos", "Corregimiento",
     "corregimientos"},
    {"canton", "Cantón", "cantones", "Cantão", "cantões", "Canton", "cantons"},
    {"region", "Región", "regiones", "Região", "regiões", "Region", "regions"},
    {"entidad", "Entidad", "entidades", "Entidade", "entidades", "State", "states"},
    {"estado", "Estado", "estados", "Estado", "estados", "State", "states"},
    {"circuito", "Circuito", "circuitos", "Circuito", "circuitos", "Circuit", "circuits"},
    {"seccional", "Seccional", "seccionales", "Seccional", "seccionais", "Precinct", "precincts"},
    {"cuadricula", "Cuadrícula", "cuadrículas", "Quadrícula", "quadrículas", "Grid square", "grid squares"},
    {"zona", "Zona", "zonas", "Zona", "zonas", "Zone", "zones"},
}};

}  // namespace

const LayerWords* words_of_layer(std::string_view id) {
    const auto found = std::find_if(layer_words.begin(), layer_words.end(),
                                    [&](const LayerWords& words) { return words.id == id; });
    return found == layer_words.end() ? nullptr : &*found;
}

bool are_one_layer(std::string_view a, std::string_view b) {
    if (a == b) return true;
    const auto *one = words_of_layer(a), *other = words_of_layer(b);
    return one && other && one->es == other->es;
}

}  // namespace atalaya::intake
