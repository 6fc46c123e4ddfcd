#include "store/duck_append.hpp"

#include <cstring>
#include <vector>

#include "core/error.hpp"

namespace atalaya::store {
namespace {

// DuckDB's own form of a text: up to 12 bytes inside, else a prefix and a pointer. The
// appender copies what is pointed at when it takes the chunk.
duckdb_string_t reference_to(const std::string& word) {
    duckdb_string_t out{};
    out.value.inlined.length = static_cast<std::uint32_t>(word.size());
    if (word.size() <= sizeof out.value.inlined.inlined) {
        std::memcpy(out.value.inlined.inlined, word.data(), word.size());
    } else {
        std::memcpy(out.value.pointer.prefix, word.data(), sizeof out.value.pointer.prefix);
        out.value.pointer.ptr = const_cast<char*>(word.data());
    }
    return out;
}

struct Slice {
    duckdb_vector vector;
    std::size_t first, count;

    void mark_null(std::size_t i) const {
        duckdb_vector_ensure_validity_writable(vector);
        duckdb_validity_set_row_invalid(duckdb_vector_get_validity(vector), i);
    }
};

template <class To, class From>
void copy_numbers(const Slice& slice, const std::vector<From>& from) {
    auto* to = static_cast<To*>(duckdb_vector_get_data(slice.vector));
    bool all_fit = true, any_nothing = false;
    for (std::size_t i = 0; i < slice.count; ++i) {
        const From value = from.data()[slice.first + i];
        to[i] = static_cast<To>(value);
        all_fit &= static_cast<From>(to[i]) == value || value == nothing<From>;
        any_nothing |= value == nothing<From>;
    }
    expects(all_fit, "a number fits its column in DuckDB");
    for (std::size_t i = 0; any_nothing && i < slice.count; ++i) {
        if (from[slice.first + i] == nothing<From>) slice.mark_null(i);
    }
}

template <class From>
void copy_as(duckdb_type type, const Slice& slice, const std::vector<From>& from) {
    switch (type) {
        case DUCKDB_TYPE_SMALLINT: return copy_numbers<std::int16_t>(slice, from);
        case DUCKDB_TYPE_INTEGER: return copy_numbers<std::int32_t>(slice, from);
        case DUCKDB_TYPE_BIGINT: return copy_numbers<std::int64_t>(slice, from);
        default: expects(false, "numbers go into smallint, integer or bigint columns");
    }
}

// Appending is the work of one thread: DuckDB's others would only spin while they wait
// for it (measured: 40 % of all processor time).
class OneThread {
  public:
    explicit OneThread(duckdb_connection connection) : connection_{connection} {
        duckdb_result result{};
        if (duckdb_query(connection_, "SELECT current_setting('threads')", &result) == DuckDBSuccess) {
            threads_ = duckdb_value_int64(&result, 0, 0);
        }
        duckdb_destroy_result(&result);
        set(1);
    }
    ~OneThread() { set(threads_); }
    OneThread(const OneThread&) = delete;
    OneThread& operator=(const OneThread&) = delete;

  private:
    void set(std::int64_t threads) {
        duckdb_query(connection_, ("SET threads=" + std::to_string(threads)).c_str(), nullptr);
    }

    duckdb_connection connection_;
    std::int64_t threads_ = 1;
};

class DuckAppender final : public Appender {
  public:
    DuckAppender(duckdb_connection connection, std::string table)
        : one_thread_{connection}, table_{std::move(table)} {
        if (duckdb_appender_create(connection, nullptr, table_.c_str(), &appender_) != DuckDBSuccess) fail();
        std::vector<duckdb_logical_type> types;
        for (idx_t c = 0; c < duckdb_appender_column_count(appender_); ++c) {
            types.push_back(duckdb_appender_column_type(appender_, c));
            types_.push_back(duckdb_get_type_id(types.back()));
        }
        chunk_ = duckdb_create_data_chunk(types.data(), types.size());
        for (auto& type : types) duckdb_destroy_logical_type(&type);
    }
    ~DuckAppender() override {
        duckdb_destroy_data_chunk(&chunk_);
        duckdb_appender_destroy(&appender_);
    }

    void add(const Table& rows) override {
        expects(rows.columns.size() == types_.size(), "an appended table has the columns of the store's");
        refer_to_words(rows);
        const std::size_t step = duckdb_vector_size(), total = rows.rows();
        for (std::size_t first = 0; first < total; first += step) {
            append(rows, first, std::min(step, total - first));
        }
    }

    void finish() override {
        if (duckdb_appender_close(appender_) != DuckDBSuccess) fail();
    }

  private:
    void refer_to_words(const Table& rows) {
        words_.assign(rows.columns.size(), {});
        for (std::size_t c = 0; c < rows.columns.size(); ++c) {
            const auto* text = std::get_if<Coded>(&rows.columns[c].cells);
            if (!text) continue;
            words_[c].reserve(text->words.size());
            for (const auto& word : text->words) words_[c].push_back(reference_to(word));
        }
    }

    void append(const Table& rows, std::size_t first, std::size_t count) {
        duckdb_data_chunk_reset(chunk_);
        duckdb_data_chunk_set_size(chunk_, count);
        for (std::size_t c = 0; c < types_.size(); ++c) {
            fill(c, {duckdb_data_chunk_get_vector(chunk_, c), first, count}, rows.columns[c].cells);
        }
        if (duckdb_append_data_chunk(appender_, chunk_) != DuckDBSuccess) fail();
    }

    void fill(std::size_t c, const Slice& slice, const Cells& cells) {
        if (const auto* text = std::get_if<Coded>(&cells)) {
            expects(types_[c] == DUCKDB_TYPE_VARCHAR, "texts go into text columns");
            auto* to = static_cast<duckdb_string_t*>(duckdb_vector_get_data(slice.vector));
            for (std::size_t i = 0; i < slice.count; ++i) to[i] = words_[c][text->codes[slice.first + i]];
        } else if (const auto* days = std::get_if<Days>(&cells)) {
            expects(types_[c] == DUCKDB_TYPE_DATE, "days go into date columns");
            copy_numbers<std::int32_t>(slice, days->since_epoch);
        } else if (const auto* wide = std::get_if<std::vector<std::int64_t>>(&cells)) {
            copy_as(types_[c], slice, *wide);
        } else if (const auto* middle = std::get_if<std::vector<std::int32_t>>(&cells)) {
            copy_as(types_[c], slice, *middle);
        } else {
            copy_as(types_[c], slice, std::get<std::vector<std::int8_t>>(cells));
        }
    }

    [[noreturn]] void fail() {
        auto data = duckdb_appender_error_data(appender_);
        const char* message = duckdb_error_data_message(data);
        const std::string why = message ? message : "";
        duckdb_destroy_error_data(&data);
        duck_failure(why, "filling " + table_);
    }

    OneThread one_thread_;
    std::string table_;
    duckdb_appender appender_ = nullptr;
    duckdb_data_chunk chunk_ = nullptr;
    std::vector<duckdb_type> types_;
    std::vector<std::vector<duckdb_string_t>> words_;  // per text column
};

}  // namespace

std::unique_ptr<Appender> duck_appender(duckdb_connection connection, std::string table) {
    return std::make_unique<DuckAppender>(connection, std::move(table));
}

}  // namespace atalaya::store
