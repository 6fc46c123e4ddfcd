#include "cli/app.hpp"
#include "core/freed_memory.hpp"

int main(int argc, char** argv) {
    atalaya::keep_freed_memory();
    return atalaya::cli::run(argc, argv);
}
