#include "intake/kept_rows.hpp"

#include "intake/kept_pages.hpp"
#include "intake/parquet_text.hpp"
#include "intake/read_file.hpp"
#include "intake/redact.hpp"

namespace atalaya::intake {

void read_any_rows(const Source& source, const OpenFile& file, std::string_view words, RowConsumer& to) {
    NoProgress quiet;
    if (source.by_pages())
        read_pages(source, file.name(), pages_of_file(source, file, words, quiet), to);
    else
        read_table(source, file, 1, to, quiet);
}

void read_kept_rows(const Source& source, std::string_view bytes, const std::string& name, RowConsumer& to) {
    NoProgress quiet;
    const OpenFile file{bytes, name};
    if (source.format.type != FileType::parquet)
        return read_any_rows(source, file, words_for(source, file, quiet), to);
    const Source twin = as_twin(source);
    read_any_rows(twin, OpenFile{parquet_text(source, file, twin.format.separator), name}, "", to);
}

}  // namespace atalaya::intake
