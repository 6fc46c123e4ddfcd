#include "render/flat_texts.hpp"

#include <nlohmann/json.hpp>
#include <utility>

#include "core/error.hpp"

namespace atalaya::render {
namespace {

class FlatObject final : public nlohmann::json::json_sax_t {
  public:
    bool start_object(std::size_t) override {
        if (++depth_ == 1) is_object_ = true;
        return true;
    }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override {
        ++depth_;
        return true;
    }
    bool end_array() override { return close(); }
    bool key(std::string& name) override {
        if (depth_ != 1) return true;
        const auto known = texts_.size();
        at_ = texts_.try_emplace(texts_.end(), std::move(name));
        if (texts_.size() == known) twice_ = at_->first;
        return true;
    }
    bool string(std::string& text) override {
        if (is_object_ && depth_ == 1) at_->second = std::move(text);
        return true;
    }
    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(std::int64_t) override { return true; }
    bool number_unsigned(std::uint64_t) override { return true; }
    bool number_float(double, const std::string&) override { return true; }
    bool binary(nlohmann::json::binary_t&) override { return true; }
    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception& fault) override {
        fault_ = fault.what();
        return false;
    }

    void check(const std::string& name) const {
        if (!fault_.empty())
            throw Error{Fault::bad_input, message("{}: expected one JSON object of texts: {}", name, fault_)};
        if (!is_object_)
            throw Error{Fault::bad_input, message("{}: expected one JSON object of texts", name)};
        if (!twice_.empty())
            throw Error{Fault::bad_input, message("{}: the key \"{}\" is there twice", name, twice_)};
    }
    FlatTexts&& texts() && { return std::move(texts_); }

  private:
    bool close() {
        --depth_;
        return true;
    }

    FlatTexts texts_;
    FlatTexts::iterator at_;
    std::string fault_, twice_;
    int depth_ = 0;
    bool is_object_ = false;
};

}  // namespace

FlatTexts flat_texts(std::string_view json, const std::string& name) {
    FlatObject object;
    nlohmann::json::sax_parse(json, &object);
    object.check(name);
    return std::move(object).texts();
}

}  // namespace atalaya::render
