#include "store/postgres_append.hpp"

#include <fmt/format.h>

#include <vector>

#include "core/error.hpp"

namespace atalaya::store {
namespace {

class PostgresAppender final : public Appender {
  public:
    PostgresAppender(PGconn* connection, std::string table)
        : connection_{connection}, table_{std::move(table)} {
        const auto shape =
            checked(connection_, PQexec(connection_, fmt::format("SELECT * FROM {} LIMIT 0", table_).c_str()),
                    table_);
        for (int c = 0; c < PQnfields(shape.get()); ++c)
            types_.push_back(static_cast<PgType>(PQftype(shape.get(), c)));
        checked(connection_,
                PQexec(connection_, fmt::format("COPY {} FROM STDIN (FORMAT binary)", table_).c_str()),
                table_);
        open_ = true;
        buffer_.append("PGCOPY\n\377\r\n\0", 11);
        big_endian<std::int32_t>(0);
        big_endian<std::int32_t>(0);
    }
    ~PostgresAppender() override {
        if (!open_) return;
        PQputCopyEnd(connection_, "given up");
        while (auto* result = PQgetResult(connection_)) PQclear(result);
    }

    void add(const Table& rows) override {
        expects(rows.columns.size() == types_.size(), "an appended table has the columns of the store's");
        const std::size_t count = rows.rows();
        for (std::size_t row = 0; row < count; ++row) {
            big_endian(static_cast<std::int16_t>(types_.size()));
            for (std::size_t c = 0; c < types_.size(); ++c) field(types_[c], rows.columns[c].cells, row);
            if (buffer_.size() > 1 << 20) send();
        }
    }

    void finish() override {
        big_endian<std::int16_t>(-1);
        send();
        open_ = false;
        if (PQputCopyEnd(connection_, nullptr) != 1) fail();
        checked(connection_, PQgetResult(connection_), "filling " + table_);
        while (auto* result = PQgetResult(connection_)) PQclear(result);
    }

  private:
    template <class T>
    void big_endian(T value) {
        const auto bits = static_cast<std::make_unsigned_t<T>>(value);
        for (int shift = 8 * (sizeof(T) - 1); shift >= 0; shift -= 8)
            buffer_ += static_cast<char>(bits >> shift & 0xFF);
    }

    void field(PgType type, const Cells& cells, std::size_t row) {
        if (const auto* text = std::get_if<Coded>(&cells)) {
            const auto& word = (*text)[row];
            big_endian(static_cast<std::int32_t>(word.size()));
            buffer_ += word;
        } else if (const auto* days = std::get_if<Days>(&cells)) {
            number(type, days->since_epoch[row]);
        } else if (const auto* wide = std::get_if<std::vector<std::int64_t>>(&cells)) {
            number(type, (*wide)[row]);
        } else if (const auto* middle = std::get_if<std::vector<std::int32_t>>(&cells)) {
            number(type, (*middle)[row]);
        } else {
            number(type, std::get<std::vector<std::int8_t>>(cells)[row]);
        }
    }

    template <class T>
    void number(PgType type, T value) {
        if (value == nothing<T>) return big_endian<std::int32_t>(-1);
        switch (type) {
            case PgType::int2: return sized(static_cast<std::int16_t>(value));
            case PgType::int4: return sized(static_cast<std::int32_t>(value));
            case PgType::int8: return sized(static_cast<std::int64_t>(value));
            case PgType::date: return sized(static_cast<std::int32_t>(value - days_to_2000));
            default: expects(false, "numbers go into smallint, integer, bigint or date columns");
        }
    }
    template <class T>
    void sized(T value) {
        big_endian(static_cast<std::int32_t>(sizeof(T)));
        big_endian(value);
    }

    void send() {
        if (PQputCopyData(connection_, buffer_.data(), static_cast<int>(buffer_.size())) != 1) fail();
        buffer_.clear();
    }
    [[noreturn]] void fail() {
        throw Error{Fault::missing, message("PostgreSQL went away while filling {}: {}", table_,
                                            PQerrorMessage(connection_))};
    }

    PGconn* connection_;
    std::string table_;
    std::vector<PgType> types_;
    std::string buffer_;
    bool open_ = false;
};

}  // namespace

std::unique_ptr<Appender> postgres_appender(PGconn* connection, std::string table) {
    return std::make_unique<PostgresAppender>(connection, std::move(table));
}

}  // namespace atalaya::store
