#include "cli/app.hpp"

int main(int argc, char** argv) {
    return atalaya::cli::run(argc, argv);
}
