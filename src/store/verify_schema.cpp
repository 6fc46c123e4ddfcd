#include <algorithm>

#include "store/verify_rows.hpp"

namespace atalaya::store {
namespace {

const SchemaObject* find(const std::vector<SchemaObject>& objects, const SchemaObject& like) {
    const auto found = std::find_if(objects.begin(), objects.end(), [&](const SchemaObject& object) {
        return object.kind == like.kind && object.name == like.name;
    });
    return found == objects.end() ? nullptr : &*found;
}

}  // namespace

void verify_schema(Database& database, Database& twin, std::span<const Migration> steps, Damage::Where where,
                   const Message& repair, Verified& out) {
    migrate(twin, steps, {verbatim(""), verbatim("")}, false);
    const auto expected = twin.schema(), found = database.schema();
    const auto damage = [&](const SchemaObject& object, Message what) {
        out.damages.push_back({where, object.name, "", "", std::move(what), repair});
    };
    for (const auto& object : found) {
        const auto* should = find(expected, object);
        if (!should) {
            damage(object, message("a {} that Atalaya did not make", object.kind));
        } else if (object.columns != should->columns) {
            damage(object, message("the columns of this {} are {}, and were made as {}", object.kind,
                                   object.columns, should->columns));
        } else if (database.engine() == twin.engine() && object.definition != should->definition) {
            damage(object, message("this {} is not as Atalaya made it", object.kind));
        }
    }
    for (const auto& object : expected) {
        if (!find(found, object)) damage(object, message("the {} is missing", object.kind));
    }
}

}  // namespace atalaya::store
