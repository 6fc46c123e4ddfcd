// DuckDB's library, which is loaded when it is first asked for: binding it to all others is two fifths of what a start of
// the program costs, and most commands do not ask it. The functions of duckdb.h are called as ever: each is a small one of
// ours (cmake/duckdb_calls.cmake makes them) that finds the library's the first time and calls it.
#pragma once

namespace atalaya::store {

// The library's function of this name. Error{missing} when there is no library, or none of that function in it. It is looked
// for where the program was linked to look (lib/atalaya beside bin, or build/vendor). Costs a lookup, the first call some 30 ms.
void* duckdb_function(const char* name);

// Loads it now: a child that may open no files cannot.
void load_duckdb();

}  // namespace atalaya::store
