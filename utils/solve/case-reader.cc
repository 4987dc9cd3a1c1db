/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "case-reader.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace solve
{
namespace
{

/// Deeper than any case; what is deeper is refused before it is built.
constexpr int MAX_DEPTH = 16;

std::string
Expected(Range range)
{
    switch (range)
    {
    case Range::ANY:
        return "a finite number";
    case Range::NOT_NEGATIVE:
        return "a finite number of at least 0";
    case Range::POSITIVE:
        return "a finite number greater than 0";
    case Range::UNIT:
        return "a number from 0 to 1";
    }
    return "";
}

bool
InRange(double value, Range range)
{
    switch (range)
    {
    case Range::ANY:
        return true;
    case Range::NOT_NEGATIVE:
        return value >= 0.0;
    case Range::POSITIVE:
        return value > 0.0;
    case Range::UNIT:
        return value >= 0.0 && value <= 1.0;
    }
    return false;
}

/// @return what a value is, in a message: short values themselves, else their kind
std::string
Got(const nlohmann::json& value)
{
    if (value.is_number() || value.is_boolean() || value.is_null())
    {
        return value.dump();
    }
    return std::string(value.is_array() || value.is_object() ? "an " : "a ") + value.type_name();
}

} // namespace

FieldReader::FieldReader(const nlohmann::json& object, std::string where)
    : m_object(object),
      m_where(std::move(where))
{
}

InputError
FieldReader::Error(const std::string& key, const std::string& problem) const
{
    return InputError(m_where + ": " + key + ": " + problem);
}

bool
FieldReader::Has(const std::string& key) const
{
    return m_object.contains(key);
}

const nlohmann::json&
FieldReader::At(const std::string& key) const
{
    const auto found = m_object.find(key);
    if (found == m_object.end())
    {
        throw Error(key, "missing");
    }
    return *found;
}

FieldReader
FieldReader::Object(const std::string& key) const
{
    const nlohmann::json& value = At(key);
    if (!value.is_object())
    {
        throw Error(key, "expected an object, got " + Got(value));
    }
    return FieldReader(value, m_where + ": " + key);
}

std::vector<FieldReader>
FieldReader::Objects(const std::string& key) const
{
    std::vector<FieldReader> readers;
    for (const auto& value : Array(key))
    {
        const std::string name = key + "[" + std::to_string(readers.size()) + "]";
        if (!value.is_object())
        {
            throw Error(name, "expected an object, got " + Got(value));
        }
        readers.push_back(FieldReader(value, m_where + ": " + name));
    }
    return readers;
}

double
FieldReader::Check(const nlohmann::json& value,
                   const std::string& key,
                   Range range,
                   bool infinite) const
{
    if (infinite && value.is_string() && value.get_ref<const std::string&>() == "inf")
    {
        return std::numeric_limits<double>::infinity();
    }
    const double number = value.is_number() ? value.get<double>() : 0.0;
    if (!value.is_number() || !std::isfinite(number) || !InRange(number, range))
    {
        throw Error(key,
                    "expected " + Expected(range) + (infinite ? " or \"inf\"" : "") + ", got " +
                        Got(value));
    }
    return number;
}

int
FieldReader::CheckWhole(const nlohmann::json& value,
                        const std::string& key,
                        int least,
                        int most) const
{
    const double number = value.is_number() ? value.get<double>() : 0.5;
    if (!(number >= least && number <= most) || number != std::floor(number))
    {
        throw Error(key,
                    "expected a whole number from " + std::to_string(least) + " to " +
                        std::to_string(most) + ", got " + Got(value));
    }
    return static_cast<int>(number);
}

double
FieldReader::Number(const std::string& key, Range range) const
{
    return Check(At(key), key, range, false);
}

int
FieldReader::Integer(const std::string& key, int least, int most) const
{
    return CheckWhole(At(key), key, least, most);
}

bool
FieldReader::Truth(const std::string& key) const
{
    const nlohmann::json& value = At(key);
    if (!value.is_boolean())
    {
        throw Error(key, "expected true or false, got " + Got(value));
    }
    return value.get<bool>();
}

std::size_t
FieldReader::Choice(const std::string& key, const std::vector<std::string>& names) const
{
    const nlohmann::json& value = At(key);
    std::string list;
    for (std::size_t i = 0; i < names.size(); ++i)
    {
        if (value.is_string() && value.get_ref<const std::string&>() == names[i])
        {
            return i;
        }
        list += (i == 0 ? "\"" : " or \"") + names[i] + "\"";
    }
    throw Error(key, "expected " + list + ", got " + Got(value));
}

const nlohmann::json&
FieldReader::Array(const std::string& key) const
{
    const nlohmann::json& value = At(key);
    if (!value.is_array())
    {
        throw Error(key, "expected an array, got " + Got(value));
    }
    return value;
}

std::vector<double>
FieldReader::Numbers(const std::string& key, Range range, bool infinite) const
{
    std::vector<double> numbers;
    for (const auto& value : Array(key))
    {
        const std::string name = key + "[" + std::to_string(numbers.size()) + "]";
        numbers.push_back(Check(value, name, range, infinite));
    }
    return numbers;
}

std::vector<std::vector<double>>
FieldReader::Rows(const std::string& key, std::size_t columns, Range range) const
{
    std::vector<std::vector<double>> rows;
    for (const auto& row : Array(key))
    {
        const std::string name = key + "[" + std::to_string(rows.size()) + "]";
        if (!row.is_array() || row.size() != columns)
        {
            throw Error(name, "expected an array of " + std::to_string(columns) + " numbers");
        }
        rows.emplace_back();
        for (const auto& value : row)
        {
            const std::string place = name + "[" + std::to_string(rows.back().size()) + "]";
            rows.back().push_back(Check(value, place, range, false));
        }
    }
    return rows;
}

std::vector<int>
FieldReader::Integers(const std::string& key, int least, int most) const
{
    std::vector<int> numbers;
    for (const auto& value : Array(key))
    {
        const std::string name = key + "[" + std::to_string(numbers.size()) + "]";
        numbers.push_back(CheckWhole(value, name, least, most));
    }
    return numbers;
}

void
FieldReader::RequireSize(const std::string& key,
                         std::size_t size,
                         std::size_t expected,
                         const std::string& like) const
{
    if (size != expected)
    {
        throw Error(key,
                    "expected " + std::to_string(expected) + " values, as many as " + like +
                        " says, got " + std::to_string(size));
    }
}

void
FieldReader::RequireKnown(const std::vector<std::string>& known) const
{
    for (const auto& [key, value] : m_object.items())
    {
        if (std::find(known.begin(), known.end(), key) == known.end())
        {
            throw Error(key, "no such parameter");
        }
    }
}

std::vector<nlohmann::json>
ReadCases(const std::string& text)
{
    if (text.find_first_not_of(" \t\r\n") == std::string::npos)
    {
        throw InputError("standard input is empty, expected cases in JSON");
    }
    nlohmann::json document;
    try
    {
        document = nlohmann::json::parse(
            text,
            [](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
                if (depth > MAX_DEPTH)
                {
                    throw InputError("standard input: nested deeper than any case");
                }
                return true;
            });
    }
    catch (const nlohmann::json::exception& error)
    {
        // The library's text begins with its own error number in brackets.
        const std::string what = error.what();
        const std::size_t end = what.find("] ");
        throw InputError("standard input is not valid JSON: " +
                         (end == std::string::npos ? what : what.substr(end + 2)));
    }
    const nlohmann::json* list = &document;
    if (document.is_object() && document.contains("cases"))
    {
        list = &document["cases"];
        if (!list->is_array())
        {
            throw InputError("cases: expected an array, got " + Got(*list));
        }
    }
    std::vector<nlohmann::json> cases;
    if (list->is_array())
    {
        cases.assign(list->begin(), list->end());
    }
    else
    {
        cases.push_back(*list);
    }
    for (std::size_t i = 0; i < cases.size(); ++i)
    {
        if (!cases[i].is_object())
        {
            throw InputError("case " + std::to_string(i) + ": expected an object, got " +
                             Got(cases[i]));
        }
    }
    return cases;
}

std::string
CaseLabel(const nlohmann::json& one, std::size_t index)
{
    std::string label = "case " + std::to_string(index);
    for (const char* key : {"id", "name"})
    {
        const auto found = one.find(key);
        if (found != one.end() && (found->is_string() || found->is_number()))
        {
            constexpr std::size_t LONGEST = 80;
            label += std::string(", ") + key + " " + found->dump().substr(0, LONGEST);
        }
    }
    return label;
}

nlohmann::ordered_json
StartAnswer(const nlohmann::json& one)
{
    nlohmann::ordered_json answer = nlohmann::ordered_json::object();
    for (const char* key : {"id", "name"})
    {
        const auto found = one.find(key);
        if (found != one.end())
        {
            answer[key] = *found;
        }
    }
    return answer;
}

nlohmann::ordered_json
ToJson(double value)
{
    if (std::isinf(value))
    {
        return value > 0.0 ? "inf" : "-inf";
    }
    return value;
}

nlohmann::ordered_json
ToJson(const std::vector<double>& values)
{
    nlohmann::ordered_json array = nlohmann::ordered_json::array();
    for (const double value : values)
    {
        array.push_back(ToJson(value));
    }
    return array;
}

} // namespace solve
