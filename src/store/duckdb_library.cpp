#include "store/duckdb_library.hpp"

#include <dlfcn.h>

#include <string>

#include "core/error.hpp"

namespace atalaya::store {
namespace {

[[noreturn]] void refuse() {
    const char* why = ::dlerror();
    throw Error{Fault::missing,
                message("expected DuckDB's library where Atalaya was installed, found: {}. Install it anew",
                        std::string{why ? why : ""})};
}

void* library() {
    static void* const loaded = [] {
        void* found = ::dlopen("libduckdb.so", RTLD_LAZY | RTLD_LOCAL);
        if (!found) refuse();
        return found;
    }();
    return loaded;
}

}  // namespace

void* duckdb_function(const char* name) {
    void* function = ::dlsym(library(), name);
    if (!function) refuse();
    return function;
}

void load_duckdb() {
    library();
}

}  // namespace atalaya::store
