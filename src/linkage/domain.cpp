#include "linkage/domain.hpp"

#include "core/error.hpp"

namespace atalaya::linkage {

namespace {

void expect_domain(const Source& source) {
    if (source.domain.empty())
        throw Error{Fault::usage,
                    message("The privacy domain of {} is not said, so that its records can be neither "
                            "linked nor reconciled. Say what its data was collected for: domain in "
                            "its source.toml.",
                            source.name)};
    for (const auto& read : source.read_as) {
        if (read == source.domain) continue;
        throw Error{
            Fault::usage,
            message("{} has records that were read under the privacy domain \"{}\", and its source.toml "
                    "says \"{}\" now: records keep the domain that they were given for, and are not "
                    "linked under another. Write \"{}\" there again, or give what is collected for "
                    "\"{}\" a source of its own.",
                    source.name, read, source.domain, read, source.domain)};
    }
}

}  // namespace

Permit Permit::within(const Source& source) {
    expect_domain(source);
    return Permit{false};
}

Permit Permit::between(const Source& first, const Source& second) {
    expect_domain(first);
    expect_domain(second);
    if (first.name == second.name)
        throw Error{Fault::usage, message("{} is linked with itself; its duplicates are looked for within "
                                          "one source.",
                                          first.name)};
    if (first.domain != second.domain)
        throw Error{Fault::usage,
                    message("{} is of the privacy domain \"{}\" and {} of \"{}\": records of two domains "
                            "are never linked. Their numbers may be held against each other: declare "
                            "[[comparisons]] in city.toml and ask `atalaya link counts`.",
                            first.name, first.domain, second.name, second.domain)};
    return Permit{true};
}

}  // namespace atalaya::linkage
