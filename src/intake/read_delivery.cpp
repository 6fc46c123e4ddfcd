#include "intake/digest_beside.hpp"
#include "intake/handover.hpp"
#include "intake/read_file.hpp"

namespace atalaya::intake {

namespace {

Batch read_confined(const Source& source, const City& city, const Gazetteer& gazetteer, const OpenFile& file,
                    Progress& progress, const ReadOptions& options) {
    Limits limits = limits_for(file.size());
    limits.for_engine = source.format.type == FileType::parquet;
    const std::string words = words_for(source, file, progress);
    Confined child{limits, {file.descriptor()}, file.name(), [&](Outbox& out) {
                       send_batch(read_file(source, city, gazetteer, file, out.progress(), options, words),
                                  out);
                   }};
    std::optional<DigestBeside> beside;
    if (!options.digest) beside.emplace(file);
    Batch batch = receive_batch(child, progress);
    batch.delivery = options.digest ? *options.digest : beside->get();
    return batch;
}

}  // namespace

Batch read_delivery(const Source& source, const City& city, const Gazetteer& gazetteer,
                    const std::filesystem::path& path, Progress& progress, const ReadOptions& options) {
    return read_confined(source, city, gazetteer, OpenFile{path}, progress, options);
}

Batch read_kept(const Source& source, const City& city, const Gazetteer& gazetteer, std::string_view bytes,
                const std::string& name, Progress& progress, const ReadOptions& options) {
    return read_confined(source, city, gazetteer, OpenFile{bytes, name}, progress, options);
}

}  // namespace atalaya::intake
