// The parts of verify() that look at the rows and tables of the two stores.
#pragma once

#include <span>

#include "core/error.hpp"
#include "store/migrate.hpp"
#include "store/verify.hpp"

namespace atalaya::store {

inline constexpr std::size_t most_damages = 100;  // a table

// Runs `look`; an Error becomes a damage of `what`.
template <class Look>
bool whole(Verified& out, Damage::Where where, const std::string& what, const Message& repair, Look look) {
    try {
        look();
        return true;
    } catch (const Error& error) {
        if (error.fault() == Fault::interrupted) throw;
        out.damages.push_back({where, what, "", "", error.message(), repair});
        return false;
    }
}

// Tables, views, triggers and indexes against those that `steps` make in `twin`, an empty database: what is
// there besides, what is missing, what is made otherwise. On another engine than the twin's only
// the names of columns are compared.
void verify_schema(Database& database, Database& twin, std::span<const Migration> steps, Damage::Where where,
                   const Message& repair, Verified& out);

// Files under segments/ and deliveries/ that no record knows.
void verify_strays(Store& store, Verified& out);
void verify_records(Store& store, Progress& progress, Verified& out);
void verify_analytics(Store& store, Progress& progress, Verified& out);

}  // namespace atalaya::store
